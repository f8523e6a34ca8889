//! Which package may depend on which: domain ← sync ← store ← app, and the server beside.

use crate::tree::root;
use serde_json::Value;
use std::process::Command;

struct Package {
    name: String,
    /// Name, version requirement and kind of each direct dependency.
    dependencies: Vec<(String, String, Option<String>)>,
}

/// Ours that may be used, and outside crates that never may.
const RULES: [(&str, &[&str], &[&str]); 5] = [
    (
        "nhatky-domain",
        &[],
        &[
            "leptos",
            "web-sys",
            "js-sys",
            "wasm-bindgen",
            "tokio",
            "sqlx",
            "axum",
            "reqwest",
        ],
    ),
    // On the phone the browser reads and prints its decimals, hence js-sys.
    (
        "nhatky-sync",
        &["nhatky-domain"],
        &["leptos", "web-sys", "tokio", "sqlx", "axum", "reqwest"],
    ),
    (
        "nhatky-store-idb",
        &["nhatky-domain", "nhatky-sync"],
        &["leptos", "tokio", "axum", "sqlx"],
    ),
    (
        "nhatky-server",
        &["nhatky-domain", "nhatky-sync"],
        &["leptos", "web-sys", "js-sys", "wasm-bindgen"],
    ),
    (
        "nhatky",
        &["nhatky-domain", "nhatky-sync", "nhatky-store-idb"],
        &["tokio", "axum", "sqlx", "reqwest"],
    ),
];

#[test]
fn packages_depend_only_downwards() {
    let packages = packages();
    for (name, ours, never) in RULES {
        let package = packages
            .iter()
            .find(|package| package.name == name)
            .unwrap();
        for (dependency, _, kind) in &package.dependencies {
            let is_for_tests = kind.as_deref() == Some("dev");
            let is_ours = packages.iter().any(|package| package.name == *dependency);
            let is_allowed = if is_ours {
                ours.contains(&dependency.as_str()) || is_for_tests
            } else {
                !never.contains(&dependency.as_str()) || is_for_tests
            };
            assert!(is_allowed, "{name} must not depend on {dependency}");
        }
    }
}

#[test]
fn every_version_is_pinned() {
    for package in packages() {
        for (dependency, version, _) in package.dependencies {
            let is_ours = dependency.starts_with("nhatky-");
            assert!(
                version.starts_with('=') || is_ours,
                "{} takes {dependency} {version}: pin it with `=`",
                package.name
            );
        }
    }
}

fn packages() -> Vec<Package> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    packages.iter().map(package).collect()
}

fn package(json: &Value) -> Package {
    let word = |value: &Value| value.as_str().map(str::to_owned);
    let dependencies = json["dependencies"].as_array().unwrap();
    Package {
        name: word(&json["name"]).unwrap(),
        dependencies: dependencies
            .iter()
            .map(|one| {
                (
                    word(&one["name"]).unwrap(),
                    word(&one["req"]).unwrap(),
                    word(&one["kind"]),
                )
            })
            .collect(),
    }
}
