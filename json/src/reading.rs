//! What becomes of a value that is not what its type expects: the two ways of reading.

use crate::de::Fields;
use core::cell::Cell;
use core::fmt::{self, Display};
use serde::de::{DeserializeSeed, Deserializer, Error, Visitor};
use serde::forward_to_deserialize_any;

/// A way of reading, which goes along with every value.
pub trait Reading: Copy {
    /// Why reading ends before its time.
    type Error: Error;

    /// A value does not fit: reading ends, or goes on with an empty one.
    fn unfit<T>(self, empty: T) -> Result<T, Self::Error>;

    /// There is `null` where something else was expected, or nothing.
    fn null<T>(self, empty: T) -> Result<T, Self::Error>;

    /// Reads a field; where it is missing, `None` lets its type say what stands for it.
    fn field<'de, T: DeserializeSeed<'de>>(
        fields: &mut Fields<'_, Self>,
        seed: T,
    ) -> Result<Option<T::Value>, Self::Error>;
}

/// Reads what anybody may have sent. The cell holds the field that was looked at last.
#[derive(Clone, Copy)]
pub struct Strict<'a>(pub &'a Cell<&'static str>);

/// Reads what our own server sent. Reading goes on to the end whatever comes, so that no type needs
/// code for giving up half-way and dropping what it has; the cell holds whether all was well.
#[derive(Clone, Copy)]
pub struct Trusting<'a>(pub &'a Cell<bool>);

/// Reading ends; what was wrong is known elsewhere.
#[derive(Debug)]
pub struct Unfit;

impl Reading for Strict<'_> {
    type Error = Unfit;

    fn unfit<T>(self, _: T) -> Result<T, Unfit> {
        Err(Unfit)
    }

    fn null<T>(self, _: T) -> Result<T, Unfit> {
        Err(Unfit)
    }

    fn field<'de, T: DeserializeSeed<'de>>(
        fields: &mut Fields<'_, Self>,
        seed: T,
    ) -> Result<Option<T::Value>, Unfit> {
        let (name, value) = fields.next();
        fields.reading.0.set(name);
        match value {
            Some(value) => seed.deserialize(value).map(Some),
            None => Ok(seed.deserialize(Missing).ok()),
        }
    }
}

impl Reading for Trusting<'_> {
    type Error = Never;

    #[inline(never)]
    fn unfit<T>(self, empty: T) -> Result<T, Never> {
        self.0.set(false);
        Ok(empty)
    }

    fn null<T>(self, empty: T) -> Result<T, Never> {
        Ok(empty)
    }

    #[expect(
        clippy::inline_always,
        reason = "the compiler sees then that there is always one more"
    )]
    #[inline(always)]
    fn field<'de, T: DeserializeSeed<'de>>(
        fields: &mut Fields<'_, Self>,
        seed: T,
    ) -> Result<Option<T::Value>, Never> {
        seed.deserialize(fields.next_or_null()).map(Some)
    }
}

/// A field that is not there: it may be one that is optional.
struct Missing;

impl<'de> Deserializer<'de> for Missing {
    type Error = Unfit;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Unfit> {
        Err(Unfit)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_none()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl Error for Unfit {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }
}

impl Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unfit")
    }
}

impl core::error::Error for Unfit {}

/// What does not happen: while a value is written, or read from whom we trust.
#[derive(Debug)]
pub enum Never {}

impl Error for Never {
    fn custom<T: Display>(_: T) -> Self {
        unreachable!("every value that is handed over is one of its type")
    }
}

impl Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl core::error::Error for Never {}
