use std::collections::BTreeMap;

use nhatky_domain::ids::Epoch;
use sqlx::QueryBuilder;
use uuid::Uuid;

use super::Tx;
use super::columns::push_list;
use crate::store::{Counters, OrganisationRow, Result};

type Columns = (Uuid, String, Option<String>, Uuid, bool, i64, i64);

impl Counters for Tx {
    async fn organisation(&mut self) -> Result<Option<OrganisationRow>> {
        let columns: Option<Columns> = sqlx::query_as(
            "SELECT id, name, address, epoch, is_demo, founded_at, directory_rev FROM organisation",
        )
        .fetch_optional(self.connection())
        .await?;
        Ok(columns.map(
            |(id, name, address, epoch, is_demo, founded_at, directory_rev)| OrganisationRow {
                id,
                name,
                address,
                epoch: Epoch(epoch),
                is_demo,
                founded_at,
                directory_rev,
            },
        ))
    }

    async fn found(&mut self, row: &OrganisationRow) -> Result<()> {
        // The guard keeps the table at one row: a second one would break NOT NULL.
        sqlx::query(
            "INSERT INTO organisation
             (id, name, address, epoch, is_demo, founded_at, directory_rev, pushes)
             SELECT CASE WHEN EXISTS (SELECT 1 FROM organisation) THEN NULL ELSE $1 END,
                    $2, $3, $4, $5, $6, $7, 0",
        )
        .bind(row.id)
        .bind(&row.name)
        .bind(&row.address)
        .bind(row.epoch.0)
        .bind(row.is_demo)
        .bind(row.founded_at)
        .bind(row.directory_rev)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn lock_counters(&mut self) -> Result<()> {
        sqlx::query("UPDATE organisation SET pushes = pushes + 1")
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn take_seqs(&mut self, scope: &str, n: i64) -> Result<i64> {
        let last: i64 = sqlx::query_scalar(
            "INSERT INTO scope (name, last_seq) VALUES ($1, $2)
             ON CONFLICT (name) DO UPDATE SET last_seq = scope.last_seq + excluded.last_seq
             RETURNING last_seq",
        )
        .bind(scope)
        .bind(n)
        .fetch_one(self.connection())
        .await?;
        Ok(last - n + 1)
    }

    async fn last_seqs(&mut self, scopes: &[String]) -> Result<BTreeMap<String, i64>> {
        let mut query = QueryBuilder::new("SELECT name, last_seq FROM scope WHERE name IN ");
        push_list(&mut query, scopes);
        let rows: Vec<(String, i64)> = query.build_query_as().fetch_all(self.connection()).await?;
        Ok(rows.into_iter().collect())
    }
}
