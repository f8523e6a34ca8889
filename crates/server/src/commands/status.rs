//! `status`: what a folder holds, in numbers.

use std::path::Path;

use super::CommandError;
use super::database::{self, with_store};
use crate::args::FolderArgs;
use crate::folder::{DataFolder, FolderError};
use crate::store::{
    Counters as _, Directory as _, Installs as _, Receipts as _, Records as _, Store,
};

/// # Errors
/// There is no organisation in the folder.
pub async fn status(args: &FolderArgs) -> Result<(), CommandError> {
    let folder = DataFolder::of_any(&args.data, database::named(args)?)?;
    let text = with_store!(database::open(args, &folder).await?, |store| {
        let text = describe(&store, folder.path()).await?;
        store.close().await;
        text
    });
    print!("{text}");
    Ok(())
}

async fn describe<S: Store>(store: &S, path: &Path) -> Result<String, CommandError> {
    let mut tx = store.read().await?;
    let Some(organisation) = tx.organisation().await? else {
        return Err(FolderError::NotFounded(path.to_owned()).into());
    };
    let [units, persons, holdings] = tx.directory_counts().await?;
    let [installs, revoked, pending] = tx.install_counts().await?;
    let mut lines = vec![
        format!("organisation  {}", organisation.name),
        format!(
            "address       {}",
            organisation.address.as_deref().unwrap_or("-")
        ),
        format!("demo          {}", organisation.is_demo),
        format!("epoch         {}", organisation.epoch),
        format!("units         {units}"),
        format!("persons       {persons}"),
        format!("holdings      {holdings}"),
        format!("installs      {installs}, of them revoked {revoked}"),
        format!("still owed    {pending} mutations, as the installs last said"),
        format!("records       {}", tx.record_count().await?),
    ];
    for (status, count) in tx.receipt_counts().await? {
        lines.push(format!("mutations     {count} {status}"));
    }
    lines.push(String::new());
    Ok(lines.join("\n"))
}
