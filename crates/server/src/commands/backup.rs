//! `recovery-key`, `backup`, `verify-backup`.

use nhatky_domain::date::Timestamp;

use super::database;
use super::{CommandError, audit};
use crate::args::{BackupArgs, EncryptedArgs, FolderArgs, RecoveryKeyArgs};
use crate::backup::{self, Done, recovery_key};
use crate::blob_store::BlobStore;
use crate::clock::{Clock as _, SystemClock};
use crate::folder::{DataFolder, Database, FolderError};
use crate::store::sqlite::SqliteStore;
use crate::store::{Counters as _, Store as _};

/// On standard error, so that standard output can go straight into a file.
const KEEPING: &str = "\
This is the only copy of the recovery key. Whoever has it can read every backup; without it no
backup can be read, by nobody. It is not stored on this server and will not be shown again.
  - Write it on paper and lock it away in two places, or keep it in two password safes.
  - Two persons should know where it is.
  - Try it now and once a year: nhatky-server verify-backup --from FILE --key-file KEY";

/// Prints the secret, once.
///
/// # Errors
/// There is a key already.
pub fn recovery_key(args: &RecoveryKeyArgs) -> Result<(), CommandError> {
    let folder = folder_with_database(&args.folder)?;
    let secret = recovery_key::make(&folder, args.replace)?;
    eprintln!("{KEEPING}");
    println!("{secret}");
    Ok(())
}

/// # Errors
/// No backup was made, or one that lacks photos.
pub async fn backup(args: &BackupArgs) -> Result<(), CommandError> {
    let folder = folder_with_database(&args.folder)?;
    let store = SqliteStore::open(&folder.database()).await?;
    let organisation = store.read().await?.organisation().await?;
    let organisation =
        organisation.ok_or_else(|| FolderError::NotFounded(folder.path().to_owned()))?;
    let blobs = BlobStore::in_folder(&folder.blobs(), organisation.id)
        .map_err(CommandError::io("the folder of photos"))?;
    let now = SystemClock::real().now();
    let made = backup::make(&folder, &store, &blobs, &args.to, now).await;
    store.close().await;
    print(&made?)
}

fn print(done: &Done) -> Result<(), CommandError> {
    println!("{}", done.file.display());
    println!(
        "{} bytes, {} records, {} photos; read back and unpacked",
        done.size_bytes, done.records, done.photos
    );
    for sha in &done.missing {
        println!("not in it, as it cannot be read here: photo {sha}");
    }
    if let Some(verdict) = &done.broken_audit {
        println!("{verdict}");
        return Err(CommandError::AuditBroken);
    }
    match done.missing.len() {
        0 => Ok(()),
        missing => Err(CommandError::PhotosMissing(missing)),
    }
}

/// # Errors
/// Another key, a damaged file, or a database that is not what the backup says.
pub async fn verify_backup(args: &EncryptedArgs) -> Result<(), CommandError> {
    let found = backup::verify(&args.from, &args.key_file).await?;
    let manifest = &found.manifest;
    println!(
        "{}, as of {}: {} records, {} photos, each as its hash says; the database is sound",
        manifest.name,
        Timestamp(manifest.made_at).vi(),
        manifest.records,
        found.photos
    );
    if !found.missing.is_empty() {
        println!("{} photos were lost when it was made", found.missing.len());
    }
    audit::tell(found.audit)
}

/// A folder that holds the database too.
fn folder_with_database(args: &FolderArgs) -> Result<DataFolder, CommandError> {
    in_folder(args)?;
    Ok(DataFolder::of_any(&args.data, Database::InFolder)?)
}

/// Backups are of the database in the folder, and become one.
pub(super) fn in_folder(args: &FolderArgs) -> Result<(), CommandError> {
    match database::named(args)? {
        Database::InFolder => Ok(()),
        Database::Elsewhere => Err(CommandError::Setting(
            "backups are of the database in the folder: back up PostgreSQL by its own means, and \
             the folder beside it",
        )),
    }
}
