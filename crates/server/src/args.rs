//! The command line.

mod backup;
mod keep;
mod lost_photos;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use nhatky_domain::date::{Date, TimeOfDay, Timestamp};
use nhatky_domain::ids::InstallId;

pub use self::backup::{BackupArgs, EncryptedArgs, RecoveryKeyArgs, RestoreArgs};
pub use self::keep::KeepArgs;
pub use self::lost_photos::LostPhotosArgs;
use crate::backup::Location;
use crate::demo::DemoSize;

/// The server of Nhật ký Đoàn.
#[derive(Debug, Parser)]
#[command(name = "nhatky-server", version)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Answers phones and browsers until it is told to stop.
    Serve(ServeArgs),
    /// Founds an organisation in an empty folder and prints the first activation codes.
    Init(InitArgs),
    /// Prints a new activation code for a person; codes that nobody has used become void.
    Code(CodeArgs),
    /// Lists the devices that people use, and what each still owes.
    Installs(InstallsArgs),
    /// Takes the right to read and to send from one install, or from all of a person, for good.
    Revoke(RevokeArgs),
    /// Says what the folder holds.
    Status(StatusArgs),
    /// Adds units or members from a CSV file, or fills an empty database from an export.
    Import(ImportArgs),
    /// Checks that no version of a record was changed, taken away or slipped in since it was written.
    Audit(FolderArgs),
    /// Makes the key that opens backups, and prints its secret once.
    RecoveryKey(RecoveryKeyArgs),
    /// Writes everything into one encrypted file; the server may be running.
    Backup(BackupArgs),
    /// Opens a backup with the recovery key and tries it, without keeping anything.
    VerifyBackup(EncryptedArgs),
    /// Unpacks a backup into an empty folder and begins a new epoch.
    Restore(RestoreArgs),
    /// Says how many photos are not where they were put. With `--forget` phones are asked for them.
    LostPhotos(LostPhotosArgs),
    /// Writes all of an organisation into one file, for a database of either kind.
    Export(ExportArgs),
    /// The same, for a new server that goes on in its place: nothing is taken here any more.
    Move(ExportArgs),
    /// Goes on here although the organisation was moved away.
    Unseal(FolderArgs),
}

#[derive(Debug, clap::Args)]
pub struct FolderArgs {
    /// Folder of the database, photos and keys.
    #[arg(long, value_name = "DIR")]
    pub data: PathBuf,
    /// A PostgreSQL in place of the database in the folder: `postgres://user:password@host/name`.
    /// Several servers may share it, and then share the folder too.
    #[arg(
        long,
        value_name = "URL",
        env = "NHATKY_DATABASE_URL",
        hide_env_values = true
    )]
    pub database_url: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct ServeArgs {
    #[command(flatten)]
    pub folder: FolderArgs,
    /// Address to listen on.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Certificate chain, PEM; read again when it changes.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// Private key, PEM.
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// A proxy in front that speaks HTTPS to the world; its X-Forwarded-Host is believed.
    #[arg(long, value_name = "IP")]
    pub trusted_proxy: Option<IpAddr>,
    /// Where people reach the server: `https://name`. Needed outside of the demo unless `init` was
    /// told.
    #[arg(long, value_name = "URL")]
    pub public_url: Option<String>,
    /// An address of former times under which phones still come.
    #[arg(long, value_name = "URL")]
    pub former_url: Vec<String>,
    /// Serves numbers for Prometheus under /metrics on this address.
    #[arg(long, value_name = "ADDR")]
    pub metrics: Option<SocketAddr>,
    /// Takes the machine's clock for right although the database holds later times: after it was
    /// set wrongly ahead once.
    #[arg(long)]
    pub trust_clock: bool,
    /// Makes a backup in this folder, or `s3://bucket/folder`, every day; needs a recovery key.
    #[arg(long, value_name = "FOLDER")]
    pub backup_to: Option<Location>,
    /// When backups are made, by the clock of Vietnam.
    #[arg(long, value_name = "TIME", default_value = "02:30", value_parser = time_of_day)]
    pub backup_at: TimeOfDay,
    /// A made-up organisation, in an empty folder or one made by a demo before.
    #[arg(long)]
    pub demo: bool,
    /// How large the made-up organisation is.
    #[arg(long, value_enum, requires = "demo")]
    pub demo_size: Option<Size>,
    /// Lets the demo listen on other addresses than loopback.
    #[arg(long, requires = "demo")]
    pub demo_public: bool,
    /// The day, or day and time in Vietnam, that the demo begins on: 2020-07-24 or 2020-07-24T18:30.
    #[arg(long, value_name = "DATE", requires = "demo", value_parser = moment)]
    pub clock: Option<Timestamp>,
    #[command(flatten)]
    pub keep: KeepArgs,
}

#[derive(Debug, clap::Args)]
pub struct StatusArgs {
    #[command(flatten)]
    pub folder: FolderArgs,
    #[command(flatten)]
    pub keep: KeepArgs,
}

#[derive(Debug, clap::Args)]
pub struct InitArgs {
    #[command(flatten)]
    pub folder: FolderArgs,
    /// Name of the organisation.
    #[arg(long)]
    pub name: String,
    /// Where people reach the server: `https://name`.
    #[arg(long, value_name = "URL")]
    pub address: String,
    /// Full name of the first officer.
    #[arg(long, value_name = "NAME")]
    pub office: String,
    /// Full name of the technical administrator.
    #[arg(long, value_name = "NAME")]
    pub technical: String,
}

#[derive(Debug, clap::Args)]
pub struct CodeArgs {
    #[command(flatten)]
    pub folder: FolderArgs,
    /// The person's id, or full name if only one bears it.
    #[arg(long)]
    pub person: String,
    /// In a demo: the moment from which the code is valid for 14 days.
    #[arg(long, value_name = "DATE", value_parser = moment)]
    pub clock: Option<Timestamp>,
}

#[derive(Debug, clap::Args)]
pub struct InstallsArgs {
    #[command(flatten)]
    pub folder: FolderArgs,
    /// Only those of this person: the id, or the full name if only one bears it.
    #[arg(long)]
    pub person: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct RevokeArgs {
    #[command(flatten)]
    pub folder: FolderArgs,
    #[command(flatten)]
    pub whom: Revoked,
}

#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
pub struct Revoked {
    /// The install's id, as `installs` lists it.
    #[arg(long, value_name = "ID")]
    pub install: Option<InstallId>,
    /// All installs of this person, and codes not used yet: the id, or the full name if only one
    /// bears it.
    #[arg(long)]
    pub person: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct ImportArgs {
    #[command(flatten)]
    pub folder: FolderArgs,
    /// What the file lists.
    #[arg(value_enum)]
    pub what: Import,
    /// For units and members UTF-8, comma-separated, with a head line.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Import {
    /// Adds units.
    Units,
    /// Adds members and their posts.
    Members,
    /// All that `export` has written, into an empty database.
    Organisation,
}

#[derive(Debug, clap::Args)]
pub struct ExportArgs {
    #[command(flatten)]
    pub folder: FolderArgs,
    /// A new file. Whoever reads it reads everything.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// As [`DemoSize`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Size {
    Demo,
    Load,
    Stress,
}

impl From<Size> for DemoSize {
    fn from(size: Size) -> Self {
        match size {
            Size::Demo => Self::Demo,
            Size::Load => Self::Load,
            Size::Stress => Self::Stress,
        }
    }
}

/// A day begins at eight: offices are open then.
const MORNING: &str = "08:00";

fn time_of_day(text: &str) -> Result<TimeOfDay, String> {
    TimeOfDay::parse(text).ok_or_else(|| "write 02:30".to_owned())
}

fn moment(text: &str) -> Result<Timestamp, String> {
    let (day, time) = text.split_once('T').unwrap_or((text, MORNING));
    let read = || {
        Some(Timestamp::from_vn(
            Date::parse_iso(day)?,
            TimeOfDay::parse(time)?,
        ))
    };
    read().ok_or_else(|| "write 2020-07-24 or 2020-07-24T18:30".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_a_day_or_a_moment_in_vietnam() {
        assert_eq!(moment("2020-07-24").unwrap().vi(), "24/07/2020 08:00");
        assert_eq!(moment("2020-07-24T18:32").unwrap().vi(), "24/07/2020 18:32");
        for text in ["", "24/07/2020", "2020-07-24 18:32", "2020-02-30"] {
            assert!(moment(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_clock_belongs_to_the_demo() {
        let real = [
            "nhatky-server",
            "serve",
            "--data",
            "x",
            "--clock",
            "2020-07-24",
        ];
        assert!(Args::try_parse_from(real).is_err());
        let demo = [
            "nhatky-server",
            "serve",
            "--data",
            "x",
            "--demo",
            "--clock",
            "2020-07-24",
        ];
        assert!(Args::try_parse_from(demo).is_ok());
    }
}
