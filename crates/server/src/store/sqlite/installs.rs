use nhatky_domain::ids::{InstallId, PersonId};
use uuid::Uuid;

use super::SqliteTx;
use crate::store::{InstallRow, Installs, Result, SessionRow, Sessions};

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
);

impl Installs for SqliteTx {
    async fn install(&mut self, id: InstallId) -> Result<Option<InstallRow>> {
        let columns: Option<Columns> = sqlx::query_as(
            "SELECT id, person, public_key, device, made_at, revoked_at, seen_at, app, pending,
                    seen_through
             FROM install WHERE id = ?",
        )
        .bind(id.0)
        .fetch_optional(self.connection())
        .await?;
        Ok(columns.map(install))
    }

    async fn add_install(&mut self, row: &InstallRow) -> Result<()> {
        sqlx::query(
            "INSERT INTO install (id, person, public_key, device, made_at, revoked_at, seen_at,
                                  app, pending, seen_through)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(row.id.0)
        .bind(row.person.0)
        .bind(&row.public_key)
        .bind(&row.device)
        .bind(row.made_at)
        .bind(row.revoked_at)
        .bind(row.seen_at)
        .bind(&row.app)
        .bind(row.pending)
        .bind(row.seen_through)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn note_contact(
        &mut self,
        id: InstallId,
        now: i64,
        (app, pending, seen_through): (&str, i64, i64),
    ) -> Result<()> {
        sqlx::query(
            "UPDATE install SET seen_at = ?, app = ?, pending = ?, seen_through = ? WHERE id = ?",
        )
        .bind(now)
        .bind(app)
        .bind(pending)
        .bind(seen_through)
        .bind(id.0)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn revoke_install(&mut self, id: InstallId, now: i64) -> Result<bool> {
        let done =
            sqlx::query("UPDATE install SET revoked_at = COALESCE(revoked_at, ?) WHERE id = ?")
                .bind(now)
                .bind(id.0)
                .execute(self.connection())
                .await?;
        Ok(done.rows_affected() == 1)
    }

    async fn install_counts(&mut self) -> Result<[i64; 3]> {
        let (all, revoked, pending) = sqlx::query_as(
            "SELECT COUNT(*), COUNT(revoked_at), COALESCE(SUM(pending), 0) FROM install",
        )
        .fetch_one(self.connection())
        .await?;
        Ok([all, revoked, pending])
    }
}

impl Sessions for SqliteTx {
    async fn session(&mut self, hash: &[u8]) -> Result<Option<SessionRow>> {
        let row: Option<(Uuid, Uuid, i64, bool)> = sqlx::query_as(
            "SELECT session.install, install.person, session.expires_at,
                    install.revoked_at IS NOT NULL
             FROM session JOIN install ON install.id = session.install
             WHERE session.hash = ?",
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
        sqlx::query("DELETE FROM session WHERE expires_at <= ?")
            .bind(now)
            .execute(self.connection())
            .await?;
        sqlx::query("INSERT INTO session (hash, install, expires_at) VALUES (?, ?, ?)")
            .bind(hash)
            .bind(install.0)
            .bind(expires_at)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn end_session(&mut self, hash: &[u8]) -> Result<()> {
        sqlx::query("DELETE FROM session WHERE hash = ?")
            .bind(hash)
            .execute(self.connection())
            .await?;
        Ok(())
    }
}

fn install(columns: Columns) -> InstallRow {
    let (id, person, public_key, device, made_at, revoked_at, seen_at, app, pending, seen_through) =
        columns;
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
    }
}
