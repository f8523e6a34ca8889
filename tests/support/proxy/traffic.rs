//! How much has gone through.

/// What has gone through, in both directions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Traffic {
    pub connections: u64,
    pub up_bytes: u64,
    pub down_bytes: u64,
}

impl Traffic {
    /// What has gone through since `earlier`.
    #[must_use]
    pub fn since(self, earlier: Self) -> Self {
        Self {
            connections: self.connections - earlier.connections,
            up_bytes: self.up_bytes - earlier.up_bytes,
            down_bytes: self.down_bytes - earlier.down_bytes,
        }
    }
}
