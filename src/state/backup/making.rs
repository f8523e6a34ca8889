//! From the store into a file, or into parts to be shared. One photo at most is in memory.

use std::rc::Rc;

use leptos::prelude::*;
use nhatky_domain::date::Timestamp;
use nhatky_sync::backup::{Saved, Sink, save};
use nhatky_sync::store::StoreError;

use super::Backup;
use crate::platform::text_file::{NotWritten, TextFile, WholeText};
use crate::platform::{clock, share};

#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) enum Making {
    #[default]
    Idle,
    Running,
    Made(Rc<Made>),
    /// The file could not be written.
    NotWritten,
    /// The store could not even be opened.
    NotRead(StoreError),
}

#[derive(Debug, PartialEq)]
pub(crate) struct Made {
    pub(crate) saved: Saved,
    pub(crate) way: Way,
}

/// Where the file went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    Picked,
    Downloads,
    /// Nowhere yet: so many parts wait to be shared.
    ToShare(usize),
}

/// With `part_bytes`, parts to be shared.
pub(super) async fn make(backup: Backup, part_bytes: Option<u64>) {
    if backup.making_untracked() == Making::Running {
        return;
    }
    backup.making_at.tell(0, 0);
    backup.set_making(Making::Running);
    backup.held.with_value(|held| {
        held.is_called_off.set(false);
        held.made.borrow_mut().clear();
    });
    let made = match attempt(backup, part_bytes).await {
        Ok(made) => Making::Made(Rc::new(made)),
        Err(Ended::NotWritten(NotWritten::CalledOff)) => Making::Idle,
        Err(Ended::NotWritten(NotWritten::Refused)) => Making::NotWritten,
        Err(Ended::NotRead(error)) => Making::NotRead(error),
    };
    backup.set_making(made);
}

enum Ended {
    NotWritten(NotWritten),
    NotRead(StoreError),
}

impl From<NotWritten> for Ended {
    fn from(ended: NotWritten) -> Self {
        Self::NotWritten(ended)
    }
}

async fn attempt(backup: Backup, part_bytes: Option<u64>) -> Result<Made, Ended> {
    let name = ["nhat-ky-doan-", &day()].concat();
    // First of all: the browser asks for a place only right after the press.
    let file = match part_bytes {
        None => TextFile::pick(&[&name, ".txt"].concat()).await?,
        Some(_) => TextFile::in_browser(),
    };
    let (db, head) = backup.source().await.map_err(Ended::NotRead)?;
    let mut parts = Parts {
        backup,
        file: Some(file),
        whole: Vec::new(),
    };
    let saved = save(&*db, head, part_bytes.unwrap_or(u64::MAX), &mut parts).await?;
    let way = hand_over(backup, &name, &parts.whole, part_bytes.is_some())?;
    Ok(Made { saved, way })
}

fn day() -> String {
    Timestamp(clock::now_ms()).vn_date().iso()
}

fn hand_over(
    backup: Backup,
    name: &str,
    whole: &[WholeText],
    is_to_share: bool,
) -> Result<Way, NotWritten> {
    let named = whole.iter().enumerate().map(|(idx, blob)| {
        let part = (idx + 1).to_string();
        let name = match whole.len() {
            1 => [name, ".txt"].concat(),
            _ => [name, "-phan-", &part, ".txt"].concat(),
        };
        share::text_file(blob, &name).ok_or(NotWritten::Refused)
    });
    let files = named.collect::<Result<Vec<_>, _>>()?;
    if is_to_share {
        let n_parts = files.len();
        backup
            .held
            .with_value(|held| *held.made.borrow_mut() = files);
        return Ok(Way::ToShare(n_parts));
    }
    files.iter().for_each(share::save_file);
    Ok(if files.is_empty() {
        Way::Picked
    } else {
        Way::Downloads
    })
}

struct Parts {
    backup: Backup,
    /// None between two parts.
    file: Option<TextFile>,
    whole: Vec<WholeText>,
}

impl Sink for Parts {
    type Error = NotWritten;

    async fn write(&mut self, text: String) -> Result<(), NotWritten> {
        if self.backup.held.with_value(|held| held.is_called_off.get()) {
            return Err(NotWritten::CalledOff);
        }
        let file = self.file.get_or_insert_with(TextFile::in_browser);
        file.write(&text).await
    }

    async fn end_part(&mut self) -> Result<(), NotWritten> {
        if let Some(file) = self.file.take() {
            self.whole.extend(file.end().await?);
        }
        Ok(())
    }

    fn progress(&mut self, done: usize, total: usize) {
        self.backup.making_at.tell(done as u64, total as u64);
    }
}
