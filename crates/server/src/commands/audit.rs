//! `audit`: is what is stored what was written?

use super::CommandError;
use super::database::{self, with_store};
use crate::args::FolderArgs;
use crate::audit::{self, Verdict};
use crate::folder::DataFolder;
use crate::store::{Result as StoreResult, Store};

/// Prints one line; its last word stands for everything that was ever written.
///
/// # Errors
/// There is no database, or its chain is broken.
pub async fn audit(args: &FolderArgs) -> Result<(), CommandError> {
    let folder = DataFolder::of_any(&args.data, database::named(args)?)?;
    let verdict = with_store!(database::open(args, &folder).await?, |store| {
        let verdict = verdict_of(&store).await;
        store.close().await;
        verdict?
    });
    tell(verdict)
}

async fn verdict_of<S: Store>(store: &S) -> StoreResult<Verdict> {
    audit::verify(&mut store.read().await?).await
}

pub(super) fn tell(verdict: Verdict) -> Result<(), CommandError> {
    println!("{verdict}");
    match verdict.flaw {
        None => Ok(()),
        Some(_) => Err(CommandError::AuditBroken),
    }
}
