use std::cmp::Reverse;
use std::collections::BTreeSet;

use js_sys::Uint8Array;
use nhatky_domain::ids::{BlobHash, DraftId};
use nhatky_sync::store::{Draft, Drafts, NewBlob, Stored, referred_blobs};

use crate::codec::{key, row_value};
use crate::rows::{BlobInfo, draft_text, read_draft};
use crate::schema::{BLOB_INFO, BLOBS, BY_HASH, DRAFTS, TRANSFERS};
use crate::store::IdbStore;
use crate::transaction::{Access, Reply, Transaction};

/// Reads the answer to `get_all` on the drafts.
pub(crate) fn read_drafts(texts: &Reply) -> Stored<Vec<Draft>> {
    let texts = texts.array()?;
    texts
        .iter()
        .map(|text| read_draft(&text.as_string().unwrap_or_default()))
        .collect()
}

impl Drafts for IdbStore {
    async fn save_draft(&self, draft: &Draft) -> Stored<()> {
        self.connection
            .run(async |database| {
                let transaction = Transaction::begin(database, &[DRAFTS], Access::Strict)?;
                let text = draft_text(draft);
                transaction
                    .table(DRAFTS)?
                    .put_at(&key(draft.id), &text.into())?;
                transaction.commit().await
            })
            .await
    }

    async fn draft(&self, id: DraftId) -> Stored<Option<Draft>> {
        self.connection
            .run(async |database| {
                let transaction = Transaction::begin(database, &[DRAFTS], Access::Read)?;
                let text = transaction.table(DRAFTS)?.get(&key(id))?;
                let text = transaction.read(&text).await?.as_string();
                text.map(|text| read_draft(&text)).transpose()
            })
            .await
    }

    async fn drafts(&self) -> Stored<Vec<Draft>> {
        self.connection
            .run(async |database| {
                let transaction = Transaction::begin(database, &[DRAFTS], Access::Read)?;
                let texts = transaction.table(DRAFTS)?.get_all()?;
                transaction.read(&texts).await?;
                let mut drafts = read_drafts(&texts)?;
                drafts.sort_by_key(|draft| (Reverse(draft.saved_at_ms), draft.id));
                Ok(drafts)
            })
            .await
    }

    async fn discard_draft(&self, id: DraftId) -> Stored<()> {
        self.connection
            .run(async |database| {
                let stores = [DRAFTS, BLOBS, BLOB_INFO, TRANSFERS];
                let transaction = Transaction::begin(database, &stores, Access::Strict)?;
                let drafts = transaction.table(DRAFTS)?;
                let texts = drafts.get_all()?;
                transaction.read(&texts).await?;
                let (own, sent) = sendings_of(&transaction, id, &read_drafts(&texts)?).await?;
                for hash in own.difference(&sent) {
                    transaction.table(BLOBS)?.delete(&key(hash))?;
                    transaction.table(BLOB_INFO)?.delete(&key(hash))?;
                }
                drafts.delete(&key(id))?;
                transaction.commit().await
            })
            .await
    }

    async fn save_photos(&self, draft: &Draft, new_blobs: &[NewBlob]) -> Stored<()> {
        self.connection
            .run(async |database| {
                let stores = [DRAFTS, BLOBS, BLOB_INFO];
                let transaction = Transaction::begin(database, &stores, Access::Strict)?;
                let text = draft_text(draft);
                transaction
                    .table(DRAFTS)?
                    .put_at(&key(draft.id), &text.into())?;
                let (blobs, info) = (transaction.table(BLOBS)?, transaction.table(BLOB_INFO)?);
                for blob in new_blobs {
                    let bytes = Uint8Array::from(blob.bytes.as_slice());
                    blobs.put_at(&key(blob.hash), &bytes)?;
                    info.put_at(&key(blob.hash), &row_value(&BlobInfo::of(blob))?)?;
                }
                transaction.commit().await
            })
            .await
    }
}

/// The blobs that only this draft refers to, and those among them that were handed in.
async fn sendings_of(
    transaction: &Transaction,
    id: DraftId,
    drafts: &[Draft],
) -> Stored<(BTreeSet<BlobHash>, BTreeSet<BlobHash>)> {
    let mut own = BTreeSet::new();
    let mut shared = BTreeSet::new();
    for draft in drafts {
        let into = if draft.id == id {
            &mut own
        } else {
            &mut shared
        };
        into.extend(referred_blobs(&draft.fields));
    }
    own.retain(|hash| !shared.contains(hash));
    let by_hash = transaction.table(TRANSFERS)?.index(BY_HASH)?;
    let mut sent = BTreeSet::new();
    for hash in &own {
        let count = by_hash.count(&key(hash))?;
        if transaction.read(&count).await?.as_f64() != Some(0.0) {
            sent.insert(*hash);
        }
    }
    Ok((own, sent))
}
