use std::collections::BTreeMap;

use nhatky_domain::ids::{Epoch, InstallId};
use sqlx::QueryBuilder;
use uuid::Uuid;

use super::Tx;
use super::columns::push_list;
use crate::store::{
    Counters, EPOCH_JUMP, EpochReason, EpochRow, OrganisationRow, Result, StoreError,
};

type Columns = (Uuid, String, Option<String>, Uuid, bool, i64, i64);
type EpochColumns = (Uuid, Option<Uuid>, i64, String, Option<Uuid>);

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
        let first = EpochRow {
            epoch: row.epoch,
            parent: None,
            began_at: row.founded_at,
            reason: EpochReason::Founded,
            install: None,
        };
        self.add_epoch(&first).await
    }

    async fn lock_counters(&mut self) -> Result<()> {
        let is_sealed: Option<bool> = sqlx::query_scalar(
            "UPDATE organisation SET pushes = pushes + 1 RETURNING sealed_at IS NOT NULL",
        )
        .fetch_optional(self.connection())
        .await?;
        match is_sealed {
            Some(true) => Err(StoreError::Sealed),
            _ => Ok(()),
        }
    }

    async fn take_seqs(&mut self, scope: &str, n: i64, now: i64) -> Result<i64> {
        let last: i64 = sqlx::query_scalar(
            "INSERT INTO scope (name, last_seq)
             VALUES ($1, $2 + COALESCE((SELECT seq_floor
                 + CASE WHEN founded_at < $3 THEN $3 - founded_at ELSE 0 END
                 FROM organisation), 0))
             ON CONFLICT (name) DO UPDATE SET last_seq =
                 CASE WHEN scope.last_seq + $2 > excluded.last_seq THEN scope.last_seq + $2
                 ELSE excluded.last_seq END
             RETURNING last_seq",
        )
        .bind(scope)
        .bind(n)
        .bind(now)
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

    async fn begin_epoch(&mut self, row: &EpochRow) -> Result<()> {
        self.add_epoch(row).await?;
        sqlx::query("UPDATE organisation SET epoch = $1, seq_floor = seq_floor + $2")
            .bind(row.epoch.0)
            .bind(EPOCH_JUMP)
            .execute(self.connection())
            .await?;
        sqlx::query("UPDATE scope SET last_seq = last_seq + $1")
            .bind(EPOCH_JUMP)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn sealed_at(&mut self) -> Result<Option<i64>> {
        let sealed_at: Option<Option<i64>> =
            sqlx::query_scalar("SELECT sealed_at FROM organisation")
                .fetch_optional(self.connection())
                .await?;
        Ok(sealed_at.flatten())
    }

    async fn seal(&mut self, now: i64) -> Result<bool> {
        let done = sqlx::query("UPDATE organisation SET sealed_at = $1 WHERE sealed_at IS NULL")
            .bind(now)
            .execute(self.connection())
            .await?;
        Ok(done.rows_affected() == 1)
    }

    async fn unseal(&mut self) -> Result<()> {
        sqlx::query("UPDATE organisation SET sealed_at = NULL")
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn epochs(&mut self) -> Result<Vec<EpochRow>> {
        let rows: Vec<EpochColumns> = sqlx::query_as(
            "SELECT id, parent, began_at, reason, install FROM epoch ORDER BY generation",
        )
        .fetch_all(self.connection())
        .await?;
        rows.into_iter().map(epoch).collect()
    }
}

impl Tx {
    async fn add_epoch(&mut self, row: &EpochRow) -> Result<()> {
        sqlx::query(
            "INSERT INTO epoch (id, parent, generation, began_at, reason, install)
             VALUES ($1, $2, (SELECT 1 + COALESCE(MAX(generation), 0) FROM epoch), $3, $4, $5)",
        )
        .bind(row.epoch.0)
        .bind(row.parent.map(|parent| parent.0))
        .bind(row.began_at)
        .bind(row.reason.word())
        .bind(row.install.map(|install| install.0))
        .execute(self.connection())
        .await?;
        Ok(())
    }
}

fn epoch(columns: EpochColumns) -> Result<EpochRow> {
    let (id, parent, began_at, reason, install) = columns;
    Ok(EpochRow {
        epoch: Epoch(id),
        parent: parent.map(Epoch),
        began_at,
        reason: EpochReason::of_word(&reason).ok_or(StoreError::Corrupt { what: "epoch" })?,
        install: install.map(InstallId),
    })
}
