//! Where backups are put, a folder or a bucket: names, and which of them stay.
//!
//! > A file bears a backup's name only once it is whole, tried, and synced or stored.
//! > What does not bear the name of this organisation's backups is never touched.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use nhatky_domain::date::{Date, TimeOfDay, Timestamp};
use uuid::Uuid;

use super::Location;
use super::bucket::Bucket;
use crate::durable::{self, MachineDisk};

const DAILY: usize = 7;
const WEEKLY: usize = 4;
const MONTHLY: usize = 12;
const ENDING: &str = ".age";
const DRAFT_ENDING: &str = ".age.part";
const MINUTE_MS: i64 = 60_000;

/// The backups of one organisation, perhaps among other files.
#[derive(Debug, Clone)]
pub(super) struct Shelf {
    place: Place,
    prefix: String,
}

#[derive(Debug, Clone)]
enum Place {
    Folder(PathBuf),
    Bucket(Bucket),
}

/// A backup on the shelf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kept {
    pub(super) made_at: Timestamp,
    pub(super) name: String,
}

impl Shelf {
    /// # Errors
    /// The folder cannot be made, or nothing says how to reach the bucket.
    pub(super) fn open(at: &Location, organisation: Uuid) -> io::Result<Self> {
        let id = organisation.simple().to_string();
        let place = match at {
            Location::OnDisk(folder) => {
                durable::make_folder(&MachineDisk, folder)?;
                Place::Folder(folder.clone())
            }
            Location::InBucket(url) => Place::Bucket(Bucket::open(url)?),
        };
        Ok(Self {
            place,
            prefix: format!("nhatky-{}-", id.get(..8).unwrap_or(&id)),
        })
    }

    /// Where the backup of a moment is written until it is whole and tried: on the shelf's disk,
    /// or in the work folder before it goes to a bucket.
    pub(super) fn draft(&self, moment: Timestamp, work: &Path) -> PathBuf {
        let folder = match &self.place {
            Place::Folder(folder) => folder,
            Place::Bucket(_) => work,
        };
        folder.join(self.stem(moment) + DRAFT_ENDING)
    }

    /// Gives the draft of a moment its name, durably. Returns where it is.
    ///
    /// # Errors
    /// The shelf cannot be written.
    pub(super) async fn publish(&self, draft: &Path, moment: Timestamp) -> io::Result<PathBuf> {
        let name = self.stem(moment) + ENDING;
        match &self.place {
            Place::Folder(folder) => {
                let file = folder.join(name);
                durable::rename(&MachineDisk, draft, &file).map(|()| file)
            }
            Place::Bucket(bucket) => bucket.store(draft, &name).await.map(PathBuf::from),
        }
    }

    fn stem(&self, moment: Timestamp) -> String {
        let (date, time) = (moment.vn_date().iso(), moment.vn_time());
        let seconds = moment.0.rem_euclid(MINUTE_MS) / 1000;
        let (hour, minute) = (time.hour(), time.minute());
        format!("{}{date}-{hour:02}{minute:02}{seconds:02}", self.prefix)
    }

    /// The backups that are there, newest first.
    ///
    /// # Errors
    /// The shelf cannot be read.
    pub(super) async fn backups(&self) -> io::Result<Vec<Kept>> {
        let names = match &self.place {
            Place::Folder(folder) => names_in(folder)?,
            Place::Bucket(bucket) => bucket.names().await?,
        };
        let kept = |name: String| self.moment(&name).map(|made_at| Kept { made_at, name });
        let mut found: Vec<_> = names.into_iter().filter_map(kept).collect();
        found.sort_by_key(|kept| std::cmp::Reverse(kept.made_at));
        Ok(found)
    }

    /// Removes drafts of backups that were cut short. None may be under way.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub(super) fn clear_drafts(&self) -> io::Result<()> {
        let Place::Folder(folder) = &self.place else {
            return Ok(());
        };
        let names = names_in(folder)?.into_iter();
        let mut drafts =
            names.filter(|name| name.starts_with(&self.prefix) && name.ends_with(DRAFT_ENDING));
        drafts.try_for_each(|name| fs::remove_file(folder.join(name)))
    }

    /// Removes the backups that no day, week or month needs any more. Returns how many.
    ///
    /// # Errors
    /// The shelf cannot be written.
    pub(super) async fn prune(&self) -> io::Result<usize> {
        let all = self.backups().await?;
        let moments: Vec<_> = all.iter().map(|kept| kept.made_at).collect();
        let stay = to_keep(&moments);
        let gone = all.iter().filter(|kept| !stay.contains(&kept.made_at));
        let mut removed = 0;
        for kept in gone {
            match &self.place {
                Place::Folder(folder) => fs::remove_file(folder.join(&kept.name))?,
                Place::Bucket(bucket) => bucket.remove(&kept.name).await?,
            }
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

/// Names that are no text are none of ours.
fn names_in(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.extend(entry?.file_name().into_string().ok());
    }
    Ok(names)
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
