//! Names of characters: which replica wrote them, and as its how-manieth.

use crate::order::sorted;

/// A replica: one open editor, for as long as it is open. Below 2^53, as scripts count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Client(pub u64);

/// A UTF-16 unit: the `clock`-th that its client has written, counted from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id {
    /// Who wrote it.
    pub client: Client,
    /// Its number among all that this client wrote.
    pub clock: u32,
}

impl Id {
    /// A name.
    pub const fn new(client: Client, clock: u32) -> Self {
        Self { client, clock }
    }

    pub(crate) const fn key(&self) -> (u64, u32) {
        (self.client.0, self.clock)
    }

    /// The name so many further on.
    #[must_use]
    pub const fn plus(self, units: u32) -> Self {
        Self { client: self.client, clock: self.clock.saturating_add(units) }
    }
}

/// Units that one client wrote one after the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first.
    pub start: Id,
    /// How many.
    pub len: u32,
}

impl Span {
    /// The clock after the last.
    pub const fn end(self) -> u32 {
        self.start.clock.saturating_add(self.len)
    }
}

/// Sorts clients; each once.
pub(crate) fn distinct(clients: impl Iterator<Item = Client>) -> Vec<Client> {
    let mut clients = sorted(clients.collect(), |client| (client.0, 0));
    clients.dedup();
    clients
}

/// Sorts spans and joins those that touch or overlap.
pub(crate) fn joined(spans: Vec<Span>) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    for span in sorted(spans, |span| span.start.key()) {
        match joined.last_mut() {
            Some(last)
                if last.start.client == span.start.client && span.start.clock <= last.end() =>
            {
                last.len = last.end().max(span.end()) - last.start.clock;
            }
            _ => joined.push(span),
        }
    }
    joined
}
