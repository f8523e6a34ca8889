//! The server under load: logs stored a second, and its memory with a large bloc's data.

use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use nhatky_domain::ids::RecordId;
use nhatky_sync::protocol::{PROTOCOL, PushHead, Status, push_body};
use nhatky_sync::remote::Remote as _;
use nhatky_sync::store::wire_of;
use nhatky_tests::log::{self, Author};
use nhatky_tests::peer::{Peer, WayByHttp};
use nhatky_tests::place;
use nhatky_tests::server::{self, Server};

use crate::figures::{amount, report};

const BATCH: usize = 25;
const LOGS: usize = 10_000;

#[tokio::test]
async fn logs_stored_a_second_and_memory_with_a_large_bloc() -> Result<()> {
    let folder = place::fresh("bench-server")?;
    let address = server::free_address()?;
    let url = format!("http://localhost:{}", address.port());
    let server = Server::start_large(&folder, address, &url).await?;
    let member = server.account("R1", "Đội quản lý điện khu vực")?;
    let peer = Peer::activate(WayByHttp::new(url), &member.code).await?;
    peer.sync().await?;
    let batches = batches(&peer)?;
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
    report(
        "logs_per_s",
        amount(LOGS as u64) / start.elapsed().as_secs_f64(),
    )?;
    report(
        "server_memory_full_mb",
        amount(server.resident_kb()?) / 1024.0,
    )
}

/// The bodies of pushes, ready to go.
fn batches(peer: &Peer<WayByHttp>) -> Result<Vec<String>> {
    let holding = peer.account.holdings.first().context("no holding")?;
    let author = Author {
        unit: holding.unit,
        holding: holding.id,
    };
    let head = PushHead {
        proto: PROTOCOL,
        app: "bench".to_owned(),
        install: peer.install(),
        epoch: None,
        pending: 0,
    };
    let wire = |seq: usize| {
        let record = RecordId(uuid::Uuid::new_v4());
        let fields = log::fields("2020-07-24", &format!("Ghi chú số {seq}"), &[]);
        wire_of(&log::create(record, author, fields, &[]), seq as u64).1
    };
    let wires: Vec<String> = (1..=LOGS).map(wire).collect();
    Ok(wires
        .chunks(BATCH)
        .map(|wires| push_body(&head, wires))
        .collect())
}
