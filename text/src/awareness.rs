//! Who is here and where: for each client a state, which is JSON that only applications read.
//!
//! The rules are those of `y-protocols/awareness.js`: a larger clock wins; the state `null` means
//! that the client has left; nobody can make another leave that is still here. It knows no time:
//! whoever holds it says when a client has been silent for too long.

use crate::by_client::ByClient;
use crate::codec::{CLIENT_MAX, Reader, put, put_bytes, put_len};
use crate::id::{Client, distinct};
use crate::refused::Refused;

/// How a client says that it has left.
const LEFT: &str = "null";

/// Bounds of what others may make an [`Awareness`] hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AwarenessLimits {
    /// Clients that are remembered, those that have left included.
    pub clients: usize,
    /// Bytes of the JSON of one state.
    pub state_bytes: usize,
}

impl AwarenessLimits {
    /// What a room takes: 256 kB at most.
    pub const ROOM: Self = Self { clients: 256, state_bytes: 1024 };
}

/// What an update has changed. Each client is in one of the lists at most once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AwarenessChange {
    /// Who has come.
    pub added: Vec<Client>,
    /// Who was here and has said something; oneself, where somebody else had said one had left: it
    /// is for oneself then to say that one has not, with [`Awareness::encode`].
    pub updated: Vec<Client>,
    /// Who has left.
    pub removed: Vec<Client>,
}

#[derive(Clone, Debug, Default)]
struct Known {
    clock: u64,
    state: Option<String>,
}

/// One replica of the knowledge of who is here.
#[derive(Clone, Debug, Default)]
pub struct Awareness {
    client: Client,
    known: ByClient<Known>,
}

impl Awareness {
    /// Nobody is here yet, oneself included.
    pub fn new(client: Client) -> Self {
        Self { client, known: ByClient::default() }
    }

    /// Everybody who is here, with their states.
    pub fn states(&self) -> impl Iterator<Item = (Client, &str)> {
        self.known.iter().filter_map(|(client, known)| Some((client, known.state.as_deref()?)))
    }

    /// The state of a client that is here.
    pub fn state(&self, client: Client) -> Option<&str> {
        self.known.get(client)?.state.as_deref()
    }

    /// Sets one's own state, or says that one leaves. The same state again says that one is still
    /// here, which the others want to hear every 30 seconds.
    pub fn set_local(&mut self, state: Option<&str>) {
        self.known.with(self.client, |own| {
            // Clients that nobody knows are at 0, so that the first word must be at 1.
            own.clock = after(own.clock);
            own.state = state.map(str::to_string);
        });
    }

    /// Says of clients that they have left; which of them were here. Send [`Awareness::encode`] of
    /// these, so that the others know.
    pub fn remove(&mut self, clients: &[Client]) -> Vec<Client> {
        let mut removed = Vec::new();
        for client in clients {
            let Some(known) = self.known.get_mut(*client) else { continue };
            if known.state.take().is_some() {
                if *client == self.client {
                    known.clock = after(known.clock);
                }
                removed.push(*client);
            }
        }
        removed
    }

    /// What is known of these clients, as an update for others. Clients that never said anything
    /// are left out.
    pub fn encode(&self, clients: &[Client]) -> Vec<u8> {
        let known = clients.iter().filter_map(|client| Some((*client, self.known.get(*client)?)));
        let known: Vec<_> = known.collect();
        let mut out = Vec::new();
        put_len(&mut out, known.len());
        for (client, known) in known {
            put(&mut out, client.0);
            put(&mut out, known.clock);
            put_bytes(&mut out, known.state.as_deref().unwrap_or(LEFT).as_bytes());
        }
        out
    }

    /// Everybody who is here, as an update for somebody who has just come.
    pub fn encode_all(&self) -> Vec<u8> {
        let here: Vec<Client> = self.states().map(|(client, _)| client).collect();
        self.encode(&here)
    }

    /// Whom an update speaks of, each with the state that it gives, nothing for those who have
    /// left: so that a server can see whether its sender may say so.
    ///
    /// # Errors
    ///
    /// Where it is not such an update, or goes over a bound.
    pub fn read<'a>(
        update: &'a [u8],
        limits: &AwarenessLimits,
    ) -> Result<Vec<(Client, Option<&'a str>)>, Refused> {
        let said = read(update, limits)?;
        Ok(said.into_iter().map(|(client, _, state)| (client, state)).collect())
    }

    /// Takes in an update: all of it, or, where it is refused, nothing.
    ///
    /// # Errors
    ///
    /// Where it is not such an update, or goes over a bound.
    pub fn apply(
        &mut self,
        update: &[u8],
        limits: &AwarenessLimits,
    ) -> Result<AwarenessChange, Refused> {
        let said = read(update, limits)?;
        self.make_room(&said, limits)?;
        let mut changes = ByClient::default();
        for (client, clock, state) in said {
            let (own, mut clock) = (client == self.client, clock);
            let known = self.known.get(client);
            let (last, was_here) = known.map_or((0, false), |it| (it.clock, it.state.is_some()));
            if clock < last || clock == last && (state.is_some() || !was_here) {
                continue;
            }
            let keeps = state.is_none() && own && was_here;
            if keeps {
                clock = after(clock);
            }
            self.known.with(client, |known| {
                known.clock = clock;
                if !keeps {
                    known.state = state.map(str::to_string);
                }
            });
            changes.with(client, |before: &mut Option<bool>| {
                before.get_or_insert(was_here);
            });
        }
        Ok(self.told(&changes))
    }

    fn told(&self, changes: &ByClient<Option<bool>>) -> AwarenessChange {
        let mut told = AwarenessChange::default();
        for (client, was_here) in changes.iter() {
            match (was_here.unwrap_or_default(), self.state(client).is_some()) {
                (false, true) => told.added.push(client),
                (true, true) => told.updated.push(client),
                (true, false) => told.removed.push(client),
                (false, false) => {}
            }
        }
        told
    }

    /// Forgets those who have left where otherwise too many would be known.
    fn make_room(&mut self, said: &[Said<'_>], limits: &AwarenessLimits) -> Result<(), Refused> {
        let spoken_of = said.iter().map(|(client, ..)| *client);
        let new = distinct(spoken_of.filter(|client| self.known.get(*client).is_none()));
        if self.known.len() + new.len() <= limits.clients {
            return Ok(());
        }
        if self.states().count() + new.len() > limits.clients {
            return Err(Refused::TooManyClients);
        }
        let own = self.client;
        self.known.retain(|client, known| client == own || known.state.is_some());
        Ok(())
    }
}

/// A client, its clock and its state.
type Said<'a> = (Client, u64, Option<&'a str>);

fn read<'a>(update: &'a [u8], limits: &AwarenessLimits) -> Result<Vec<Said<'a>>, Refused> {
    let mut reader = Reader::new(update);
    let mut said = Vec::new();
    for _ in 0..reader.number()? {
        let (client, clock, state) = (reader.client()?, reader.number()?, reader.text()?);
        if state.len() > limits.state_bytes {
            return Err(Refused::StateTooLarge);
        }
        if said.len() >= limits.clients {
            return Err(Refused::TooManyClients);
        }
        said.push((client, clock, Some(state).filter(|state| state.trim() != LEFT)));
    }
    reader.end()?;
    Ok(said)
}

fn after(clock: u64) -> u64 {
    clock.saturating_add(1).min(CLIENT_MAX)
}
