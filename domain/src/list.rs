//! Finding things by identity in small ordered lists.
//!
//! An incident holds tens of things of each kind, so a scan is fast; and a `Vec` costs a fraction
//! of a map's code in the app's download.

/// A thing with an identity inside its list.
pub trait Keyed {
    /// The identity.
    type Key: PartialEq + Copy;

    /// This thing's identity.
    fn key(&self) -> Self::Key;
}

/// The thing with this identity.
pub fn find<T: Keyed>(list: &[T], key: T::Key) -> Option<&T> {
    list.iter().find(|item| item.key() == key)
}

/// The thing with this identity, to change it.
pub fn find_mut<T: Keyed>(list: &mut [T], key: T::Key) -> Option<&mut T> {
    list.iter_mut().find(|item| item.key() == key)
}

/// Declares which field identifies a type.
macro_rules! keyed {
    ($($kind:ty => $field:ident : $key:ty),* $(,)?) => {$(
        impl $crate::list::Keyed for $kind {
            type Key = $key;
            fn key(&self) -> $key { self.$field }
        }
    )*};
}
pub(crate) use keyed;
