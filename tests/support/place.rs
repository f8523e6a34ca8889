//! Where things lie: the repository, the folder for build results (on a real disk, as a browser's
//! profile must be), the pictures.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[must_use]
pub fn target() -> PathBuf {
    let named = std::env::var_os("CARGO_TARGET_DIR");
    root().join(named.unwrap_or_else(|| "target".into()))
}

/// An empty folder for one story; what an earlier run left there is removed.
///
/// # Errors
/// The disk refuses.
pub fn fresh(name: &str) -> Result<PathBuf> {
    let folder = target().join("e2e").join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).with_context(|| folder.display().to_string())?;
    }
    std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    Ok(folder.canonicalize()?)
}

/// Pictures of screens, to be looked at.
///
/// # Errors
/// The disk refuses.
pub fn screenshots() -> Result<PathBuf> {
    let folder = root().join("screenshots");
    std::fs::create_dir_all(&folder)?;
    Ok(folder.canonicalize()?)
}
