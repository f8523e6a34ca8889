//! Whether `dist/` still is what today's sources would give.
//!
//! Contents decide, not dates: a checkout changes every date and no content. What was built from
//! which contents is remembered in the folder for build results, together with the page that came
//! out, so that a `dist/` of other origin is never taken for ours.

use crate::{digest, paths::Paths};
use anyhow::Result;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

const SOURCES: [&str; 17] = [
    "src",
    "style",
    "public",
    "index.html",
    "crates/domain/src",
    "crates/domain/Cargo.toml",
    "crates/sync/src",
    "crates/sync/Cargo.toml",
    "crates/store_idb/src",
    "crates/store_idb/Cargo.toml",
    "crates/xtask/src/css.rs",
    "crates/xtask/src/post_build",
    ".cargo/config.toml",
    "rust-toolchain.toml",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
];

/// Identity of everything the app is built from.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Record(String);

impl Record {
    pub(crate) fn of_sources(paths: &Paths) -> Result<Self> {
        let mut files = Vec::new();
        for source in SOURCES {
            collect(&paths.root.join(source), &mut files)?;
        }
        files.sort();
        let mut parts = Vec::with_capacity(files.len() * 2);
        for file in files {
            parts.push(file.as_os_str().as_encoded_bytes().to_vec());
            parts.push(fs::read(file)?);
        }
        Ok(Self(digest::short_id(parts.iter().map(Vec::as_slice))))
    }
}

pub(crate) fn is_current(paths: &Paths, record: &Record) -> bool {
    let remembered = fs::read_to_string(memory(paths)).ok();
    remembered.is_some_and(|text| Some(text) == line(paths, record).ok())
}

pub(crate) fn remember(paths: &Paths, record: &Record) -> Result<()> {
    Ok(fs::write(memory(paths), line(paths, record)?)?)
}

fn line(paths: &Paths, record: &Record) -> io::Result<String> {
    let page = fs::read(paths.dist().join("index.html"))?;
    Ok(format!("{} {}\n", record.0, digest::integrity(&page)))
}

fn memory(paths: &Paths) -> PathBuf {
    paths.target.join("dist-built-from.txt")
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    } else if path.exists() {
        files.push(path.to_path_buf());
    }
    Ok(())
}
