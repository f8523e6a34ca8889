//! JSON text to a tree of values. Nothing here is generic: it is compiled once for all types.

use std::collections::BTreeMap;

use nhatky_domain::value::Value;

use super::decimal;

/// Lists in lists: none of ours goes deeper than ten, and the stack is finite.
const MAX_DEPTH: u32 = 128;

/// None for text that is not JSON, or deeper than ours can be.
pub(super) fn parse(text: &str) -> Option<Value> {
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(0)?;
    reader.skip_blanks();
    (reader.at == text.len()).then_some(value)
}

struct Reader<'a> {
    text: &'a str,
    /// How many bytes have been read.
    at: usize,
}

impl Reader<'_> {
    fn value(&mut self, depth: u32) -> Option<Value> {
        self.skip_blanks();
        match self.peek()? {
            _ if depth > MAX_DEPTH => None,
            b'{' => self.map(depth),
            b'[' => self.list(depth),
            b'"' => self.string().map(Value::Text),
            b't' => self.word("true", Value::Bool(true)),
            b'f' => self.word("false", Value::Bool(false)),
            b'n' => self.word("null", Value::Null),
            _ => self.number(),
        }
    }

    fn map(&mut self, depth: u32) -> Option<Value> {
        self.at += 1;
        let mut entries = BTreeMap::new();
        self.skip_blanks();
        if self.skip(b'}') {
            return Some(Value::Map(entries));
        }
        loop {
            self.skip_blanks();
            let key = self.string()?;
            self.skip_blanks();
            self.skip(b':').then_some(())?;
            entries.insert(key, self.value(depth + 1)?);
            if self.ends(b'}')? {
                return Some(Value::Map(entries));
            }
        }
    }

    fn list(&mut self, depth: u32) -> Option<Value> {
        self.at += 1;
        let mut items = Vec::new();
        self.skip_blanks();
        if self.skip(b']') {
            return Some(Value::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            if self.ends(b']')? {
                return Some(Value::List(items));
            }
        }
    }

    /// After an item: whether the end follows, or a comma and another one.
    fn ends(&mut self, end: u8) -> Option<bool> {
        self.skip_blanks();
        let is_end = self.skip(end);
        (is_end || self.skip(b',')).then_some(is_end)
    }

    fn string(&mut self) -> Option<String> {
        self.skip(b'"').then_some(())?;
        let mut string = String::new();
        loop {
            let rest = self.text.get(self.at..)?;
            let is_special = |byte| byte == b'"' || byte == b'\\' || byte < b' ';
            let len = rest.bytes().position(is_special)?;
            string.push_str(rest.get(..len)?);
            self.at += len;
            match self.next()? {
                b'"' => return Some(string),
                b'\\' => string.push(self.escaped()?),
                _ => return None,
            }
        }
    }

    fn escaped(&mut self) -> Option<char> {
        Some(match self.next()? {
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode(),
            letter @ (b'"' | b'\\' | b'/') => char::from(letter),
            _ => return None,
        })
    }

    /// Beyond 16 bits a letter is written as two halves; one half alone is no letter.
    fn unicode(&mut self) -> Option<char> {
        let first = self.hex()?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first);
        }
        (self.skip(b'\\') && self.skip(b'u')).then_some(())?;
        let second = self.hex()?;
        (0xdc00..0xe000).contains(&second).then_some(())?;
        char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00))
    }

    fn hex(&mut self) -> Option<u32> {
        let mut number = 0;
        for _ in 0..4 {
            number = number << 4 | char::from(self.next()?).to_digit(16)?;
        }
        Some(number)
    }

    fn number(&mut self) -> Option<Value> {
        let start = self.at;
        self.skip(b'-');
        if !self.skip(b'0') {
            self.digits()?;
        }
        let mut is_whole = true;
        if self.skip(b'.') {
            is_whole = false;
            self.digits()?;
        }
        if self.skip(b'e') || self.skip(b'E') {
            is_whole = false;
            let _ = self.skip(b'+') || self.skip(b'-');
            self.digits()?;
        }
        let number = self.text.get(start..self.at)?;
        match number.parse() {
            Ok(int) if is_whole => Some(Value::Int(int)),
            _ => decimal::parse(number)
                .filter(|number| number.is_finite())
                .map(Value::number),
        }
    }

    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }

    fn word(&mut self, word: &str, value: Value) -> Option<Value> {
        let is_here = self.text.get(self.at..)?.starts_with(word);
        self.at += word.len();
        is_here.then_some(value)
    }

    fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn skip(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}
