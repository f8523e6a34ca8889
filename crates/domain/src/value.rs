//! Answers, as they are stored and sent: a JSON tree whose numbers are integers.
//!
//! What a value means is told by its field's kind (`field_kind.rs`). A shape that this build does
//! not know passes through unchanged, decimals included, so an old app cannot damage a newer answer.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::order;

/// One answer. Frozen format: the natural JSON of each variant.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    /// No answer.
    #[default]
    Null,
    Bool(bool),
    /// Every number of ours, in the smallest unit (đồng, grams, metres). At most 2^53.
    Int(i64),
    /// A number that is not ours; carried, never computed with.
    Float(f64),
    Text(String),
    List(Vec<Self>),
    Map(BTreeMap<String, Self>),
}

impl Value {
    /// A map of these entries.
    #[must_use]
    pub fn map(entries: impl IntoIterator<Item = (String, Self)>) -> Self {
        Self::Map(order::map(entries))
    }

    /// A text value.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    /// JavaScript knows no integers: a whole number within its safe range is one.
    #[must_use]
    pub fn number(number: f64) -> Self {
        let is_whole = number.fract() == 0.0 && number.abs() <= MAX_SAFE_INTEGER;
        if is_whole {
            Self::Int(number as i64)
        } else {
            Self::Float(number)
        }
    }

    /// Whether nothing was answered: null, blank text, an empty list or map.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(text) => text.trim().is_empty(),
            Self::List(items) => items.is_empty(),
            Self::Map(entries) => entries.is_empty(),
            Self::Bool(_) | Self::Int(_) | Self::Float(_) => false,
        }
    }

    #[must_use]
    pub fn as_int(&self) -> Option<i64> {
        match self {
            Self::Int(number) => Some(*number),
            _ => None,
        }
    }

    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The items of a list; none for any other shape.
    #[must_use]
    pub fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    /// The entry of a map under `key`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Map(entries) => entries.get(key),
            _ => None,
        }
    }

    /// What a patch quotes of the value it replaces: 16 hex digits that depend on content alone.
    ///
    /// Guards against honest mistakes, not against forgery: who may write may also read.
    #[must_use]
    pub fn digest(&self) -> String {
        let mut state = Fnv(0xcbf2_9ce4_8422_2325);
        self.feed(&mut state);
        let mut text = String::with_capacity(16);
        for shift in (0..16).rev() {
            let nibble = (state.0 >> (shift * 4)) as u32 & 15;
            text.extend(char::from_digit(nibble, 16));
        }
        text
    }

    /// Every variant starts with a tag and states its length, so no two values feed the same bytes.
    fn feed(&self, state: &mut Fnv) {
        match self {
            Self::Null => state.write(b"n"),
            Self::Bool(flag) => state.write(&[b'b', u8::from(*flag)]),
            Self::Int(number) => {
                state.write(b"i");
                state.write(&number.to_le_bytes());
            }
            Self::Float(number) => {
                state.write(b"f");
                state.write(&number.to_bits().to_le_bytes());
            }
            Self::Text(text) => state.write_text(b"t", text),
            Self::List(items) => {
                state.write(b"l");
                state.write(&(items.len() as u64).to_le_bytes());
                items.iter().for_each(|item| item.feed(state));
            }
            Self::Map(entries) => {
                state.write(b"m");
                state.write(&(entries.len() as u64).to_le_bytes());
                for (key, entry) in entries {
                    state.write_text(b"k", key);
                    entry.feed(state);
                }
            }
        }
    }
}

/// FNV-1a, 64 bits.
struct Fnv(u64);

impl Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn write_text(&mut self, tag: &[u8], text: &str) {
        self.write(tag);
        self.write(&(text.len() as u64).to_le_bytes());
        self.write(text.as_bytes());
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(flag) => serializer.serialize_bool(*flag),
            Self::Int(number) => serializer.serialize_i64(*number),
            Self::Float(number) => serializer.serialize_f64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => items.serialize(serializer),
            Self::Map(entries) => entries.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

/// Beyond this, JavaScript cannot tell neighbouring integers apart.
const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an answer")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Value::deserialize(deserializer)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Int(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(i64::try_from(number).map_or(Value::Float(number as f64), Value::Int))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::text(text))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut entries = BTreeMap::new();
        while let Some((key, entry)) = map.next_entry()? {
            entries.insert(key, entry);
        }
        Ok(Value::Map(entries))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> Value {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn any_json_is_given_back_unchanged() {
        for text in [
            "null",
            "true",
            "-5",
            "1234567890",
            "0.5",
            "3.75050505050505e+84",
            r#""Hòa Minh""#,
            r#"[1,"a",null,{"x":[{}]}]"#,
            r#"{"sha":"00","w":1600}"#,
        ] {
            assert_eq!(serde_json::to_string(&json(text)).unwrap(), text);
        }
    }

    #[test]
    fn a_whole_number_from_javascript_is_an_integer() {
        assert_eq!(json("3750000.0"), Value::Int(3_750_000));
    }

    #[test]
    fn equal_values_have_equal_digests_whatever_the_order_of_keys() {
        assert_eq!(
            json(r#"{"a":1,"b":[2]}"#).digest(),
            json(r#"{"b":[2],"a":1}"#).digest()
        );
    }

    #[test]
    fn different_values_have_different_digests() {
        let values = [
            "null",
            "0",
            "1",
            "false",
            r#""""#,
            r#""0""#,
            "[]",
            "[[]]",
            "{}",
            "[0]",
            r#"["a","b"]"#,
            r#"["ab"]"#,
        ];
        let mut digests: Vec<_> = values.iter().map(|text| json(text).digest()).collect();
        digests.sort();
        digests.dedup();
        assert_eq!(digests.len(), values.len());
    }

    #[test]
    fn the_digest_is_frozen() {
        assert_eq!(Value::text("Thay 25 bóng đèn").digest().len(), 16);
        assert_eq!(Value::Null.digest(), "af63e34c8601f871");
    }
}
