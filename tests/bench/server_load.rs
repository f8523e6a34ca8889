//! The server under load: logs stored a second, and its memory with a large bloc's data.

use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use nhatky_sync::protocol::Status;
use nhatky_sync::remote::Remote as _;
use nhatky_tests::log::{self, Author};
use nhatky_tests::peer::{Peer, WayByHttp};
use nhatky_tests::place;
use nhatky_tests::server::{self, Server};

use crate::figures::{amount, report};

const BATCH: usize = 25;
const LOGS: u64 = 10_000;

#[tokio::test]
async fn logs_stored_a_second_and_memory_with_a_large_bloc() -> Result<()> {
    let folder = place::fresh("bench-server")?;
    let address = server::free_address()?;
    let url = format!("http://localhost:{}", address.port());
    let server = Server::start_large(&folder, address, &url).await?;
    let member = server.account("R1", "Đội quản lý điện khu vực")?;
    let peer = Peer::activate(WayByHttp::new(url), &member.code).await?;
    peer.sync().await?;
    let batches = log::pushes(peer.install(), author(&peer)?, LOGS, BATCH);
    let start = Instant::now();
    for batch in batches {
        let reply = peer.remote.push(batch).await?;
        let is_stored = |status| status == Status::Applied;
        ensure!(
            reply
                .results
                .iter()
                .all(|outcome| is_stored(outcome.status)),
            "{reply:?}"
        );
    }
    report("logs_per_s", amount(LOGS) / start.elapsed().as_secs_f64())?;
    report(
        "server_memory_full_mb",
        amount(server.resident_kb()?) / 1024.0,
    )
}

fn author(peer: &Peer<WayByHttp>) -> Result<Author> {
    let holding = peer.account.holdings.first().context("no holding")?;
    Ok(Author {
        unit: holding.unit,
        holding: holding.id,
    })
}
