//! What is only a copy of the server's, and photos on their way.

use std::collections::BTreeMap;

use nhatky_domain::ids::{BlobHash, RecordId};
use nhatky_sync::protocol::PullReply;
use nhatky_sync::store::{Base, BaseRow, Blobs, Settings, Stored, Summary, Transfer};

use super::Disk;
use crate::planted::Planted;
use crate::poll::pause;

impl Settings for Disk {
    async fn setting(&self, key: &str) -> Stored<Option<String>> {
        self.turn().await;
        self.now().setting(key).await
    }

    async fn put_setting(&self, key: &str, text: &str) -> Stored<()> {
        self.turn().await;
        self.note_relaxed();
        self.now().put_setting(key, text).await
    }
}

impl Blobs for Disk {
    async fn blob(&self, hash: BlobHash) -> Stored<Option<Vec<u8>>> {
        self.turn().await;
        if self.freed.borrow().contains(&hash) {
            return Ok(None);
        }
        self.now().blob(hash).await
    }

    async fn transfers(&self) -> Stored<Vec<Transfer>> {
        self.turn().await;
        self.now().transfers().await
    }

    async fn transfers_of(&self, record: RecordId) -> Stored<Vec<Transfer>> {
        self.turn().await;
        self.now().transfers_of(record).await
    }

    async fn save_transfer(&self, transfer: &Transfer) -> Stored<()> {
        self.turn().await;
        let saved = self.now().save_transfer(transfer).await;
        self.flush();
        saved
    }

    async fn free_confirmed(&self) -> Stored<u64> {
        self.turn().await;
        let freed = self.now().free_confirmed().await;
        self.flush();
        freed
    }
}

impl Base for Disk {
    async fn cursors(&self) -> Stored<BTreeMap<String, i64>> {
        self.turn().await;
        self.now().cursors().await
    }

    async fn apply_page(&self, expected: &BTreeMap<String, i64>, reply: &PullReply) -> Stored<()> {
        self.turn().await;
        self.note_relaxed();
        if self.has(Planted::CursorBeforePage) {
            let cursors_alone = PullReply {
                changes: Vec::new(),
                records: Vec::new(),
                ..reply.clone()
            };
            self.now().apply_page(expected, &cursors_alone).await?;
            pause().await;
            let cursors = self.now().cursors().await?;
            return self.apply(&cursors, reply).await;
        }
        if self.has(Planted::BaseKeptWithoutScope) {
            let mut wider = reply.clone();
            wider.scopes.extend(expected.keys().cloned());
            return self.apply(expected, &wider).await;
        }
        self.apply(expected, reply).await
    }

    async fn base(&self, record: RecordId) -> Stored<Option<BaseRow>> {
        self.turn().await;
        self.now().base(record).await
    }

    async fn summaries(&self) -> Stored<Vec<Summary>> {
        self.turn().await;
        self.now().summaries().await
    }
}

impl Disk {
    async fn apply(&self, expected: &BTreeMap<String, i64>, reply: &PullReply) -> Stored<()> {
        self.now().apply_page(expected, reply).await?;
        let after = self.now().cursors().await?;
        let base = self.now().summaries().await?;
        let base: Vec<_> = base.iter().map(|summary| summary.id).collect();
        self.check_page(expected, &after, &base, !reply.more);
        Ok(())
    }
}
