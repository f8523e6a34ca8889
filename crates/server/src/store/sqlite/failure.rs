//! What SQLite's errors mean to a caller.

use sqlx::error::ErrorKind;

use crate::store::StoreError;

/// `SQLITE_BUSY` and `SQLITE_LOCKED`, with their extended codes in the upper bytes.
const IN_THE_WAY: [u32; 2] = [5, 6];

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let Some(database) = error.as_database_error() else {
            return match error {
                sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => {
                    Self::Corrupt { what: "column" }
                }
                error => Self::Unavailable(error),
            };
        };
        let code: u32 = database
            .code()
            .and_then(|code| code.parse().ok())
            .unwrap_or(0);
        if IN_THE_WAY.contains(&(code & 0xff)) {
            return Self::TryAgain(error);
        }
        match database.kind() {
            ErrorKind::Other => Self::Unavailable(error),
            _ => Self::Constraint(error),
        }
    }
}
