//! The list of files in `sw.js`: what the app needs to start without a network.
//!
//! Left out, because each byte counts against the first load: the worker itself, and what only the
//! server or the home screen reads.

use super::{Files, POLICY_FILE, WORKER_FILE};
use crate::digest;
use anyhow::{Result, bail};
use std::fmt::Write as _;

/// The line of `public/sw.js` that is replaced.
const MARKER: &str =
    r#"const MANIFEST = { build: "dev", files: [] }; // filled in after the build"#;

/// The worker's text with the build's identity and its files in place of the marker line.
pub(super) fn fill_in(worker: &str, files: &Files) -> Result<String> {
    if worker.matches(MARKER).count() != 1 {
        bail!("sw.js must hold this line exactly once:\n{MARKER}");
    }
    let listed: Vec<(String, String)> = files
        .iter()
        .filter(|(name, _)| is_needed_offline(name))
        .map(|(name, bytes)| (format!("/{name}"), digest::integrity(bytes)))
        .collect();
    Ok(worker.replace(MARKER, &manifest_line(&listed, worker)))
}

/// A new build, also when only the worker's own code has changed.
fn manifest_line(listed: &[(String, String)], worker: &str) -> String {
    let parts = listed
        .iter()
        .flat_map(|(path, hash)| [path.as_bytes(), hash.as_bytes()]);
    let build = digest::short_id(parts.chain([worker.as_bytes()]));
    let mut line = format!("const MANIFEST = {{ build: \"{build}\", files: [");
    for (path, hash) in listed {
        // Names of files and Base64 hold neither quotes nor backslashes.
        let _ = write!(line, "[\"{path}\",\"{hash}\"],");
    }
    line.push_str("] };");
    line
}

pub(super) fn is_needed_offline(name: &str) -> bool {
    let is_for_others = name == WORKER_FILE
        || name == POLICY_FILE
        || name == "robots.txt"
        || name.starts_with("icons/")
        || [".br", ".gz", ".webmanifest"]
            .iter()
            .any(|ending| name.ends_with(ending));
    !is_for_others
}

#[cfg(test)]
mod tests {
    use super::*;

    fn built_app() -> Files {
        [
            ("index.html", "page"),
            ("app-1a2b.js", "js"),
            ("app-1a2b_bg.wasm", "wasm"),
            ("icons/512.png", "png"),
            ("manifest.webmanifest", "{}"),
            ("sw.js", MARKER),
        ]
        .into_iter()
        .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
        .collect()
    }

    #[test]
    fn i_15_the_list_holds_what_the_app_needs_to_start() {
        let filled = fill_in(MARKER, &built_app()).unwrap();
        for needed in ["/index.html", "/app-1a2b.js", "/app-1a2b_bg.wasm"] {
            assert!(
                filled.contains(&format!("[\"{needed}\",\"sha256-")),
                "{needed}: {filled}"
            );
        }
        for unneeded in ["512.png", "manifest", "sw.js"] {
            assert!(!filled.contains(unneeded), "{unneeded}: {filled}");
        }
    }

    #[test]
    fn a_changed_file_and_a_changed_worker_make_a_new_build() {
        let mut files = built_app();
        let first = fill_in(MARKER, &files).unwrap();
        let other_worker = format!("{MARKER}\n// more");
        assert_ne!(
            fill_in(&other_worker, &files).unwrap().lines().next(),
            first.lines().next()
        );
        files.insert("app-1a2b.js".to_owned(), b"other".to_vec());
        assert_ne!(fill_in(MARKER, &files).unwrap(), first);
    }

    #[test]
    fn a_worker_without_the_marker_is_refused() {
        assert!(fill_in("const MANIFEST = {};", &built_app()).is_err());
        let twice = format!("{MARKER}\n{MARKER}");
        assert!(fill_in(&twice, &built_app()).is_err());
    }
}
