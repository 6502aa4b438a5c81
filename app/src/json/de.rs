//! From [`Json`] to a type. A record is handed over field by field in the order in which the type
//! declares them, so that no type needs code that tells its fields by name.
//!
//! Reading goes on to the end whatever comes: what does not fit is read as the emptiest value of
//! its type, and noted. No type needs code, then, for giving up half-way and dropping what it has.

use super::{Broken, Json, Never, parse::parse};
use core::cell::Cell;
use core::fmt::Display;
use muster_domain::chain::Digest;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, IntoDeserializer as _,
    SeqAccess, VariantAccess, Visitor, value::U32Deserializer,
};

/// Reads a value from its JSON.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Broken> {
    let broken = Cell::new(false);
    let value = Value { json: parse(text)?, broken: &broken };
    let Ok(value) = T::deserialize(value);
    if broken.get() { Err(Broken) } else { Ok(value) }
}

impl Error for Never {
    fn custom<T: Display>(_: T) -> Self {
        unreachable!("every value that is handed over is one of its type")
    }
}

/// A value to be read, and whether any so far was other than expected.
struct Value<'a> {
    json: Json,
    broken: &'a Cell<bool>,
}

/// The values of a list.
struct Items<'a> {
    items: std::vec::IntoIter<Json>,
    broken: &'a Cell<bool>,
}

/// The values of fields: `Null` for one that is missing, and so without an end.
struct Fields<'a>(Items<'a>);

/// The variant's place among those of its type, and what it holds.
struct Variant<'a>(u32, Value<'a>);

impl<'a> Value<'a> {
    /// Notes that this is not what was expected.
    #[inline(never)]
    fn is_broken(&self) {
        self.broken.set(true);
    }

    #[inline(never)]
    fn number<N: TryFrom<i64> + Default>(&self) -> N {
        let number =
            if let Json::Number(number) = self.json { number.try_into().ok() } else { None };
        number.unwrap_or_else(|| {
            self.is_broken();
            N::default()
        })
    }

    #[inline(never)]
    fn text(self) -> String {
        if let Json::Text(text) = self.json {
            return text;
        }
        self.is_broken();
        String::new()
    }

    #[inline(never)]
    fn items(self) -> Items<'a> {
        let items = match self.json {
            Json::List(items) => items,
            Json::Null => Vec::new(),
            _ => {
                self.is_broken();
                Vec::new()
            }
        };
        Items { items: items.into_iter(), broken: self.broken }
    }

    #[inline(never)]
    fn exactly(self, n: usize) -> Fields<'a> {
        let items = self.items();
        if items.items.len() != n {
            items.broken.set(true);
        }
        Fields(items)
    }

    /// The fields in the order of `names`.
    #[inline(never)]
    fn fields(self, names: &[&str]) -> Fields<'a> {
        let Value { json, broken } = self;
        let mut fields = if let Json::Record(fields) = json {
            fields
        } else {
            broken.set(true);
            Vec::new()
        };
        let mut value = |name: &&str| {
            let at = fields.iter().position(|(field, _)| field == name);
            at.map_or(Json::Null, |at| fields.swap_remove(at).1)
        };
        let items = names.iter().map(&mut value).collect::<Vec<_>>().into_iter();
        Fields(Items { items, broken })
    }

    #[inline(never)]
    fn variant(self, names: &[&str]) -> Variant<'a> {
        let Value { json, broken } = self;
        let (name, json) = match json {
            Json::Text(name) => (name, Json::Null),
            Json::Record(mut fields) if fields.len() == 1 => fields.remove(0),
            _ => (String::new(), Json::Null),
        };
        let at = names.iter().position(|known| *known == name);
        let at = at.and_then(|at| u32::try_from(at).ok()).unwrap_or_else(|| {
            broken.set(true);
            0
        });
        Variant(at, Value { json, broken })
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
            visitor.$visit(self.number())
        }
    )*};
}

macro_rules! unsupported {
    ($($method:ident($($of:ty),*))*) => {$(
        fn $method<V: Visitor<'de>>(self, $(_: $of,)* _: V) -> Result<V::Value, Never> {
            unreachable!("no type of the wire is one of these")
        }
    )*};
}

impl<'de> Deserializer<'de> for Value<'_> {
    type Error = Never;

    numbers! {
        deserialize_u32 visit_u32 deserialize_i64 visit_i64 deserialize_u64 visit_u64
    }

    unsupported! {
        deserialize_any() deserialize_f32() deserialize_f64() deserialize_char() deserialize_map()
        deserialize_i8() deserialize_i16() deserialize_i32() deserialize_u8() deserialize_u16()
        deserialize_byte_buf() deserialize_identifier()
        deserialize_unit_struct(&'static str)
        deserialize_tuple_struct(&'static str, usize)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        if !matches!(self.json, Json::Bool(_) | Json::Null) {
            self.is_broken();
        }
        visitor.visit_bool(self.json == Json::Bool(true))
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_string(self.text())
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_string(self.text())
    }

    /// The only bytes of the wire are digests, which come as hexadecimal text.
    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        let broken = self.broken;
        let text = self.text();
        if Digest::from_hex(&text).is_none() {
            broken.set(true);
            return visitor.visit_bytes(Digest::default().to_string().as_bytes());
        }
        visitor.visit_bytes(text.as_bytes())
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        if self.json == Json::Null { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_seq(self.items())
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, n: usize, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_seq(self.exactly(n))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_seq(self.fields(names))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_enum(self.variant(names))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_unit()
    }
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Never;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Never> {
        let Some(json) = self.items.next() else { return Ok(None) };
        seed.deserialize(Value { json, broken: self.broken }).map(Some)
    }
}

impl<'a> Fields<'a> {
    #[inline(never)]
    fn next(&mut self) -> Value<'a> {
        let json = self.0.items.next().unwrap_or(Json::Null);
        Value { json, broken: self.0.broken }
    }
}

impl<'de> SeqAccess<'de> for Fields<'_> {
    type Error = Never;

    #[expect(
        clippy::inline_always,
        reason = "the compiler sees then that there is always one more"
    )]
    #[inline(always)]
    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Never> {
        seed.deserialize(self.next()).map(Some)
    }
}

impl<'de, 'a> EnumAccess<'de> for Variant<'a> {
    type Error = Never;
    type Variant = Value<'a>;

    fn variant_seed<V: DeserializeSeed<'de>>(
        self,
        seed: V,
    ) -> Result<(V::Value, Value<'a>), Never> {
        let place: U32Deserializer<Never> = self.0.into_deserializer();
        Ok((seed.deserialize(place)?, self.1))
    }
}

impl<'de> VariantAccess<'de> for Value<'_> {
    type Error = Never;

    fn unit_variant(self) -> Result<(), Never> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Never> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, n: usize, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_seq(self.exactly(n))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_seq(self.fields(names))
    }
}
