use nhatky_domain::ids::BlobHash;

use super::Tx;
use super::columns::hash;
use crate::store::{Result, Retention};

impl Retention for Tx {
    async fn old_counts(&mut self, [photos, quarantined, versions]: [i64; 3]) -> Result<[i64; 3]> {
        let photos = sqlx::query_scalar("SELECT COUNT(*) FROM blob WHERE received_at < $1")
            .bind(photos)
            .fetch_one(self.connection())
            .await?;
        let quarantined = sqlx::query_scalar(
            "SELECT COUNT(*) FROM receipt WHERE status = 'quarantined' AND received_at < $1",
        )
        .bind(quarantined)
        .fetch_one(self.connection())
        .await?;
        let versions = sqlx::query_scalar(
            "SELECT COUNT(*) FROM record_version WHERE received_at < $1 AND rev <
                 (SELECT MAX(newer.rev) FROM record_version AS newer
                  WHERE newer.record = record_version.record)",
        )
        .bind(versions)
        .fetch_one(self.connection())
        .await?;
        Ok([photos, quarantined, versions])
    }

    async fn old_blobs(
        &mut self,
        before: i64,
        after: Option<BlobHash>,
        limit: u32,
    ) -> Result<Vec<BlobHash>> {
        let rows: Vec<Vec<u8>> = sqlx::query_scalar(
            "SELECT sha FROM blob WHERE received_at < $1 AND sha > $2 ORDER BY sha LIMIT $3",
        )
        .bind(before)
        .bind(after.map_or_else(Vec::new, |sha| sha.0.to_vec()))
        .bind(i64::from(limit))
        .fetch_all(self.connection())
        .await?;
        rows.into_iter().map(hash).collect()
    }

    async fn drop_blob(&mut self, sha: BlobHash) -> Result<()> {
        sqlx::query("DELETE FROM blob WHERE sha = $1")
            .bind(sha.0.as_slice())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn is_unwanted(&mut self, sha: BlobHash) -> Result<bool> {
        Ok(sqlx::query_scalar(
            "SELECT NOT EXISTS (SELECT 1 FROM blob WHERE sha = $1)
                AND NOT EXISTS (SELECT 1 FROM upload WHERE sha = $1)",
        )
        .bind(sha.0.as_slice())
        .fetch_one(self.connection())
        .await?)
    }

    async fn drop_quarantined(&mut self, before: i64) -> Result<u64> {
        let done =
            sqlx::query("DELETE FROM receipt WHERE status = 'quarantined' AND received_at < $1")
                .bind(before)
                .execute(self.connection())
                .await?;
        Ok(done.rows_affected())
    }

    async fn drop_versions(&mut self, before: i64) -> Result<u64> {
        let done = sqlx::query(
            "DELETE FROM record_version WHERE received_at < $1 AND rev <
                 (SELECT MAX(newer.rev) FROM record_version AS newer
                  WHERE newer.record = record_version.record)",
        )
        .bind(before)
        .execute(self.connection())
        .await?;
        Ok(done.rows_affected())
    }
}
