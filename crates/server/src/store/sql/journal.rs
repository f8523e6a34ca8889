use nhatky_domain::ids::{FieldCode, HoldingId, InstallId, MutationId, PersonId, RecordId};
use sqlx::QueryBuilder;
use uuid::Uuid;

use super::Tx;
use super::columns::{
    ROWS_PER_INSERT, count, from_json, last_of_each, push_list, storable, to_json,
};
use crate::store::{ChangeRow, ConflictRow, Journal, Result, VersionRow};

type VersionColumns = (
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

impl Journal for Tx {
    async fn add_versions(&mut self, rows: &[VersionRow]) -> Result<()> {
        for rows in rows.chunks(ROWS_PER_INSERT) {
            let mut query = QueryBuilder::new(
                "INSERT INTO record_version (record, rev, mutation, person, install, holding,
                                             device_at, device_off, received_at, state, fields) ",
            );
            query.push_values(rows, |mut columns, row| {
                columns
                    .push_bind(row.record.0)
                    .push_bind(i64::from(row.rev))
                    .push_bind(row.mutation.0)
                    .push_bind(row.person.0)
                    .push_bind(row.install.0)
                    .push_bind(row.holding.0)
                    .push_bind(row.device_at)
                    .push_bind(row.device_off)
                    .push_bind(row.received_at)
                    .push_bind(&row.state)
                    .push_bind(to_json(&row.fields));
            });
            query.build().execute(self.connection()).await?;
        }
        Ok(())
    }

    async fn versions(&mut self, record: RecordId) -> Result<Vec<VersionRow>> {
        let rows: Vec<VersionColumns> = sqlx::query_as(
            "SELECT rev, mutation, person, install, holding, device_at, device_off, received_at,
                    state, fields
             FROM record_version WHERE record = $1 ORDER BY rev",
        )
        .bind(record.0)
        .fetch_all(self.connection())
        .await?;
        rows.into_iter()
            .map(|columns| version(record, columns))
            .collect()
    }

    async fn newest_mutation(&mut self, records: &[RecordId]) -> Result<Option<(MutationId, i64)>> {
        let mut query = QueryBuilder::new(
            "SELECT version.mutation, version.received_at FROM record_version AS version
             JOIN record ON record.id = version.record AND record.rev = version.rev
             WHERE record.id IN ",
        );
        push_list(&mut query, records.iter().map(|id| id.0));
        query.push(" ORDER BY version.received_at DESC, version.mutation DESC LIMIT 1");
        let newest: Option<(Uuid, i64)> = query
            .build_query_as()
            .fetch_optional(self.connection())
            .await?;
        Ok(newest.map(|(id, at)| (MutationId(id), at)))
    }

    async fn add_conflicts(&mut self, rows: &[ConflictRow]) -> Result<()> {
        for rows in rows.chunks(ROWS_PER_INSERT) {
            let mut query = QueryBuilder::new(
                "INSERT INTO conflict (mutation, field, record, current, incoming, noted_at) ",
            );
            query.push_values(rows, |mut columns, row| {
                columns
                    .push_bind(row.mutation.0)
                    .push_bind(storable(&row.field.0))
                    .push_bind(row.record.0)
                    .push_bind(to_json(&row.current))
                    .push_bind(to_json(&row.incoming))
                    .push_bind(row.noted_at);
            });
            query.build().execute(self.connection()).await?;
        }
        Ok(())
    }

    async fn conflicts_of(&mut self, record: RecordId) -> Result<Vec<ConflictRow>> {
        let rows: Vec<(Uuid, String, String, String, i64)> = sqlx::query_as(
            "SELECT mutation, field, current, incoming, noted_at FROM conflict
             WHERE record = $1 ORDER BY noted_at, mutation, field",
        )
        .bind(record.0)
        .fetch_all(self.connection())
        .await?;
        let conflict =
            |(mutation, field, current, incoming, noted_at): (_, _, String, String, _)| {
                Ok(ConflictRow {
                    mutation: MutationId(mutation),
                    record,
                    field: FieldCode(field),
                    current: from_json(&current)?,
                    incoming: from_json(&incoming)?,
                    noted_at,
                })
            };
        rows.into_iter().map(conflict).collect()
    }

    async fn scopes_of(&mut self, records: &[RecordId]) -> Result<Vec<(RecordId, String)>> {
        let mut query =
            QueryBuilder::new("SELECT record, scope FROM change WHERE is_present AND record IN ");
        push_list(&mut query, records.iter().map(|id| id.0));
        let rows: Vec<(Uuid, String)> = query.build_query_as().fetch_all(self.connection()).await?;
        Ok(rows
            .into_iter()
            .map(|(record, scope)| (RecordId(record), scope))
            .collect())
    }

    async fn save_changes(&mut self, rows: &[ChangeRow]) -> Result<()> {
        let rows = last_of_each(rows, |row| (&row.scope, row.record));
        for rows in rows.chunks(ROWS_PER_INSERT) {
            let mut query =
                QueryBuilder::new("INSERT INTO change (scope, record, seq, is_present) ");
            query.push_values(rows, |mut columns, row| {
                columns
                    .push_bind(&row.scope)
                    .push_bind(row.record.0)
                    .push_bind(row.seq)
                    .push_bind(row.is_present);
            });
            query.push(
                " ON CONFLICT (scope, record) DO UPDATE SET seq = excluded.seq,
                  is_present = excluded.is_present",
            );
            query.build().execute(self.connection()).await?;
        }
        Ok(())
    }

    async fn changes(
        &mut self,
        scope: &str,
        after: i64,
        through: i64,
        limit: u32,
    ) -> Result<Vec<ChangeRow>> {
        let rows: Vec<(Uuid, i64, bool)> = sqlx::query_as(
            "SELECT record, seq, is_present FROM change
             WHERE scope = $1 AND seq > $2 AND seq <= $3 ORDER BY seq LIMIT $4",
        )
        .bind(scope)
        .bind(after)
        .bind(through)
        .bind(i64::from(limit))
        .fetch_all(self.connection())
        .await?;
        let change = |(record, seq, is_present)| ChangeRow {
            scope: scope.to_owned(),
            record: RecordId(record),
            seq,
            is_present,
        };
        Ok(rows.into_iter().map(change).collect())
    }
}

fn version(record: RecordId, columns: VersionColumns) -> Result<VersionRow> {
    let (rev, mutation, person, install, holding, ..) = columns;
    let (.., device_at, device_off, received_at, state, fields) = columns;
    Ok(VersionRow {
        record,
        rev: count(rev)?,
        mutation: MutationId(mutation),
        person: PersonId(person),
        install: InstallId(install),
        holding: HoldingId(holding),
        device_at,
        device_off,
        received_at,
        state,
        fields: from_json(&fields)?,
    })
}
