//! One file a command. A command prints what it does and stops at the first failure.

mod bench;
mod build;
mod chaos;
mod check;
mod dev;
mod e2e;
mod fuzz;
mod guards;
mod run;
mod setup;
mod simulate;
mod size;
mod test;

use crate::{args::Command, css, paths::Paths, post_build};
use anyhow::{Context as _, Result};
use std::path::Path;

const HELP: &str = "\
cargo xtask COMMAND

  run        build everything and start the server with the demo organisation
               --listen ADDR  --demo-size SIZE  --clock TIME
               --lan HOST --tls-cert FILE --tls-key FILE   for phones in the same network
  test       every test, those in the browser included   [--every-engine]
  check      format, lints, rules of the tree, documentation, licences

  build      the app into dist/, then the server that carries it
  dev        live reload while editing the app
  e2e        the stories in a real browser   [SPEC] [--engine chromium|firefox|webkit]
  chaos      a person works on while browser, server and network fail   [--rounds N] [--seed S]
  fuzz       every decoder against bytes that nobody wrote   [TARGET] [--seconds N]
  size       bytes of the first load; fails above the recorded figure   [--record]
  bench      the table of budgets, measured; many records up and down; a server that grows   [sync|server]
  simulate   phones and a server with everything that goes wrong
               [--schedules N] [--seed S] [--tell] [--break NAME]
  guards     takes out what keeps each incident away; its test has to fail   [NAME...]
  setup      install the tools the other commands need
";

pub(crate) fn run(command: Command) -> Result<()> {
    let paths = Paths::find()?;
    match command {
        Command::Run(args) => run::run(&paths, &args),
        Command::Test(args) => test::run(&paths, &args),
        Command::E2e(args) => e2e::run(&paths, &args),
        Command::Chaos(args) => chaos::run(&paths, &args),
        Command::Fuzz(args) => fuzz::run(&paths, &args),
        Command::Guards(names) => guards::run(&paths, &names),
        Command::Check => check::run(&paths),
        Command::Build => build::run(&paths),
        Command::Dev => dev::run(&paths),
        Command::Size(args) => size::run(&paths, &args),
        Command::Bench(what) => bench::run(&paths, what),
        Command::Simulate(words) => simulate::run(&paths, &words),
        Command::Setup => setup::run(&paths),
        Command::Css => css::run(&paths.root),
        Command::PostBuild => run_post_build(&paths),
        Command::Help => {
            print!("{HELP}");
            Ok(())
        }
    }
}

/// Trunk's hook. A development build is served by Trunk itself and needs none of it.
fn run_post_build(paths: &Paths) -> Result<()> {
    if std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "debug") {
        return Ok(());
    }
    let folder = std::env::var_os("TRUNK_STAGING_DIR")
        .context("post-build is called by Trunk, which names the folder in TRUNK_STAGING_DIR")?;
    let folder = Path::new(&folder);
    post_build::shorten(paths, folder)?;
    post_build::run(folder)
}
