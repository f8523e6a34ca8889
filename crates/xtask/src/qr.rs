//! A QR code in the terminal, for a phone to read off the screen.

use anyhow::{Context as _, Result};
use qrcodegen::{QrCode, QrCodeEcc};

/// Empty modules around the code; readers need four.
const MARGIN: i32 = 4;

/// Two rows of modules a line of text, black on white whatever the terminal's colors are.
pub(crate) fn draw(text: &str) -> Result<String> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).context("too long for a QR code")?;
    let range = -MARGIN..code.size() + MARGIN;
    let mut drawing = String::new();
    for y in range.clone().step_by(2) {
        drawing += "\x1b[30;107m";
        drawing.extend(
            range
                .clone()
                .map(|x| half_blocks(code.get_module(x, y), code.get_module(x, y + 1))),
        );
        drawing += "\x1b[0m\n";
    }
    Ok(drawing)
}

fn half_blocks(upper: bool, lower: bool) -> char {
    match (upper, lower) {
        (true, true) => '█',
        (true, false) => '▀',
        (false, true) => '▄',
        (false, false) => ' ',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_drawing_is_square_with_a_margin() {
        let drawing = draw("https://doan.example/kich-hoat#1234").unwrap();
        let lines: Vec<&str> = drawing.lines().collect();
        let width = lines[0]
            .trim_start_matches("\x1b[30;107m")
            .trim_end_matches("\x1b[0m");
        assert_eq!(width.chars().count().div_ceil(2), lines.len());
        assert!(width.trim().is_empty(), "the first rows are margin");
        assert!(drawing.contains('█'));
    }
}
