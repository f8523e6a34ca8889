//! Fills an empty database: an organisation with its people, and their codes.

use nhatky_domain::holding::Role;
use nhatky_domain::ids::Epoch;
use serde::Serialize;
use uuid::Uuid;

use crate::catalogue::CatalogueError;
use crate::code::Code;
use crate::demo::{self, DemoAccount, DemoSize};
use crate::durable::{self, MachineDisk};
use crate::folder::DataFolder;
use crate::keys::ServerKey;
use crate::store::{
    CodeRow, Codes as _, Counters as _, Directory as _, OrganisationRow, PersonRow, Result, Store,
    StoreError, Transaction,
};

/// A demo's codes do not run out: the folder may be played with whenever.
const DEMO_CODE_EXPIRES_AT: i64 = 4_102_444_800_000;

/// Why a demo cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the database holds a real organisation: a demo needs one of its own")]
    Real,
    #[error("demo-accounts.json cannot be written")]
    Accounts(#[source] std::io::Error),
}

/// Makes the demo organisation unless it is there already; all of it or nothing.
///
/// # Errors
/// The store fails.
pub async fn found_demo<S: Store>(
    store: &S,
    key: &ServerKey,
    size: DemoSize,
    now: i64,
) -> Result<(), DemoError> {
    let mut tx = store.write().await?;
    if let Some(row) = tx.organisation().await? {
        return if row.is_demo {
            Ok(())
        } else {
            Err(DemoError::Real)
        };
    }
    let organisation = demo::organisation(size)?;
    let row = OrganisationRow {
        id: Uuid::new_v4(),
        name: organisation.name.clone(),
        address: None,
        epoch: Epoch(Uuid::new_v4()),
        is_demo: true,
        founded_at: now,
        directory_rev: 0,
    };
    let persons: Vec<_> = organisation
        .persons
        .iter()
        .map(|person| PersonRow {
            id: person.id,
            name: person.full_name.clone(),
        })
        .collect();
    match tx.found(&row).await {
        // Another process was quicker.
        Err(StoreError::Constraint(_)) => return Ok(()),
        founded => founded?,
    }
    tx.put_units(&organisation.units).await?;
    tx.put_persons(&persons).await?;
    tx.put_holdings(&organisation.holdings).await?;
    let codes: Vec<_> = demo::accounts(&organisation)
        .iter()
        .map(|account| demo_code(key, account))
        .collect();
    tx.add_codes(&codes).await?;
    Ok(tx.commit().await?)
}

fn demo_code(key: &ServerKey, account: &DemoAccount) -> CodeRow {
    CodeRow {
        hash: Code::of_demo(key, account.person.0).hash(key).to_vec(),
        person: account.person,
        expires_at: DEMO_CODE_EXPIRES_AT,
        is_reusable: true,
        used_by: None,
    }
}

/// One line of `demo-accounts.json`. Read by tools: add only fields.
#[derive(Debug, Serialize)]
struct Line {
    role: Role,
    person: String,
    unit: String,
    label: String,
    code: String,
    link: String,
}

/// Writes who can be played, with codes and links for `address`. Only its owner may read it.
///
/// # Errors
/// The folder cannot be written.
pub fn write_demo_accounts(
    folder: &DataFolder,
    key: &ServerKey,
    size: DemoSize,
    address: &str,
) -> Result<(), DemoError> {
    let organisation = demo::organisation(size)?;
    let line = |account: DemoAccount| {
        let code = Code::of_demo(key, account.person.0).text();
        Line {
            role: account.role,
            person: account.full_name,
            unit: account.unit_name,
            label: account.label,
            link: link(address, &code),
            code,
        }
    };
    let lines: Vec<_> = demo::accounts(&organisation)
        .into_iter()
        .map(line)
        .collect();
    let text = serde_json::to_string_pretty(&lines).unwrap_or_default();
    let file = folder.demo_accounts();
    durable::write(&MachineDisk, &file, text.as_bytes()).map_err(DemoError::Accounts)
}

/// The code stands behind the `#`, which browsers do not send: it gets into no log.
#[must_use]
pub fn link(address: &str, code: &str) -> String {
    format!("{address}/kich-hoat#{code}")
}
