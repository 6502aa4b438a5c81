//! A map from clients to something, as a sorted list: there are few clients, and a tree of a
//! general library would weigh more than the rest of the engine.

use crate::id::Client;
use crate::order::sorted;

/// The map.
#[derive(Clone, Debug)]
pub(crate) struct ByClient<T>(Vec<(Client, T)>);

impl<T> Default for ByClient<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> ByClient<T> {
    fn place(&self, client: Client) -> Result<usize, usize> {
        self.0.binary_search_by_key(&client, |(known, _)| *known)
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn get(&self, client: Client) -> Option<&T> {
        self.0.get(self.place(client).ok()?).map(|(_, value)| value)
    }

    pub fn get_mut(&mut self, client: Client) -> Option<&mut T> {
        let place = self.place(client).ok()?;
        self.0.get_mut(place).map(|(_, value)| value)
    }

    /// Changes the value, which is made if it is not there yet.
    pub fn with<R>(&mut self, client: Client, change: impl FnOnce(&mut T) -> R) -> R
    where
        T: Default,
    {
        if let Some(value) = self.get_mut(client) {
            return change(value);
        }
        let place = self.place(client).unwrap_or_else(|place| place);
        let mut value = T::default();
        let answer = change(&mut value);
        self.0.insert(place, (client, value));
        answer
    }

    /// A map of pairs in any order. Putting them in one by one would take the square of their
    /// number, and who sends them chooses the order.
    pub fn of(pairs: Vec<(Client, T)>, join: impl Fn(&mut T, T)) -> Self {
        let mut map: Vec<(Client, T)> = Vec::new();
        for (client, value) in sorted(pairs, |(client, _)| (client.0, 0)) {
            match map.last_mut() {
                Some((last, first)) if *last == client => join(first, value),
                _ => map.push((client, value)),
            }
        }
        Self(map)
    }

    pub fn retain(&mut self, keep: impl Fn(Client, &T) -> bool) {
        self.0.retain(|(client, value)| keep(*client, value));
    }

    /// By growing client.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Client, &T)> {
        self.0.iter().map(|(client, value)| (*client, value))
    }

    /// The same, to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (Client, &mut T)> {
        self.0.iter_mut().map(|(client, value)| (*client, value))
    }

    /// All values.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.0.iter().map(|(_, value)| value)
    }

    /// All of it, by growing client.
    pub fn into_iter(self) -> impl Iterator<Item = (Client, T)> {
        self.0.into_iter()
    }
}
