use nhatky_domain::date::Date;
use nhatky_domain::ids::{FormCode, PersonId, RecordId, StateCode, UnitId};
use nhatky_domain::record::Record;
use sqlx::QueryBuilder;
use uuid::Uuid;

use super::Tx;
use super::columns::{
    ROWS_PER_INSERT, count, from_json, last_of_each, push_list, storable, to_json,
};
use crate::store::{FactRow, RecordRow, Records, Result};

type Columns = (
    Uuid,
    String,
    i64,
    Uuid,
    Uuid,
    String,
    String,
    i64,
    i64,
    Option<i64>,
    i64,
    i64,
    i64,
    Option<i64>,
    Option<String>,
);

impl Records for Tx {
    async fn records(&mut self, ids: &[RecordId]) -> Result<Vec<RecordRow>> {
        let mut query = QueryBuilder::new(
            "SELECT id, form, form_version, unit, author, fields, state, rev, device_at,
                    device_off, received_at, photos_have, photos_total, complete_at, note
             FROM record WHERE id IN ",
        );
        push_list(&mut query, ids.iter().map(|id| id.0));
        let rows: Vec<Columns> = query.build_query_as().fetch_all(self.connection()).await?;
        rows.into_iter().map(record).collect()
    }

    async fn save_records(&mut self, rows: &[RecordRow]) -> Result<()> {
        let rows = last_of_each(rows, |row| row.record.id);
        for rows in rows.chunks(ROWS_PER_INSERT) {
            let mut query = QueryBuilder::new(
                "INSERT INTO record (id, form, form_version, unit, author, fields, state, rev,
                                     device_at, device_off, received_at, photos_have,
                                     photos_total, complete_at, note) ",
            );
            query.push_values(rows, |mut columns, row| {
                columns
                    .push_bind(row.record.id.0)
                    .push_bind(&row.record.form.0)
                    .push_bind(i64::from(row.record.form_version))
                    .push_bind(row.record.unit.0)
                    .push_bind(row.record.author.0)
                    .push_bind(to_json(&row.record.fields))
                    .push_bind(&row.record.state.0)
                    .push_bind(i64::from(row.record.rev))
                    .push_bind(row.device_at)
                    .push_bind(row.device_off)
                    .push_bind(row.received_at)
                    .push_bind(i64::from(row.photos_have))
                    .push_bind(i64::from(row.photos_total))
                    .push_bind(row.complete_at)
                    .push_bind(row.note.as_deref().map(storable));
            });
            query.push(
                " ON CONFLICT (id) DO UPDATE SET fields = excluded.fields, state = excluded.state,
                  rev = excluded.rev, photos_have = excluded.photos_have,
                  photos_total = excluded.photos_total, complete_at = excluded.complete_at,
                  note = excluded.note",
            );
            query.build().execute(self.connection()).await?;
        }
        Ok(())
    }

    async fn save_facts(&mut self, rows: &[FactRow]) -> Result<()> {
        let mut query = QueryBuilder::new("DELETE FROM fact WHERE record IN ");
        push_list(&mut query, rows.iter().map(|row| row.record.0));
        query.build().execute(self.connection()).await?;
        let facts: Vec<_> = rows
            .iter()
            .flat_map(|row| row.facts.iter().map(move |fact| (row, fact)))
            .collect();
        for facts in facts.chunks(ROWS_PER_INSERT) {
            let mut query =
                QueryBuilder::new("INSERT INTO fact (record, indicator, unit, day, amount) ");
            query.push_values(facts, |mut columns, (row, fact)| {
                columns
                    .push_bind(row.record.0)
                    .push_bind(&fact.indicator.0)
                    .push_bind(row.unit.0)
                    .push_bind(String::from(row.day))
                    .push_bind(fact.amount);
            });
            query.build().execute(self.connection()).await?;
        }
        Ok(())
    }

    async fn total(
        &mut self,
        indicator: &str,
        unit: UnitId,
        (from, to): (Date, Date),
    ) -> Result<i64> {
        Ok(sqlx::query_scalar(
            "SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM fact
             WHERE indicator = $1 AND unit = $2 AND day >= $3 AND day <= $4",
        )
        .bind(indicator)
        .bind(unit.0)
        .bind(String::from(from))
        .bind(String::from(to))
        .fetch_one(self.connection())
        .await?)
    }

    async fn record_count(&mut self) -> Result<i64> {
        Ok(sqlx::query_scalar("SELECT COUNT(*) FROM record")
            .fetch_one(self.connection())
            .await?)
    }
}

fn record(columns: Columns) -> Result<RecordRow> {
    let (id, form, form_version, unit, author, fields, state, rev, device_at, ..) = &columns;
    let (.., device_off, received_at, photos_have, photos_total, complete_at, note) = &columns;
    Ok(RecordRow {
        record: Record {
            id: RecordId(*id),
            form: FormCode(form.clone()),
            form_version: count(*form_version)?,
            unit: UnitId(*unit),
            author: PersonId(*author),
            fields: from_json(fields)?,
            state: StateCode(state.clone()),
            rev: count(*rev)?,
        },
        device_at: *device_at,
        device_off: *device_off,
        received_at: *received_at,
        photos_have: count(*photos_have)?,
        photos_total: count(*photos_total)?,
        complete_at: *complete_at,
        note: note.clone(),
    })
}
