//! Opening a database: upgrading an old one, refusing a newer one, not waiting for ever.

use nhatky_sync::store::{StoreError, Stored};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{IdbDatabase, IdbFactory, IdbOpenDbRequest, IdbVersionChangeEvent};

use crate::dom;
use crate::error::{named, store_error};
use crate::schema::Schema;

/// How long a tab with an older version gets to save and close.
const CLOSING_MS: i32 = 2_000;

/// Bound to an open request; undone if the request is given up, which aborts the upgrade.
type Upgrade = Closure<dyn FnMut(IdbVersionChangeEvent) -> Result<(), JsValue>>;

pub(crate) fn factory() -> Stored<IdbFactory> {
    let factory = dom::INDEXED_DB.with(Clone::clone);
    factory.ok_or_else(|| named("NotSupportedError", "this browser has no IndexedDB"))
}

pub(crate) async fn open(name: &str, schema: &'static Schema) -> Stored<IdbDatabase> {
    let factory = factory()?;
    let request = factory
        .open_with_u32(name, schema.version)
        .map_err(|thrown| store_error(&thrown))?;
    let upgrade: Upgrade = Closure::new({
        let request = request.clone();
        move |event: IdbVersionChangeEvent| {
            let database: IdbDatabase = request.result()?.unchecked_into();
            (schema.migrate)(&database, event.old_version() as u32)
        }
    });
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    let event = dom::event(&dom::answered_or_blocked(&request)).await;
    if event.is_some_and(|event| event.type_() == "blocked") {
        wait_for_others(&request, upgrade).await?;
    }
    match result(&request) {
        Err(StoreError::Failed { name: error, .. }) if error == "VersionError" => {
            Err(too_new(&factory, name, schema).await)
        }
        outcome => outcome,
    }
}

/// A blocked request is not lost: it goes on when the others close. Nobody would own that
/// connection any more, so it is closed at once.
async fn wait_for_others(request: &IdbOpenDbRequest, upgrade: Upgrade) -> Stored<()> {
    let opened = dom::answered(request);
    if dom::within(&opened, CLOSING_MS).await.is_some() {
        return Ok(());
    }
    let request = request.clone();
    spawn_local(async move {
        dom::event(&opened).await;
        if let Ok(database) = result(&request) {
            database.close();
        }
        drop(upgrade);
    });
    Err(StoreError::Blocked)
}

fn result(request: &IdbOpenDbRequest) -> Stored<IdbDatabase> {
    if let Ok(Some(error)) = request.error() {
        return Err(store_error(&error));
    }
    let database = request.result().map_err(|thrown| store_error(&thrown))?;
    Ok(database.unchecked_into())
}

/// Looks the version up for the message; touches nothing.
async fn too_new(factory: &IdbFactory, name: &str, schema: &Schema) -> StoreError {
    let found = async {
        let request = factory.open(name).map_err(|thrown| store_error(&thrown))?;
        dom::event(&dom::answered(&request)).await;
        let database = result(&request)?;
        let found = database.version() as u32;
        database.close();
        Ok(found)
    };
    match found.await {
        Ok(found) => StoreError::SchemaTooNew {
            found,
            supported: schema.version,
        },
        Err(error) => error,
    }
}

/// Deletes a database for good. None of that name is no error.
///
/// # Errors
/// `Blocked` if a tab has it open and does not let go; it goes when that tab closes.
pub(crate) async fn delete(name: &str) -> Stored<()> {
    let request = factory()?
        .delete_database(name)
        .map_err(|thrown| store_error(&thrown))?;
    let event = dom::event(&dom::answered_or_blocked(&request)).await;
    if event.is_some_and(|event| event.type_() == "blocked") {
        let gone = dom::answered(&request);
        dom::within(&gone, CLOSING_MS)
            .await
            .ok_or(StoreError::Blocked)?;
    }
    match request.error() {
        Ok(Some(error)) => Err(store_error(&error)),
        _ => Ok(()),
    }
}
