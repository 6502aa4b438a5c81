//! From [`Json`] to a type. A record is handed over field by field in the order in which the type
//! declares them, so that no type needs code that tells its fields by name.

use super::{Broken, Json, parse::parse};
use core::fmt::Display;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, IntoDeserializer as _,
    SeqAccess, VariantAccess, Visitor, value::U32Deserializer,
};

/// Reads a value from its JSON.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Broken> {
    T::deserialize(parse(text)?)
}

impl Error for Broken {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }
}

/// The value of each wanted field; `None` for one that is missing.
struct Items(std::vec::IntoIter<Option<Json>>);

/// The variant's place among those of its type, and what it holds.
struct Variant(u32, Json);

impl Json {
    fn items(self) -> Result<Items, Broken> {
        let Self::List(items) = self else { return Err(Broken) };
        Ok(Items(items.into_iter().map(Some).collect::<Vec<_>>().into_iter()))
    }

    /// The fields in the order of `names`.
    #[inline(never)]
    fn fields(self, names: &[&str]) -> Result<Items, Broken> {
        let Self::Record(mut fields) = self else { return Err(Broken) };
        let mut value = |name: &&str| {
            let at = fields.iter().position(|(field, _)| field == name)?;
            Some(fields.swap_remove(at).1)
        };
        Ok(Items(names.iter().map(&mut value).collect::<Vec<_>>().into_iter()))
    }

    #[inline(never)]
    fn variant(self, names: &[&str]) -> Result<Variant, Broken> {
        let (name, value) = match self {
            Self::Text(name) => (name, Self::Null),
            Self::Record(mut fields) if fields.len() == 1 => fields.remove(0),
            _ => return Err(Broken),
        };
        let at = names.iter().position(|known| *known == name).ok_or(Broken)?;
        u32::try_from(at).map(|at| Variant(at, value)).map_err(|_| Broken)
    }
}

macro_rules! numbers {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Broken> {
            let Self::Number(number) = self else { return Err(Broken) };
            visitor.visit_i64(number)
        }
    )*};
}

macro_rules! unsupported {
    ($($method:ident($($of:ty),*))*) => {$(
        fn $method<V: Visitor<'de>>(self, $(_: $of,)* _: V) -> Result<V::Value, Broken> {
            Err(Broken)
        }
    )*};
}

impl<'de> Deserializer<'de> for Json {
    type Error = Broken;

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    unsupported! {
        deserialize_any() deserialize_f32() deserialize_f64() deserialize_char() deserialize_map()
        deserialize_bytes() deserialize_byte_buf() deserialize_identifier()
        deserialize_unit_struct(&'static str)
        deserialize_tuple_struct(&'static str, usize)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Broken> {
        let Self::Bool(value) = self else { return Err(Broken) };
        visitor.visit_bool(value)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Broken> {
        let Self::Text(text) = self else { return Err(Broken) };
        visitor.visit_str(&text)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Broken> {
        let Self::Text(text) = self else { return Err(Broken) };
        visitor.visit_string(text)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Broken> {
        if self == Self::Null { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Broken> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Broken> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Broken> {
        visitor.visit_seq(self.items()?)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Broken> {
        visitor.visit_seq(self.items()?)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Broken> {
        visitor.visit_seq(self.fields(names)?)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Broken> {
        visitor.visit_enum(self.variant(names)?)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Broken> {
        visitor.visit_unit()
    }
}

impl<'de> SeqAccess<'de> for Items {
    type Error = Broken;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Broken> {
        // A missing field and the end look the same here: the type then takes its default or fails.
        self.0.next().flatten().map(|item| seed.deserialize(item)).transpose()
    }
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Broken;
    type Variant = Json;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Json), Broken> {
        let place: U32Deserializer<Broken> = self.0.into_deserializer();
        Ok((seed.deserialize(place)?, self.1))
    }
}

impl<'de> VariantAccess<'de> for Json {
    type Error = Broken;

    fn unit_variant(self) -> Result<(), Broken> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Broken> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Broken> {
        visitor.visit_seq(self.items()?)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Broken> {
        visitor.visit_seq(self.fields(names)?)
    }
}
