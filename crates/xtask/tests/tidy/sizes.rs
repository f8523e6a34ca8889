//! How large things may be: small enough to be read at one sitting.

use crate::{
    assert_none,
    scan::{Function, scan},
    tree::{File, files},
};

const FUNCTION_LINES: usize = 50;
/// A body that draws is mostly markup.
const VIEW_LINES: usize = 80;
const TRAIT_METHODS: usize = 12;
const COMPONENT_PROPS: usize = 8;
const INLINE_TEST_LINES: usize = 200;
const STYLE_LINES: usize = 150;
const README_LINES: usize = 150;
const WORKER_LINES: usize = 150;

#[test]
fn files_can_be_read_at_one_sitting() {
    let mut findings = Vec::new();
    for file in files() {
        let n_lines = file.text.lines().count();
        let (counted, limit) = if file.is_rust() {
            (n_lines - scan(file).n_test_lines(), rust_limit(file))
        } else if file.path.starts_with("style/") && file.path.ends_with(".css") {
            (n_lines, STYLE_LINES)
        } else if file.path.starts_with("crates/") && file.name() == "README.md" {
            (n_lines, README_LINES)
        } else if file.path == "public/sw.js" {
            (n_lines, WORKER_LINES)
        } else {
            continue;
        };
        if counted > limit {
            findings.push(file.finding(1, format!("{counted} lines, limit {limit}")));
        }
    }
    assert_none("file size", findings);
}

/// Lines without the inline tests.
fn rust_limit(file: &File) -> usize {
    match file.name() {
        "main.rs" | "lib.rs" => 60,
        _ if file.path.starts_with("src/screens/") => 250,
        _ if file.path.starts_with("src/components/") => 150,
        _ if file.path.starts_with("tests/e2e/specs/") => 150,
        // Lists of cases are read one at a time.
        _ if file.path.ends_with("/tests.rs") || file.path.contains("/tests/") => 450,
        _ => 300,
    }
}

#[test]
fn long_inline_tests_have_a_file_of_their_own() {
    let findings = files()
        .iter()
        .filter(|file| file.is_rust())
        .map(|file| (file, scan(file).n_test_lines()))
        .filter(|(_, n_lines)| *n_lines > INLINE_TEST_LINES)
        .map(|(file, n_lines)| {
            file.finding(
                1,
                format!("{n_lines} lines of tests: move them to a tests.rs"),
            )
        })
        .collect();
    assert_none("inline tests", findings);
}

#[test]
fn functions_fit_on_a_screen() {
    let mut findings = Vec::new();
    for file in files()
        .iter()
        .filter(|file| file.is_rust() && !file.is_test())
    {
        for function in &scan(file).functions {
            let limit = if function.holds_view {
                VIEW_LINES
            } else {
                FUNCTION_LINES
            };
            let Function {
                line,
                name,
                n_lines,
                ..
            } = function;
            if *n_lines > limit {
                findings
                    .push(file.finding(*line, format!("{name}: {n_lines} lines, limit {limit}")));
            }
        }
    }
    assert_none("function size", findings);
}

#[test]
fn public_traits_can_be_implemented_in_an_afternoon() {
    let mut findings = Vec::new();
    for file in files().iter().filter(|file| file.is_rust()) {
        for (line, name, n_methods) in &scan(file).public_traits {
            if *n_methods > TRAIT_METHODS {
                let what = format!("{name}: {n_methods} methods, limit {TRAIT_METHODS}");
                findings.push(file.finding(*line, what));
            }
        }
    }
    assert_none("trait size", findings);
}

#[test]
fn components_take_few_props() {
    let mut findings = Vec::new();
    for file in files()
        .iter()
        .filter(|file| file.path.starts_with("src/") && file.is_rust())
    {
        for function in &scan(file).functions {
            if function.is_component && function.n_params > COMPONENT_PROPS {
                let what = format!(
                    "{}: {} props, limit {COMPONENT_PROPS}: take a struct",
                    function.name, function.n_params
                );
                findings.push(file.finding(function.line, what));
            }
        }
    }
    assert_none("props", findings);
}
