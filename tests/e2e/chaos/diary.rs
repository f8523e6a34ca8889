//! What was done and what struck, written down as it happens.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;

use anyhow::Result;

pub(super) struct Diary {
    file: File,
    seed: u64,
    /// How often each kind of fault was met.
    kinds: BTreeMap<String, usize>,
}

impl Diary {
    pub(super) fn begin(folder: &Path, seed: u64) -> Result<Self> {
        let mut file = File::create(folder.join("chaos.log"))?;
        writeln!(file, "seed {seed}")?;
        Ok(Self {
            file,
            seed,
            kinds: BTreeMap::new(),
        })
    }

    #[expect(
        clippy::needless_pass_by_value,
        reason = "every line is made for this call"
    )]
    pub(super) fn note(&mut self, line: String) -> Result<()> {
        println!("{line}");
        Ok(writeln!(self.file, "{line}")?)
    }

    pub(super) fn met(&mut self, faults: &[String]) -> Result<()> {
        for fault in faults {
            writeln!(self.file, "    {fault}")?;
            let (_, kind) = fault.split_once(": ").unwrap_or(("", fault));
            let kind = kind.split(' ').next().unwrap_or(kind);
            *self.kinds.entry(kind.to_owned()).or_default() += 1;
        }
        Ok(())
    }

    pub(super) fn kinds(&self) -> String {
        format!("faults of the way: {:?}", self.kinds)
    }

    /// Where to begin when it went wrong.
    pub(super) fn place(&self, round: usize) -> String {
        format!("seed {}, round {round}; see chaos.log", self.seed)
    }
}
