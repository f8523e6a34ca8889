//! Upgrades, with schemas that are not released.

#![allow(
    clippy::unwrap_used,
    reason = "clippy does not take wasm_bindgen_test for a test"
)]

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

use super::*;
use crate::migrations;
use crate::schema::PERSONS;

wasm_bindgen_test_configure!(run_in_browser);

const FIRST: Schema = Schema {
    version: 1,
    probe: PERSONS,
    migrate: migrations::registry,
};

const SECOND: Schema = Schema {
    version: 2,
    probe: PERSONS,
    migrate: |database, from| {
        migrations::registry(database, from)?;
        if from < 2 {
            database.create_object_store("later")?;
        }
        Ok(())
    },
};

const BROKEN: Schema = Schema {
    version: 2,
    probe: PERSONS,
    migrate: |database, _| {
        database.create_object_store("half")?;
        // It is there already.
        database.create_object_store("half").map(|_| ())
    },
};

fn fresh_name() -> String {
    format!("test:{}", js_sys::Math::random())
}

/// As an app of an old build that does not listen.
async fn held_open(name: &str, schema: &'static Schema) -> IdbDatabase {
    opening::open(name, schema).await.unwrap()
}

#[wasm_bindgen_test]
async fn an_older_tab_that_does_not_let_go_blocks_the_upgrade_until_it_closes() {
    let name = fresh_name();
    let stubborn = held_open(&name, &FIRST).await;
    let blocked = opening::open(&name, &SECOND).await;
    assert_eq!(blocked, Err(StoreError::Blocked));
    stubborn.close();
    let upgraded = held_open(&name, &SECOND).await;
    assert_eq!(upgraded.version(), 2.0);
    upgraded.close();
}

/// The open request that was given up goes on later; what it opens must not stand in the way.
#[wasm_bindgen_test]
async fn a_connection_that_comes_too_late_is_closed() {
    let name = fresh_name();
    let stubborn = held_open(&name, &FIRST).await;
    assert!(opening::open(&name, &SECOND).await.is_err());
    stubborn.close();
    held_open(&name, &SECOND).await.close();
    assert_eq!(delete(&name).await, Ok(()));
}

#[wasm_bindgen_test]
async fn an_older_tab_of_ours_lets_the_upgrade_through() {
    let name = fresh_name();
    let older = Connection::new(&name, &FIRST);
    older.probe().await.unwrap();
    let upgraded = held_open(&name, &SECOND).await;
    assert_eq!(upgraded.version(), 2.0);
    upgraded.close();
    let too_new = StoreError::SchemaTooNew {
        found: 2,
        supported: 1,
    };
    assert_eq!(older.probe().await, Err(too_new));
}

#[wasm_bindgen_test]
async fn an_upgrade_that_fails_leaves_the_database_as_it_was() {
    let name = fresh_name();
    held_open(&name, &FIRST).await.close();
    let failed = opening::open(&name, &BROKEN).await;
    assert!(
        matches!(&failed, Err(StoreError::Failed { .. })),
        "{failed:?}"
    );
    let unharmed = held_open(&name, &FIRST).await;
    assert_eq!(unharmed.version(), 1.0);
    unharmed.close();
}

#[wasm_bindgen_test]
async fn an_opening_that_is_given_up_makes_no_empty_database() {
    let name = fresh_name();
    {
        let mut opened = Box::pin(opening::open(&name, &SECOND));
        std::future::poll_fn(|context| {
            assert!(opened.as_mut().poll(context).is_pending());
            std::task::Poll::Ready(())
        })
        .await;
    }
    let database = held_open(&name, &SECOND).await;
    let begun = crate::dom::begin(&database, &["later"], "readonly", "default");
    assert!(begun.is_ok());
    database.close();
}
