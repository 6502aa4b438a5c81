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

/// Sorts a small list by a key; equals keep their order. By insertion: the standard library's sorts
/// are faster on long lists, and each use of one costs the app's download 3 kB.
pub fn sort_by_key<T, K: Ord>(list: &mut [T], key: impl Fn(&T) -> K) {
    for end in 1..list.len() {
        let place = |list: &[T]| {
            let new = list.get(end).map(&key);
            list.iter().take(end).rposition(|item| Some(key(item)) <= new)
        };
        let start = place(list).map_or(0, |before| before + 1);
        if let Some(part) = list.get_mut(start..=end) {
            part.rotate_right(1);
        }
    }
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

#[cfg(test)]
mod tests {
    use super::sort_by_key;

    #[test]
    fn a_list_is_sorted_and_equals_keep_their_order() {
        let mut list = [(2, 'a'), (1, 'b'), (2, 'c'), (0, 'd'), (1, 'e')];
        sort_by_key(&mut list, |(key, _)| *key);
        assert_eq!(list, [(0, 'd'), (1, 'b'), (1, 'e'), (2, 'a'), (2, 'c')]);
        sort_by_key(&mut [] as &mut [u8], |key| *key);
    }
}
