use nhatky_domain::ids::{InstallId, PersonId};

use super::{MemoryTx, broken_rule};
use crate::store::{ContactNote, InstallRow, Installs, Result, SessionRow, Sessions};

impl Installs for MemoryTx {
    async fn install(&mut self, id: InstallId) -> Result<Option<InstallRow>> {
        Ok(self.tables.installs.get(&id).cloned())
    }

    async fn installs(&mut self, person: Option<PersonId>) -> Result<Vec<InstallRow>> {
        let installs = self.tables.installs.rows();
        let is_meant = |row: &&InstallRow| person.is_none_or(|person| row.person == person);
        let mut rows: Vec<_> = installs.filter(is_meant).cloned().collect();
        rows.sort_by_key(|row| (row.made_at, row.id));
        Ok(rows)
    }

    async fn add_install(&mut self, row: &InstallRow) -> Result<()> {
        if self.tables.installs.add(row.id, row.clone()) {
            Ok(())
        } else {
            Err(broken_rule("the install is there already"))
        }
    }

    async fn note_contact(&mut self, id: InstallId, now: i64, note: ContactNote<'_>) -> Result<()> {
        self.tables.installs.change(&id, |install| {
            install.seen_at = now;
            note.app.clone_into(&mut install.app);
            install.pending = note.pending;
            install.seen_through = note.seen_through;
            install.highest_seq = note.highest_seq;
        });
        Ok(())
    }

    async fn newest_contact(&mut self) -> Result<i64> {
        let seen = self.tables.installs.rows().map(|install| install.seen_at);
        Ok(seen.max().unwrap_or(0))
    }

    async fn revoke_install(&mut self, id: InstallId, now: i64) -> Result<bool> {
        Ok(self.tables.installs.change(&id, |install| {
            install.revoked_at.get_or_insert(now);
        }))
    }

    async fn install_counts(&mut self) -> Result<[i64; 3]> {
        let installs = self.tables.installs.rows();
        Ok(installs.fold([0; 3], |[all, revoked, pending], install| {
            let is_revoked = i64::from(install.revoked_at.is_some());
            [all + 1, revoked + is_revoked, pending + install.pending]
        }))
    }
}

impl Sessions for MemoryTx {
    async fn session(&mut self, hash: &[u8]) -> Result<Option<SessionRow>> {
        let Some(&(id, expires_at)) = self.tables.sessions.get(&hash.to_vec()) else {
            return Ok(None);
        };
        let install = self.tables.installs.get(&id);
        Ok(install.map(|install| SessionRow {
            install: id,
            person: install.person,
            expires_at,
            is_revoked: install.revoked_at.is_some(),
        }))
    }

    async fn add_session(
        &mut self,
        hash: &[u8],
        install: InstallId,
        expires_at: i64,
        now: i64,
    ) -> Result<()> {
        let sessions = &mut self.tables.sessions;
        sessions.retain(|_, (_, expires_at)| *expires_at > now);
        sessions.put(hash.to_vec(), (install, expires_at));
        Ok(())
    }

    async fn end_session(&mut self, hash: &[u8]) -> Result<()> {
        self.tables.sessions.remove(&hash.to_vec());
        Ok(())
    }
}
