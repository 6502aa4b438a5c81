//! From [`Json`] to a type. A record is handed over field by field in the order in which the type
//! declares them, so that no type needs code that tells its fields by name.

use crate::reading::{Reading, Strict, Trusting};
use crate::{Broken, Json, Unexpected, parse::parse};
use core::cell::Cell;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, IntoDeserializer as _,
    SeqAccess, VariantAccess, Visitor, value::U32Deserializer,
};
use std::borrow::Cow;
use std::vec;

/// Reads a value that anybody may have sent.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Unexpected> {
    let field = Cell::new("");
    let json = parse(text).map_err(|_| Unexpected { field: "" })?;
    let value = T::deserialize(Value { json, reading: Strict(&field) });
    value.map_err(|_| Unexpected { field: field.get() })
}

/// Reads a value that our own server sent. Of other texts, it may take some that are not quite what
/// the type expects: missing values are empty ones.
pub fn read_trusted<T: DeserializeOwned>(text: &str) -> Result<T, Broken> {
    let well = Cell::new(true);
    let value = Value { json: parse(text)?, reading: Trusting(&well) };
    let Ok(value) = T::deserialize(value);
    if well.get() { Ok(value) } else { Err(Broken) }
}

/// Digits of a digest, SHA-256 in hexadecimal.
const DIGEST: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// A value to be read.
pub struct Value<'a, R> {
    pub json: Json<'a>,
    pub reading: R,
}

/// The values of a list.
struct Items<'a, R> {
    items: vec::IntoIter<Json<'a>>,
    reading: R,
}

/// The names of fields and their values, `None` for one that is missing.
pub struct Fields<'a, R> {
    fields: vec::IntoIter<(&'static str, Option<Json<'a>>)>,
    pub reading: R,
}

/// The variant's place among those of its type, and what it holds.
struct Variant<'a, R>(u32, Value<'a, R>);

impl<'a, R: Reading> Value<'a, R> {
    const fn is_null(&self) -> bool {
        matches!(self.json, Json::Null)
    }

    #[inline(never)]
    fn nothing(self) -> Result<(), R::Error> {
        if self.is_null() { Ok(()) } else { self.reading.unfit(()) }
    }

    #[inline(never)]
    fn bool(self) -> Result<bool, R::Error> {
        match self.json {
            Json::Bool(value) => Ok(value),
            Json::Null => self.reading.null(false),
            _ => self.reading.unfit(false),
        }
    }

    #[inline(never)]
    fn number<N: TryFrom<i64> + Default>(&self) -> Result<N, R::Error> {
        let number = self.json.whole_number().and_then(|number| number.try_into().ok());
        number.map_or_else(|| self.reading.unfit(N::default()), Ok)
    }

    fn real_number(&self) -> Result<f64, R::Error> {
        let number = if let Json::Number(text) = self.json { text.parse().ok() } else { None };
        number.map_or_else(|| self.reading.unfit(0.0), Ok)
    }

    #[inline(never)]
    fn text(self) -> Result<String, R::Error> {
        if let Json::Text(text) = self.json {
            return Ok(text.into_owned());
        }
        self.reading.unfit(String::new())
    }

    #[inline(never)]
    fn digest(self) -> Result<Cow<'a, str>, R::Error> {
        match self.json {
            Json::Text(text)
                if text.len() == DIGEST.len() && text.bytes().all(|b| b.is_ascii_hexdigit()) =>
            {
                Ok(text)
            }
            _ => self.reading.unfit(Cow::Borrowed(DIGEST)),
        }
    }

    #[inline(never)]
    fn items(self) -> Result<Items<'a, R>, R::Error> {
        let items = match self.json {
            Json::List(items) => items,
            Json::Null => self.reading.null(Vec::new())?,
            _ => self.reading.unfit(Vec::new())?,
        };
        Ok(Items { items: items.into_iter(), reading: self.reading })
    }

    #[inline(never)]
    fn exactly(self, n: usize) -> Result<Fields<'a, R>, R::Error> {
        let Items { items, reading } = self.items()?;
        if items.len() != n {
            reading.unfit(())?;
        }
        let fields: Vec<_> = items.map(|item| ("", Some(item))).collect();
        Ok(Fields { fields: fields.into_iter(), reading })
    }

    /// The fields in the order of `names`. Others may be there; one that is known comes once.
    #[inline(never)]
    fn fields(self, names: &'static [&'static str]) -> Result<Fields<'a, R>, R::Error> {
        let Value { json, reading } = self;
        let record =
            if let Json::Record(fields) = json { fields } else { reading.unfit(Vec::new())? };
        let mut fields: Vec<_> = names.iter().map(|name| (*name, None)).collect();
        for (name, value) in record {
            if let Some((_, place)) = fields.iter_mut().find(|(known, _)| *known == name)
                && place.replace(value).is_some()
            {
                reading.unfit(())?;
            }
        }
        Ok(Fields { fields: fields.into_iter(), reading })
    }

    #[inline(never)]
    fn variant(self, names: &[&str]) -> Result<Variant<'a, R>, R::Error> {
        let Value { json, reading } = self;
        let (name, json) = match json {
            Json::Text(name) => (name, Json::Null),
            Json::Record(mut fields) if fields.len() == 1 => fields.remove(0),
            _ => (Cow::Borrowed(""), Json::Null),
        };
        let at = names.iter().position(|known| *known == name);
        let at = at.and_then(|at| u32::try_from(at).ok());
        let at = at.map_or_else(|| reading.unfit(0), Ok)?;
        Ok(Variant(at, Value { json, reading }))
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, R::Error> {
            visitor.$visit(self.number()?)
        }
    )*};
}

macro_rules! unsupported {
    ($($method:ident($($of:ty),*))*) => {$(
        fn $method<V: Visitor<'de>>(self, $(_: $of,)* _: V) -> Result<V::Value, R::Error> {
            Err(Error::custom("no type of the wire is one of these"))
        }
    )*};
}

impl<'de, R: Reading> Deserializer<'de> for Value<'_, R> {
    type Error = R::Error;

    numbers! {
        deserialize_i8 visit_i8 deserialize_i16 visit_i16 deserialize_i32 visit_i32
        deserialize_i64 visit_i64 deserialize_u8 visit_u8 deserialize_u16 visit_u16
        deserialize_u32 visit_u32 deserialize_u64 visit_u64
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, R::Error> {
        visitor.visit_f64(self.real_number()?)
    }

    unsupported! {
        deserialize_any() deserialize_f32() deserialize_char() deserialize_map()
        deserialize_byte_buf() deserialize_identifier()
        deserialize_unit_struct(&'static str)
        deserialize_tuple_struct(&'static str, usize)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, R::Error> {
        visitor.visit_bool(self.bool()?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, R::Error> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, R::Error> {
        visitor.visit_string(self.text()?)
    }

    /// The only bytes of the wire are digests.
    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, R::Error> {
        visitor.visit_bytes(self.digest()?.as_bytes())
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, R::Error> {
        if self.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, R::Error> {
        self.nothing()?;
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, R::Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, R::Error> {
        visitor.visit_seq(self.items()?)
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        n: usize,
        visitor: V,
    ) -> Result<V::Value, R::Error> {
        visitor.visit_seq(self.exactly(n)?)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, R::Error> {
        visitor.visit_seq(self.fields(names)?)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, R::Error> {
        visitor.visit_enum(self.variant(names)?)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, R::Error> {
        visitor.visit_unit()
    }
}

impl<'de, R: Reading> SeqAccess<'de> for Items<'_, R> {
    type Error = R::Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, R::Error> {
        let Some(json) = self.items.next() else { return Ok(None) };
        seed.deserialize(Value { json, reading: self.reading }).map(Some)
    }
}

impl<'a, R: Reading> Fields<'a, R> {
    /// The next field's name, and its value if it is there.
    #[inline(never)]
    pub fn next(&mut self) -> (&'static str, Option<Value<'a, R>>) {
        let (name, value) = self.fields.next().unwrap_or_default();
        (name, value.map(|json| Value { json, reading: self.reading }))
    }

    /// The next field's value; `null` if it is not there.
    #[inline(never)]
    pub fn next_or_null(&mut self) -> Value<'a, R> {
        let json = self.fields.next().and_then(|(_, value)| value).unwrap_or(Json::Null);
        Value { json, reading: self.reading }
    }
}

impl<'de, R: Reading> SeqAccess<'de> for Fields<'_, R> {
    type Error = R::Error;

    #[expect(clippy::inline_always, reason = "as in `Reading::field`")]
    #[inline(always)]
    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, R::Error> {
        R::field(self, seed)
    }
}

impl<'de, 'a, R: Reading> EnumAccess<'de> for Variant<'a, R> {
    type Error = R::Error;
    type Variant = Value<'a, R>;

    fn variant_seed<V: DeserializeSeed<'de>>(
        self,
        seed: V,
    ) -> Result<(V::Value, Value<'a, R>), R::Error> {
        let place: U32Deserializer<R::Error> = self.0.into_deserializer();
        Ok((seed.deserialize(place)?, self.1))
    }
}

impl<'de, R: Reading> VariantAccess<'de> for Value<'_, R> {
    type Error = R::Error;

    fn unit_variant(self) -> Result<(), R::Error> {
        self.nothing()
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, R::Error> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, n: usize, visitor: V) -> Result<V::Value, R::Error> {
        visitor.visit_seq(self.exactly(n)?)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, R::Error> {
        visitor.visit_seq(self.fields(names)?)
    }
}
