use std::collections::BTreeMap;

use nhatky_domain::ids::{BlobHash, HoldingId, InstallId, MutationId, PersonId, RecordId};
use sqlx::QueryBuilder;
use uuid::Uuid;

use super::Tx;
use super::columns::{ROWS_PER_INSERT, count, hash};
use crate::store::{Audit, AuditRow, Audited, Head, Result, StoredVersion};

type RowColumns = (i64, Uuid, i64, Vec<u8>, Vec<u8>, Option<i64>);
type VersionColumns = (
    Uuid,
    i64,
    Uuid,
    Uuid,
    Uuid,
    Uuid,
    i64,
    Option<i64>,
    i64,
    String,
    String,
);

impl Audit for Tx {
    async fn audit_head(&mut self) -> Result<Head> {
        let last: Option<(i64, Vec<u8>)> =
            sqlx::query_as("SELECT number, chain FROM audit ORDER BY number DESC LIMIT 1")
                .fetch_optional(self.connection())
                .await?;
        let Some((number, chain)) = last else {
            return Ok(Head::default());
        };
        let BlobHash(chain) = hash(chain)?;
        Ok(Head { number, chain })
    }

    async fn add_audit(&mut self, rows: &[AuditRow]) -> Result<()> {
        for rows in rows.chunks(ROWS_PER_INSERT) {
            let mut query =
                QueryBuilder::new("INSERT INTO audit (number, record, rev, digest, chain) ");
            query.push_values(rows, |mut columns, row| {
                columns
                    .push_bind(row.number)
                    .push_bind(row.record.0)
                    .push_bind(i64::from(row.rev))
                    .push_bind(row.digest.as_slice())
                    .push_bind(row.chain.as_slice());
            });
            query.build().execute(self.connection()).await?;
        }
        Ok(())
    }

    async fn audited(&mut self, after: i64, limit: u32) -> Result<Vec<Audited>> {
        let rows: Vec<RowColumns> = sqlx::query_as(
            "SELECT audit.number, audit.record, audit.rev, audit.digest, audit.chain, record.rev
             FROM audit LEFT JOIN record ON record.id = audit.record
             WHERE audit.number > $1 ORDER BY audit.number LIMIT $2",
        )
        .bind(after)
        .bind(i64::from(limit))
        .fetch_all(self.connection())
        .await?;
        let last = rows.last().map_or(after, |(number, ..)| *number);
        let mut versions = self.versions_between(after, last).await?;
        rows.into_iter()
            .map(|columns| audited(columns, &mut versions))
            .collect()
    }

    async fn unaudited(&mut self, limit: u32) -> Result<Vec<StoredVersion>> {
        let rows: Vec<VersionColumns> = sqlx::query_as(
            "SELECT record, rev, mutation, person, install, holding, device_at, device_off,
                    received_at, state, fields
             FROM record_version AS version
             WHERE NOT EXISTS (SELECT 1 FROM audit
                               WHERE audit.record = version.record AND audit.rev = version.rev)
             ORDER BY received_at, record, rev LIMIT $1",
        )
        .bind(i64::from(limit))
        .fetch_all(self.connection())
        .await?;
        rows.into_iter().map(stored).collect()
    }

    async fn unversioned(&mut self) -> Result<Option<(RecordId, u32)>> {
        let found: Option<(Uuid, i64)> = sqlx::query_as(
            "SELECT id, rev FROM record
             WHERE NOT EXISTS (SELECT 1 FROM record_version AS version
                               WHERE version.record = record.id AND version.rev = record.rev)
             ORDER BY id LIMIT 1",
        )
        .fetch_optional(self.connection())
        .await?;
        found
            .map(|(record, rev)| Ok((RecordId(record), count(rev)?)))
            .transpose()
    }
}

impl Tx {
    /// Those that rows after a number up to another vouch for.
    async fn versions_between(
        &mut self,
        after: i64,
        through: i64,
    ) -> Result<BTreeMap<(RecordId, u32), StoredVersion>> {
        let rows: Vec<VersionColumns> = sqlx::query_as(
            "SELECT version.record, version.rev, mutation, person, install, holding, device_at,
                    device_off, received_at, state, fields
             FROM audit JOIN record_version AS version
                 ON version.record = audit.record AND version.rev = audit.rev
             WHERE audit.number > $1 AND audit.number <= $2",
        )
        .bind(after)
        .bind(through)
        .fetch_all(self.connection())
        .await?;
        let versions = rows.into_iter().map(stored);
        versions
            .map(|version| version.map(|version| ((version.record, version.rev), version)))
            .collect()
    }
}

fn audited(
    columns: RowColumns,
    versions: &mut BTreeMap<(RecordId, u32), StoredVersion>,
) -> Result<Audited> {
    let (number, record, rev, digest, chain, newest_rev) = columns;
    // What no program has written follows from nothing: a flaw of the chain, not of the database.
    let row = AuditRow {
        number,
        record: RecordId(record),
        rev: u32::try_from(rev).unwrap_or_default(),
        digest: digest.try_into().unwrap_or_default(),
        chain: chain.try_into().unwrap_or_default(),
    };
    Ok(Audited {
        row,
        version: versions.remove(&(row.record, row.rev)),
        newest_rev: newest_rev.map(count).transpose()?,
    })
}

fn stored(columns: VersionColumns) -> Result<StoredVersion> {
    let (record, rev, mutation, person, install, holding, ..) = columns;
    let (.., device_at, device_off, received_at, state, fields) = columns;
    Ok(StoredVersion {
        record: RecordId(record),
        rev: count(rev)?,
        mutation: MutationId(mutation),
        person: PersonId(person),
        install: InstallId(install),
        holding: HoldingId(holding),
        device_at,
        device_off,
        received_at,
        state,
        fields,
    })
}
