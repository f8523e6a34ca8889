use nhatky_domain::ids::{InstallId, PersonId};
use sqlx::QueryBuilder;
use uuid::Uuid;

use super::columns::storable;
use super::{Db, Tx};
use crate::store::{ContactNote, InstallRow, Installs, Result, SessionRow, Sessions};

type Columns = (
    Uuid,
    Uuid,
    Vec<u8>,
    String,
    i64,
    Option<i64>,
    i64,
    String,
    i64,
    i64,
    i64,
);

const SELECT: &str = "SELECT id, person, public_key, device, made_at, revoked_at, seen_at, app, \
                      pending, seen_through, highest_seq FROM install";

impl Installs for Tx {
    async fn install(&mut self, id: InstallId) -> Result<Option<InstallRow>> {
        let mut query = QueryBuilder::<Db>::new(SELECT);
        query.push(" WHERE id = ").push_bind(id.0);
        let columns: Option<Columns> = query
            .build_query_as()
            .fetch_optional(self.connection())
            .await?;
        Ok(columns.map(install))
    }

    async fn installs(&mut self, person: Option<PersonId>) -> Result<Vec<InstallRow>> {
        let mut query = QueryBuilder::<Db>::new(SELECT);
        if let Some(person) = person {
            query.push(" WHERE person = ").push_bind(person.0);
        }
        query.push(" ORDER BY made_at, id");
        let rows: Vec<Columns> = query.build_query_as().fetch_all(self.connection()).await?;
        Ok(rows.into_iter().map(install).collect())
    }

    async fn add_install(&mut self, row: &InstallRow) -> Result<()> {
        sqlx::query(
            "INSERT INTO install (id, person, public_key, device, made_at, revoked_at, seen_at,
                                  app, pending, seen_through, highest_seq)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        )
        .bind(row.id.0)
        .bind(row.person.0)
        .bind(&row.public_key)
        .bind(storable(&row.device))
        .bind(row.made_at)
        .bind(row.revoked_at)
        .bind(row.seen_at)
        .bind(storable(&row.app))
        .bind(row.pending)
        .bind(row.seen_through)
        .bind(row.highest_seq)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn note_contact(&mut self, id: InstallId, now: i64, note: ContactNote<'_>) -> Result<()> {
        sqlx::query(
            "UPDATE install SET seen_at = $1, app = $2, pending = $3, seen_through = $4,
                                highest_seq = $5 WHERE id = $6",
        )
        .bind(now)
        .bind(storable(note.app))
        .bind(note.pending)
        .bind(note.seen_through)
        .bind(note.highest_seq)
        .bind(id.0)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn newest_contact(&mut self) -> Result<i64> {
        let newest: Option<i64> = sqlx::query_scalar("SELECT MAX(seen_at) FROM install")
            .fetch_one(self.connection())
            .await?;
        Ok(newest.unwrap_or(0))
    }

    async fn revoke_install(&mut self, id: InstallId, now: i64) -> Result<bool> {
        let done =
            sqlx::query("UPDATE install SET revoked_at = COALESCE(revoked_at, $1) WHERE id = $2")
                .bind(now)
                .bind(id.0)
                .execute(self.connection())
                .await?;
        Ok(done.rows_affected() == 1)
    }

    async fn install_counts(&mut self) -> Result<[i64; 3]> {
        let (all, revoked, pending) = sqlx::query_as(
            "SELECT COUNT(*), COUNT(revoked_at), CAST(COALESCE(SUM(pending), 0) AS BIGINT)
             FROM install",
        )
        .fetch_one(self.connection())
        .await?;
        Ok([all, revoked, pending])
    }
}

impl Sessions for Tx {
    async fn session(&mut self, hash: &[u8]) -> Result<Option<SessionRow>> {
        let row: Option<(Uuid, Uuid, i64, bool)> = sqlx::query_as(
            "SELECT session.install, install.person, session.expires_at,
                    install.revoked_at IS NOT NULL
             FROM session JOIN install ON install.id = session.install
             WHERE session.hash = $1",
        )
        .bind(hash)
        .fetch_optional(self.connection())
        .await?;
        Ok(
            row.map(|(install, person, expires_at, is_revoked)| SessionRow {
                install: InstallId(install),
                person: PersonId(person),
                expires_at,
                is_revoked,
            }),
        )
    }

    async fn add_session(
        &mut self,
        hash: &[u8],
        install: InstallId,
        expires_at: i64,
        now: i64,
    ) -> Result<()> {
        sqlx::query("DELETE FROM session WHERE expires_at <= $1")
            .bind(now)
            .execute(self.connection())
            .await?;
        sqlx::query("INSERT INTO session (hash, install, expires_at) VALUES ($1, $2, $3)")
            .bind(hash)
            .bind(install.0)
            .bind(expires_at)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn end_session(&mut self, hash: &[u8]) -> Result<()> {
        sqlx::query("DELETE FROM session WHERE hash = $1")
            .bind(hash)
            .execute(self.connection())
            .await?;
        Ok(())
    }
}

fn install(columns: Columns) -> InstallRow {
    let (id, person, public_key, device, made_at, revoked_at, seen_at, ..) = columns;
    let (.., app, pending, seen_through, highest_seq) = columns;
    InstallRow {
        id: InstallId(id),
        person: PersonId(person),
        public_key,
        device,
        made_at,
        revoked_at,
        seen_at,
        app,
        pending,
        seen_through,
        highest_seq,
    }
}
