use nhatky_domain::ids::{BlobHash, InstallId, PersonId, RecordId, UploadId};
use sqlx::QueryBuilder;
use uuid::Uuid;

use super::Tx;
use super::columns::{hash, push_list};
use crate::store::{BlobRow, Blobs, PhotoRef, Result, UploadRow, Uploads};

type BlobColumns = (Vec<u8>, i64, String, i64);
type ProofColumns = (Vec<u8>, Uuid, Uuid);
type UploadColumns = (Uuid, Uuid, Uuid, Uuid, Vec<u8>, i64, String, i64, i64);

impl Blobs for Tx {
    async fn blob(&mut self, sha: BlobHash) -> Result<Option<BlobRow>> {
        let row: Option<(i64, String, i64)> =
            sqlx::query_as("SELECT size, mime, received_at FROM blob WHERE sha = $1")
                .bind(sha.0.as_slice())
                .fetch_optional(self.connection())
                .await?;
        Ok(row.map(|(size, mime, received_at)| BlobRow {
            sha,
            size,
            mime,
            received_at,
        }))
    }

    async fn blobs(&mut self, after: Option<BlobHash>, limit: u32) -> Result<Vec<BlobRow>> {
        let after = after.map_or_else(Vec::new, |sha| sha.0.to_vec());
        let rows: Vec<BlobColumns> = sqlx::query_as(
            "SELECT sha, size, mime, received_at FROM blob WHERE sha > $1 ORDER BY sha LIMIT $2",
        )
        .bind(after)
        .bind(i64::from(limit))
        .fetch_all(self.connection())
        .await?;
        rows.into_iter().map(blob).collect()
    }

    async fn add_blob(&mut self, row: &BlobRow) -> Result<()> {
        sqlx::query(
            "INSERT INTO blob (sha, size, mime, received_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (sha) DO NOTHING",
        )
        .bind(row.sha.0.as_slice())
        .bind(row.size)
        .bind(&row.mime)
        .bind(row.received_at)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn forget_blob(&mut self, sha: BlobHash) -> Result<()> {
        for statement in [
            "DELETE FROM blob WHERE sha = $1",
            "DELETE FROM blob_proof WHERE sha = $1",
        ] {
            sqlx::query(statement)
                .bind(sha.0.as_slice())
                .execute(self.connection())
                .await?;
        }
        Ok(())
    }

    async fn add_proof(&mut self, proof: PhotoRef) -> Result<()> {
        sqlx::query(
            "INSERT INTO blob_proof (sha, record, person) VALUES ($1, $2, $3)
             ON CONFLICT (sha, record, person) DO NOTHING",
        )
        .bind(proof.sha.0.as_slice())
        .bind(proof.record.0)
        .bind(proof.person.0)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn proofs_for(&mut self, records: &[RecordId]) -> Result<Vec<PhotoRef>> {
        let mut query =
            QueryBuilder::new("SELECT sha, record, person FROM blob_proof WHERE record IN ");
        push_list(&mut query, records.iter().map(|id| id.0));
        let rows: Vec<ProofColumns> = query.build_query_as().fetch_all(self.connection()).await?;
        rows.into_iter().map(proof).collect()
    }

    async fn proofs_of(&mut self, sha: BlobHash) -> Result<Vec<PhotoRef>> {
        let rows: Vec<ProofColumns> =
            sqlx::query_as("SELECT sha, record, person FROM blob_proof WHERE sha = $1")
                .bind(sha.0.as_slice())
                .fetch_all(self.connection())
                .await?;
        rows.into_iter().map(proof).collect()
    }
}

const SELECT_UPLOAD: &str = "SELECT id, install, person, record, sha, size, mime, stored, \
                             touched_at FROM upload ";

impl Uploads for Tx {
    async fn upload(&mut self, id: UploadId) -> Result<Option<UploadRow>> {
        let mut query = QueryBuilder::new(SELECT_UPLOAD);
        query.push("WHERE id = ").push_bind(id.0);
        let row: Option<UploadColumns> = query
            .build_query_as()
            .fetch_optional(self.connection())
            .await?;
        row.map(upload).transpose()
    }

    async fn upload_of(&mut self, what: PhotoRef) -> Result<Option<UploadRow>> {
        let mut query = QueryBuilder::new(SELECT_UPLOAD);
        query.push("WHERE person = ").push_bind(what.person.0);
        query.push(" AND record = ").push_bind(what.record.0);
        query.push(" AND sha = ").push_bind(what.sha.0.to_vec());
        let row: Option<UploadColumns> = query
            .build_query_as()
            .fetch_optional(self.connection())
            .await?;
        row.map(upload).transpose()
    }

    async fn open_uploads(&mut self, person: PersonId) -> Result<i64> {
        Ok(
            sqlx::query_scalar("SELECT COUNT(*) FROM upload WHERE person = $1")
                .bind(person.0)
                .fetch_one(self.connection())
                .await?,
        )
    }

    async fn add_upload(&mut self, row: &UploadRow) -> Result<()> {
        sqlx::query(
            "INSERT INTO upload (id, install, person, record, sha, size, mime, stored, touched_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(row.id.0)
        .bind(row.install.0)
        .bind(row.person.0)
        .bind(row.record.0)
        .bind(row.sha.0.as_slice())
        .bind(row.size)
        .bind(&row.mime)
        .bind(row.stored)
        .bind(row.touched_at)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn move_upload(&mut self, id: UploadId, from: i64, to: i64, now: i64) -> Result<bool> {
        let done = sqlx::query(
            "UPDATE upload SET stored = $1, touched_at = $2 WHERE id = $3 AND stored = $4",
        )
        .bind(to)
        .bind(now)
        .bind(id.0)
        .bind(from)
        .execute(self.connection())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    async fn end_upload(&mut self, id: UploadId) -> Result<()> {
        sqlx::query("DELETE FROM upload WHERE id = $1")
            .bind(id.0)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn stale_uploads(&mut self, before: i64) -> Result<Vec<UploadId>> {
        let ids: Vec<Uuid> = sqlx::query_scalar("SELECT id FROM upload WHERE touched_at < $1")
            .bind(before)
            .fetch_all(self.connection())
            .await?;
        Ok(ids.into_iter().map(UploadId).collect())
    }
}

fn blob((sha, size, mime, received_at): BlobColumns) -> Result<BlobRow> {
    Ok(BlobRow {
        sha: hash(sha)?,
        size,
        mime,
        received_at,
    })
}

fn proof((sha, record, person): ProofColumns) -> Result<PhotoRef> {
    Ok(PhotoRef {
        sha: hash(sha)?,
        record: RecordId(record),
        person: PersonId(person),
    })
}

fn upload(columns: UploadColumns) -> Result<UploadRow> {
    let (id, install, person, record, sha, size, mime, stored, touched_at) = columns;
    Ok(UploadRow {
        id: UploadId(id),
        install: InstallId(install),
        person: PersonId(person),
        record: RecordId(record),
        sha: hash(sha)?,
        size,
        mime,
        stored,
        touched_at,
    })
}
