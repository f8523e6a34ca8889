//! Lists the built app's files for embedding, and notes when it did. Without a built `dist/` the
//! list is empty, and the server says that the app is not built.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let dist = root.join("../../dist");
    // Cargo takes a missing path for a changed one and would build this crate every time.
    fs::create_dir_all(&dist)?;
    let dist = dist.canonicalize()?;
    println!("cargo::rerun-if-changed={}", dist.display());
    println!("cargo::rerun-if-changed=build.rs");
    let mut files = Vec::new();
    collect(&dist, &mut files)?;
    files.sort();
    println!("cargo::rustc-env=NHATKY_BUILT_AT_MS={}", built_at_ms());
    println!("cargo::rerun-if-env-changed={SOURCE_DATE}");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("dist.rs"), list(&dist, &files))
}

/// Whoever wants the same program from the same source sets this, in seconds.
const SOURCE_DATE: &str = "SOURCE_DATE_EPOCH";

fn built_at_ms() -> u128 {
    let source_date = env::var(SOURCE_DATE).ok();
    let seconds = source_date.and_then(|text| text.parse::<u128>().ok());
    let since_1970 = || SystemTime::now().duration_since(UNIX_EPOCH);
    seconds.map_or_else(
        || since_1970().map_or(0, |elapsed| elapsed.as_millis()),
        |seconds| seconds * 1000,
    )
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

/// An expression of type `&[File]`.
fn list(dist: &Path, files: &[PathBuf]) -> String {
    let mut list = String::from("&[\n");
    for file in files {
        let name = file.strip_prefix(dist).unwrap_or(file);
        let name = name.to_string_lossy().replace('\\', "/");
        let path = file.to_string_lossy();
        let _ = writeln!(
            list,
            "    File {{ path: {name:?}, bytes: include_bytes!({path:?}) }},"
        );
    }
    list.push(']');
    list
}
