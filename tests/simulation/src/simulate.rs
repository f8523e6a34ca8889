//! `simulate`: runs schedules and says in one line what they came to. `cargo xtask simulate` calls
//! it.

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use lexopt::{Arg, Parser, ValueExt as _};
use nhatky_simulation::{Campaign, Failure, Planted, Verdict, run, tell};

struct Args {
    campaign: Campaign,
    /// Print every step of the one schedule.
    tells: bool,
}

fn main() -> ExitCode {
    match parse(std::env::args_os().skip(1)).map(simulate) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("simulate: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Args> {
    let mut parser = Parser::from_args(words);
    let mut args = Args {
        campaign: Campaign {
            first_seed: 0,
            schedules: 2_000,
            planted: None,
        },
        tells: false,
    };
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Long("schedules") => args.campaign.schedules = parser.value()?.parse()?,
            Arg::Long("seed") => args.campaign.first_seed = parser.value()?.parse()?,
            Arg::Long("tell") => args.tells = true,
            Arg::Long("break") => {
                let name = parser.value()?.string()?;
                let planted = Planted::named(&name);
                args.campaign.planted = Some(planted.with_context(|| unknown(&name))?);
            }
            other => bail!(other.unexpected()),
        }
    }
    Ok(args)
}

fn unknown(name: &str) -> String {
    let bugs = Planted::ALL.map(|(_, name, what)| format!("  {name}  {what}"));
    format!("no bug «{name}»; there are\n{}", bugs.join("\n"))
}

/// Whether no promise was broken, or with a planted bug, whether one was.
fn simulate(args: Args) -> bool {
    let campaign = args.campaign;
    if args.tells {
        let (lines, broken) = tell(campaign.first_seed, campaign.planted);
        lines.iter().for_each(|line| println!("{line}"));
        println!("{}", broken.as_deref().unwrap_or("every promise kept"));
        return broken.is_none();
    }
    let verdict = run(campaign);
    match (&verdict.failure, campaign.planted) {
        (None, None) => praise(&verdict),
        (Some(failure), None) => {
            println!("broken in schedule {}: {}", failure.seed, failure.what);
            println!("again: {}", again(failure, None));
            false
        }
        (Some(failure), Some(planted)) => {
            println!(
                "{} caught after {} schedules, by seed {}: {}",
                planted.name(),
                verdict.schedules,
                failure.seed,
                failure.what
            );
            println!("again: {}", again(failure, Some(planted)));
            true
        }
        (None, Some(planted)) => {
            let n = verdict.schedules;
            println!("{} NOT caught in {n} schedules", planted.name());
            false
        }
    }
}

fn again(failure: &Failure, planted: Option<Planted>) -> String {
    let mut line = format!(
        "cargo xtask simulate --schedules 1 --seed {} --tell",
        failure.seed
    );
    if let Some(planted) = planted {
        line.push_str(" --break ");
        line.push_str(planted.name());
    }
    line
}

fn praise(verdict: &Verdict) -> bool {
    let rare = verdict.rare_faults();
    for (fault, fired) in &verdict.fired {
        eprintln!("{fault:?}: {} %", fired * 100 / verdict.schedules.max(1));
    }
    if !rare.is_empty() {
        println!("too seldom to say anything: {rare:?}");
        return false;
    }
    println!(
        "{} schedules, each run twice alike: nothing lost, nothing doubled",
        verdict.schedules
    );
    true
}
