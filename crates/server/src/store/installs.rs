//! Installs and their sessions.

use std::future::Future;

use nhatky_domain::ids::{InstallId, PersonId};

use super::Result;

/// One person in one browser profile on one device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstallRow {
    pub id: InstallId,
    pub person: PersonId,
    /// P-256, the uncompressed point.
    pub public_key: Vec<u8>,
    pub device: String,
    pub made_at: i64,
    pub revoked_at: Option<i64>,
    pub seen_at: i64,
    /// Build of the app that it last used.
    pub app: String,
    /// What it last said it still owes.
    pub pending: i64,
    /// Every mutation number up to this one has been seen.
    pub seen_through: i64,
    /// The highest number that a push has brought, whoever had brought its mutation first.
    pub highest_seq: i64,
}

/// What an install said of itself, and how far its numbers are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ContactNote<'a> {
    pub app: &'a str,
    pub pending: i64,
    pub seen_through: i64,
    pub highest_seq: i64,
}

/// A signed-in install.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionRow {
    pub install: InstallId,
    pub person: PersonId,
    pub expires_at: i64,
    pub is_revoked: bool,
}

/// The devices that people use.
pub trait Installs {
    fn install(&mut self, id: InstallId)
    -> impl Future<Output = Result<Option<InstallRow>>> + Send;

    /// All installs, or those of one person, the oldest first.
    fn installs(
        &mut self,
        person: Option<PersonId>,
    ) -> impl Future<Output = Result<Vec<InstallRow>>> + Send;

    /// Adds an install. One that is there already is refused as a broken rule.
    fn add_install(&mut self, row: &InstallRow) -> impl Future<Output = Result<()>> + Send;

    /// Notes what an install said of itself and how far its numbers are complete.
    fn note_contact(
        &mut self,
        id: InstallId,
        now: i64,
        note: ContactNote<'_>,
    ) -> impl Future<Output = Result<()>> + Send;

    /// The latest moment at which any install was heard; 0 before the first.
    fn newest_contact(&mut self) -> impl Future<Output = Result<i64>> + Send;

    /// Revokes an install for good. False if there is none.
    fn revoke_install(
        &mut self,
        id: InstallId,
        now: i64,
    ) -> impl Future<Output = Result<bool>> + Send;

    /// Numbers for a status page: installs, those revoked, mutations that they still owe.
    fn install_counts(&mut self) -> impl Future<Output = Result<[i64; 3]>> + Send;
}

/// Short-lived proofs of a sign-in, known only by the hash of their token.
pub trait Sessions {
    /// None when unknown; an expired or revoked one is still told, so that the caller can say why.
    fn session(&mut self, hash: &[u8]) -> impl Future<Output = Result<Option<SessionRow>>> + Send;

    /// Adds a session and forgets those that expired before `now`.
    fn add_session(
        &mut self,
        hash: &[u8],
        install: InstallId,
        expires_at: i64,
        now: i64,
    ) -> impl Future<Output = Result<()>> + Send;

    /// Ends a session; an unknown one is fine.
    fn end_session(&mut self, hash: &[u8]) -> impl Future<Output = Result<()>> + Send;
}
