//! What has parts: each is written as it comes, with what stands between them.

use serde::Serialize;
use serde::ser;

use super::Writer;
use crate::json::JsonError;

/// After `[`.
pub(super) struct List<'a>(pub(super) &'a mut Writer);

impl List<'_> {
    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), JsonError> {
        self.0.comma();
        value.serialize(&mut *self.0)
    }

    fn close(self) -> Result<(), JsonError> {
        self.0.put("]")
    }
}

impl ser::SerializeSeq for List<'_> {
    type Ok = ();
    type Error = JsonError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), JsonError> {
        self.item(value)
    }

    fn end(self) -> Result<(), JsonError> {
        self.close()
    }
}

impl ser::SerializeTuple for List<'_> {
    type Ok = ();
    type Error = JsonError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), JsonError> {
        self.item(value)
    }

    fn end(self) -> Result<(), JsonError> {
        self.close()
    }
}

/// After `{`.
pub(super) struct Map<'a>(pub(super) &'a mut Writer);

impl ser::SerializeMap for Map<'_> {
    type Ok = ();
    type Error = JsonError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), JsonError> {
        self.0.key(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), JsonError> {
        value.serialize(&mut *self.0)
    }

    fn end(self) -> Result<(), JsonError> {
        self.0.put("}")
    }
}

impl ser::SerializeStruct for Map<'_> {
    type Ok = ();
    type Error = JsonError;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), JsonError> {
        self.0.key(key)?;
        value.serialize(&mut *self.0)
    }

    fn end(self) -> Result<(), JsonError> {
        self.0.put("}")
    }
}
