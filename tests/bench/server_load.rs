//! The server under load: logs stored a second, and its memory with a large bloc's data.

use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use nhatky_sync::protocol::Status;
use nhatky_sync::remote::Remote as _;
use nhatky_test_postgres::TestPostgres;
use nhatky_tests::log::{self, Author};
use nhatky_tests::peer::{Peer, WayByHttp};
use nhatky_tests::place;
use nhatky_tests::server::{self, Server};

use crate::figures::{amount, report};

const BATCH: usize = 25;
const LOGS: u64 = 10_000;

#[tokio::test]
async fn logs_stored_a_second_and_memory_with_a_large_bloc() -> Result<()> {
    let (server, logs_per_s) = fill("bench-server", None).await?;
    report("logs_per_s", logs_per_s)?;
    report(
        "server_memory_full_mb",
        amount(server.resident_kb()?) / 1024.0,
    )
}

#[tokio::test]
async fn logs_stored_a_second_in_postgresql() -> Result<()> {
    let Some(postgres) = TestPostgres::shared() else {
        return Ok(());
    };
    let url = postgres.empty_place();
    let (_server, logs_per_s) = fill("bench-server-postgres", Some(&url)).await?;
    report("logs_per_s_postgres", logs_per_s)
}

/// A server with the logs in it, and how many it took a second.
async fn fill(name: &str, database_url: Option<&str>) -> Result<(Server, f64)> {
    let folder = place::fresh(name)?;
    let address = server::free_address()?;
    let url = format!("http://localhost:{}", address.port());
    let server = Server::start_large(&folder, address, &url, database_url).await?;
    let member = server.account("R1", "Đội quản lý điện khu vực")?;
    let peer = Peer::activate(WayByHttp::new(url), &member.code).await?;
    peer.sync().await?;
    let batches = log::pushes(peer.install(), author(&peer)?, 1..LOGS + 1, BATCH);
    let start = Instant::now();
    for batch in batches {
        let reply = peer.remote.push(batch).await?;
        let mut outcomes = reply.results.iter();
        ensure!(
            outcomes.all(|outcome| outcome.status == Status::Applied),
            "{reply:?}"
        );
    }
    Ok((server, amount(LOGS) / start.elapsed().as_secs_f64()))
}

fn author(peer: &Peer<WayByHttp>) -> Result<Author> {
    let holding = peer.account.holdings.first().context("no holding")?;
    Ok(Author {
        unit: holding.unit,
        holding: holding.id,
    })
}
