//! The folder that backups are put in: names, and which of them stay.
//!
//! > A file bears a backup's name only once it is whole, synced and tried.
//! > What does not bear the name of this organisation's backups is never touched.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use nhatky_domain::date::{Date, TimeOfDay, Timestamp};
use uuid::Uuid;

use crate::durable::{self, MachineDisk};

const DAILY: usize = 7;
const WEEKLY: usize = 4;
const MONTHLY: usize = 12;
const ENDING: &str = ".age";
const DRAFT_ENDING: &str = ".age.part";
const MINUTE_MS: i64 = 60_000;

/// A folder with the backups of one organisation, perhaps among other files.
#[derive(Debug, Clone)]
pub(super) struct Shelf {
    folder: PathBuf,
    prefix: String,
}

/// A backup on the shelf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kept {
    pub(super) made_at: Timestamp,
    pub(super) file: PathBuf,
}

impl Shelf {
    /// # Errors
    /// The folder cannot be made.
    pub(super) fn open(folder: &Path, organisation: Uuid) -> io::Result<Self> {
        durable::make_folder(&MachineDisk, folder)?;
        let id = organisation.simple().to_string();
        Ok(Self {
            folder: folder.to_owned(),
            prefix: format!("nhatky-{}-", id.get(..8).unwrap_or(&id)),
        })
    }

    /// Where the backup of a moment belongs, and where it is written until it is whole.
    pub(super) fn place(&self, moment: Timestamp) -> (PathBuf, PathBuf) {
        let (date, time) = (moment.vn_date().iso(), moment.vn_time());
        let seconds = moment.0.rem_euclid(MINUTE_MS) / 1000;
        let (hour, minute) = (time.hour(), time.minute());
        let name = format!("{}{date}-{hour:02}{minute:02}{seconds:02}", self.prefix);
        (
            self.folder.join(format!("{name}{ENDING}")),
            self.folder.join(format!("{name}{DRAFT_ENDING}")),
        )
    }

    /// The backups that are there, newest first.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub(super) fn backups(&self) -> io::Result<Vec<Kept>> {
        let mut found = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let file = entry?.path();
            let name = file.file_name().and_then(|name| name.to_str());
            if let Some(made_at) = name.and_then(|name| self.moment(name)) {
                found.push(Kept { made_at, file });
            }
        }
        found.sort_by_key(|kept| std::cmp::Reverse(kept.made_at));
        Ok(found)
    }

    /// Removes drafts of backups that were cut short. None may be under way.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub(super) fn clear_drafts(&self) -> io::Result<()> {
        for entry in fs::read_dir(&self.folder)? {
            let file = entry?.path();
            let name = file.file_name().and_then(|name| name.to_str());
            if name
                .is_some_and(|name| name.starts_with(&self.prefix) && name.ends_with(DRAFT_ENDING))
            {
                fs::remove_file(&file)?;
            }
        }
        Ok(())
    }

    /// Removes the backups that no day, week or month needs any more. Returns how many.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub(super) fn prune(&self) -> io::Result<usize> {
        let all = self.backups()?;
        let moments: Vec<_> = all.iter().map(|kept| kept.made_at).collect();
        let stay = to_keep(&moments);
        let gone = all.iter().filter(|kept| !stay.contains(&kept.made_at));
        let mut removed = 0;
        for kept in gone {
            fs::remove_file(&kept.file)?;
            removed += 1;
        }
        Ok(removed)
    }

    fn moment(&self, name: &str) -> Option<Timestamp> {
        let text = name.strip_prefix(&self.prefix)?.strip_suffix(ENDING)?;
        let (date, clock) = (text.get(..10)?, text.get(10..)?.strip_prefix('-')?);
        let digits = |from: usize| clock.get(from..from + 2)?.parse::<u8>().ok();
        if clock.len() != 6 {
            return None;
        }
        let time = TimeOfDay::new(digits(0)?, digits(2)?)?;
        let minute = Timestamp::from_vn(Date::parse_iso(date)?, time);
        Some(Timestamp(minute.0 + i64::from(digits(4)?) * 1000))
    }
}

/// The newest of each of the last days, weeks and months that have a backup; given newest first.
fn to_keep(newest_first: &[Timestamp]) -> BTreeSet<Timestamp> {
    let date = |moment: &Timestamp| moment.vn_date();
    let mut stay = newest_of_each(newest_first, DAILY, |moment| date(moment).iso());
    stay.extend(newest_of_each(newest_first, WEEKLY, |moment| {
        let date = date(moment);
        date.plus_days(-date.weekday().days_from_monday()).iso()
    }));
    stay.extend(newest_of_each(newest_first, MONTHLY, |moment| {
        let (year, month, _) = date(moment).ymd();
        format!("{year}-{month}")
    }));
    stay
}

fn newest_of_each(
    newest_first: &[Timestamp],
    spans: usize,
    span_of: impl Fn(&Timestamp) -> String,
) -> BTreeSet<Timestamp> {
    let mut seen = BTreeSet::new();
    let newest = newest_first
        .iter()
        .filter(|moment| seen.insert(span_of(moment)));
    newest.take(spans).copied().collect()
}

#[cfg(test)]
mod tests;
