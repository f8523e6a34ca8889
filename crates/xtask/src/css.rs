//! Joins the style sheets into the one file that the phone downloads.
//!
//! `style/order.txt` names every sheet in its order. A sheet that is missing there, or named
//! without being there, is an error: otherwise a forgotten line would look like a broken design.
//! Comments and the room between tokens are left out. Trunk's own minifier is not used, because it
//! also rewrites the script in `index.html` into words that the oldest browsers cannot read.

use anyhow::{Context as _, Result, bail};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// From `style/` to `target/style/app.css`, which `index.html` links. The place is fixed, wherever
/// cargo's own target folder is.
pub(crate) fn run(root: &Path) -> Result<()> {
    let sheet = join(&root.join("style"))?;
    let target = root.join("target/style");
    fs::create_dir_all(&target)?;
    let file = target.join("app.css");
    // An unchanged file is left alone, so that a watching Trunk does not build again.
    if fs::read_to_string(&file).is_ok_and(|present| present == sheet) {
        return Ok(());
    }
    fs::write(&file, sheet).with_context(|| format!("cannot write {}", file.display()))
}

fn join(folder: &Path) -> Result<String> {
    let order =
        fs::read_to_string(folder.join("order.txt")).context("cannot read style/order.txt")?;
    let listed: Vec<&str> = order
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    let present = sheets_in(folder)?;
    let known: BTreeSet<PathBuf> = listed.iter().map(PathBuf::from).collect();
    if let Some(forgotten) = present.difference(&known).next() {
        bail!("style/{} is not in style/order.txt", forgotten.display());
    }
    let mut sheet = String::new();
    for name in listed {
        let text = fs::read_to_string(folder.join(name))
            .with_context(|| format!("style/order.txt names {name}"))?;
        sheet.push_str(&squeezed(&text));
    }
    Ok(sheet)
}

/// The same rules in fewer bytes. Our strings hold no comments and no two spaces in a row.
fn squeezed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in without_comments(text).split_whitespace() {
        let is_glued = out.is_empty()
            || out.ends_with(['{', '}', ';', ','])
            || word.starts_with(['{', '}'])
            // A custom property that is empty on purpose keeps its space.
            || (out.ends_with(':') && word != ";");
        if !is_glued {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

fn without_comments(text: &str) -> String {
    let mut parts = text.split("/*");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(part.split_once("*/").map_or("", |(_, after)| after));
    }
    out
}

/// Paths of all sheets, relative to the folder.
fn sheets_in(folder: &Path) -> Result<BTreeSet<PathBuf>> {
    let mut sheets = BTreeSet::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(inside) = folders.pop() {
        for entry in fs::read_dir(folder.join(&inside))? {
            let entry = entry?;
            let path = inside.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "css") {
                sheets.insert(path);
            }
        }
    }
    Ok(sheets)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style_folder(name: &str, order: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("xtask-css-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("components")).unwrap();
        fs::write(folder.join("base.css"), "a{}").unwrap();
        fs::write(folder.join("components/button.css"), "b{}").unwrap();
        fs::write(folder.join("order.txt"), order).unwrap();
        folder
    }

    #[test]
    fn sheets_are_joined_in_the_listed_order() {
        let folder = style_folder("order", "# first\ncomponents/button.css\n\nbase.css\n");
        assert_eq!(join(&folder).unwrap(), "b{}a{}");
    }

    #[test]
    fn comments_and_room_are_left_out_and_meaning_is_not() {
        let text =
            "/* why */\n.a :focus,\n.b > i {\n  --dark: ;\n  margin: 0 calc(1px + 2px);\n}\n";
        let expected = ".a :focus,.b > i{--dark: ;margin:0 calc(1px + 2px);}";
        assert_eq!(squeezed(text), expected);
    }

    #[test]
    fn a_sheet_that_is_not_listed_is_an_error() {
        let folder = style_folder("forgotten", "base.css\n");
        assert!(
            join(&folder)
                .unwrap_err()
                .to_string()
                .contains("button.css")
        );
    }

    #[test]
    fn a_listed_sheet_that_is_not_there_is_an_error() {
        let folder = style_folder("missing", "base.css\ncomponents/button.css\ngone.css\n");
        assert!(join(&folder).unwrap_err().to_string().contains("gone.css"));
    }
}
