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
        Command::Status(args) => commands::status(&args).await?,
        Command::Import(args) => commands::import(&args).await?,
    }
    Ok(())
}
