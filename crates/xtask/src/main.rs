//! The commands of this repository. `cargo xtask help` lists them.
//!
//! Nothing here is part of the product: xtask installs tools, calls cargo and trunk, and starts
//! programs. It is compiled first on a new machine, so it stays small.

mod args;
mod commands;
mod css;
mod debian;
mod demo;
mod digest;
mod freshness;
mod guards;
mod packages;
mod paths;
mod post_build;
mod process;
mod qr;
mod ratchet;
mod report;

mod tools;

use std::process::ExitCode;

fn main() -> ExitCode {
    let done = args::parse(std::env::args_os().skip(1)).and_then(commands::run);
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
