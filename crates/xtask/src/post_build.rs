//! What is done to the built app after Trunk has named its files: short names inside, then the
//! content policy's hashes, the list from which the service worker fills its offline cache, and
//! compressed copies.
//!
//! Trunk calls this through `cargo xtask post-build` with the folder in `TRUNK_STAGING_DIR`. Files
//! whose names carry a hash are not rewritten without getting a new name, which `index.html` must
//! then know before its scripts are hashed.

mod compress;
mod content_policy;
mod offline_list;
mod shorten;

use crate::paths::Paths;
use anyhow::{Context as _, Result};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// One inline script's hash a line; the server puts them into its `Content-Security-Policy`.
const POLICY_FILE: &str = "csp.txt";
const WORKER_FILE: &str = "sw.js";

/// Not in the offline list, but fetched by every browser that opens the page.
const ASKED_FOR_BY_THE_BROWSER: [&str; 3] = [WORKER_FILE, "manifest.webmanifest", "icons/icon.svg"];

/// Path inside the built app, with `/` between the parts, to the file's bytes.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// Before [`run`], which reads what comes of it.
pub(crate) fn shorten(paths: &Paths, folder: &Path) -> Result<()> {
    shorten::run(paths, folder)
}

pub(crate) fn run(folder: &Path) -> Result<()> {
    let files = read_all(folder)?;
    let page = text_of(&files, "index.html")?;
    let hashes = content_policy::script_hashes(page)?;
    let worker = offline_list::fill_in(text_of(&files, WORKER_FILE)?, &files)?;
    fs::write(folder.join(POLICY_FILE), hashes.join("\n") + "\n")?;
    fs::write(folder.join(WORKER_FILE), &worker)?;
    for (name, bytes) in &files {
        let bytes = if name == WORKER_FILE {
            worker.as_bytes()
        } else {
            bytes
        };
        compress::write_beside(&folder.join(name), bytes)?;
    }
    Ok(())
}

/// What a browser downloads until the app works offline: each file with the bytes it has on the
/// wire, largest first. Headers are not counted.
pub(crate) fn first_load(folder: &Path) -> Result<Vec<(String, u64)>> {
    let files = read_all(folder)?;
    let mut load = Vec::new();
    for (name, bytes) in &files {
        if offline_list::is_needed_offline(name)
            || ASKED_FOR_BY_THE_BROWSER.contains(&name.as_str())
        {
            let packed = files.get(&format!("{name}.br")).unwrap_or(bytes);
            load.push((name.clone(), u64::try_from(packed.len())?));
        }
    }
    load.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    Ok(load)
}

fn text_of<'a>(files: &'a Files, name: &str) -> Result<&'a str> {
    let bytes = files
        .get(name)
        .with_context(|| format!("the built app has no {name}"))?;
    std::str::from_utf8(bytes).with_context(|| format!("{name} is not UTF-8"))
}

fn read_all(folder: &Path) -> Result<Files> {
    let mut files = Files::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(inside) = folders.pop() {
        for entry in fs::read_dir(folder.join(&inside))? {
            let entry = entry?;
            let path = inside.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else {
                let name: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
                files.insert(name.join("/"), fs::read(entry.path())?);
            }
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests;
