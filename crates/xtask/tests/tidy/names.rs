//! Names that say nothing, and things that do not belong in a source file.

use crate::{
    assert_none,
    tree::{File, Finding, files},
};

/// A file of that name is a drawer for everything.
const DRAWERS: [&str; 10] = [
    "mod", "utils", "util", "helpers", "helper", "common", "misc", "manager", "handler", "handlers",
];

/// Written in pieces, so that this file does not find itself.
const LEFTOVERS: [&str; 3] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X"),
];
const MACHINE_PATHS: [&str; 4] = [
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/Us", "ers/"),
    concat!("/wo", "rk/"),
];

#[test]
fn files_are_named_after_what_they_hold() {
    let findings = files()
        .iter()
        .filter(|file| file.is_rust())
        .filter(|file| parts(file).any(|part| DRAWERS.contains(&part)))
        .map(|file| file.finding(1, "a name that says nothing"))
        .collect();
    assert_none("file name", findings);
}

fn parts(file: &File) -> impl Iterator<Item = &str> {
    file.path
        .split('/')
        .map(|part| part.trim_end_matches(".rs"))
}

#[test]
fn nothing_is_left_to_do_in_a_comment() {
    assert_none("leftover", lines_with(&LEFTOVERS));
}

#[test]
fn no_path_of_somebody_s_machine_is_written_down() {
    assert_none("machine path", lines_with(&MACHINE_PATHS));
}

fn lines_with(words: &[&str]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files() {
        for (line, text) in file.lines() {
            if let Some(word) = words.iter().find(|word| text.contains(**word)) {
                findings.push(file.finding(line, format!("«{word}»")));
            }
        }
    }
    findings
}

#[test]
fn no_banner_divides_a_file() {
    let mut findings = Vec::new();
    for file in files().iter().filter(|file| file.is_rust()) {
        for (line, text) in file.lines() {
            let comment = text.trim_start().trim_start_matches('/').trim_start();
            let is_comment = text.trim_start().starts_with("//");
            if is_comment
                && ["====", "----", "****", "####"]
                    .iter()
                    .any(|bar| comment.starts_with(bar))
            {
                findings.push(file.finding(line, "a banner: make it a module"));
            }
        }
    }
    assert_none("banner", findings);
}
