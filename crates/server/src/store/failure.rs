//! What a database's errors mean to a caller.

use sqlx::error::ErrorKind;
use sqlx::postgres::PgDatabaseError;

use super::StoreError;

/// `SQLITE_BUSY` and `SQLITE_LOCKED`, with their extended codes in the upper bytes.
const BUSY_OR_LOCKED: [u32; 2] = [5, 6];
/// `serialization_failure` and `deadlock_detected`.
const CLASHES: [&str; 2] = ["40001", "40P01"];
/// PostgreSQL's class of values that a column cannot hold.
const BAD_DATA: &str = "22";

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
        let postgres = database.try_downcast_ref::<PgDatabaseError>();
        let is_in_the_way = match postgres {
            Some(postgres) => CLASHES.contains(&postgres.code()),
            None => is_busy(database.code().as_deref()),
        };
        if is_in_the_way {
            return Self::TryAgain(error);
        }
        let is_bad_data = postgres.is_some_and(|error| error.code().starts_with(BAD_DATA));
        match database.kind() {
            ErrorKind::Other if !is_bad_data => Self::Unavailable(error),
            _ => Self::Constraint(error),
        }
    }
}

fn is_busy(code: Option<&str>) -> bool {
    let code: Option<u32> = code.and_then(|code| code.parse().ok());
    code.is_some_and(|code| BUSY_OR_LOCKED.contains(&(code & 0xff)))
}
