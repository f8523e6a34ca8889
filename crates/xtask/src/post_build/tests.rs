//! The step as a whole, on a folder such as Trunk leaves.

use super::*;
use std::io::Read as _;

const WORKER: &str =
    "const MANIFEST = { build: \"dev\", files: [] }; // filled in after the build\n";

/// Removed when the test ends.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl std::ops::Deref for Folder {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.0
    }
}

fn built_folder(name: &str) -> Folder {
    let folder = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("icons")).unwrap();
    let script = "start();".repeat(40);
    let page = format!("<script>{script}</script>");
    fs::write(folder.join("index.html"), page).unwrap();
    fs::write(
        folder.join("sw.js"),
        WORKER.to_owned() + &"// worker\n".repeat(40),
    )
    .unwrap();
    fs::write(folder.join("icons/1.png"), [1, 2, 3]).unwrap();
    Folder(folder)
}

#[test]
fn the_compressed_worker_is_the_filled_in_one() {
    let folder = built_folder("worker");
    run(&folder).unwrap();
    let mut unpacked = Vec::new();
    let packed = fs::read(folder.join("sw.js.br")).unwrap();
    brotli::Decompressor::new(&packed[..], 4096)
        .read_to_end(&mut unpacked)
        .unwrap();
    assert_eq!(unpacked, fs::read(folder.join("sw.js")).unwrap());
    assert!(String::from_utf8(unpacked).unwrap().contains("/index.html"));
}

#[test]
fn small_files_get_no_larger_copies_and_folders_are_walked() {
    let folder = built_folder("small");
    run(&folder).unwrap();
    assert!(folder.join("index.html.gz").exists());
    assert!(!folder.join("icons/1.png.br").exists());
    let policy = fs::read_to_string(folder.join("csp.txt")).unwrap();
    assert_eq!(policy.lines().count(), 1);
    assert!(policy.starts_with("'sha256-"));
}
