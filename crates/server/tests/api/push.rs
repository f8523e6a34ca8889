//! Mutations and what becomes of them.

use nhatky_domain::date::Date;
use nhatky_domain::value::Value;
use nhatky_domain::workflow::{AWAITING, CANCELLED, CONFIRMED, Command};
use nhatky_server::store::{Journal as _, Records as _, Store as _};
use nhatky_sync::protocol::{PushReply, Status};

use crate::support::{CELL_A, TestServer, Who, log_fields, with};

#[tokio::test]
async fn a_log_arrives_once_however_often_it_is_sent() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    let mutation = phone.create(log_fields("Thay 25 bóng đèn"));

    let first = phone.push_one(&server, &mutation).await;
    assert_eq!(first.status, Status::Applied);
    assert_eq!(first.rev, Some(1));
    server.pass_ms(1_000);
    let again = phone.push_one(&server, &mutation).await;
    assert_eq!(again.status, Status::Duplicate);
    assert_eq!(again.of, Some(Status::Applied));
    assert_eq!(again.received_at, first.received_at);

    let page = phone.pull(&server).await;
    assert_eq!(page.records.len(), 1);
    let record = &page.records[0];
    assert_eq!(record.title, "Thay 25 bóng đèn");
    assert_eq!(record.day, "2020-07-24");
    assert_eq!(record.state.as_str(), AWAITING);
    assert_eq!(record.complete_at, Some(record.received_at));
    assert_eq!(record.author_name, Who::Member.name());
}

#[tokio::test]
async fn those_who_lead_the_unit_read_it_and_nobody_else() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    let mutation = phone.create(log_fields("Dọn vệ sinh"));
    phone.push_one(&server, &mutation).await;
    for (who, sees) in [
        (Who::Member, 1),
        (Who::Secretary, 1),
        (Who::BaseSecretary, 1),
        (Who::OtherMember, 0),
        (Who::OtherSecretary, 0),
        (Who::Office, 0),
    ] {
        let page = server.phone_of(who).await.pull(&server).await;
        assert_eq!(page.records.len(), sees, "{who:?}");
    }
}

#[tokio::test]
async fn an_edit_is_applied_and_a_clash_keeps_both_answers() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    let base = log_fields("Hiến máu");
    let create = phone.create(base.clone());
    phone.push_one(&server, &create).await;

    let mine = with(base.clone(), "ten", Value::text("Hiến máu đợt 1"));
    let edit = phone.patch(create.record, &base, &mine);
    let outcome = phone.push_one(&server, &edit).await;
    assert_eq!((outcome.status, outcome.rev), (Status::Applied, Some(2)));

    let late = with(base.clone(), "ten", Value::text("Hiến máu đợt 2"));
    let clash = phone.patch(create.record, &base, &late);
    let outcome = phone.push_one(&server, &clash).await;
    assert_eq!((outcome.status, outcome.rev), (Status::Conflict, Some(2)));
    assert_eq!(outcome.fields, ["ten".into()]);
    assert_eq!(phone.pull(&server).await.records[0].title, "Hiến máu đợt 1");
}

#[tokio::test]
async fn a_decision_must_have_seen_the_newest_revision() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    let base = log_fields("Trồng cây");
    let create = phone.create(base.clone());
    let edit = phone.patch(
        create.record,
        &base,
        &with(base.clone(), "ten", Value::text("Trồng 40 cây")),
    );
    phone.push(&server, &[create.clone(), edit]).await;

    let mut secretary = server.phone_of(Who::Secretary).await;
    let stale = secretary.command(create.record, Command::Confirm, 1);
    let outcome = secretary.push_one(&server, &stale).await;
    assert_eq!(outcome.code.as_deref(), Some("stale"));
    let seen = secretary.command(create.record, Command::Confirm, 2);
    assert_eq!(
        secretary.push_one(&server, &seen).await.status,
        Status::Applied
    );
    let page = phone.pull(&server).await;
    assert_eq!(page.records[0].state.as_str(), CONFIRMED);
}

#[tokio::test]
async fn an_author_takes_back_what_was_never_seen() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    let create = phone.create(log_fields("Ghi nhầm"));
    let cancel = phone.command(create.record, Command::Cancel, 0);
    let outcomes = phone.push(&server, &[create, cancel]).await;
    assert!(
        outcomes
            .iter()
            .all(|outcome| outcome.status == Status::Applied)
    );
    let page = phone.pull(&server).await;
    assert_eq!(page.records[0].state.as_str(), CANCELLED);
    assert_eq!(page.records[0].note.as_deref(), Some("Ghi chú"));
}

#[tokio::test]
async fn i_35_a_bad_mutation_does_not_stop_the_others() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    let good = phone.create(log_fields("Một"));
    let mut bad = phone.create(log_fields("Hai"));
    bad.op = "record.teleport".to_owned();
    let also_good = phone.create(log_fields("Ba"));
    let outcomes = phone.push(&server, &[good, bad, also_good]).await;
    let statuses: Vec<_> = outcomes.iter().map(|outcome| outcome.status).collect();
    assert_eq!(
        statuses,
        [Status::Applied, Status::Quarantined, Status::Applied]
    );
}

#[tokio::test]
async fn an_ended_holding_still_delivers_what_was_made_under_it() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::FormerMember).await;
    let mut then = phone.create(log_fields("Hè 2020"));
    then.at = 1_593_000_000_000;
    assert_eq!(phone.push_one(&server, &then).await.status, Status::Applied);
    let now = phone.create(log_fields("Sau khi thôi"));
    let refused = phone.push_one(&server, &now).await;
    assert_eq!(refused.status, Status::Rejected);
    assert_eq!(refused.code.as_deref(), Some("holding_ended"));
}

#[tokio::test]
async fn numbers_that_never_came_are_told() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    let first = phone.create(log_fields("Một"));
    let lost = phone.create(log_fields("Lạc"));
    let third = phone.create(log_fields("Ba"));
    let texts: Vec<_> = [&first, &third].map(nhatky_sync::json::to_text).into();
    let reply: PushReply = phone.push_text(&server, &texts).await.json();
    assert_eq!(reply.gaps, [2]);
    let text = nhatky_sync::json::to_text(&lost);
    let reply: PushReply = phone.push_text(&server, &[text]).await.json();
    assert!(reply.gaps.is_empty());
}

#[tokio::test]
async fn totals_count_a_record_once_and_forget_it_when_it_is_cancelled() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    let bulbs = |count| serde_json::from_str(&format!(r#"{{"V10":{count}}}"#)).unwrap();
    let base = with(log_fields("Thay bóng đèn"), "chi_tieu", bulbs(25));
    let create = phone.create(base.clone());
    phone.push_one(&server, &create).await;
    phone.push_one(&server, &create).await;
    assert_eq!(total(&server, "V10").await, 25);
    assert_eq!(total(&server, "G01").await, 1);

    let edit = phone.patch(
        create.record,
        &base,
        &with(base.clone(), "chi_tieu", bulbs(12)),
    );
    phone.push_one(&server, &edit).await;
    assert_eq!(total(&server, "V10").await, 12);

    let cancel = phone.command(create.record, Command::Cancel, 2);
    phone.push_one(&server, &cancel).await;
    assert_eq!(total(&server, "V10").await, 0);
    assert_eq!(total(&server, "G01").await, 0);
}

async fn total(server: &TestServer, indicator: &str) -> i64 {
    let day = Date::new(2020, 7, 24).unwrap();
    let mut tx = server.app.store.read().await.unwrap();
    tx.total(indicator, CELL_A, (day, day)).await.unwrap()
}

#[tokio::test]
async fn every_revision_is_kept_with_who_made_it() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    let base = log_fields("Một");
    let create = phone.create(base.clone());
    let edit = phone.patch(
        create.record,
        &base,
        &with(base.clone(), "ten", Value::text("Hai")),
    );
    phone.push(&server, &[create.clone(), edit.clone()]).await;
    let mut secretary = server.phone_of(Who::Secretary).await;
    let confirm = secretary.command(create.record, Command::Confirm, 2);
    secretary.push_one(&server, &confirm).await;
    let mut tx = server.app.store.read().await.unwrap();
    let versions = tx.versions(create.record).await.unwrap();
    let made: Vec<_> = versions
        .iter()
        .map(|version| (version.rev, version.mutation, version.person))
        .collect();
    let (member, reviewer) = (Who::Member.person(), Who::Secretary.person());
    assert_eq!(
        made,
        [
            (1, create.id, member),
            (2, edit.id, member),
            (3, confirm.id, reviewer)
        ]
    );
}

#[tokio::test]
async fn somebody_elses_mutation_id_is_refused_and_their_receipt_stays() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    let create = phone.create(log_fields("Của tôi"));
    phone.push_one(&server, &create).await;
    let mut other = server.phone_of(Who::OtherMember).await;
    let mut copy = other.create(log_fields("Của người khác"));
    copy.id = create.id;
    let refused = other.push_one(&server, &copy).await;
    assert_eq!(refused.code.as_deref(), Some("not_allowed"));
    let again = phone.push_one(&server, &create).await;
    assert_eq!(again.of, Some(Status::Applied));
}
