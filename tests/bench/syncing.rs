//! Many records by the real engine over loopback, from one phone to the server and to another phone:
//! time, and bytes on the wire with request heads and everything else that passes.

use std::io::{Read as _, Write as _};
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use nhatky_sync::store::Outbox as _;
use nhatky_tests::log::{self, Author};
use nhatky_tests::peer::{Answer, Peer, Request, Way, WayByHttp};
use nhatky_tests::place;
use nhatky_tests::proxy::Proxy;
use nhatky_tests::server::{self, Server};

use crate::figures::{amount, report};
use crate::notes::note;

#[tokio::test]
async fn a_thousand_records_up_and_down() -> Result<()> {
    there_and_back(1_000).await
}

#[tokio::test]
async fn ten_thousand_records_up_and_down() -> Result<()> {
    there_and_back(10_000).await
}

async fn there_and_back(records: usize) -> Result<()> {
    let address = server::free_address()?;
    let proxy = Proxy::start(address).await?;
    let folder = place::fresh(&format!("bench-sync-{records}"))?;
    let server = Server::start(&folder, address, &proxy.origin(), None).await?;
    let code = server.account("R1", "Đội quản lý điện khu vực")?.code;
    let writer = Peer::activate(Squeezed::new(&proxy), &code).await?;
    let reader = Peer::activate(Squeezed::new(&proxy), &code).await?;
    writer.sync().await?;
    reader.sync().await?;
    write(&writer, records).await?;
    measure(&proxy, &writer, records, "up").await?;
    ensure!(writer.store.outbox().await?.is_empty(), "not all went up");
    measure(&proxy, &reader, records, "down").await?;
    let arrived = reader.records().await?.len();
    ensure!(arrived >= records, "only {arrived} came down");
    Ok(())
}

async fn write(writer: &Peer<Squeezed>, records: usize) -> Result<()> {
    let holding = writer.account.holdings.first().context("no holding")?;
    let author = Author {
        unit: holding.unit,
        holding: holding.id,
    };
    for number in 0..records {
        log::hand_in(&writer.store, author, &note(number), &[]).await?;
    }
    Ok(())
}

async fn measure(
    proxy: &Proxy,
    peer: &Peer<Squeezed>,
    records: usize,
    direction: &str,
) -> Result<()> {
    let (before, start) = (proxy.traffic(), Instant::now());
    peer.sync().await?;
    let took = start.elapsed();
    let traffic = proxy.traffic().since(before);
    let of = |what: &str| format!("sync_{records}_{direction}_{what}");
    report(&of("ms"), took.as_secs_f64() * 1_000.0)?;
    let each = |bytes: u64| amount(bytes) / amount(records as u64);
    report(&of("sent_bytes_per_record"), each(traffic.up_bytes))?;
    report(&of("received_bytes_per_record"), each(traffic.down_bytes))
}

/// The network as a browser uses it: bodies are compressed in both directions.
struct Squeezed(WayByHttp);

impl Squeezed {
    fn new(proxy: &Proxy) -> Self {
        Self(WayByHttp::new(proxy.origin()))
    }
}

impl Way for Squeezed {
    async fn carry(&self, mut request: Request) -> Option<Answer> {
        if !request.body.is_empty() {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
            encoder.write_all(&request.body).ok()?;
            request.body = encoder.finish().ok()?;
            let encoding = ("content-encoding", "gzip".to_owned());
            request.headers.push(encoding);
        }
        let accepted = ("accept-encoding", "gzip".to_owned());
        request.headers.push(accepted);
        let mut answer = self.0.carry(request).await?;
        if answer.header("content-encoding") == Some("gzip") {
            let mut body = Vec::new();
            GzDecoder::new(answer.body.as_slice())
                .read_to_end(&mut body)
                .ok()?;
            answer.body = body;
        }
        Some(answer)
    }
}
