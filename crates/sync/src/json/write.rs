//! A type of ours to JSON text.

mod parts;

use serde::Serialize;
use serde::ser::{self, Impossible};

use self::parts::{List, Map};
use super::{JsonError, decimal};

pub(super) fn write<T: Serialize>(value: &T) -> Result<String, JsonError> {
    let mut writer = Writer {
        text: String::new(),
    };
    value.serialize(&mut writer)?;
    Ok(writer.text)
}

struct Writer {
    text: String,
}

impl Writer {
    fn put(&mut self, text: &str) -> Result<(), JsonError> {
        self.text.push_str(text);
        Ok(())
    }

    fn string(&mut self, string: &str) {
        self.text.push('"');
        for letter in string.chars() {
            match letter {
                '"' => self.text.push_str("\\\""),
                '\\' => self.text.push_str("\\\\"),
                '\n' => self.text.push_str("\\n"),
                '\r' => self.text.push_str("\\r"),
                '\t' => self.text.push_str("\\t"),
                '\u{8}' => self.text.push_str("\\b"),
                '\u{c}' => self.text.push_str("\\f"),
                control @ '\0'..'\u{20}' => {
                    self.text.push_str("\\u00");
                    for nibble in [control as u32 >> 4, control as u32 & 15] {
                        self.text.extend(char::from_digit(nibble, 16));
                    }
                }
                letter => self.text.push(letter),
            }
        }
        self.text.push('"');
    }

    /// Before an item, unless it is the first one after `[`, `{` or, in a map, a key's colon.
    fn comma(&mut self) {
        if !self.text.ends_with(['[', '{']) {
            self.text.push(',');
        }
    }

    /// Only texts can be keys.
    fn key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), JsonError> {
        self.comma();
        let start = self.text.len();
        key.serialize(&mut *self)?;
        let is_text = self
            .text
            .get(start..)
            .is_some_and(|key| key.starts_with('"'));
        self.text.push(':');
        is_text.then_some(()).ok_or(JsonError)
    }
}

impl<'a> ser::Serializer for &'a mut Writer {
    type Ok = ();
    type Error = JsonError;
    type SerializeSeq = List<'a>;
    type SerializeTuple = List<'a>;
    type SerializeTupleStruct = Impossible<(), JsonError>;
    type SerializeTupleVariant = Impossible<(), JsonError>;
    type SerializeMap = Map<'a>;
    type SerializeStruct = Map<'a>;
    type SerializeStructVariant = Impossible<(), JsonError>;

    fn serialize_bool(self, flag: bool) -> Result<(), JsonError> {
        self.put(if flag { "true" } else { "false" })
    }

    fn serialize_i8(self, number: i8) -> Result<(), JsonError> {
        self.serialize_i64(number.into())
    }

    fn serialize_i16(self, number: i16) -> Result<(), JsonError> {
        self.serialize_i64(number.into())
    }

    fn serialize_i32(self, number: i32) -> Result<(), JsonError> {
        self.serialize_i64(number.into())
    }

    fn serialize_i64(self, number: i64) -> Result<(), JsonError> {
        self.put(&number.to_string())
    }

    fn serialize_u8(self, number: u8) -> Result<(), JsonError> {
        self.serialize_i64(number.into())
    }

    fn serialize_u16(self, number: u16) -> Result<(), JsonError> {
        self.serialize_i64(number.into())
    }

    fn serialize_u32(self, number: u32) -> Result<(), JsonError> {
        self.serialize_i64(number.into())
    }

    fn serialize_u64(self, number: u64) -> Result<(), JsonError> {
        self.put(&number.to_string())
    }

    fn serialize_f32(self, number: f32) -> Result<(), JsonError> {
        self.serialize_f64(number.into())
    }

    fn serialize_f64(self, number: f64) -> Result<(), JsonError> {
        self.put(&decimal::print(number))
    }

    fn serialize_char(self, letter: char) -> Result<(), JsonError> {
        self.serialize_str(letter.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, text: &str) -> Result<(), JsonError> {
        self.string(text);
        Ok(())
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<(), JsonError> {
        bytes.serialize(self)
    }

    fn serialize_none(self) -> Result<(), JsonError> {
        self.put("null")
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), JsonError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), JsonError> {
        self.put("null")
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), JsonError> {
        self.put("null")
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), JsonError> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), JsonError> {
        value.serialize(self)
    }

    /// Enums of ours have no contents on the wire.
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), JsonError> {
        Err(JsonError)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List<'a>, JsonError> {
        self.text.push('[');
        Ok(List(self))
    }

    fn serialize_tuple(self, _: usize) -> Result<List<'a>, JsonError> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<(), JsonError>, JsonError> {
        Err(JsonError)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<(), JsonError>, JsonError> {
        Err(JsonError)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Map<'a>, JsonError> {
        self.text.push('{');
        Ok(Map(self))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Map<'a>, JsonError> {
        self.serialize_map(None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<(), JsonError>, JsonError> {
        Err(JsonError)
    }
}
