//! The server as its database grows from ten thousand records to a million: records stored a second,
//! how long a push and a pull take, memory and disk. `NHATKY_BENCH_RECORDS` ends it earlier.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use nhatky_sync::protocol::{PullRequest, Status};
use nhatky_sync::remote::Remote as _;
use nhatky_sync::store::Base as _;
use nhatky_test_postgres::TestPostgres;
use nhatky_tests::log::{self, Author};
use nhatky_tests::peer::{Peer, WayByHttp};
use nhatky_tests::place;
use nhatky_tests::server::{self, Server};

use crate::figures::{amount, median, p99, report};

const BATCH: usize = 25;
/// At the end of each stage this many are measured.
const MEASURED: u64 = 10_000;
const STAGES: [u64; 3] = [10_000, 100_000, 1_000_000];
const PULLS: usize = 200;

#[tokio::test]
async fn sqlite_from_ten_thousand_records_to_a_million() -> Result<()> {
    grow("sqlite", None).await
}

#[tokio::test]
async fn postgresql_from_ten_thousand_records_to_a_million() -> Result<()> {
    let Some(postgres) = TestPostgres::shared() else {
        return Ok(());
    };
    grow("postgres", Some(&postgres.empty_place())).await
}

async fn grow(database: &str, database_url: Option<&str>) -> Result<()> {
    let folder = place::fresh(&format!("bench-growth-{database}"))?;
    let address = server::free_address()?;
    let url = format!("http://localhost:{}", address.port());
    let server = Server::start_large(&folder, address, &url, database_url).await?;
    let code = server.account("R1", "Đội quản lý điện khu vực")?.code;
    let peer = Peer::activate(WayByHttp::new(url), &code).await?;
    peer.sync().await?;
    let mut stored = 0;
    for stage in STAGES.into_iter().filter(|stage| *stage <= most()) {
        push(&peer, stored..stage - MEASURED).await?;
        let start = Instant::now();
        let pushes_ms = push(&peer, stage - MEASURED..stage).await?;
        let per_s = amount(MEASURED) / start.elapsed().as_secs_f64();
        stored = stage;
        let pulls_ms = pull(&peer, stage).await?;
        let of = |what: &str| format!("{database}_{stage}_{what}");
        report(&of("stored_per_s"), per_s)?;
        report(&of("push_p50_ms"), median(&pushes_ms)?)?;
        report(&of("push_p99_ms"), p99(&pushes_ms)?)?;
        report(&of("pull_p50_ms"), median(&pulls_ms)?)?;
        report(&of("pull_p99_ms"), p99(&pulls_ms)?)?;
        report(&of("memory_mb"), amount(server.resident_kb()?) / 1024.0)?;
        if database_url.is_none() {
            report(&of("disk_mb"), amount(bytes_in(server.data())?) / 1e6)?;
        }
    }
    Ok(())
}

fn most() -> u64 {
    let told = std::env::var("NHATKY_BENCH_RECORDS").ok();
    told.and_then(|text| text.parse().ok()).unwrap_or(u64::MAX)
}

/// Logs of these numbers, and how long each push took.
async fn push(peer: &Peer<WayByHttp>, numbers: std::ops::Range<u64>) -> Result<Vec<f64>> {
    let holding = peer.account.holdings.first().context("no holding")?;
    let author = Author {
        unit: holding.unit,
        holding: holding.id,
    };
    let mut times = Vec::new();
    let mut first = numbers.start + 1;
    while first <= numbers.end {
        let last = (first + MEASURED).min(numbers.end + 1);
        for batch in log::pushes(peer.install(), author, first..last, BATCH) {
            let start = Instant::now();
            let reply = peer.remote.push(batch).await?;
            times.push(start.elapsed().as_secs_f64() * 1_000.0);
            let mut outcomes = reply.results.iter();
            ensure!(
                outcomes.all(|outcome| outcome.status == Status::Applied),
                "{reply:?}"
            );
        }
        first = last;
    }
    Ok(times)
}

/// A phone that has all but the last page, again and again.
async fn pull(peer: &Peer<WayByHttp>, stored: u64) -> Result<Vec<f64>> {
    let page = 200;
    let mut cursors = peer.store.cursors().await?;
    let behind = i64::try_from(stored.saturating_sub(page))?;
    // A member reads what they wrote. A cursor of another scope beyond its end would look like a
    // server that was put back.
    let own = cursors
        .iter_mut()
        .find(|(scope, _)| scope.starts_with("p:"));
    *own.context("no scope of one's own")?.1 += behind;
    let request = PullRequest {
        install: peer.install(),
        epoch: None,
        cursors,
        limit: u32::try_from(page)?,
        account: Some(peer.account.digest.clone()),
        newest: None,
    };
    let mut times = Vec::new();
    for _ in 0..PULLS {
        let start = Instant::now();
        let reply = peer.remote.pull(&request).await?;
        times.push(start.elapsed().as_secs_f64() * 1_000.0);
        ensure!(!reply.records.is_empty(), "nothing was pulled: {request:?}");
    }
    Ok(times)
}

fn bytes_in(folder: &Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(folder)? {
        let (entry, path) = entry.map(|entry| (entry.metadata(), entry.path()))?;
        let found = entry?;
        bytes += if found.is_dir() {
            bytes_in(&path)?
        } else {
            found.len()
        };
    }
    Ok(bytes)
}
