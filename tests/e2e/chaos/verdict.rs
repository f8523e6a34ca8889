//! At rest: phone, server and disk against what the person was told.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result, ensure};
use nhatky_domain::value::Value;
use nhatky_sync::protocol::RecordBody;
use nhatky_tests::kept::Kept;
use nhatky_tests::peer::{Peer, WayByHttp};
use nhatky_tests::story::Story;
use nhatky_tests::wait;

use super::Readers;
use super::told::{Cancelled, Heard, Item, Told};

type Hashes = BTreeSet<String>;

/// Compares all three, and learns what became of that which nothing was said about.
pub(super) async fn agree(
    story: &mut Story,
    told: &mut Told,
    readers: &Readers,
    photos: &mut BTreeMap<u32, String>,
) -> Result<String> {
    let records = read(&readers.author).await?;
    let for_secretary = read(&readers.secretary).await?;
    ensure!(
        records == for_secretary,
        "author and secretary read different records"
    );
    let kept = pulled(story, &records).await?;
    is_whole(&kept)?;
    for item in &told.items {
        is_as_told(item, &records, &kept)?;
    }
    let mut hashes = Hashes::new();
    for record in &records {
        hashes.extend(hashes_of(record, told, photos)?);
    }
    let distinct: BTreeSet<_> = photos.values().collect();
    ensure!(distinct.len() == photos.len(), "two photos, one hash");
    let on_disk = story.server.photos_on_disk()?;
    ensure!(
        hashes == on_disk,
        "named {hashes:?}, on the disk {on_disk:?}"
    );
    told.items.retain_mut(|item| learn(item, &records, &kept));
    Ok(format!(
        "{} records, {} photos and thumbnails, {} drafts agree",
        records.len(),
        hashes.len(),
        kept.drafts
    ))
}

async fn read(reader: &Peer<WayByHttp>) -> Result<Vec<RecordBody>> {
    reader.sync().await?;
    let mut records = Vec::new();
    for summary in reader.records().await? {
        records.push(reader.record(summary.id).await?);
    }
    records.sort_by_key(|record| record.id);
    Ok(records)
}

fn people(record: &RecordBody) -> Option<u32> {
    let counts = record.fields.get(&"luot".into());
    let of_activity = counts.and_then(|counts| counts.get("doan_vien"));
    match of_activity.or_else(|| record.fields.get(&"so_nguoi".into())) {
        Some(Value::Int(people)) => u32::try_from(*people).ok(),
        _ => None,
    }
}

fn records_of<'a>(item: &Item, records: &'a [RecordBody]) -> Vec<&'a RecordBody> {
    let is_its = |record: &&RecordBody| match &item.title {
        Some(title) => record.title == *title,
        None => people(record).is_some_and(|people| item.people.contains(&people)),
    };
    records.iter().filter(is_its).collect()
}

fn drafts_of(item: &Item, kept: &Kept) -> usize {
    let title = item.title.as_ref();
    let of_title = kept.draft_titles.iter().filter(|kept| Some(*kept) == title);
    of_title.count()
}

fn is_as_told(item: &Item, records: &[RecordBody], kept: &Kept) -> Result<()> {
    let name = item.name();
    let found = records_of(item, records);
    ensure!(found.len() <= 1, "{name} is there {} times", found.len());
    ensure!(
        found.is_empty() || item.is_tried,
        "{name} was never handed in and is there"
    );
    if item.heard == Heard::HandedIn {
        ensure!(!found.is_empty(), "{name} was handed in and is lost");
    }
    let n_drafts = drafts_of(item, kept);
    ensure!(n_drafts + found.len() <= 1, "{name}: a draft and a record");
    if item.heard == Heard::Draft {
        ensure!(n_drafts + found.len() > 0, "the draft of {name} is lost");
    }
    let Some(record) = found.first() else {
        return Ok(());
    };
    let people = people(record).context("a record without people")?;
    ensure!(item.people.contains(&people), "{name} has {people} people");
    let is_cancelled = record.state.as_str() == "da_huy";
    ensure!(
        match item.cancelled {
            Cancelled::No => !is_cancelled,
            Cancelled::Tried => true,
            Cancelled::Yes => is_cancelled,
        },
        "{name} is {}",
        record.state
    );
    let n_photos = u32::try_from(item.photos.len())?;
    ensure!(
        (record.photos.have, record.photos.total) == (n_photos, n_photos),
        "{name} should have {n_photos} photos: {:?}",
        record.photos
    );
    ensure!(record.complete_at.is_some(), "{name} is not complete");
    Ok(())
}

/// Waits until the phone reads what the server has.
async fn pulled(story: &Story, records: &[RecordBody]) -> Result<Kept> {
    let mut server: Vec<_> = records
        .iter()
        .map(|record| (record.id.to_string(), record.rev, record.state.to_string()))
        .collect();
    server.sort();
    let base = |kept: &Kept| {
        let rows = kept.base.iter();
        let mut base: Vec<_> = rows
            .map(|row| (row.id.clone(), row.rev, row.state.clone()))
            .collect();
        base.sort();
        base
    };
    let look = async || {
        let kept = Kept::on(&story.phone).await?;
        Ok((base(&kept) == server).then_some(kept))
    };
    let absence = async || match Kept::on(&story.phone).await {
        Ok(kept) => format!("phone {:?}, server {server:?}", base(&kept)),
        Err(error) => format!("{error:#}"),
    };
    wait::until("the phone to read what the server has", look, absence).await
}

/// The phone knows how everything ended, and has each photo unharmed.
fn is_whole(kept: &Kept) -> Result<()> {
    ensure!(kept.outbox.is_empty(), "waits: {:?}", kept.outbox);
    for work in &kept.retained {
        let status = work.status.as_deref();
        ensure!(
            matches!(status, Some("applied" | "merged")),
            "nobody else wrote, and yet: {work:?}"
        );
    }
    for blob in &kept.blobs {
        ensure!(blob.name == blob.sha256, "{} is harmed", blob.name);
    }
    Ok(())
}

/// The photos and thumbnails that a record names; the photos must be those that were given.
fn hashes_of(
    record: &RecordBody,
    told: &Told,
    photos: &mut BTreeMap<u32, String>,
) -> Result<Hashes> {
    let empty = Value::List(Vec::new());
    let entries = record.fields.get(&"anh".into()).unwrap_or(&empty).items();
    let name = |entry: &Value, key| entry.get(key).and_then(Value::as_text).map(str::to_owned);
    let item = told
        .items
        .iter()
        .find(|item| item.title.as_ref() == Some(&record.title));
    let mut hashes = Hashes::new();
    for (idx, entry) in entries.iter().enumerate() {
        let sha = name(entry, "sha").context("a photo without a name")?;
        if let Some(number) = item.and_then(|item| item.photos.get(idx)) {
            let known = photos.entry(*number).or_insert_with(|| sha.clone());
            ensure!(*known == sha, "«{}» has another's photo", record.title);
        }
        hashes.insert(sha);
        hashes.insert(name(entry, "thumb").context("a photo without a thumbnail")?);
    }
    Ok(hashes)
}

/// What is seen now holds from now on; what came to nothing is forgotten.
fn learn(item: &mut Item, records: &[RecordBody], kept: &Kept) -> bool {
    if let Some(record) = records_of(item, records).first() {
        item.heard = Heard::HandedIn;
        item.people.extend(people(record));
        if let Some(people) = people(record) {
            item.confirm_people(people);
        }
        if record.state.as_str() == "da_huy" {
            item.cancelled = Cancelled::Yes;
        } else {
            item.cancelled = Cancelled::No;
        }
        return true;
    }
    item.is_tried = false;
    item.heard == Heard::Draft && drafts_of(item, kept) > 0
}
