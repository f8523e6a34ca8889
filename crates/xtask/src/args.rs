//! The words after `cargo xtask`, as values.

use anyhow::{Context as _, Result, bail};
use lexopt::{Arg, Parser, ValueExt as _};
use std::{ffi::OsString, path::PathBuf};

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Run(RunArgs),
    Test(TestArgs),
    E2e(E2eArgs),
    Chaos(ChaosArgs),
    Fuzz(FuzzArgs),
    /// Beginnings of names of tests; none for all.
    Guards(Vec<String>),
    Check,
    Build,
    Dev,
    Size(SizeArgs),
    Bench(Bench),
    /// Words for the simulator, which reads them itself.
    Simulate(Vec<OsString>),
    Setup,
    Css,
    PostBuild,
    Help,
}

/// How the demo server is started; what is `None` is left to the server.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct RunArgs {
    pub(crate) listen: Option<String>,
    pub(crate) lan: Option<Lan>,
    pub(crate) demo_size: Option<String>,
    pub(crate) clock: Option<String>,
}

/// Serving phones in the same network, which need a name and HTTPS.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Lan {
    pub(crate) host: String,
    pub(crate) tls_cert: PathBuf,
    pub(crate) tls_key: PathBuf,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct TestArgs {
    pub(crate) every_engine: bool,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct E2eArgs {
    /// Only the specs whose name contains this.
    pub(crate) spec: Option<String>,
    pub(crate) engine: Engine,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct ChaosArgs {
    pub(crate) rounds: Option<u32>,
    pub(crate) seed: Option<u64>,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct FuzzArgs {
    /// Only this decoder.
    pub(crate) target: Option<String>,
    /// For each decoder.
    pub(crate) seconds: Option<u32>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bench {
    /// The table of budgets.
    #[default]
    Budgets,
    /// Many records up and down.
    Sync,
    /// The server as its database grows.
    Server,
}

impl Bench {
    fn parse(name: &str) -> Result<Self> {
        match name {
            "sync" => Ok(Self::Sync),
            "server" => Ok(Self::Server),
            _ => bail!("no bench «{name}»: sync, server, or none for the table of budgets"),
        }
    }
}

#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct SizeArgs {
    /// Write the measured figure into the ratchet file.
    pub(crate) record: bool,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    #[default]
    Chromium,
    Firefox,
    Webkit,
}

impl Engine {
    pub(crate) const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::Webkit];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::Webkit => "webkit",
        }
    }

    fn parse(name: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|engine| engine.name() == name)
            .with_context(|| format!("no engine «{name}»: chromium, firefox or webkit"))
    }
}

pub(crate) fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Command> {
    let mut parser = Parser::from_args(words);
    let name = match parser.next()? {
        None | Some(Arg::Long("help") | Arg::Short('h')) => return Ok(Command::Help),
        Some(Arg::Value(word)) => word.string()?,
        Some(other) => return Err(other.unexpected().into()),
    };
    let command = match name.as_str() {
        "run" => return run(&mut parser).map(Command::Run),
        "test" => return test(&mut parser).map(Command::Test),
        "e2e" => return e2e(&mut parser).map(Command::E2e),
        "chaos" => return chaos(&mut parser).map(Command::Chaos),
        "fuzz" => return fuzz(&mut parser).map(Command::Fuzz),
        "guards" => return names(&mut parser).map(Command::Guards),
        "size" => return size(&mut parser).map(Command::Size),
        "bench" => return bench(&mut parser).map(Command::Bench),
        "check" => Command::Check,
        "build" => Command::Build,
        "dev" => Command::Dev,
        "simulate" => return Ok(Command::Simulate(parser.raw_args()?.collect())),
        "setup" => Command::Setup,
        "css" => Command::Css,
        "post-build" => Command::PostBuild,
        "help" => Command::Help,
        _ => bail!("no command «{name}»; `cargo xtask help` lists them"),
    };
    match parser.next()? {
        None => Ok(command),
        Some(other) => Err(other.unexpected().into()),
    }
}

fn run(parser: &mut Parser) -> Result<RunArgs> {
    let mut args = RunArgs::default();
    let (mut host, mut tls_cert, mut tls_key) = (None, None, None);
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Long("listen") => args.listen = Some(parser.value()?.string()?),
            Arg::Long("lan") => host = Some(parser.value()?.string()?),
            Arg::Long("tls-cert") => tls_cert = Some(parser.value()?.into()),
            Arg::Long("tls-key") => tls_key = Some(parser.value()?.into()),
            Arg::Long("demo-size") => args.demo_size = Some(parser.value()?.string()?),
            Arg::Long("clock") => args.clock = Some(parser.value()?.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    args.lan = match (host, tls_cert, tls_key) {
        (None, None, None) => None,
        (Some(host), Some(tls_cert), Some(tls_key)) => Some(Lan {
            host,
            tls_cert,
            tls_key,
        }),
        _ => bail!("--lan HOST, --tls-cert FILE and --tls-key FILE go together"),
    };
    Ok(args)
}

fn test(parser: &mut Parser) -> Result<TestArgs> {
    let mut args = TestArgs::default();
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Long("every-engine") => args.every_engine = true,
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(args)
}

fn e2e(parser: &mut Parser) -> Result<E2eArgs> {
    let mut args = E2eArgs::default();
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Long("engine") => args.engine = Engine::parse(&parser.value()?.string()?)?,
            Arg::Value(spec) if args.spec.is_none() => args.spec = Some(spec.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(args)
}

fn chaos(parser: &mut Parser) -> Result<ChaosArgs> {
    let mut args = ChaosArgs::default();
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Long("rounds") => args.rounds = Some(parser.value()?.parse()?),
            Arg::Long("seed") => args.seed = Some(parser.value()?.parse()?),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(args)
}

fn fuzz(parser: &mut Parser) -> Result<FuzzArgs> {
    let mut args = FuzzArgs::default();
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Long("seconds") => args.seconds = Some(parser.value()?.parse()?),
            Arg::Value(target) if args.target.is_none() => args.target = Some(target.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(args)
}

fn names(parser: &mut Parser) -> Result<Vec<String>> {
    let mut names = Vec::new();
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Value(name) => names.push(name.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(names)
}

fn bench(parser: &mut Parser) -> Result<Bench> {
    let mut bench = Bench::default();
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Value(name) if bench == Bench::Budgets => bench = Bench::parse(&name.string()?)?,
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(bench)
}

fn size(parser: &mut Parser) -> Result<SizeArgs> {
    let mut args = SizeArgs::default();
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Long("record") => args.record = true,
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(args)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command> {
        parse(line.split_whitespace().map(OsString::from))
    }

    #[test]
    fn a_line_becomes_a_command() {
        let firefox = E2eArgs {
            spec: Some("offline".to_owned()),
            engine: Engine::Firefox,
        };
        let lan = Lan {
            host: "doan.example".to_owned(),
            tls_cert: "c.pem".into(),
            tls_key: "k.pem".into(),
        };
        let on_the_lan = RunArgs {
            lan: Some(lan),
            ..RunArgs::default()
        };
        for (line, expected) in [
            ("", Command::Help),
            ("check", Command::Check),
            ("run", Command::Run(RunArgs::default())),
            ("e2e offline --engine firefox", Command::E2e(firefox)),
            (
                "chaos --rounds 200 --seed 7",
                Command::Chaos(ChaosArgs {
                    rounds: Some(200),
                    seed: Some(7),
                }),
            ),
            (
                "fuzz push --seconds 600",
                Command::Fuzz(FuzzArgs {
                    target: Some("push".to_owned()),
                    seconds: Some(600),
                }),
            ),
            (
                "guards i_08 i_30",
                Command::Guards(vec!["i_08".to_owned(), "i_30".to_owned()]),
            ),
            ("size --record", Command::Size(SizeArgs { record: true })),
            ("bench", Command::Bench(Bench::Budgets)),
            ("bench server", Command::Bench(Bench::Server)),
            (
                "simulate --seed 7",
                Command::Simulate(vec!["--seed".into(), "7".into()]),
            ),
            (
                "run --lan doan.example --tls-cert c.pem --tls-key k.pem",
                Command::Run(on_the_lan),
            ),
        ] {
            assert_eq!(parsed(line).unwrap(), expected, "{line}");
        }
    }

    #[test]
    fn a_wrong_line_says_what_is_wrong() {
        for (line, part) in [
            ("rum", "«rum»"),
            ("check now", "now"),
            ("e2e --engine opera", "«opera»"),
            ("run --lan doan.example", "go together"),
            ("e2e one two", "two"),
            ("bench sink", "«sink»"),
            ("bench sync server", "server"),
        ] {
            let error = parsed(line).unwrap_err().to_string();
            assert!(error.contains(part), "{line}: {error}");
        }
    }
}
