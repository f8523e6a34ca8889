//! The versions of tools are written in one place and repeated, equal, in two.

use crate::tree::root;

#[expect(dead_code, reason = "only the versions are compared")]
#[path = "../../src/tools/versions.rs"]
mod pinned;

#[test]
fn trunk_is_told_the_versions_that_are_installed() {
    let settings = read("Trunk.toml");
    for line in [
        format!("trunk-version = \"={}\"", pinned::TRUNK.version),
        format!("wasm_bindgen = \"{}\"", pinned::WASM_BINDGEN.version),
        format!("wasm_opt = \"version_{}\"", pinned::WASM_OPT.version),
    ] {
        assert!(
            settings.lines().any(|one| one == line),
            "Trunk.toml lacks: {line}"
        );
    }
}

#[test]
fn the_library_and_the_program_wasm_bindgen_are_of_one_version() {
    let line = format!("wasm-bindgen = \"={}\"", pinned::WASM_BINDGEN.version);
    let manifest = read("Cargo.toml");
    assert!(
        manifest.lines().any(|one| one == line),
        "Cargo.toml lacks: {line}"
    );
}

#[test]
fn the_page_names_the_profile_that_is_compiled_beforehand() {
    assert!(read("index.html").contains("data-cargo-profile-release=\"app-release\""));
}

fn read(name: &str) -> String {
    std::fs::read_to_string(root().join(name)).unwrap()
}
