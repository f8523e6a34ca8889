//! `size`: what a phone downloads the first time, file by file, against the recorded figure.

use super::build;
use crate::{
    args::SizeArgs,
    paths::Paths,
    post_build,
    ratchet::{self, Verdict},
};
use anyhow::{Result, bail};

pub(super) fn run(paths: &Paths, args: &SizeArgs) -> Result<()> {
    build::app(paths)?;
    let files = post_build::first_load(&paths.dist())?;
    for (name, bytes) in &files {
        println!("{bytes:>9}  {name}");
    }
    let total = files.iter().map(|(_, bytes)| bytes).sum();
    let share = total * 100 / ratchet::BUDGET_BYTES;
    println!(
        "{total:>9}  in all, {share} % of the budget of {}",
        ratchet::BUDGET_BYTES
    );
    judge(paths, args, total)
}

fn judge(paths: &Paths, args: &SizeArgs, total: u64) -> Result<()> {
    let file = paths.root.join("crates/xtask/size-ratchet.toml");
    if args.record {
        return ratchet::record(&file, total);
    }
    match ratchet::compare(total, ratchet::read(&file)?) {
        Verdict::Same => Ok(()),
        Verdict::Smaller(bytes) => {
            println!("{bytes} bytes below the record: `cargo xtask size --record` keeps the gain");
            Ok(())
        }
        Verdict::Larger(bytes) => bail!(
            "the first load has grown by {bytes} bytes: make it smaller, or raise the figure with \
             `cargo xtask size --record` in a commit that says what was bought with them"
        ),
    }
}
