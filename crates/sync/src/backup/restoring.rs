use crate::store::{PhoneStore, Piece, StoreError, Stored, with_room};

/// What became of a piece of a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    PutBack,
    /// The phone has it, or something newer.
    WasHere,
    /// This build cannot read it. It stays in the file.
    NotUnderstood,
}

/// Puts one piece back. Photos must have been checked against their names before.
///
/// # Errors
/// The phone's storage is full or failed.
pub async fn put_back<S: PhoneStore>(store: &S, piece: &Piece) -> Stored<Verdict> {
    match with_room(store, async || store.put_back(piece).await).await {
        Ok(true) => Ok(Verdict::PutBack),
        Ok(false) => Ok(Verdict::WasHere),
        Err(StoreError::Corrupt { .. }) => Ok(Verdict::NotUnderstood),
        Err(error) => Err(error),
    }
}
