//! The server's database put back to an earlier state, and what is entered anew afterwards.

use std::rc::Rc;

use nhatky_domain::ids::{InstallId, RecordId};
use nhatky_server::epoch;
use nhatky_server::store::memory::Tables;
use nhatky_server::store::{Directory as _, EpochReason, InstallRow, Installs as _};
use nhatky_server::upload_folder::UploadFolder;

use super::Server;

/// What is lost besides rows, and what is said.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Loss {
    /// The folder of photos is the earlier one too.
    pub(crate) photos: bool,
    /// Units and posts are not entered again.
    pub(crate) directory: bool,
    /// Without a new epoch.
    pub(crate) is_silent: bool,
}

impl Server {
    /// The database is an earlier one from now on.
    pub(crate) fn go_back(&mut self, past: &Tables, loss: Loss) {
        let lost = self.tables();
        if loss.photos {
            self.lose_bytes_since(past);
            self.uploads = UploadFolder::in_memory();
        }
        self.store.restore(past.clone());
        self.lineage += 1;
        let ids = lost.records.rows().map(|row| row.record.id);
        self.lost = Rc::new(self.lost.iter().copied().chain(ids).collect());
        self.silent_epochs = loss.is_silent.then_some(past.epochs.len());
        if !loss.is_silent {
            let now = self.now_ms();
            let begun =
                self.write(async |tx| epoch::begin(tx, EpochReason::Restored, None, now).await);
            assert!(begun.is_ok(), "an organisation is there");
        }
        if !loss.directory {
            self.enter_again(&lost);
        }
        self.activate_again(&lost);
        self.restart(self.is_older);
    }

    /// Whether it was put back without a word and no phone has noticed yet.
    pub(crate) fn is_unnoticed(&self) -> bool {
        self.silent_epochs == Some(self.tables().epochs.len())
    }

    /// Whether the record was there when the server was put back.
    pub(crate) fn has_lost(&self, record: RecordId) -> bool {
        self.lost.contains(&record)
    }

    fn enter_again(&self, lost: &Tables) {
        let units: Vec<_> = lost.units.rows().cloned().collect();
        let holdings: Vec<_> = lost.holdings.rows().cloned().collect();
        let put = self.write(async |tx| {
            tx.put_units(&units).await?;
            tx.put_holdings(&holdings).await
        });
        assert!(put.is_ok(), "they had been entered before");
    }

    /// Phones that the server does not know any more take up their names again.
    fn activate_again(&self, lost: &Tables) {
        let known = self.tables().installs;
        let is_unknown = |id: &InstallId| known.get(id).is_none();
        for row in lost.installs.rows().filter(|row| is_unknown(&row.id)) {
            let anew = InstallRow {
                pending: 0,
                seen_through: 0,
                highest_seq: 0,
                ..row.clone()
            };
            let added = self.write(async |tx| tx.add_install(&anew).await);
            assert!(added.is_ok(), "the name is free");
        }
    }
}
