//! The rows as they lie in the browser, frozen. A failure here means that phones in the field
//! could not be read: change the schema's version instead, with a migration.

use std::collections::BTreeMap;

use nhatky_store_idb::{IdbStore, KnownPerson, Registry};
use nhatky_sync::conformance::samples::{
    NOW_MS, applied, blob, body, confirmed, draft, hash, mutation, page, person, record, thumbnail,
    upload, work,
};
use nhatky_sync::protocol::Status;
use nhatky_sync::store::{
    Base as _, Blobs as _, Drafts as _, NewWork, Outbox as _, Settings as _, Settlement, Transfer,
    WorkState,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::faults::{dump, fresh_name, fresh_store, store_names};

/// The ids of the samples, numbered.
const ID: &str = "01737fd6-0800-7000-8000-0000000000";

async fn check(store: &IdbStore, name: &str, expected: &str) {
    let lies = dump(store.name(), name).await.as_string().unwrap();
    let lies = lies.replace(ID, "#").replace('\u{1f}', "|");
    let lies = (1..=3).fold(lies, |lies, number| {
        lies.replace(&hash(number).to_string(), &format!("sha{number}"))
    });
    assert_eq!(lies.replace("\\u001f", "|"), expected, "{name}");
}

#[wasm_bindgen_test]
async fn the_stores_are_those_of_the_first_schema() {
    let store = fresh_store().await;
    let expected = [
        "base",
        "blob_info",
        "blobs",
        "counters",
        "cursors",
        "drafts",
        "keys",
        "lines",
        "outbox",
        "retained",
        "settings",
        "transfers",
    ];
    assert_eq!(store_names(store.name()).await, expected);
}

#[wasm_bindgen_test]
async fn a_draft_with_photos() {
    let store = fresh_store().await;
    let mut draft = draft(1, &[1]);
    draft.fields.retain(|code, _| code.as_str() == "anh");
    let photos = [blob(1, 9), thumbnail(2, 3)];
    store.save_photos(&draft, &photos).await.unwrap();
    let text = r##"["{\"id\":\"#01\",\"form\":\"HD\",\"form_version\":1,\"record\":\"#01\",\"edits\":false,\"unit\":\"#01\",\"holding\":\"#01\",\"fields\":{\"anh\":[{\"sha\":\"sha1\"}]},\"saved_at_ms\":1595577600000,\"awaiting_photo\":false}"]"##;
    check(&store, "drafts", text).await;
    check(&store, "blobs", r#"["Uint8Array(9)","Uint8Array(3)"]"#).await;
    let info = r#"[{"mime":"image/jpeg","size_bytes":9,"is_thumbnail":false},{"mime":"image/jpeg","size_bytes":3,"is_thumbnail":true}]"#;
    check(&store, "blob_info", info).await;
}

fn small_work(number: u8) -> NewWork {
    let mut work = work(number, &[number]);
    work.op = nhatky_sync::view::cancel(&body(1).to_record(), "");
    work
}

#[wasm_bindgen_test]
async fn work_that_waits_and_work_that_is_settled() {
    let store = fresh_store().await;
    store.enqueue(&small_work(1)).await.unwrap();
    store.enqueue(&small_work(2)).await.unwrap();
    let held = WorkState {
        status: Some(Status::Held),
        code: Some("holding_unknown".to_owned()),
        fields: vec!["ten".into()],
        on: Some(mutation(9)),
        ..WorkState::default()
    };
    let held = Settlement {
        id: mutation(1),
        state: held,
        is_retained: false,
    };
    store.settle(&[held, applied(2, NOW_MS + 1)]).await.unwrap();
    let wire = |seq, number| {
        format!(
            r##"{{\"id\":\"#{number}\",\"seq\":{seq},\"op\":\"record.command\",\"v\":1,\"record\":\"#{number}\",\"holding\":\"#01\",\"at\":1595577600000,\"off\":-5400000,\"body\":{{\"command\":\"cancel\",\"rev\":1}}}}"##
        )
    };
    let waiting = format!(
        r##"[{{"seq":1,"id":"#01","record":"#01","blobs":["sha1"],"wire":"{}","state":"{{\"status\":\"held\",\"code\":\"holding_unknown\",\"fields\":[\"ten\"],\"on\":\"#09\"}}"}}]"##,
        wire(1, "01")
    );
    check(&store, "outbox", &waiting).await;
    let settled = format!(
        r##"[{{"seq":2,"id":"#02","record":"#02","blobs":["sha2"],"wire":"{}","state":"{{\"status\":\"applied\",\"rev\":1,\"received_at_ms\":1595577600000,\"settled_at_ms\":1595577600001}}"}}]"##,
        wire(2, "02")
    );
    check(&store, "retained", &settled).await;
    check(&store, "counters", "[2]").await;
}

#[wasm_bindgen_test]
async fn transfers_that_wait_and_one_that_is_done() {
    let store = fresh_store().await;
    let photos = [blob(1, 9), thumbnail(2, 3)];
    store
        .save_photos(&draft(1, &[1, 2]), &photos)
        .await
        .unwrap();
    store.enqueue(&work(1, &[1, 2])).await.unwrap();
    let [thumb, photo] = &store.transfers().await.unwrap()[..] else {
        panic!("two wait");
    };
    let thumb = confirmed(thumb, NOW_MS);
    store.save_transfer(&thumb).await.unwrap();
    let photo = Transfer {
        upload: Some(upload(5)),
        sent_bytes: 4,
        refused: Some("not_an_image".to_owned()),
        ..photo.clone()
    };
    store.save_transfer(&photo).await.unwrap();
    let expected = r##"[{"record":"#01","hash":"sha1","json":"{\"hash\":\"sha1\",\"mime\":\"image/jpeg\",\"size_bytes\":9,\"is_thumbnail\":false,\"record\":\"#01\",\"upload\":\"#05\",\"sent_bytes\":4,\"refused\":\"not_an_image\"}","waiting":[9,1,"sha1"]},{"record":"#01","hash":"sha2","json":"{\"hash\":\"sha2\",\"mime\":\"image/jpeg\",\"size_bytes\":3,\"is_thumbnail\":true,\"record\":\"#01\",\"sent_bytes\":3,\"confirmed_at_ms\":1595577600000}"}]"##;
    check(&store, "transfers", expected).await;
}

#[wasm_bindgen_test]
async fn a_pulled_record_with_its_line_and_cursors() {
    let store = fresh_store().await;
    let mut body = body(1);
    body.fields.clear();
    store
        .apply_page(&BTreeMap::new(), &page(7, vec![body]))
        .await
        .unwrap();
    let base = r##"[{"id":"#01","scopes":["u:00000000-0000-8000-8000-000000000001:noi_bo"],"line":"dfdf-f8-db/fe8c8029-f7ff-8fff-7fff-fffffffffffe","json":"{\"id\":\"#01\",\"form\":\"HD\",\"form_version\":1,\"unit\":\"#01\",\"author\":\"#01\",\"author_name\":\"Nguyễn Thị Hòa\",\"title\":\"Ra quân dọn vệ sinh\",\"day\":\"2020-07-24\",\"fields\":{},\"state\":\"cho_xac_nhan\",\"rev\":1,\"device_at\":1595577600000,\"device_off\":250,\"received_at\":1595577660000,\"photos\":{\"have\":1,\"total\":3}}"}]"##;
    check(&store, "base", base).await;
    let line = r##"["#01|HD|#01|Ra quân dọn vệ sinh|2020-07-24|cho_xac_nhan|1|#01|Nguyễn Thị Hòa|1|3|1595577660000||1595577599750"]"##;
    check(&store, "lines", line).await;
    check(&store, "cursors", "[7,7]").await;
    assert_eq!(
        store.base(record(1)).await.unwrap().unwrap().scopes.len(),
        1
    );
}

#[wasm_bindgen_test]
async fn settings_and_persons() {
    let store = fresh_store().await;
    store.put_setting("account", "{}").await.unwrap();
    check(&store, "settings", r#"["{}"]"#).await;
    let name = fresh_name();
    let registry = Registry::open_as(&name).await.unwrap();
    let known = KnownPerson {
        person: person(1),
        name: "Nguyễn Thị Hòa".to_owned(),
        unit: "Chi đoàn 1".to_owned(),
        install: "00000000-0000-8000-8000-00000000000f".parse().unwrap(),
    };
    registry.put(&known).await.unwrap();
    let lies = dump(&name, "persons").await.as_string().unwrap();
    let expected = r##"["{\"person\":\"#01\",\"name\":\"Nguyễn Thị Hòa\",\"unit\":\"Chi đoàn 1\",\"install\":\"00000000-0000-8000-8000-00000000000f\"}"]"##;
    assert_eq!(lies.replace(ID, "#"), expected);
}
