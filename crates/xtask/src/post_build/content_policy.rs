//! Hashes of the scripts written inside `index.html`, for `script-src`.
//!
//! The policy allows no inline style at all, so a page that holds one is refused here, where the
//! message can say why, instead of breaking silently in the browser.

use crate::digest;
use anyhow::{Result, bail};

/// `'sha256-…'` of each script without a `src`, in the order of the page.
pub(super) fn script_hashes(page: &str) -> Result<Vec<String>> {
    if page.contains("<style") || page.contains(" style=") {
        bail!(
            "index.html holds an inline style, which the content policy forbids: move it to style/"
        );
    }
    let mut hashes = Vec::new();
    let mut rest = page;
    while let Some((_, after)) = rest.split_once("<script") {
        let Some((attributes, after)) = after.split_once('>') else {
            bail!("index.html: a <script tag is not closed");
        };
        let Some((body, after)) = after.split_once("</script>") else {
            bail!("index.html: a <script> has no end");
        };
        if !has_source(attributes) {
            hashes.push(format!("'{}'", digest::integrity(body.as_bytes())));
        }
        rest = after;
    }
    Ok(hashes)
}

fn has_source(attributes: &str) -> bool {
    attributes
        .split_whitespace()
        .any(|attribute| attribute.starts_with("src="))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_inline_scripts_are_hashed_exactly_as_written() {
        let page = "<head><script type=\"module\">\nstart()\n</script>\
                    <script src=\"/a.js\"></script><script>x</script></head>";
        let expected = [
            format!("'{}'", digest::integrity(b"\nstart()\n")),
            format!("'{}'", digest::integrity(b"x")),
        ];
        assert_eq!(script_hashes(page).unwrap(), expected);
    }

    #[test]
    fn an_inline_style_is_refused() {
        for page in ["<style>p{}</style>", "<p style=\"color:red\">"] {
            assert!(script_hashes(page).is_err(), "{page}");
        }
    }

    #[test]
    fn a_script_without_an_end_is_refused() {
        assert!(script_hashes("<script>start()").is_err());
    }
}
