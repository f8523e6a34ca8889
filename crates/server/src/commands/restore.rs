//! `restore`: a backup becomes a data folder again.

use nhatky_domain::date::Timestamp;

use super::CommandError;
use super::backup::in_folder;
use crate::args::RestoreArgs;
use crate::backup;
use crate::clock::{Clock as _, SystemClock};
use crate::folder::DataFolder;

/// # Errors
/// The folder is not empty, or the backup cannot be opened or is damaged.
pub async fn restore(args: &RestoreArgs) -> Result<(), CommandError> {
    in_folder(&args.folder)?;
    let folder = DataFolder::for_restore(&args.folder.data)?;
    let now = SystemClock::real().now();
    let encrypted = &args.encrypted;
    let restored = backup::restore(&folder, &encrypted.from, &encrypted.key_file, now).await?;
    println!(
        "{}, as of {}: {} records, {} photos, each as its hash says",
        restored.name,
        Timestamp(restored.made_at).vi(),
        restored.records,
        restored.photos
    );
    if restored.missing > 0 {
        println!(
            "{} photos were lost before it was made: phones that still have them are asked for them",
            restored.missing
        );
    }
    println!("a new epoch begins: phones offer again what they retained");
    Ok(())
}
