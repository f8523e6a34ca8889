use nhatky_store_idb::{KnownPerson, Registry, database_name};
use nhatky_sync::conformance::samples::person;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::faults::fresh_name;

fn known(number: u8, name: &str) -> KnownPerson {
    KnownPerson {
        person: person(number),
        name: name.to_owned(),
        unit: "Chi đoàn 1".to_owned(),
        install: "00000000-0000-8000-8000-00000000000f".parse().unwrap(),
    }
}

#[wasm_bindgen_test]
async fn several_persons_of_one_browser_are_listed() {
    let name = fresh_name();
    let registry = Registry::open_as(&name).await.unwrap();
    assert_eq!(registry.persons().await.unwrap(), []);
    registry.put(&known(2, "Trần Văn Bình")).await.unwrap();
    registry.put(&known(1, "Nguyễn Thị Hoà")).await.unwrap();
    registry.put(&known(1, "Nguyễn Thị Hòa")).await.unwrap();
    let registry = Registry::open_as(&name).await.unwrap();
    let both = [known(1, "Nguyễn Thị Hòa"), known(2, "Trần Văn Bình")];
    assert_eq!(registry.persons().await.unwrap(), both);
    registry.forget(person(1)).await.unwrap();
    registry.forget(person(7)).await.unwrap();
    assert_eq!(registry.persons().await.unwrap(), both[1..]);
}

#[wasm_bindgen_test]
fn a_database_is_named_after_its_person() {
    let name = database_name(person(1));
    assert_eq!(name, format!("nhatky:{}", person(1)));
}
