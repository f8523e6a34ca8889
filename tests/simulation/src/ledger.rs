//! What people were told is saved. The checks hold the phones and the server to it.

use std::collections::{BTreeMap, BTreeSet};

use nhatky_domain::ids::{BlobHash, DraftId, InstallId, MutationId, RecordId};
use nhatky_sync::protocol::Op;
use nhatky_sync::store::Draft;

/// One browser profile with what it holds; a copy or an emptied one is another.
pub(crate) type Device = u32;

/// A mutation of which somebody read «Đã lưu trên máy».
#[derive(Debug, Clone)]
pub(crate) struct Saved {
    pub(crate) device: Device,
    pub(crate) record: RecordId,
    pub(crate) op: Op,
    pub(crate) wire: String,
    pub(crate) blobs: Vec<BlobHash>,
}

/// What an install last said it owed, when the server last heard it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Said {
    pub(crate) owed: Vec<MutationId>,
}

#[derive(Debug, Default)]
pub(crate) struct Ledger {
    pub(crate) saved: BTreeMap<MutationId, Saved>,
    /// As last confirmed, with the mutation that a draft may have become meanwhile.
    pub(crate) drafts: BTreeMap<(Device, DraftId), Kept>,
    /// Devices whose storage the browser has erased.
    pub(crate) evicted: BTreeSet<Device>,
    pub(crate) evicted_installs: Vec<InstallId>,
    pub(crate) said: BTreeMap<InstallId, Said>,
    /// Installs of which there are copies: what one says of itself hides what the other owes.
    pub(crate) copied: BTreeSet<InstallId>,
    /// Mutations that no app of ours has made, and that the server has.
    pub(crate) strange: Vec<String>,
    /// What had taken effect at a server that was then put back.
    pub(crate) accepted: BTreeSet<MutationId>,
    /// Counts saves of drafts; a later one may stand in the place of an earlier.
    pub(crate) saves: i64,
}

#[derive(Debug, Clone)]
pub(crate) struct Kept {
    pub(crate) draft: Draft,
    /// Photos that came with it.
    pub(crate) blobs: Vec<BlobHash>,
    pub(crate) handed_in_as: Vec<MutationId>,
}

impl Ledger {
    pub(crate) fn draft_saved(&mut self, device: Device, draft: Draft, blobs: Vec<BlobHash>) {
        let kept = Kept {
            draft,
            blobs,
            handed_in_as: Vec::new(),
        };
        self.drafts.insert((device, kept.draft.id), kept);
    }

    /// From now on either the draft or the mutation is there.
    pub(crate) fn handing_in(&mut self, device: Device, draft: DraftId, mutation: MutationId) {
        if let Some(kept) = self.drafts.get_mut(&(device, draft)) {
            kept.handed_in_as.push(mutation);
        }
    }

    pub(crate) fn draft_over(&mut self, device: Device, draft: DraftId) {
        self.drafts.remove(&(device, draft));
    }

    pub(crate) fn device_evicted(&mut self, device: Device, install: InstallId) {
        self.evicted.insert(device);
        self.evicted_installs.push(install);
        self.drafts.retain(|(on, _), _| *on != device);
    }

    pub(crate) fn device_copied(&mut self, from: Device, to: Device, install: InstallId) {
        self.copied.insert(install);
        let drafts: Vec<_> = self
            .drafts
            .range((from, DraftId(uuid::Uuid::nil()))..=(from, DraftId(uuid::Uuid::max())))
            .map(|((_, id), kept)| ((to, *id), kept.clone()))
            .collect();
        self.drafts.extend(drafts);
    }
}
