//! `status`: what a folder holds, in numbers.

use std::io::{self, IsTerminal as _};
use std::path::Path;

use nhatky_domain::date::Timestamp;

use super::database::{self, with_store};
use super::{CommandError, lost_photos};
use crate::args::StatusArgs;
use crate::backup::Journal;
use crate::clock::{Clock as _, SystemClock};
use crate::clock_guard::{self, ClockState};
use crate::folder::{DataFolder, FolderError};
use crate::retention::Keep;
use crate::room::{FolderVolume, Room, RoomGuard};
use crate::store::{
    Counters as _, Directory as _, EpochRow, Installs as _, Receipts as _, Records as _,
    Retention as _, Store,
};

/// # Errors
/// There is no organisation in the folder.
pub async fn status(asked: &StatusArgs) -> Result<(), CommandError> {
    let args = &asked.folder;
    let folder = DataFolder::of_any(&args.data, database::named(args)?)?;
    let (text, photos) = with_store!(database::open(args, &folder).await?, |store| {
        let text = describe(&store, folder.path(), asked.keep.into()).await?;
        let photos = lost_photos::look(&store, &folder).await?;
        store.close().await;
        (text, photos)
    });
    print!("{text}");
    let line = format!("photos        {photos}");
    print_line(&line, photos.is_alarming());
    // Only the database in the folder is backed up, and in a demo that is left to whoever plays.
    let journal = Journal::of(&folder);
    if args.database_url.is_none() && (!folder.is_demo() || journal != Journal::default()) {
        print_backups(&journal, SystemClock::real().now());
    }
    Ok(())
}

const RED: &str = "\x1b[31m";
const PLAIN: &str = "\x1b[0m";
const HOUR_MS: i64 = 60 * 60 * 1000;

fn print_line(line: &str, is_alarming: bool) {
    if is_alarming && io::stdout().is_terminal() {
        println!("{RED}{line}{PLAIN}");
    } else {
        println!("{line}");
    }
}

fn print_backups(journal: &Journal, now: Timestamp) {
    print_line(&backup_line(journal, now), journal.is_overdue(now.0));
    if let Some(restored) = &journal.restored {
        println!(
            "restored      {}, as of {}: {} records, {} photos, {} photos were lost",
            Timestamp(restored.at).vi(),
            Timestamp(restored.made_at).vi(),
            restored.records,
            restored.photos,
            restored.missing,
        );
    }
}

fn backup_line(journal: &Journal, now: Timestamp) -> String {
    let mut line = String::from("backup        ");
    if journal.is_overdue(now.0) {
        line.push_str("OVERDUE, ");
    }
    match (&journal.last_good, journal.age_ms(now.0)) {
        (Some(done), age_ms) => {
            let file = done.file.display();
            line.push_str(&match age_ms {
                Some(age_ms) => format!("the last good one is {} h old: {file}", age_ms / HOUR_MS),
                None => format!("the last good one was made while the clock was ahead: {file}"),
            });
            match done.missing.len() {
                0 => {}
                missing => line.push_str(&format!(", without {missing} photos that are lost")),
            }
            if let Some(verdict) = &done.broken_audit {
                line.push_str(&format!("; {verdict}"));
            }
        }
        (None, _) => line.push_str("there is none"),
    }
    if let Some(failure) = &journal.failure {
        let at = Timestamp(failure.at).vi();
        line.push_str(&format!("; failed on {at}: {}", failure.why));
    }
    line
}

/// The epoch in force: which one it is, since when and why.
fn epoch_line(epochs: &[EpochRow]) -> String {
    let newest = epochs.last().map(|row| {
        let since = String::from(Timestamp(row.began_at).vn_date());
        let reason = row.reason.word();
        format!("{}, {}. since {since}: {reason}", row.epoch, epochs.len())
    });
    format!("epoch         {}", newest.unwrap_or_default())
}

fn seal_line(sealed_at: Option<i64>) -> String {
    match sealed_at {
        Some(at) => format!("moved away    {}: NOTHING IS TAKEN", Timestamp(at).vi()),
        None => "moved away    no".to_owned(),
    }
}

/// What the server removes next with these settings.
fn removal_line(keep: Keep, [photos, quarantined, versions]: [i64; 3]) -> String {
    if keep == Keep::default() {
        return "removal       off: everything is kept".to_owned();
    }
    format!("removal       next {photos} photos, {quarantined} quarantined, {versions} versions")
}

fn clock_line(newest_stored: i64) -> String {
    let now = SystemClock::real().now();
    let state = ClockState::of(now.0, clock_guard::built_at(), newest_stored);
    format!("clock         {}, {}", now.vi(), state.word())
}

fn disk_line(path: &Path) -> String {
    let Some(space) = RoomGuard::watching(FolderVolume(path.to_owned())).space() else {
        return "disk          unknown".to_owned();
    };
    let taken = match Room::of(space) {
        Room::ForPhotos => "everything is taken",
        Room::ForText => "PHOTOS ARE NOT TAKEN",
        Room::ForNothing => "NOTHING IS TAKEN",
    };
    let [free_mb, size_mb] = [space.free_bytes, space.size_bytes].map(|bytes| bytes / 1_000_000);
    format!("disk          {free_mb} of {size_mb} MB free: {taken}")
}

async fn describe<S: Store>(store: &S, path: &Path, keep: Keep) -> Result<String, CommandError> {
    let mut tx = store.read().await?;
    let Some(organisation) = tx.organisation().await? else {
        return Err(FolderError::NotFounded(path.to_owned()).into());
    };
    let [units, persons, holdings] = tx.directory_counts().await?;
    let [installs, revoked, pending] = tx.install_counts().await?;
    let mut lines = vec![
        format!("organisation  {}", organisation.name),
        format!(
            "address       {}",
            organisation.address.as_deref().unwrap_or("-")
        ),
        format!("demo          {}", organisation.is_demo),
        epoch_line(&tx.epochs().await?),
        seal_line(tx.sealed_at().await?),
        clock_line(tx.newest_contact().await?),
        disk_line(path),
        format!("units         {units}"),
        format!("persons       {persons}"),
        format!("holdings      {holdings}"),
        format!("installs      {installs}, of them revoked {revoked}"),
        format!("still owed    {pending} mutations, as the installs last said"),
        format!("records       {}", tx.record_count().await?),
    ];
    for (status, count) in tx.receipt_counts().await? {
        lines.push(format!("mutations     {count} {status}"));
    }
    let old = tx
        .old_counts(keep.before(SystemClock::real().now().0))
        .await?;
    lines.push(removal_line(keep, old));
    lines.push(String::new());
    Ok(lines.join("\n"))
}
