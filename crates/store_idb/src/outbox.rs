//! The outbox. Repeating `enqueue` with the same mutation gives the row it has: a commit whose
//! confirmation was lost with the connection must not become two mutations.

mod forgetting;

use nhatky_domain::ids::RecordId;
use nhatky_sync::store::{NewWork, Outbox, OutboxRow, Settlement, Stored, WorkState};
use wasm_bindgen::JsValue;

use crate::blobs::transfer_key;
use crate::codec::{key, read_optional, read_rows, row_value};
use crate::rows::{BlobInfo, TransferRow, WorkRow};
use crate::schema::{
    BLOB_INFO, BLOBS, BY_ID, BY_RECORD, COUNTERS, DRAFTS, OUTBOX, RETAINED, TRANSFERS,
};
use crate::store::IdbStore;
use crate::transaction::{Access, Reply, Transaction};

/// The counter of mutations.
const MUTATIONS: &str = "mutations";

impl Outbox for IdbStore {
    async fn enqueue(&self, work: &NewWork) -> Stored<OutboxRow> {
        self.connection
            .run(async |database| {
                let stores = [COUNTERS, DRAFTS, OUTBOX, RETAINED, BLOB_INFO, TRANSFERS];
                let transaction = Transaction::begin(database, &stores, Access::Strict)?;
                let known = known_row(&transaction, work)?;
                let counters = transaction.table(COUNTERS)?;
                let last_seq = counters.get(&MUTATIONS.into())?;
                let sendings = new_sendings(&transaction, work)?;
                transaction
                    .read(sendings.last().unwrap_or(&last_seq))
                    .await?;
                if let Some(row) = known.read()? {
                    return Ok(row);
                }
                let seq = last_seq.value()?.as_f64().unwrap_or_default() + 1.0;
                let (row, outbox_row) = WorkRow::of(work, seq as u64);
                counters.put_at(&MUTATIONS.into(), &JsValue::from_f64(seq))?;
                transaction.table(OUTBOX)?.put(&row_value(&row)?)?;
                sendings.write(&transaction, work)?;
                if let Some(draft) = work.draft {
                    transaction.table(DRAFTS)?.delete(&key(draft))?;
                }
                transaction.commit().await?;
                Ok(outbox_row)
            })
            .await
    }

    async fn outbox(&self) -> Stored<Vec<OutboxRow>> {
        self.all_of(OUTBOX).await
    }

    async fn work_on(&self, record: RecordId) -> Stored<Vec<OutboxRow>> {
        self.connection
            .run(async |database| {
                let transaction = Transaction::begin(database, &[OUTBOX, RETAINED], Access::Read)?;
                let of_record = |store| {
                    transaction
                        .table(store)?
                        .index(BY_RECORD)?
                        .get_all(&key(record))
                };
                let (settled, waiting) = (of_record(RETAINED)?, of_record(OUTBOX)?);
                transaction.read(&waiting).await?;
                let mut rows = read_work(&settled, RETAINED)?;
                rows.extend(read_work(&waiting, OUTBOX)?);
                rows.sort_by_key(|row| row.mutation.seq);
                Ok(rows)
            })
            .await
    }

    async fn retained(&self) -> Stored<Vec<OutboxRow>> {
        self.all_of(RETAINED).await
    }

    async fn settle(&self, outcomes: &[Settlement]) -> Stored<()> {
        self.connection
            .run(async |database| {
                let transaction =
                    Transaction::begin(database, &[OUTBOX, RETAINED], Access::Strict)?;
                let by_id = transaction.table(OUTBOX)?.index(BY_ID)?;
                let rows: Vec<_> = outcomes
                    .iter()
                    .map(|outcome| by_id.get(&key(outcome.id)))
                    .collect::<Stored<_>>()?;
                if let Some(last) = rows.last() {
                    transaction.read(last).await?;
                }
                for (outcome, row) in outcomes.iter().zip(&rows) {
                    let row = read_optional(row, OUTBOX, || outcome.id.to_string())?;
                    if let Some(row) = row {
                        write_state(&transaction, row, &outcome.state)?;
                    }
                }
                transaction.commit().await
            })
            .await
    }

    async fn forget_settled(&self, before_ms: i64) -> Stored<u64> {
        self.connection
            .run(async |database| {
                let stores = [DRAFTS, OUTBOX, RETAINED, BLOBS, BLOB_INFO, TRANSFERS];
                let transaction = Transaction::begin(database, &stores, Access::Strict)?;
                let freed_bytes = forgetting::forget(&transaction, before_ms).await?;
                transaction.commit().await?;
                Ok(freed_bytes)
            })
            .await
    }
}

impl IdbStore {
    async fn all_of(&self, store: &'static str) -> Stored<Vec<OutboxRow>> {
        self.connection
            .run(async |database| {
                let transaction = Transaction::begin(database, &[store], Access::Read)?;
                let rows = transaction.table(store)?.get_all()?;
                transaction.read(&rows).await?;
                read_work(&rows, store)
            })
            .await
    }
}

fn read_work(rows: &Reply, store: &'static str) -> Stored<Vec<OutboxRow>> {
    let rows: Vec<WorkRow> = read_rows(rows, store)?;
    rows.into_iter().map(|row| row.read(store)).collect()
}

fn write_state(transaction: &Transaction, row: WorkRow, state: &WorkState) -> Stored<()> {
    let row = WorkRow {
        state: state.clone(),
        ..row
    };
    if state.settled_at_ms.is_some() {
        transaction
            .table(OUTBOX)?
            .delete(&JsValue::from_f64(row.seq as f64))?;
        transaction.table(RETAINED)?.put(&row_value(&row)?)
    } else {
        transaction.table(OUTBOX)?.put(&row_value(&row)?)
    }
}

/// Where the same mutation may lie already.
struct Known {
    waiting: Reply,
    settled: Reply,
}

fn known_row(transaction: &Transaction, work: &NewWork) -> Stored<Known> {
    let of_id = |store| transaction.table(store)?.index(BY_ID)?.get(&key(work.id));
    Ok(Known {
        waiting: of_id(OUTBOX)?,
        settled: of_id(RETAINED)?,
    })
}

impl Known {
    fn read(&self) -> Stored<Option<OutboxRow>> {
        for (reply, store) in [(&self.waiting, OUTBOX), (&self.settled, RETAINED)] {
            if let Some(row) = read_optional::<WorkRow>(reply, store, String::new)? {
                return row.read(store).map(Some);
            }
        }
        Ok(None)
    }
}

/// What is asked of each blob of the work: what it is, and whether it is on its way already.
struct Sendings(Vec<(Reply, Reply)>);

fn new_sendings(transaction: &Transaction, work: &NewWork) -> Stored<Sendings> {
    let (info, transfers) = (transaction.table(BLOB_INFO)?, transaction.table(TRANSFERS)?);
    let asked = work.blobs.iter().map(|hash| {
        let info = info.get(&key(hash))?;
        Ok((info, transfers.get_key(&transfer_key(work.record, *hash))?))
    });
    asked.collect::<Stored<_>>().map(Sendings)
}

impl Sendings {
    fn last(&self) -> Option<&Reply> {
        self.0.last().map(|(_, under_way)| under_way)
    }

    fn write(&self, transaction: &Transaction, work: &NewWork) -> Stored<()> {
        let transfers = transaction.table(TRANSFERS)?;
        for (hash, (info, under_way)) in work.blobs.iter().zip(&self.0) {
            let info: Option<BlobInfo> = read_optional(info, BLOB_INFO, || hash.to_string())?;
            if let (Some(info), true) = (info, under_way.value()?.is_undefined()) {
                let row = TransferRow::from(info.transfer(*hash, work.record));
                transfers.put(&row_value(&row)?)?;
            }
        }
        Ok(())
    }
}
