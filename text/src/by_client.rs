//! A map from clients to something, as a sorted list: there are few clients, and a tree of a
//! general library would weigh more than the rest of the engine.

use crate::id::Client;

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

    /// The value, made if it is not there yet.
    pub fn entry(&mut self, client: Client) -> &mut T
    where
        T: Default,
    {
        let place = match self.place(client) {
            Ok(place) => place,
            Err(place) => {
                self.0.insert(place, (client, T::default()));
                place
            }
        };
        // Found or just put there; the slice has at least this one.
        match self.0.get_mut(place) {
            Some((_, value)) => value,
            None => unreachable!("an entry is where it was put"),
        }
    }

    /// By growing client.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Client, &T)> {
        self.0.iter().map(|(client, value)| (*client, value))
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
