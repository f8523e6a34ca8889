//! Short names for what the WebAssembly and its script call each other by.
//!
//! wasm-bindgen gives every one of the hundreds of functions a name with 16 random digits, in both
//! files; nothing compresses those. `wasm-opt` renames them in the one and says how, and here the
//! script is made to follow. It also loses its comments and indentation.

use crate::{digest, paths::Paths, tools};
use anyhow::{Context as _, Result, bail, ensure};
use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::Path,
};

/// How `wasm-opt` tells what it renamed; the module of every import becomes «a».
const SHORTEN: &str = "--minify-imports-and-exports-and-modules";
const SHORT_MODULE: &str = "a";

const WASM: &str = "_bg.wasm";

/// Both files get new names too, with the hash of what they hold now.
pub(super) fn run(paths: &Paths, folder: &Path) -> Result<()> {
    let stem = stem_in(folder)?;
    let (script, wasm) = (format!("{stem}.js"), format!("{stem}{WASM}"));
    let short = folder.join("short.wasm");
    let mut command = tools::command(paths, "wasm-opt");
    command.arg(SHORTEN).arg(folder.join(&wasm));
    let output = command.arg("-o").arg(&short).output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "wasm-opt cannot shorten: {said}");
    let names = serde_json::from_slice(&output.stdout).context("what wasm-opt renamed")?;
    let text = follow(&fs::read_to_string(folder.join(&script))?, &names)?;
    let hash = digest::short_id([text.as_bytes(), &fs::read(&short)?]);
    let (name, _) = stem.split_once('-').context("a hash in the app's name")?;
    let new_stem = format!("{name}-{hash}");
    fs::write(folder.join(format!("{new_stem}.js")), text)?;
    fs::rename(short, folder.join(format!("{new_stem}{WASM}")))?;
    fs::remove_file(folder.join(script))?;
    fs::remove_file(folder.join(wasm))?;
    let page = folder.join("index.html");
    Ok(fs::write(
        &page,
        fs::read_to_string(&page)?.replace(&stem, &new_stem),
    )?)
}

/// `nhatky-1f0c9a`, of which there are a `.js` and a `_bg.wasm`.
fn stem_in(folder: &Path) -> Result<String> {
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if let Some(stem) = name.strip_suffix(WASM) {
            return Ok(stem.to_owned());
        }
    }
    bail!("the built app has no WebAssembly")
}

/// What `wasm-opt` prints: under `imports`, module, long name and short name of each; under
/// `exports`, long name and short name.
type Names = BTreeMap<String, Vec<Vec<String>>>;

/// Long names to short ones.
fn table<'a>(names: &'a Names, kind: &str) -> HashMap<&'a str, &'a str> {
    let rows = names.get(kind).into_iter().flatten();
    let pair = |row: &'a Vec<String>| match &row[..] {
        [.., long, short] => Some((&**long, &**short)),
        _ => None,
    };
    rows.filter_map(pair).collect()
}

/// The script with the new names.
fn follow(script: &str, names: &Names) -> Result<String> {
    let mut renamed = Renamed {
        imports: table(names, "imports"),
        exports: table(names, "exports"),
        text: String::with_capacity(script.len()),
    };
    let imports = names.get("imports").and_then(|rows| rows.first());
    let module = imports.and_then(|row| row.first()).context("no imports")?;
    for line in squeezed(script) {
        renamed.line(line);
    }
    let (quoted, short) = (format!("\"{module}\": "), format!("\"{SHORT_MODULE}\": "));
    ensure!(renamed.text.contains(&quoted), "no module {module}");
    for long in renamed.imports.keys() {
        ensure!(!renamed.text.contains(long), "{long} kept its name");
    }
    Ok(renamed.text.replace(&quoted, &short))
}

/// Its lines without what only a reader needs. No text of the script goes over several lines.
fn squeezed(script: &str) -> impl Iterator<Item = &str> {
    let lines = script.lines().map(str::trim);
    // Every line of a comment over several lines starts with a star.
    lines.filter(|line| !line.is_empty() && !line.starts_with(['*']) && !line.starts_with("/*"))
}

struct Renamed<'a> {
    imports: HashMap<&'a str, &'a str>,
    exports: HashMap<&'a str, &'a str>,
    text: String,
}

impl Renamed<'_> {
    /// An import stands as `name: function…`, an export as `wasm.name`.
    fn line(&mut self, line: &str) {
        let mut rest = line;
        while let Some(start) = rest.find(is_of_name) {
            let (before, from_name) = rest.split_at(start);
            let end = from_name.find(|letter| !is_of_name(letter));
            let (name, after) = from_name.split_at(end.unwrap_or(from_name.len()));
            self.text.push_str(before);
            let new = if after.starts_with(": ") {
                self.imports.get(name)
            } else if self.text.ends_with("wasm.") {
                self.exports.get(name)
            } else {
                None
            };
            self.text.push_str(new.unwrap_or(&name));
            rest = after;
        }
        self.text.push_str(rest);
        self.text.push('\n');
    }
}

fn is_of_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_' || letter == '$'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        serde_json::from_str(
            r#"{"imports":[["./x_bg.js","__wbg_log_0123","$a"]],"exports":[["run","b"]]}"#,
        )
        .unwrap()
    }

    #[test]
    fn the_script_follows_the_new_names_and_loses_its_comments() {
        let script = "/**\n * Runs.\n */\nfunction f() {\n    wasm.run(run);\n    wasm.runs();\n}\n\
                      const import0 = {\n    __wbg_log_0123: function(run) {},\n};\n\
                      return { \"./x_bg.js\": import0 };\n";
        assert_eq!(
            follow(script, &names()).unwrap(),
            "function f() {\nwasm.b(run);\nwasm.runs();\n}\n\
             const import0 = {\n$a: function(run) {},\n};\nreturn { \"a\": import0 };\n"
        );
    }

    #[test]
    fn a_name_that_stands_otherwise_is_told() {
        let script = "f(__wbg_log_0123); return { \"./x_bg.js\": import0 };";
        assert!(follow(script, &names()).is_err());
    }
}
