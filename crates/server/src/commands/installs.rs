//! `installs` lists the devices that people use; `revoke` shuts some of them out.

use std::collections::BTreeMap;

use nhatky_domain::date::Timestamp;
use nhatky_domain::ids::PersonId;

use super::CommandError;
use super::code::find;
use super::database::{self, with_store};
use crate::args::{InstallsArgs, RevokeArgs, Revoked};
use crate::clock::{Clock as _, SystemClock};
use crate::folder::DataFolder;
use crate::store::{Codes as _, Counters as _, InstallRow, Installs as _, Store, Transaction};

/// # Errors
/// Nobody, or more than one, is meant.
pub async fn installs(args: &InstallsArgs) -> Result<(), CommandError> {
    let folder = DataFolder::of_any(&args.folder.data, database::named(&args.folder)?)?;
    let lines = with_store!(database::open(&args.folder, &folder).await?, |store| {
        let lines = list(&store, args.person.as_deref()).await;
        store.close().await;
        lines?
    });
    print!("{lines}");
    Ok(())
}

/// What was not sent from these installs stays on them, for its owner to export.
///
/// # Errors
/// There is no such install, or nobody or more than one is meant.
pub async fn revoke(args: &RevokeArgs) -> Result<(), CommandError> {
    let folder = DataFolder::of_any(&args.folder.data, database::named(&args.folder)?)?;
    let lines = with_store!(database::open(&args.folder, &folder).await?, |store| {
        let lines = shut_out(&store, &args.whom).await;
        store.close().await;
        lines?
    });
    print!("{lines}");
    Ok(())
}

async fn list<S: Store>(store: &S, person: Option<&str>) -> Result<String, CommandError> {
    let mut tx = store.read().await?;
    let person = match person {
        Some(wanted) => Some(find(&mut tx, wanted).await?.id),
        None => None,
    };
    let rows = tx.installs(person).await?;
    lines(&mut tx, &rows).await
}

async fn shut_out<S: Store>(store: &S, whom: &Revoked) -> Result<String, CommandError> {
    let now = SystemClock::real().now().0;
    let mut tx = store.write().await?;
    tx.lock_counters().await?;
    let rows = match (whom.install, &whom.person) {
        (Some(id), _) => {
            let row = tx.install(id).await?;
            vec![row.ok_or(CommandError::UnknownInstall(id))?]
        }
        (None, wanted) => {
            let person = find(&mut tx, wanted.as_deref().unwrap_or_default()).await?;
            tx.void_codes(person.id).await?;
            tx.installs(Some(person.id)).await?
        }
    };
    let mut revoked = Vec::new();
    for row in rows {
        tx.revoke_install(row.id, now).await?;
        revoked.extend(tx.install(row.id).await?);
    }
    let lines = lines(&mut tx, &revoked).await?;
    tx.commit().await?;
    Ok(format!("{lines}{} revoked\n", revoked.len()))
}

async fn lines<T: Transaction>(tx: &mut T, rows: &[InstallRow]) -> Result<String, CommandError> {
    let mut ids: Vec<_> = rows.iter().map(|row| row.person).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut names = BTreeMap::new();
    for ids in ids.chunks(IDS_AT_ONCE) {
        let persons = tx.persons(ids).await?;
        names.extend(persons.into_iter().map(|person| (person.id, person.name)));
    }
    Ok(rows.iter().map(|row| line(row, &names)).collect())
}

const IDS_AT_ONCE: usize = 500;

fn line(row: &InstallRow, names: &BTreeMap<PersonId, String>) -> String {
    let name = names.get(&row.person).map_or("?", String::as_str);
    let seen = Timestamp(row.seen_at).vi();
    let owes = match row.pending {
        0 => String::new(),
        pending => format!(", still owes {pending}"),
    };
    let revoked = row.revoked_at.map_or_else(String::new, |at| {
        format!(", revoked {}", Timestamp(at).vi())
    });
    let device = &row.device;
    format!("{}  {name}, {device}, seen {seen}{owes}{revoked}\n", row.id)
}
