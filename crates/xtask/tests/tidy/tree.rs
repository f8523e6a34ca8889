//! The files of the repository, and a finding in one of them.

use crate::scan::Scan;
use std::{
    fmt, fs,
    path::{Path, PathBuf},
    sync::OnceLock,
};

pub(crate) struct File {
    /// From the root of the repository, with `/` between the parts.
    pub(crate) path: String,
    pub(crate) text: String,
    /// Parsed once, by the first rule that asks.
    pub(crate) scan: OnceLock<Scan>,
}

#[derive(Debug)]
pub(crate) struct Finding {
    pub(crate) path: String,
    line: usize,
    what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "  {}:{}: {}", self.path, self.line, self.what)
    }
}

impl File {
    pub(crate) fn finding(&self, line: usize, what: impl Into<String>) -> Finding {
        Finding {
            path: self.path.clone(),
            line,
            what: what.into(),
        }
    }

    pub(crate) fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    pub(crate) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// Code that never reaches anybody: tests, what they share, programs that measure.
    pub(crate) fn is_test(&self) -> bool {
        self.path.starts_with("tests/")
            || self.path.contains("/tests/")
            || self.path.contains("/examples/")
            || self.path.ends_with("/tests.rs")
    }

    /// Numbered lines, from 1.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(idx, line)| (idx + 1, line))
    }
}

const PLACES: [&str; 6] = ["src", "crates", "tests", "style", "public", ".ci"];
const TEXT_ENDINGS: [&str; 10] = [
    "rs",
    "toml",
    "md",
    "css",
    "js",
    "html",
    "sql",
    "json",
    "webmanifest",
    "txt",
];

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every text file that is written by hand.
pub(crate) fn files() -> &'static [File] {
    static FILES: OnceLock<Vec<File>> = OnceLock::new();
    FILES.get_or_init(read_all)
}

fn read_all() -> Vec<File> {
    let root = root();
    let mut paths = Vec::new();
    for place in PLACES {
        walk(&root.join(place), &mut paths);
    }
    let top = fs::read_dir(&root).unwrap();
    paths.extend(
        top.map(|entry| entry.unwrap().path())
            .filter(|path| path.is_file()),
    );
    paths
        .into_iter()
        .filter(|path| is_text(path))
        .map(|path| File {
            path: relative(&root, &path),
            text: fs::read_to_string(&path).unwrap(),
            scan: OnceLock::new(),
        })
        .collect()
}

fn walk(folder: &Path, paths: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        if !path.is_dir() {
            paths.push(path);
        } else if !path.ends_with("target") {
            walk(&path, paths);
        }
    }
}

fn is_text(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    TEXT_ENDINGS.contains(&ending.as_ref()) || path.ends_with(".ci/run")
}

fn relative(root: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(root).unwrap();
    let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}
