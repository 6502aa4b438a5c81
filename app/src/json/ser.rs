//! From a type to its JSON. Only what commands and frames are made of; nothing here can fail.

use super::Never;
use serde::ser::{
    Error, Impossible, Serialize, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, SerializeTupleVariant, Serializer,
};
use std::fmt::{Display, Write as _};

/// The JSON of a value.
pub fn write<T: Serialize>(value: &T) -> String {
    let mut text = String::new();
    // The types of the wire have no floats, bytes or maps, which are all that could fail.
    let Ok(()) = value.serialize(Writer(&mut text));
    text
}

struct Writer<'a>(&'a mut String);

/// A list or record being written: whether something is in it already, and how it ends.
struct Open<'a> {
    text: &'a mut String,
    first: bool,
    close: &'static str,
}

impl Error for Never {
    fn custom<T: Display>(_: T) -> Self {
        unreachable!("no type of the wire refuses to be written")
    }
}

impl<'a> Writer<'a> {
    #[inline(never)]
    fn open(self, open: &str, close: &'static str) -> Open<'a> {
        self.0.push_str(open);
        Open { text: self.0, first: true, close }
    }

    /// A variant that holds something: a record of one field.
    #[inline(never)]
    fn variant(self, name: &str, open: &str, close: &'static str) -> Open<'a> {
        self.0.push('{');
        quote(self.0, name);
        self.0.push(':');
        self.open(open, close)
    }

    #[inline(never)]
    fn put(self, text: &str) {
        self.0.push_str(text);
    }
}

impl Open<'_> {
    #[inline(never)]
    fn name(&mut self, name: &str) {
        self.next();
        quote(self.text, name);
        self.text.push(':');
    }

    fn next(&mut self) {
        if !core::mem::take(&mut self.first) {
            self.text.push(',');
        }
    }
}

#[inline(never)]
fn quote(text: &mut String, value: &str) {
    text.push('"');
    for c in value.chars() {
        match c {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            '\u{8}' => text.push_str("\\b"),
            '\u{c}' => text.push_str("\\f"),
            c if c < ' ' => {
                let _ = write!(text, "\\u{:04x}", u32::from(c));
            }
            c => text.push(c),
        }
    }
    text.push('"');
}

macro_rules! numbers {
    ($($method:ident($kind:ty))*) => {$(
        fn $method(self, number: $kind) -> Result<(), Never> {
            self.serialize_i64(number.into())
        }
    )*};
}

impl<'a> Serializer for Writer<'a> {
    type Ok = ();
    type Error = Never;
    type SerializeSeq = Open<'a>;
    type SerializeTuple = Open<'a>;
    type SerializeTupleStruct = Impossible<(), Never>;
    type SerializeTupleVariant = Open<'a>;
    type SerializeMap = Impossible<(), Never>;
    type SerializeStruct = Open<'a>;
    type SerializeStructVariant = Open<'a>;

    numbers! {
        serialize_i8(i8) serialize_i16(i16) serialize_i32(i32)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32)
    }

    fn serialize_i64(self, number: i64) -> Result<(), Never> {
        let _ = write!(self.0, "{number}");
        Ok(())
    }

    fn serialize_u64(self, number: u64) -> Result<(), Never> {
        self.serialize_i64(number.cast_signed())
    }

    fn serialize_bool(self, value: bool) -> Result<(), Never> {
        self.put(if value { "true" } else { "false" });
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Result<(), Never> {
        quote(self.0, value);
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Never> {
        self.put("null");
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Never> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Never> {
        self.serialize_none()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Never> {
        self.serialize_none()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
    ) -> Result<(), Never> {
        self.serialize_str(name)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Never> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        value: &T,
    ) -> Result<(), Never> {
        let open = self.variant(name, "", "}");
        value.serialize(Writer(open.text))?;
        open.text.push_str(open.close);
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Open<'a>, Never> {
        Ok(self.open("[", "]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Open<'a>, Never> {
        Ok(self.open("[", "]"))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        _: usize,
    ) -> Result<Open<'a>, Never> {
        Ok(self.variant(name, "[", "]}"))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Open<'a>, Never> {
        Ok(self.open("{", "}"))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        _: usize,
    ) -> Result<Open<'a>, Never> {
        Ok(self.variant(name, "{", "}}"))
    }

    fn serialize_f32(self, _: f32) -> Result<(), Never> {
        unreachable!("no type of the wire is one of these")
    }

    fn serialize_f64(self, _: f64) -> Result<(), Never> {
        unreachable!("no type of the wire is one of these")
    }

    fn serialize_char(self, _: char) -> Result<(), Never> {
        unreachable!("no type of the wire is one of these")
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Never> {
        unreachable!("no type of the wire is one of these")
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<(), Never>, Never> {
        unreachable!("no type of the wire is one of these")
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Impossible<(), Never>, Never> {
        unreachable!("no type of the wire is one of these")
    }
}

macro_rules! lists {
    ($($kind:ident::$method:ident)*) => {$(
        impl $kind for Open<'_> {
            type Ok = ();
            type Error = Never;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
                self.next();
                value.serialize(Writer(self.text))
            }

            fn end(self) -> Result<(), Never> {
                self.text.push_str(self.close);
                Ok(())
            }
        }
    )*};
}

macro_rules! records {
    ($($kind:ident)*) => {$(
        impl $kind for Open<'_> {
            type Ok = ();
            type Error = Never;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), Never> {
                self.name(name);
                value.serialize(Writer(self.text))
            }

            fn end(self) -> Result<(), Never> {
                self.text.push_str(self.close);
                Ok(())
            }
        }
    )*};
}

lists! {
    SerializeSeq::serialize_element
    SerializeTuple::serialize_element
    SerializeTupleVariant::serialize_field
}
records! { SerializeStruct SerializeStructVariant }
