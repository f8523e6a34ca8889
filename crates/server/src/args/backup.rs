use std::path::PathBuf;

use super::FolderArgs;
use crate::backup::Location;

#[derive(Debug, clap::Args)]
pub struct RecoveryKeyArgs {
    #[command(flatten)]
    pub folder: FolderArgs,
    /// Makes another key although there is one. The old secret still opens the older backups.
    #[arg(long)]
    pub replace: bool,
}

#[derive(Debug, clap::Args)]
pub struct BackupArgs {
    #[command(flatten)]
    pub folder: FolderArgs,
    /// Folder that the backup is put in, and where older ones are pruned; or `s3://bucket/folder`.
    #[arg(long, value_name = "FOLDER")]
    pub to: Location,
}

/// A backup and what opens it.
#[derive(Debug, clap::Args)]
pub struct EncryptedArgs {
    /// The backup: a file, or `s3://bucket/folder/name`.
    #[arg(long, value_name = "FILE")]
    pub from: Location,
    /// A file with the secret of the recovery key.
    #[arg(long, value_name = "FILE")]
    pub key_file: PathBuf,
}

#[derive(Debug, clap::Args)]
pub struct RestoreArgs {
    #[command(flatten)]
    pub folder: FolderArgs,
    #[command(flatten)]
    pub encrypted: EncryptedArgs,
}
