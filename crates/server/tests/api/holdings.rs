//! Posts that end, begin and move, and units that are made anew: nothing that was written while it
//! was right to write it is refused, and what is refused or waits says why.

use nhatky_domain::date::Date;
use nhatky_domain::holding::{Holding, Role};
use nhatky_domain::ids::{HoldingId, PostCode, UnitId};
use nhatky_domain::unit::Unit;
use nhatky_domain::workflow::{CONFIRMED, Command};
use nhatky_server::apply::retry_held;
use nhatky_server::store::{Directory as _, Store as _, Transaction as _};
use nhatky_sync::protocol::{Mutation, Outcome, Status};
use uuid::Uuid;

use crate::support::{BASE, CELL_A, CELL_B, Phone, START, TestServer, Who, log_fields};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
const NEW_UNIT: UnitId = UnitId(Uuid::from_u128(50));

fn day(text: &str) -> Date {
    Date::parse_iso(text).unwrap()
}

fn post(id: HoldingId, who: Who, role: Role, unit: UnitId) -> Holding {
    Holding {
        id,
        person: who.person(),
        unit,
        post: PostCode::from("chuc_vu"),
        post_name: "Chức vụ".to_owned(),
        role,
        from: day("2019-01-01"),
        until: None,
    }
}

async fn put_holding(server: &TestServer, holding: Holding) {
    let mut tx = server.app.store.write().await.unwrap();
    tx.put_holdings(&[holding]).await.unwrap();
    tx.commit().await.unwrap();
}

async fn put_unit(server: &TestServer, unit: Unit) {
    let mut tx = server.app.store.write().await.unwrap();
    tx.put_units(&[unit]).await.unwrap();
    tx.commit().await.unwrap();
}

fn unit(id: UnitId) -> Unit {
    Unit {
        id,
        name: "Đơn vị mới".to_owned(),
        short_name: "Đơn vị mới".to_owned(),
        kind: "chi_doan".to_owned(),
        parent: Some(BASE),
        from: day("2015-01-01"),
        until: None,
        successors: Vec::new(),
        members: 20,
        usual_places: Vec::new(),
    }
}

/// The member's post ends with today, the 24th.
async fn end_post(server: &TestServer) {
    let (role, unit) = (Role::R1, CELL_A);
    let mut holding = post(Who::Member.holding(), Who::Member, role, unit);
    holding.until = Some(day("2020-07-25"));
    put_holding(server, holding).await;
}

fn made_at(mut mutation: Mutation, at: i64, off: Option<i64>) -> Mutation {
    (mutation.at, mutation.off) = (at, off);
    mutation
}

fn told(outcome: &Outcome) -> (Status, Option<&str>) {
    (outcome.status, outcome.code.as_deref())
}

#[tokio::test]
async fn a_post_that_ended_while_forty_logs_were_queued_delivers_them_all() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    let queued: Vec<_> = (0..40)
        .map(|number| {
            let log = phone.create(log_fields(&format!("Việc {number}")));
            made_at(log, START - number * DAY_MS, Some(0))
        })
        .collect();
    let after = phone.create(log_fields("Sau khi thôi"));
    end_post(&server).await;
    server.pass_ms(60 * DAY_MS);
    phone.sign_in(&server).await;
    let outcomes = phone.push(&server, &queued).await;
    assert!(
        outcomes
            .iter()
            .all(|outcome| outcome.status == Status::Applied)
    );
    let late = made_at(after, START + 2 * DAY_MS, Some(0));
    let refused = phone.push_one(&server, &late).await;
    assert_eq!(told(&refused), (Status::Rejected, Some("holding_ended")));
}

/// The clock of the phone is years off and it has not spoken to the server since: what was held
/// since the founding is believed.
#[tokio::test]
async fn a_wrong_clock_shuts_nobody_out_of_what_they_wrote_while_it_was_theirs() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    end_post(&server).await;
    server.pass_ms(60 * DAY_MS);
    phone.sign_in(&server).await;
    for at in [0, START - 3_650 * DAY_MS, START + 3_650 * DAY_MS] {
        let log = made_at(phone.create(log_fields("Giờ sai")), at, None);
        let outcome = phone.push_one(&server, &log).await;
        assert_eq!(outcome.status, Status::Applied, "{at}");
    }
    // A clock that is off by what the phone knows is no wrong clock.
    let off = 3_650 * DAY_MS;
    let late = START + off + 2 * DAY_MS;
    let log = made_at(phone.create(log_fields("Đã thôi")), late, Some(off));
    let refused = phone.push_one(&server, &log).await;
    assert_eq!(told(&refused), (Status::Rejected, Some("holding_ended")));
}

#[tokio::test]
async fn a_decision_made_while_the_post_was_held_counts_after_it_ended() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    let log = phone.create(log_fields("Chờ xác nhận"));
    phone.push_one(&server, &log).await;
    let mut secretary = server.phone_of(Who::Secretary).await;
    let confirm = secretary.command(log.record, Command::Confirm, 1);
    let mut ended = post(Who::Secretary.holding(), Who::Secretary, Role::R2, CELL_A);
    ended.until = Some(day("2020-07-25"));
    put_holding(&server, ended).await;
    server.pass_ms(10 * DAY_MS);
    secretary.sign_in(&server).await;
    let outcome = secretary.push_one(&server, &confirm).await;
    assert_eq!(told(&outcome), (Status::Applied, None));
    phone.sign_in(&server).await;
    assert_eq!(
        phone.pull(&server).await.records[0].state.as_str(),
        CONFIRMED
    );
    // And reading has ended with the post.
    assert!(secretary.pull(&server).await.records.is_empty());
}

#[tokio::test]
async fn a_post_that_begins_later_is_waited_for() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    let id = HoldingId(Uuid::from_u128(0x900));
    let mut later = post(id, Who::Member, Role::R2, CELL_B);
    later.from = day("2020-08-01");
    put_holding(&server, later).await;
    let mut early = phone.create_for(CELL_B, log_fields("Nhận việc sớm"));
    early.holding = id;
    let held = phone.push_one(&server, &early).await;
    assert_eq!(told(&held), (Status::Held, Some("holding_not_begun")));
    assert_eq!(retry_held(&server.app).await.unwrap(), 0);
    server.pass_ms(8 * DAY_MS);
    assert_eq!(retry_held(&server.app).await.unwrap(), 1);
    phone.sign_in(&server).await;
    let again = phone.push_one(&server, &early).await;
    assert_eq!(
        (again.status, again.of),
        (Status::Duplicate, Some(Status::Applied))
    );
}

/// After a restore the server may lack a post or a unit that was entered since.
#[tokio::test]
async fn a_post_and_a_unit_that_the_server_does_not_know_are_waited_for() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::BaseSecretary).await;
    let log = phone.create_for(NEW_UNIT, log_fields("Đơn vị mới"));
    let held = phone.push_one(&server, &log).await;
    assert_eq!(told(&held), (Status::Held, Some("unknown_unit")));
    let id = HoldingId(Uuid::from_u128(0x901));
    let mut under_new_post = phone.create_for(NEW_UNIT, log_fields("Chức vụ mới"));
    under_new_post.holding = id;
    let held = phone.push_one(&server, &under_new_post).await;
    assert_eq!(told(&held), (Status::Held, Some("holding_unknown")));
    assert_eq!(retry_held(&server.app).await.unwrap(), 0);

    put_unit(&server, unit(NEW_UNIT)).await;
    assert_eq!(retry_held(&server.app).await.unwrap(), 1);
    put_holding(&server, post(id, Who::BaseSecretary, Role::R2, NEW_UNIT)).await;
    assert_eq!(retry_held(&server.app).await.unwrap(), 1);
    assert_eq!(phone.pull(&server).await.records.len(), 2);
}

#[tokio::test]
async fn a_member_who_moves_delivers_what_was_written_in_the_old_unit() {
    let server = TestServer::start().await;
    let mut phone = server.phone_of(Who::Member).await;
    let before = phone.create(log_fields("Ở đơn vị cũ"));
    end_post(&server).await;
    let id = HoldingId(Uuid::from_u128(0x902));
    let mut moved = post(id, Who::Member, Role::R1, CELL_B);
    moved.from = day("2020-07-25");
    put_holding(&server, moved).await;
    server.pass_ms(3 * DAY_MS);
    phone.sign_in(&server).await;
    let mut after = phone.create_for(CELL_B, log_fields("Ở đơn vị mới"));
    after.holding = id;
    let outcomes = phone.push(&server, &[before, after]).await;
    assert!(
        outcomes
            .iter()
            .all(|outcome| outcome.status == Status::Applied)
    );
    let seen = async |who| server.phone_of(who).await.pull(&server).await.records.len();
    assert_eq!(seen(Who::Secretary).await, 1);
    assert_eq!(seen(Who::OtherSecretary).await, 1);
}

#[tokio::test]
async fn whoever_takes_over_a_unit_reads_and_decides_what_it_left() {
    let server = TestServer::start().await;
    let mut phone: Phone = server.phone_of(Who::Member).await;
    let log = phone.create(log_fields("Trước khi sáp nhập"));
    phone.push_one(&server, &log).await;
    let mut merged = unit(CELL_A);
    merged.until = Some(day("2020-07-25"));
    merged.successors = vec![CELL_B];
    put_unit(&server, merged).await;
    server.pass_ms(3 * DAY_MS);
    let mut heir = server.phone_of(Who::OtherSecretary).await;
    assert_eq!(heir.pull(&server).await.records.len(), 1);
    let confirm = heir.command(log.record, Command::Confirm, 1);
    assert_eq!(
        heir.push_one(&server, &confirm).await.status,
        Status::Applied
    );
    // What was queued in the old unit still arrives, and goes to who took over.
    phone.sign_in(&server).await;
    let late = phone.create(log_fields("Còn trong máy"));
    assert_eq!(phone.push_one(&server, &late).await.status, Status::Applied);
    assert_eq!(heir.pull(&server).await.records.len(), 2);
}
