//! Accounts as phones see them.

use nhatky_domain::date::Date;
use nhatky_domain::ids::PersonId;
use nhatky_sync::json;
use nhatky_sync::protocol::Account;

use crate::error::ApiError;
use crate::keys::{sha256, to_base64url};
use crate::store::{Directory, OrganisationRow};

const DIGEST_BYTES: usize = 12;

/// Who `person` is and what they hold on `today`.
///
/// # Errors
/// The person does not exist, or the store fails.
pub async fn of<T: Directory>(
    tx: &mut T,
    person: PersonId,
    organisation: &OrganisationRow,
    today: Date,
) -> Result<Account, ApiError> {
    let rows = tx.persons(&[person]).await?;
    let Some(row) = rows.into_iter().next() else {
        return Err(ApiError::signed_out());
    };
    let mut holdings = tx.holdings_of(person).await?;
    holdings.retain(|holding| holding.is_held_on(today));
    let mut account = Account {
        person,
        name: row.name,
        holdings,
        organisation: organisation.name.clone(),
        demo: organisation.is_demo,
        digest: String::new(),
    };
    let hash = sha256(json::to_text(&account).as_bytes());
    account.digest = to_base64url(hash.get(..DIGEST_BYTES).unwrap_or_default());
    Ok(account)
}
