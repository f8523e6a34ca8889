use nhatky_domain::ids::PersonId;
use sqlx::QueryBuilder;
use uuid::Uuid;

use super::Tx;
use super::columns::ROWS_PER_INSERT;
use crate::store::{CodeRow, Codes, Result};

type Columns = (Vec<u8>, Uuid, i64, bool, Option<Vec<u8>>);

impl Codes for Tx {
    async fn add_codes(&mut self, codes: &[CodeRow]) -> Result<()> {
        for codes in codes.chunks(ROWS_PER_INSERT) {
            let mut query = QueryBuilder::new(
                "INSERT INTO code (hash, person, expires_at, is_reusable, used_by) ",
            );
            query.push_values(codes, |mut row, code| {
                row.push_bind(&code.hash)
                    .push_bind(code.person.0)
                    .push_bind(code.expires_at)
                    .push_bind(code.is_reusable)
                    .push_bind(&code.used_by);
            });
            query.build().execute(self.connection()).await?;
        }
        Ok(())
    }

    async fn code(&mut self, hash: &[u8]) -> Result<Option<CodeRow>> {
        let row: Option<Columns> = sqlx::query_as(
            "SELECT hash, person, expires_at, is_reusable, used_by FROM code WHERE hash = $1",
        )
        .bind(hash)
        .fetch_optional(self.connection())
        .await?;
        Ok(
            row.map(|(hash, person, expires_at, is_reusable, used_by)| CodeRow {
                hash,
                person: PersonId(person),
                expires_at,
                is_reusable,
                used_by,
            }),
        )
    }

    async fn use_code(&mut self, hash: &[u8], used_by: &[u8], now: i64) -> Result<bool> {
        let done = sqlx::query(
            "UPDATE code SET used_by = $1, used_at = $2 WHERE hash = $3 AND used_by IS NULL",
        )
        .bind(used_by)
        .bind(now)
        .bind(hash)
        .execute(self.connection())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    async fn void_codes(&mut self, person: PersonId) -> Result<()> {
        sqlx::query("DELETE FROM code WHERE person = $1 AND used_by IS NULL AND NOT is_reusable")
            .bind(person.0)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn failures(&mut self, bucket: &str, hour: i64) -> Result<i64> {
        let failures: Option<i64> =
            sqlx::query_scalar("SELECT failures FROM attempt WHERE bucket = $1 AND hour = $2")
                .bind(bucket)
                .bind(hour)
                .fetch_optional(self.connection())
                .await?;
        Ok(failures.unwrap_or(0))
    }

    async fn note_failure(&mut self, bucket: &str, hour: i64, keep_from: i64) -> Result<()> {
        sqlx::query("DELETE FROM attempt WHERE hour < $1")
            .bind(keep_from)
            .execute(self.connection())
            .await?;
        sqlx::query(
            "INSERT INTO attempt (bucket, hour, failures) VALUES ($1, $2, 1)
             ON CONFLICT (bucket, hour) DO UPDATE SET failures = attempt.failures + 1",
        )
        .bind(bucket)
        .bind(hour)
        .execute(self.connection())
        .await?;
        Ok(())
    }
}
