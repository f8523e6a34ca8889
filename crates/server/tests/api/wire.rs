//! Texts as they go over the line, frozen: phones in the field send and read exactly these.

use nhatky_sync::protocol::PullRequest;

use crate::support::{Phone, TestServer, Who};

const RECORD: &str = "01738044-9e80-7000-8000-000000000001";
/// As an app of the first release writes it.
const CREATE: &str = r#"{"id":"01738044-9e80-7000-8000-0000000000a1","seq":1,"op":"record.create","v":1,"record":"01738044-9e80-7000-8000-000000000001","holding":"00000000-0000-0000-0000-000000000200","at":1595559600000,"off":-5400000,"body":{"form":"HD","form_version":1,"unit":"00000000-0000-0000-0000-000000000003","fields":{"ten":"Thay 25 bóng đèn","ngay":"2020-07-24","linh_vuc":"an_sinh","vai_tro":"chu_tri","chi_tieu":{"V10":25}}}}"#;
const PATCH: &str = r#"{"id":"01738044-9e80-7000-8000-0000000000a2","seq":2,"op":"record.patch","v":1,"record":"01738044-9e80-7000-8000-000000000001","holding":"00000000-0000-0000-0000-000000000200","at":1595559660000,"body":{"fields":{"kinh_phi":{"to":3750000},"ten":{"to":"Thay 30 bóng đèn","was":"0000000000000000"}}}}"#;
const CANCEL: &str = r#"{"id":"01738044-9e80-7000-8000-0000000000a3","seq":3,"op":"record.command","v":1,"record":"01738044-9e80-7000-8000-000000000001","holding":"00000000-0000-0000-0000-000000000200","at":1595559720000,"body":{"command":"cancel","rev":2,"note":"Ghi nhầm"}}"#;
const UNKNOWN: &str = r#"{"id":"01738044-9e80-7000-8000-0000000000a4","seq":9,"op":"record.teleport","v":7,"record":"01738044-9e80-7000-8000-000000000001","holding":"00000000-0000-0000-0000-000000000200","at":1595559720000,"body":{}}"#;

fn pretty(text: &str) -> String {
    let mut value: serde_json::Value = serde_json::from_str(text).unwrap();
    // Whether maps keep their order depends on what else is built along.
    value.sort_all_objects();
    serde_json::to_string_pretty(&value).unwrap()
}

async fn pull(server: &TestServer, phone: &Phone) -> String {
    let request = PullRequest {
        install: phone.install,
        epoch: None,
        cursors: Default::default(),
        limit: 100,
        account: None,
        newest: None,
    };
    let reply = phone.post(server, "/v1/sync/pull", &request).await;
    pretty(&reply.text())
}

#[tokio::test]
async fn pushes_and_pulls_are_frozen() {
    let server = TestServer::start().await;
    let phone = server.phone_of(Who::Member).await;
    let texts = [CREATE, PATCH, CREATE, UNKNOWN].map(ToOwned::to_owned);
    let reply = phone.push_text(&server, &texts).await;
    insta::assert_snapshot!("push_reply", pretty(&reply.text()));
    let page = pull(&server, &phone).await;
    assert!(page.contains(RECORD));
    // The catalogue grows; its version is no part of what is frozen.
    let version =
        serde_json::from_str::<serde_json::Value>(&page).unwrap()["catalogue"].to_string();
    insta::assert_snapshot!("pull_reply", page.replace(&version, "\"…\""));

    phone.push_text(&server, &[CANCEL.to_owned()]).await;
    let page = pull(&server, &phone).await;
    assert!(page.contains("\"da_huy\"") && page.contains("\"Ghi nhầm\""));
}
