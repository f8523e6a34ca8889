//! What each person receives, page by page.

use std::collections::BTreeMap;

use nhatky_domain::ids::Epoch;
use nhatky_domain::value::Value;
use nhatky_server::store::{Installs as _, Store as _, Transaction as _};
use nhatky_sync::protocol::{PullReply, PullRequest};
use uuid::Uuid;

use crate::support::{CELL_B, Phone, TestServer, Who, log_fields, with};

fn request(phone: &Phone, server: &TestServer, cursors: &BTreeMap<String, i64>) -> PullRequest {
    PullRequest {
        install: phone.install,
        epoch: Some(server.app.organisation.epoch),
        cursors: cursors.clone(),
        limit: 100,
        account: None,
        newest: None,
    }
}

#[tokio::test]
async fn pages_bring_every_record_once_and_then_nothing() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    let logs: Vec<_> = (0..25)
        .map(|number| phone.create(log_fields(&format!("Việc {number}"))))
        .collect();
    phone.push(&server, &logs).await;
    let mut cursors = BTreeMap::new();
    let mut titles = Vec::new();
    for page in 0.. {
        let asked = PullRequest {
            limit: 10,
            ..request(&phone, &server, &cursors)
        };
        let reply: PullReply = phone.post(&server, "/v1/sync/pull", &asked).await.json();
        titles.extend(reply.records.iter().map(|record| record.title.clone()));
        cursors = reply.cursors;
        assert_eq!(reply.more, page < 2);
        if !reply.more {
            break;
        }
    }
    titles.sort();
    titles.dedup();
    assert_eq!(titles.len(), 25);
    let rest = phone.pull_after(&server, &cursors).await;
    assert!(rest.changes.is_empty() && rest.records.is_empty());
}

#[tokio::test]
async fn a_record_of_two_scopes_comes_once_in_a_page() {
    let server = TestServer::start().await;
    let mut secretary = server.phone_of(Who::Secretary).await;
    let log = secretary.create(log_fields("Họp chi đoàn"));
    secretary.push_one(&server, &log).await;
    let page = secretary.pull(&server).await;
    assert_eq!(page.changes.len(), 2);
    assert_eq!(page.records.len(), 1);
}

#[tokio::test]
async fn a_partner_unit_sees_the_record_until_it_is_no_partner_any_more() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    let partner = server.phone_of(Who::OtherSecretary).await;
    let alone = log_fields("Làm đường");
    let together = with(
        alone.clone(),
        "don_vi_phoi_hop",
        Value::List(vec![Value::Text(CELL_B.to_string())]),
    );
    let create = phone.create(together.clone());
    phone.push_one(&server, &create).await;
    let page = partner.pull(&server).await;
    assert_eq!(page.records.len(), 1);

    let edit = phone.patch(create.record, &together, &alone);
    phone.push_one(&server, &edit).await;
    let left = partner.pull_after(&server, &page.cursors).await;
    assert!(left.records.is_empty());
    assert_eq!(left.changes.len(), 1);
    assert!(!left.changes[0].present);
}

#[tokio::test]
async fn cursors_of_another_epoch_are_read_anew() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    let log = phone.create(log_fields("Một"));
    phone.push_one(&server, &log).await;
    let known = phone.pull(&server).await.cursors;
    let other_epoch = PullRequest {
        epoch: Some(Epoch(Uuid::new_v4())),
        ..request(&phone, &server, &known)
    };
    let reply: PullReply = phone
        .post(&server, "/v1/sync/pull", &other_epoch)
        .await
        .json();
    assert_eq!(reply.records.len(), 1);
    assert_eq!(reply.epoch, server.app.organisation.epoch);
}

#[tokio::test]
async fn the_account_comes_only_when_it_changed() {
    let server = TestServer::start().await;
    let phone = server.phone_of(Who::BaseSecretary).await;
    let page = phone.pull(&server).await;
    let account = page.account.unwrap();
    assert_eq!(account.holdings.len(), 1);
    assert_eq!(page.scopes.len(), 4, "own, base and two cells");
    let asked = PullRequest {
        account: Some(account.digest),
        ..request(&phone, &server, &page.cursors)
    };
    let reply: PullReply = phone.post(&server, "/v1/sync/pull", &asked).await.json();
    assert_eq!(reply.account, None);
}

#[tokio::test]
async fn a_revoked_install_is_told_so_and_gets_nothing_more() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    let mut tx = server.app.store.write().await.unwrap();
    assert!(tx.revoke_install(phone.install, 1).await.unwrap());
    tx.commit().await.unwrap();
    let mutation = phone.create(log_fields("Sau khi mất máy"));
    let text = nhatky_sync::json::to_text(&mutation);
    for reply in [
        phone.push_text(&server, &[text]).await,
        phone
            .post(
                &server,
                "/v1/sync/pull",
                &request(&phone, &server, &BTreeMap::new()),
            )
            .await,
        phone.try_sign_in(&server).await,
    ] {
        assert_eq!(reply.refusal(403), "revoked");
    }
}
