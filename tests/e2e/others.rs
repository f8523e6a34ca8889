//! What other people, and other phones of the same person, do to a record meanwhile.

use anyhow::{Context as _, Result, ensure};
use nhatky_domain::ids::RecordId;
use nhatky_domain::value::Value;
use nhatky_domain::workflow::Command;
use nhatky_sync::merge;
use nhatky_sync::protocol::{CommandBody, Op};
use nhatky_sync::store::Outbox as _;
use nhatky_tests::log::{self, Author};
use nhatky_tests::peer::{Peer, WayByHttp};

/// The one record, as another person or phone reads it.
pub(crate) async fn only_record(peer: &Peer<WayByHttp>) -> Result<RecordId> {
    peer.sync().await?;
    let records = peer.records().await?;
    ensure!(records.len() == 1, "{records:?}");
    Ok(records[0].id)
}

async fn does(peer: &Peer<WayByHttp>, record: RecordId, op: Op) -> Result<()> {
    let holding = &peer.account.holdings[0];
    let author = Author {
        unit: holding.unit,
        holding: holding.id,
    };
    let work = log::work(record, author, op, Vec::new());
    peer.store.enqueue(&work).await?;
    peer.sync().await
}

pub(crate) async fn confirms(peer: &Peer<WayByHttp>, record: RecordId) -> Result<()> {
    let rev = peer.record(record).await?.rev;
    let op = Op::Command(CommandBody {
        command: Command::Confirm,
        rev,
        note: String::new(),
    });
    does(peer, record, op).await
}

/// Another phone of the same person counts differently, and finds another place.
pub(crate) async fn edits(peer: &Peer<WayByHttp>, record: RecordId, place: &str) -> Result<()> {
    let before = peer.record(record).await?.fields;
    let mut after = before.clone();
    let counts = [("doan_vien".to_owned(), Value::Int(12))];
    after.insert("luot".into(), Value::Map(counts.into()));
    after.insert("dia_ban".into(), Value::text(place));
    let patch = merge::difference(&before, &after);
    does(peer, record, Op::Patch(patch.context("no difference")?)).await
}
