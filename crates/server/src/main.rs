use clap::Parser as _;
use nhatky_server::args::{Args, Command};
use nhatky_server::commands;

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(run(args.command))
}

async fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Serve(args) => commands::serve(&args).await?,
        Command::Init(args) => commands::init(&args).await?,
        Command::Code(args) => commands::code(&args).await?,
        Command::Installs(args) => commands::installs(&args).await?,
        Command::Revoke(args) => commands::revoke(&args).await?,
        Command::Status(args) => commands::status(&args).await?,
        Command::Import(args) => commands::import(&args).await?,
        Command::Audit(args) => commands::audit(&args).await?,
        Command::RecoveryKey(args) => commands::recovery_key(&args)?,
        Command::Backup(args) => commands::backup(&args).await?,
        Command::VerifyBackup(args) => commands::verify_backup(&args).await?,
        Command::LostPhotos(args) => commands::lost_photos(&args).await?,
        Command::Restore(args) => commands::restore(&args).await?,
        Command::Export(args) => commands::export(&args).await?,
        Command::Move(args) => commands::move_away(&args).await?,
        Command::Unseal(args) => commands::unseal(&args).await?,
    }
    Ok(())
}
