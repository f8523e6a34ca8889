//! Where the machine keeps PostgreSQL's programs: Debian leaves them off the PATH.

use std::path::{Path, PathBuf};

const DEBIAN: &str = "/usr/lib/postgresql";
const NEEDED: [&str; 4] = ["initdb", "pg_ctl", "postgres", "psql"];

/// The folder that has all of them: one on the PATH, else Debian's newest.
pub(crate) fn folder() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path).find(|folder| has_all(folder));
    on_path.or_else(|| {
        let versions = std::fs::read_dir(DEBIAN).into_iter().flatten().flatten();
        let numbered = versions.filter_map(|entry| {
            let number: u32 = entry.file_name().to_str()?.parse().ok()?;
            let folder = entry.path().join("bin");
            has_all(&folder).then_some((number, folder))
        });
        numbered.max().map(|(_, folder)| folder)
    })
}

fn has_all(folder: &Path) -> bool {
    NEEDED.iter().all(|name| folder.join(name).exists())
}
