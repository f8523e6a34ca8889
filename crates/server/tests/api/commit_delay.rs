//! Numbers become visible in the order in which they were given, however long a commit takes.
//!
//! A gate stands before each commit: a deferred trigger that waits for a lock, which the test holds
//! until it opens the gate. Readers pull through the router all the while.
//!
//! The bug that this is about: a writer takes number 1 and is slow, another takes 2 and commits, a
//! reader has read «up to 2» when 1 appears. [`numbers_taken_outside_of_the_lock_are_skipped`]
//! plants it, and of three records the reader never sees two.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use nhatky_domain::ids::RecordId;
use nhatky_server::settings::Settings;
use nhatky_server::site::Site;
use nhatky_server::store::postgres::PostgresStore;
use nhatky_server::store::{
    ChangeRow, Counters as _, Journal as _, RecordRow, Records as _, Store as _, Transaction as _,
};
use nhatky_sync::protocol::Status;
use nhatky_test_postgres::TestPostgres;
use sqlx::{Connection as _, Executor as _, PgConnection};

use crate::support::{CELL_A, Phone, TestServer, Who, log_fields, new_id};

const GATE: &str = "
    CREATE FUNCTION wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM pg_advisory_xact_lock_shared(hashtextextended(NEW.id::text, 0));
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER gate AFTER INSERT ON record DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION wait_at_gate();";

/// Who holds the gates shut.
struct Gates(PgConnection);

impl Gates {
    async fn build(url: &str) -> Self {
        let mut connection = PgConnection::connect(url).await.unwrap();
        connection.execute(sqlx::raw_sql(GATE)).await.unwrap();
        Self(connection)
    }

    async fn shut(&mut self, record: RecordId) {
        self.call("SELECT pg_advisory_lock(hashtextextended($1, 0))", record)
            .await;
    }

    async fn open(&mut self, record: RecordId) {
        self.call("SELECT pg_advisory_unlock(hashtextextended($1, 0))", record)
            .await;
    }

    async fn call(&mut self, statement: &'static str, record: RecordId) {
        let query = sqlx::query(statement).bind(record.to_string());
        query.execute(&mut self.0).await.unwrap();
    }
}

/// A phone that pulls again and again.
struct Reader {
    phone: Phone,
    cursors: BTreeMap<String, i64>,
    seen: BTreeSet<RecordId>,
}

impl Reader {
    async fn of(server: &TestServer) -> Self {
        Self {
            phone: server.phone_of(Who::Secretary).await,
            cursors: BTreeMap::new(),
            seen: BTreeSet::new(),
        }
    }

    async fn pull(&mut self, server: &TestServer) {
        loop {
            let reply = self.phone.pull_after(server, &self.cursors).await;
            self.seen
                .extend(reply.records.iter().map(|record| record.id));
            self.cursors = reply.cursors;
            if !reply.more {
                return;
            }
        }
    }
}

async fn server_with_gates() -> (Arc<TestServer>, Gates) {
    let url = TestPostgres::or_end().empty_place();
    let store = PostgresStore::open(&url).await.unwrap();
    let gates = Gates::build(&url).await;
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::on(folder, store, Settings::default(), Site::of(Vec::new())).await;
    (Arc::new(server), gates)
}

/// The same for the same seed.
fn shuffled<T>(mut items: Vec<T>, seed: u64) -> Vec<T> {
    let mut random = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    for end in (1..items.len()).rev() {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        items.swap(end, (random % (end as u64 + 1)) as usize);
    }
    items
}

#[tokio::test]
async fn no_pull_skips_a_row_in_whatever_order_commits_may_go_through() {
    let (server, mut gates) = server_with_gates().await;
    let mut reader = Reader::of(&server).await;
    let mut all = BTreeSet::new();
    for seed in 0..12 {
        let mut writer = server.phone_of(Who::Member).await;
        let logs: Vec<_> = (0..6).map(|_| writer.create(log_fields("Việc"))).collect();
        let records: Vec<_> = logs.iter().map(|log| log.record).collect();
        all.extend(records.iter().copied());
        for record in &records {
            gates.shut(*record).await;
        }
        let writer = Arc::new(writer);
        let pushes: Vec<_> = logs
            .into_iter()
            .map(|log| {
                let (server, writer) = (Arc::clone(&server), Arc::clone(&writer));
                tokio::spawn(async move { writer.push_one(&server, &log).await })
            })
            .collect();
        for record in shuffled(records, seed) {
            reader.pull(&server).await;
            gates.open(record).await;
        }
        for push in pushes {
            reader.pull(&server).await;
            assert_eq!(push.await.unwrap().status, Status::Applied);
        }
    }
    reader.pull(&server).await;
    assert_eq!(reader.seen, all);
}

#[tokio::test]
async fn numbers_taken_outside_of_the_lock_are_skipped() {
    let (server, mut gates) = server_with_gates().await;
    let mut reader = Reader::of(&server).await;
    let mut phone = server.phone_of(Who::Member).await;
    let log = phone.create(log_fields("Việc"));
    phone.push_one(&server, &log).await;
    reader.pull(&server).await;
    let model = stored(&server, log.record).await;
    let mut slow = Vec::new();
    for _ in 0..3 {
        let mut row = model.clone();
        row.record.id = RecordId(new_id());
        gates.shut(row.record.id).await;
        let seq = number_outside_of_the_lock(&server).await;
        let store = server.app.store.clone();
        let id = row.record.id;
        slow.push((
            id,
            tokio::spawn(async move { save(&store, row, seq).await }),
        ));
    }
    for (record, saving) in slow.into_iter().rev() {
        gates.open(record).await;
        saving.await.unwrap();
        reader.pull(&server).await;
    }
    let mut tx = server.app.store.read().await.unwrap();
    assert_eq!(tx.record_count().await.unwrap(), 4, "all are stored");
    assert_eq!(
        reader.seen.len(),
        2,
        "the first, and the one that was quickest"
    );
}

async fn stored(server: &TestServer, record: RecordId) -> RecordRow {
    let mut tx = server.app.store.read().await.unwrap();
    tx.records(&[record]).await.unwrap().remove(0)
}

fn scope() -> String {
    format!("u:{CELL_A}:v2")
}

async fn number_outside_of_the_lock(server: &TestServer) -> i64 {
    let mut tx = server.app.store.write().await.unwrap();
    let seq = tx.take_seqs(&scope(), 1, 0).await.unwrap();
    tx.commit().await.unwrap();
    seq
}

async fn save(store: &PostgresStore, row: RecordRow, seq: i64) {
    let change = ChangeRow {
        scope: scope(),
        record: row.record.id,
        seq,
        is_present: true,
    };
    let mut tx = store.write().await.unwrap();
    tx.save_records(&[row]).await.unwrap();
    tx.save_changes(&[change]).await.unwrap();
    tx.commit().await.unwrap();
}
