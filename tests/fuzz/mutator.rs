//! Makes inputs from inputs: bytes are changed, cut out, doubled and put in, numbers are made
//! extreme, halves of two inputs are joined.

use nhatky_tests::chance::Chance;

const MOST_BYTES: usize = 64 * 1024;

/// Pieces that decoders have stumbled over.
const PIECES: [&[u8]; 26] = [
    b"0",
    b"-1",
    b"9007199254740993",
    b"9223372036854775807",
    b"-9223372036854775808",
    b"18446744073709551616",
    b"1e308",
    b"0.5",
    b"null",
    b"true",
    b"\"",
    b"\\ud800",
    b"\\u0000",
    b"[[[[[[[[[[[[[[[[",
    b"{\"a\":{\"a\":{\"a\":",
    b"]}",
    b"\t",
    b"\r\n",
    b"\n",
    b",",
    b"=",
    "\u{feff}".as_bytes(),
    "Nguyễn".as_bytes(),
    b"\xff\xfe",
    b"9999-12-31",
    b"0190163d-8694-739b-aea5-966c26f8ad90",
];

pub(crate) struct Mutator {
    chance: Chance,
    inputs: Vec<Vec<u8>>,
}

impl Mutator {
    pub(crate) fn new(chance: Chance, inputs: Vec<Vec<u8>>) -> Self {
        Self { chance, inputs }
    }

    pub(crate) fn next(&mut self) -> Vec<u8> {
        let mut input = self.any();
        // Most often few changes, so that the rest still is what a decoder expects.
        let changes = 1 + self.chance.below(4) * self.chance.below(4);
        for _ in 0..changes {
            self.change(&mut input);
        }
        input.truncate(MOST_BYTES);
        input
    }

    fn any(&mut self) -> Vec<u8> {
        self.chance.pick(&self.inputs).cloned().unwrap_or_default()
    }

    fn change(&mut self, input: &mut Vec<u8>) {
        let at = self.chance.below(input.len() + 1);
        let end = (at + 1 + self.chance.below(32)).min(input.len());
        match self.chance.below(9) {
            0 if at < input.len() => input[at] ^= 1 << self.chance.below(8),
            1 if at < input.len() => input[at] = self.chance.number().to_le_bytes()[0],
            2 if at < end => drop(input.drain(at..end)),
            3 if at < end => {
                let again = input[at..end].repeat(1 + self.chance.below(50));
                input.splice(at..at, again);
            }
            4 => input.truncate(at),
            5 => self.make_extreme(input, at),
            6 => {
                let other = self.any();
                input.truncate(at);
                input.extend(&other[self.chance.below(other.len() + 1)..]);
            }
            _ => {
                let piece = self.chance.pick(&PIECES).copied().unwrap_or_default();
                input.splice(at..at, piece.iter().copied());
            }
        }
    }

    /// The next run of digits becomes another number.
    fn make_extreme(&mut self, input: &mut Vec<u8>, from: usize) {
        let is_digit = |byte: &u8| byte.is_ascii_digit();
        let Some(start) = input[from..].iter().position(is_digit) else {
            return;
        };
        let start = from + start;
        let digits = input[start..].iter().take_while(|byte| is_digit(byte));
        let end = start + digits.count();
        let number = self.chance.pick(&PIECES[..8]).copied().unwrap_or_default();
        input.splice(start..end, number.iter().copied());
    }
}
