//! Inputs that are kept: good ones to begin with, and those that once brought a decoder down.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use nhatky_tests::peer::hash_of;

fn folder(target: &str) -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.join("fuzz/corpus").join(target)
}

/// All inputs of a target, in the order of their names.
pub(crate) fn inputs(target: &str) -> Result<Vec<Vec<u8>>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder(target))? {
        files.push(entry?.path());
    }
    files.sort();
    let read = files.iter().map(|file| Ok(fs::read(file)?));
    read.collect()
}

/// Keeps an input; gives where.
pub(crate) fn keep(target: &str, input: &[u8]) -> Result<PathBuf> {
    let name = hash_of(input)?.to_string();
    let file = folder(target).join(format!("found-{}", &name[..16]));
    fs::write(&file, input)?;
    Ok(file)
}
