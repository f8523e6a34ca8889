//! Limits on guessing codes, counted in the database: by the code's first digits and overall,
//! never by address, because a whole unit may stand behind one.

use crate::code::Code;
use crate::error::ApiError;
use crate::store::{Codes, Result};

const HOUR_MS: i64 = 60 * 60 * 1000;
/// A person who mistypes gets a slip found by the check digit; these are codes that do not exist.
const MAX_PER_PREFIX: i64 = 20;
/// At this rate, finding one of 100,000 valid codes takes more than a century.
const MAX_OVERALL: i64 = 5_000;
const OVERALL: &str = "all";
const KEPT_HOURS: i64 = 48;

/// # Errors
/// Too many wrong codes within this hour.
pub async fn check<T: Codes>(tx: &mut T, code: &Code, now: i64) -> Result<(), ApiError> {
    let hour = now.div_euclid(HOUR_MS);
    let by_prefix = tx.failures(&bucket(code), hour).await?;
    let overall = tx.failures(OVERALL, hour).await?;
    if by_prefix >= MAX_PER_PREFIX || overall >= MAX_OVERALL {
        let left_ms = (hour + 1) * HOUR_MS - now;
        let retry_after_s = u32::try_from(left_ms / 1000 + 1).unwrap_or(1);
        return Err(ApiError::TooMany { retry_after_s });
    }
    Ok(())
}

/// Counts a code that does not exist.
///
/// # Errors
/// The store fails.
pub async fn note<T: Codes>(tx: &mut T, code: &Code, now: i64) -> Result<()> {
    let hour = now.div_euclid(HOUR_MS);
    for bucket in [bucket(code).as_str(), OVERALL] {
        tx.note_failure(bucket, hour, hour - KEPT_HOURS).await?;
    }
    Ok(())
}

fn bucket(code: &Code) -> String {
    format!("prefix:{}", code.prefix())
}
