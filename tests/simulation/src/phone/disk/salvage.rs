//! Pieces for a backup file.

use nhatky_sync::store::{Piece, Salvage, Shelf, Stored};

use super::Disk;

impl Salvage for Disk {
    async fn names(&self, shelf: Shelf) -> Stored<Vec<String>> {
        self.turn().await;
        self.now().names(shelf).await
    }

    async fn piece(&self, shelf: Shelf, name: &str) -> Stored<Option<Piece>> {
        self.turn().await;
        self.now().piece(shelf, name).await
    }

    async fn put_back(&self, piece: &Piece) -> Stored<bool> {
        self.turn().await;
        let is_new = self.now().put_back(piece).await;
        self.flush();
        is_new
    }
}
