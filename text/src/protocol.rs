//! The messages in which replicas talk, framed as `y-protocols` and `y-websocket` frame them, so
//! that a stock client of Yjs can join. What is in them is read by others.

use crate::codec::{Reader, put, put_bytes};
use crate::refused::Refused;

const SYNC: u64 = 0;
const AWARENESS: u64 = 1;
const AUTH: u64 = 2;
const QUERY_AWARENESS: u64 = 3;

const SYNC_ASK: u64 = 0;
const SYNC_ANSWER: u64 = 1;
const SYNC_UPDATE: u64 = 2;

const AUTH_DENIED: u64 = 0;

/// One message. It borrows from the frame that it was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Message<'a> {
    /// "Here is my state vector; what do I lack?" Answered by [`Message::SyncStep2`].
    SyncStep1(&'a [u8]),
    /// "This is what you lack", an update.
    SyncStep2(&'a [u8]),
    /// "This was just written", an update.
    Update(&'a [u8]),
    /// Who is here and where, for [`crate::Awareness`].
    Awareness(&'a [u8]),
    /// "Who is here?"
    QueryAwareness,
    /// "You may not", with the reason.
    Denied(&'a str),
}

impl<'a> Message<'a> {
    /// Reads a frame, which holds one message.
    ///
    /// # Errors
    ///
    /// Where it is none of these messages, or goes on after its end.
    pub fn read(frame: &'a [u8]) -> Result<Self, Refused> {
        let mut reader = Reader::new(frame);
        let message = match reader.number()? {
            SYNC => match reader.number()? {
                SYNC_ASK => Self::SyncStep1(reader.bytes()?),
                SYNC_ANSWER => Self::SyncStep2(reader.bytes()?),
                SYNC_UPDATE => Self::Update(reader.bytes()?),
                _ => return Err(Refused::Message),
            },
            AWARENESS => Self::Awareness(reader.bytes()?),
            AUTH if reader.number()? == AUTH_DENIED => Self::Denied(reader.text()?),
            QUERY_AWARENESS => Self::QueryAwareness,
            _ => return Err(Refused::Message),
        };
        reader.end()?;
        Ok(message)
    }

    /// Writes it as a frame.
    pub fn write(&self) -> Vec<u8> {
        let (kinds, body): (&[u64], Option<&[u8]>) = match self {
            Self::SyncStep1(state_vector) => (&[SYNC, SYNC_ASK], Some(state_vector)),
            Self::SyncStep2(update) => (&[SYNC, SYNC_ANSWER], Some(update)),
            Self::Update(update) => (&[SYNC, SYNC_UPDATE], Some(update)),
            Self::Awareness(update) => (&[AWARENESS], Some(update)),
            Self::QueryAwareness => (&[QUERY_AWARENESS], None),
            Self::Denied(reason) => (&[AUTH, AUTH_DENIED], Some(reason.as_bytes())),
        };
        let mut out = Vec::new();
        for kind in kinds {
            put(&mut out, *kind);
        }
        if let Some(body) = body {
            put_bytes(&mut out, body);
        }
        out
    }
}
