use nhatky_domain::date::Date;
use nhatky_domain::holding::{Holding, Role};
use nhatky_domain::ids::{HoldingId, PersonId, PostCode, UnitId};
use nhatky_domain::unit::Unit;
use uuid::Uuid;

use super::transactions::organisation;
use super::{OTHER, PERSON, UNIT, committed, look};
use crate::store::{Counters as _, Directory as _, PersonRow, Store, Transaction as _};

fn day(text: &str) -> Date {
    Date::parse_iso(text).unwrap()
}

fn unit() -> Unit {
    Unit {
        id: UNIT,
        name: "Chi đoàn Đội quản lý điện khu vực".to_owned(),
        short_name: "Đội quản lý điện".to_owned(),
        kind: "chi_doan".to_owned(),
        parent: Some(UnitId(Uuid::from_u128(1))),
        from: day("2015-01-01"),
        until: Some(day("2025-07-01")),
        successors: vec![UnitId(Uuid::from_u128(2)), UnitId(Uuid::from_u128(3))],
        members: 26,
        usual_places: vec!["Xã Hòa Minh".to_owned()],
    }
}

fn holding(number: u128, from: &str, role: Role) -> Holding {
    Holding {
        id: HoldingId(Uuid::from_u128(number)),
        person: PERSON,
        unit: UNIT,
        post: PostCode::from("bi_thu"),
        post_name: "Bí thư".to_owned(),
        role,
        from: day(from),
        until: None,
    }
}

fn person(id: PersonId, name: &str) -> PersonRow {
    PersonRow {
        id,
        name: name.to_owned(),
    }
}

pub(crate) async fn units_are_added_and_replaced<S: Store>(store: &S) {
    committed!(store, |tx| tx.put_units(&[unit()]).await.unwrap());
    let renamed = Unit {
        name: "Chi đoàn Đội quản lý điện".to_owned(),
        parent: None,
        until: None,
        successors: Vec::new(),
        ..unit()
    };
    assert_eq!(look(store).await.units().await.unwrap(), [unit()]);
    committed!(store, |tx| tx
        .put_units(std::slice::from_ref(&renamed))
        .await
        .unwrap());
    assert_eq!(look(store).await.units().await.unwrap(), [renamed]);
}

pub(crate) async fn the_last_of_two_rows_for_one_unit_counts<S: Store>(store: &S) {
    let corrected = Unit {
        members: 27,
        ..unit()
    };
    let rows = [unit(), corrected.clone()];
    committed!(store, |tx| tx.put_units(&rows).await.unwrap());
    assert_eq!(look(store).await.units().await.unwrap(), [corrected]);
}

pub(crate) async fn holdings_come_oldest_first_with_every_attribute<S: Store>(store: &S) {
    let ended = Holding {
        until: Some(day("2019-12-31")),
        ..holding(2, "2018-03-26", Role::R1)
    };
    let current = holding(1, "2020-01-01", Role::R9);
    committed!(store, |tx| tx
        .put_holdings(&[current.clone(), ended.clone()])
        .await
        .unwrap());
    let current_id = current.id;
    let mut tx = look(store).await;
    assert_eq!(tx.holdings_of(PERSON).await.unwrap(), [ended, current]);
    assert_eq!(tx.holdings_of(OTHER).await.unwrap(), []);
    let nobodys = holding(9, "2020-01-01", Role::R1).id;
    let known = tx.known_holdings(&[nobodys, current_id]).await.unwrap();
    assert_eq!(known, [current_id]);
    assert_eq!(tx.known_holdings(&[]).await.unwrap(), []);
}

pub(crate) async fn persons_are_found_by_id_and_by_name<S: Store>(store: &S) {
    let (ha, other_ha) = (person(PERSON, "Trần Hà"), person(OTHER, "Trần Hà"));
    committed!(store, |tx| tx
        .put_persons(&[ha.clone(), other_ha.clone()])
        .await
        .unwrap());
    let mut tx = look(store).await;
    let unknown = PersonId(Uuid::from_u128(99));
    let found = tx.persons(&[PERSON, unknown]).await.unwrap();
    assert_eq!(found, std::slice::from_ref(&ha));
    assert_eq!(tx.persons_named("Trần Hà").await.unwrap(), [ha, other_ha]);
    assert_eq!(tx.persons_named("Trần").await.unwrap(), []);
}

pub(crate) async fn every_change_is_counted<S: Store>(store: &S) {
    committed!(store, |tx| tx.found(&organisation()).await.unwrap());
    committed!(store, |tx| {
        tx.put_units(&[unit()]).await.unwrap();
        tx.put_persons(&[person(PERSON, "Hà")]).await.unwrap();
        tx.put_holdings(&[holding(1, "2020-01-01", Role::R2)])
            .await
            .unwrap();
    });
    let mut tx = look(store).await;
    let found = tx.organisation().await.unwrap().unwrap();
    assert_eq!(found.directory_rev, 3);
    assert_eq!(tx.directory_counts().await.unwrap(), [1, 1, 1]);
}

pub(crate) async fn thousands_of_persons_go_in_at_once<S: Store>(store: &S) {
    let many: Vec<_> = (0..5_000)
        .map(|number| person(PersonId(Uuid::from_u128(number)), "Máy"))
        .collect();
    committed!(store, |tx| tx.put_persons(&many).await.unwrap());
    let counts = look(store).await.directory_counts().await.unwrap();
    assert_eq!(counts, [0, 5_000, 0]);
}
