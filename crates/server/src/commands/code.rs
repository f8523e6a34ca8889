//! `code`: a new activation code for a person.

use nhatky_domain::ids::PersonId;

use super::CommandError;
use super::database::{self, with_store};
use crate::args::CodeArgs;
use crate::clock::{Clock as _, SystemClock};
use crate::code::Code;
use crate::folder::DataFolder;
use crate::founding::link;
use crate::keys::ServerKey;
use crate::store::{CodeRow, Counters as _, PersonRow, Result, Store, Transaction};

const LIFETIME_MS: i64 = 14 * 24 * 60 * 60 * 1000;

/// # Errors
/// Nobody, or more than one, is meant.
pub async fn code(args: &CodeArgs) -> Result<(), CommandError> {
    let folder = DataFolder::of_any(&args.folder.data, database::named(&args.folder)?)?;
    if args.clock.is_some() && !folder.is_demo() {
        return Err(CommandError::Setting("--clock is for a demo's folder"));
    }
    let key = ServerKey::of_folder(folder.path()).map_err(CommandError::io("server.key"))?;
    with_store!(database::open(&args.folder, &folder).await?, |store| {
        print_code(&store, &key, args).await?;
        store.close().await;
    });
    Ok(())
}

async fn print_code<S: Store>(
    store: &S,
    key: &ServerKey,
    args: &CodeArgs,
) -> Result<(), CommandError> {
    let now = args.clock.unwrap_or_else(|| SystemClock::real().now());
    let mut tx = store.write().await?;
    tx.lock_counters().await?;
    let person = find(&mut tx, &args.person).await?;
    let code = issue(&mut tx, key, person.id, now.0).await?;
    let address = tx.organisation().await?.and_then(|row| row.address);
    tx.commit().await?;
    println!("{}\n  {code}", person.name);
    if let Some(address) = address {
        println!("  {}", link(&address, &code));
    }
    Ok(())
}

pub(super) async fn find<T: Transaction>(
    tx: &mut T,
    wanted: &str,
) -> Result<PersonRow, CommandError> {
    let found = match wanted.parse::<PersonId>() {
        Ok(id) => tx.persons(&[id]).await?,
        Err(_) => tx.persons_named(wanted).await?,
    };
    let many = found.len();
    let mut found = found.into_iter();
    match (found.next(), found.next()) {
        (Some(person), None) => Ok(person),
        (None, _) => Err(CommandError::UnknownPerson(wanted.to_owned())),
        (Some(_), Some(_)) => Err(CommandError::ManyPersons(many, wanted.to_owned())),
    }
}

/// A code that takes the place of the person's unused ones.
pub(super) async fn issue<T: Transaction>(
    tx: &mut T,
    key: &ServerKey,
    person: PersonId,
    now: i64,
) -> Result<String> {
    let code = Code::random();
    tx.void_codes(person).await?;
    tx.add_codes(&[CodeRow {
        hash: code.hash(key).to_vec(),
        person,
        expires_at: now + LIFETIME_MS,
        is_reusable: false,
        used_by: None,
    }])
    .await?;
    Ok(code.text())
}
