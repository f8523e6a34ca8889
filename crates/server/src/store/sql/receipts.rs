use nhatky_domain::ids::{InstallId, MutationId, PersonId, RecordId};
use nhatky_sync::protocol::Status;
use sqlx::QueryBuilder;
use uuid::Uuid;

use super::columns::{ROWS_PER_INSERT, from_json, last_of_each, push_list, storable, to_json};
use super::{Db, Tx};
use crate::store::{ReceiptRow, Receipts, Result};

type Columns = (Uuid, Uuid, i64, Option<Uuid>, String, String, i64, String);

const SELECT: &str = "SELECT install, person, seq, record, op, outcome, received_at, body \
                      FROM receipt ";

impl Receipts for Tx {
    async fn receipts(&mut self, mutations: &[MutationId]) -> Result<Vec<ReceiptRow>> {
        let mut query = QueryBuilder::new(SELECT);
        query.push("WHERE mutation IN ");
        push_list(&mut query, mutations.iter().map(|id| id.0));
        self.fetch(query).await
    }

    async fn save_receipts(&mut self, rows: &[ReceiptRow]) -> Result<()> {
        let rows = last_of_each(rows, |row| row.outcome.id);
        for rows in rows.chunks(ROWS_PER_INSERT) {
            let mut query = QueryBuilder::new(
                "INSERT INTO receipt (mutation, install, person, seq, record, op, status, outcome,
                                      waits_for, received_at, body) ",
            );
            query.push_values(rows, |mut columns, row| {
                columns
                    .push_bind(row.outcome.id.0)
                    .push_bind(row.install.0)
                    .push_bind(row.person.0)
                    .push_bind(row.seq)
                    .push_bind(row.record.map(|id| id.0))
                    .push_bind(storable(&row.op))
                    .push_bind(word(row.outcome.status))
                    .push_bind(to_json(&row.outcome))
                    .push_bind(row.outcome.on.map(|id| id.0))
                    .push_bind(row.received_at)
                    .push_bind(&row.body);
            });
            query.push(
                " ON CONFLICT (mutation) DO UPDATE SET record = excluded.record, op = excluded.op,
                  status = excluded.status, outcome = excluded.outcome,
                  waits_for = excluded.waits_for, received_at = excluded.received_at,
                  body = excluded.body
                  WHERE receipt.status IN ('held', 'quarantined')",
            );
            query.build().execute(self.connection()).await?;
        }
        Ok(())
    }

    async fn waiting_for(
        &mut self,
        records: &[RecordId],
        mutations: &[MutationId],
    ) -> Result<Vec<ReceiptRow>> {
        let mut query = QueryBuilder::new(SELECT);
        query.push("WHERE status = 'held' AND (record IN ");
        push_list(&mut query, records.iter().map(|id| id.0));
        query.push(" OR waits_for IN ");
        push_list(&mut query, mutations.iter().map(|id| id.0));
        query.push(") ORDER BY received_at, install, seq");
        self.fetch(query).await
    }

    async fn quarantined(
        &mut self,
        after: Option<MutationId>,
        limit: u32,
    ) -> Result<Vec<ReceiptRow>> {
        let mut query = QueryBuilder::new(SELECT);
        query.push("WHERE status = 'quarantined' AND mutation > ");
        query.push_bind(after.map_or(Uuid::nil(), |id| id.0));
        query
            .push(" ORDER BY mutation LIMIT ")
            .push_bind(i64::from(limit));
        self.fetch(query).await
    }

    async fn held(&mut self, after: Option<MutationId>, limit: u32) -> Result<Vec<ReceiptRow>> {
        let mut query = QueryBuilder::new(SELECT);
        query.push("WHERE status = 'held' AND mutation > ");
        query.push_bind(after.map_or(Uuid::nil(), |id| id.0));
        query
            .push(" ORDER BY mutation LIMIT ")
            .push_bind(i64::from(limit));
        self.fetch(query).await
    }

    async fn seqs_above(&mut self, install: InstallId, seq: i64) -> Result<Vec<i64>> {
        Ok(sqlx::query_scalar(
            "SELECT DISTINCT seq FROM receipt WHERE install = $1 AND seq > $2 ORDER BY seq",
        )
        .bind(install.0)
        .bind(seq)
        .fetch_all(self.connection())
        .await?)
    }

    async fn mutations_at(
        &mut self,
        install: InstallId,
        seqs: &[i64],
    ) -> Result<Vec<(i64, MutationId)>> {
        let mut query = QueryBuilder::new("SELECT seq, mutation FROM receipt WHERE install = ");
        query.push_bind(install.0).push(" AND seq IN ");
        push_list(&mut query, seqs.iter().copied());
        let rows: Vec<(i64, Uuid)> = query.build_query_as().fetch_all(self.connection()).await?;
        let found = rows.into_iter();
        Ok(found
            .map(|(seq, mutation)| (seq, MutationId(mutation)))
            .collect())
    }

    async fn receipt_counts(&mut self) -> Result<Vec<(String, i64)>> {
        Ok(
            sqlx::query_as("SELECT status, COUNT(*) FROM receipt GROUP BY status ORDER BY status")
                .fetch_all(self.connection())
                .await?,
        )
    }
}

impl Tx {
    async fn fetch(&mut self, mut query: QueryBuilder<Db>) -> Result<Vec<ReceiptRow>> {
        let rows: Vec<Columns> = query.build_query_as().fetch_all(self.connection()).await?;
        rows.into_iter().map(receipt).collect()
    }
}

fn receipt(columns: Columns) -> Result<ReceiptRow> {
    let (install, person, seq, record, op, outcome, received_at, body) = columns;
    Ok(ReceiptRow {
        install: InstallId(install),
        person: PersonId(person),
        seq,
        record: record.map(RecordId),
        op,
        outcome: from_json(&outcome)?,
        received_at,
        body,
    })
}

/// Stored words. Frozen; partial indexes name two of them.
fn word(status: Status) -> &'static str {
    match status {
        Status::Applied => "applied",
        Status::Merged => "merged",
        Status::Conflict => "conflict",
        Status::Rejected => "rejected",
        Status::Held => "held",
        Status::Quarantined => "quarantined",
        Status::Duplicate => "duplicate",
        Status::Unknown => "unknown",
    }
}
