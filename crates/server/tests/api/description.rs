//! The interface as it is described, frozen: a change must be meant.

use nhatky_server::routes::Description;

use crate::support::{Phone, TestServer, Who};

#[tokio::test]
async fn the_description_is_served_and_frozen() {
    let server = TestServer::start().await;
    let phone = Phone::new(Who::Member);
    let reply = server.send(phone.get("/v1/openapi.json")).await;
    let served: serde_json::Value = reply.json();
    let written: serde_json::Value = serde_json::from_str(&Description::text()).unwrap();
    assert_eq!(served, written);
    insta::assert_snapshot!("openapi", Description::text());
}

#[tokio::test]
async fn everything_described_is_there() {
    let server = TestServer::start().await;
    let phone = Phone::new(Who::Member);
    let text: serde_json::Value = serde_json::from_str(&Description::text()).unwrap();
    for (path, methods) in text["paths"].as_object().unwrap() {
        let path = path.replace("{sha256}", "0").replace("{id}", "0");
        for method in methods.as_object().unwrap().keys() {
            let request = phone.request(&method.to_uppercase(), &path);
            let reply = server
                .send(request.body(axum::body::Body::empty()).unwrap())
                .await;
            assert_ne!(reply.status, 405, "{method} {path}");
            assert!(!reply.text().contains("no_endpoint"), "{method} {path}");
        }
    }
}
