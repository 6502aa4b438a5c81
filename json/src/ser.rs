//! From a type to its JSON. Whatever serde knows can be written; nothing here can fail.

use crate::{Json, reading::Never};
use serde::ser::{
    Error, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, SerializeTupleStruct, SerializeTupleVariant, Serializer,
};
use std::fmt::{Display, Write as _};

/// The JSON of a value.
pub fn write<T: Serialize + ?Sized>(value: &T) -> String {
    let mut text = String::new();
    let Ok(()) = value.serialize(Writer(&mut text));
    text
}

impl Json<'_> {
    /// The value as text.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        self.put(&mut text);
        text
    }

    fn put(&self, text: &mut String) {
        match self {
            Self::Null => text.push_str("null"),
            Self::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
            Self::Number(number) => text.push_str(number),
            Self::Text(value) => quote(text, value),
            Self::List(items) => {
                let mut list = Writer(text).open("[", "]");
                for item in items {
                    list.next();
                    item.put(list.text);
                }
                list.text.push_str(list.close);
            }
            Self::Record(fields) => {
                let mut record = Writer(text).open("{", "}");
                for (name, value) in fields {
                    record.name(name);
                    value.put(record.text);
                }
                record.text.push_str(record.close);
            }
        }
    }
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
        unreachable!("no type of ours refuses to be written")
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
    type SerializeTupleStruct = Open<'a>;
    type SerializeTupleVariant = Open<'a>;
    type SerializeMap = Open<'a>;
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
        let _ = write!(self.0, "{number}");
        Ok(())
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

    fn serialize_f32(self, number: f32) -> Result<(), Never> {
        self.serialize_f64(number.into())
    }

    /// JSON has no word for what is no number.
    fn serialize_f64(self, number: f64) -> Result<(), Never> {
        if number.is_finite() {
            let _ = write!(self.0, "{number}");
            return Ok(());
        }
        self.serialize_none()
    }

    fn serialize_char(self, value: char) -> Result<(), Never> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<(), Never> {
        self.collect_seq(bytes)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Open<'a>, Never> {
        Ok(self.open("[", "]"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Open<'a>, Never> {
        Ok(self.open("{", "}"))
    }
}

/// Names of fields are texts; what is none is put in quotes.
impl SerializeMap for Open<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Never> {
        let mut name = String::new();
        key.serialize(Writer(&mut name))?;
        if name.starts_with('"') {
            self.next();
            self.text.push_str(&name);
            self.text.push(':');
        } else {
            self.name(&name);
        }
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        value.serialize(Writer(self.text))
    }

    fn end(self) -> Result<(), Never> {
        self.text.push_str(self.close);
        Ok(())
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
    SerializeTupleStruct::serialize_field
    SerializeTupleVariant::serialize_field
}
records! { SerializeStruct SerializeStructVariant }
