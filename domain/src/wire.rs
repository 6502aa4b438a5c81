//! Frames of the incident's socket (`docs/PROTOCOL.md`): JSON in text frames. Binary frames carry
//! documents: a message's number and a message of y-protocols, which `muster-text` reads.

use crate::command::Command;
use crate::diff::Piece;
use crate::event::Recorded;
use crate::ids::{CommandId, MessageId, PersonId, Seq};
use crate::incident::Incident;
use crate::organisation::Organisation;
use crate::refusal::Refusal;
use crate::time::Timestamp;
use crate::viewer::Clearance;
use serde::{Deserialize, Serialize};

/// The language of the frames; counts up when an old app could not understand a new server.
pub const VERSION: u32 = 1;

/// From a client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientFrame {
    /// First frame: what the client has already, 0 for nothing.
    Hello {
        /// [`VERSION`] of the client.
        version: u32,
        /// Last entry it has.
        since: Seq,
    },
    /// Asks for something.
    Command {
        /// Made by the client.
        id: CommandId,
        /// What.
        command: Command,
    },
}

/// From the room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServerFrame {
    /// Answers `Hello`, and comes again when the viewer's clearance changes (decision 22).
    Welcome(Box<Welcome>),
    /// Something happened.
    Event(Box<Recorded>),
    /// A command was taken; its events came before this frame.
    Accepted {
        /// Whose answer it is.
        id: CommandId,
        /// The last entry it wrote.
        seq: Seq,
    },
    /// A command was not taken; nothing has changed.
    Refused(Box<Refused>),
    /// Who has this incident open now.
    Online {
        /// People with an open socket.
        people: Vec<PersonId>,
    },
    /// The organisation's facts changed.
    Organisation(Box<Organisation>),
    /// Who writes in a message's document under which client, so that everybody sees whose words
    /// are whose (R90).
    Writers {
        /// Whose text.
        message: MessageId,
        /// All of them, or a new one.
        writers: Vec<Writer>,
    },
    /// The oldest typing of this socket that was not answered yet is not taken; the document is as
    /// it was.
    TypingRefused {
        /// Into which message.
        message: MessageId,
        /// Why.
        refusal: Refusal,
        /// The same in a sentence.
        sentence: String,
    },
    /// The frame could not be understood; the socket stays usable.
    Unreadable {
        /// What is wrong with it.
        reason: String,
    },
}

/// Whose editor a client is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Writer {
    /// The client, below 2^53.
    pub client: u64,
    /// Whose.
    pub person: PersonId,
}

/// The state of an incident as this viewer may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Welcome {
    /// [`VERSION`] of the server.
    pub version: u32,
    /// The server's clock, against which a client with a wrong one corrects itself.
    pub now: Timestamp,
    /// Who the server takes the client for.
    pub person: Option<PersonId>,
    /// What this viewer may see.
    pub clearance: Clearance,
    /// The organisation's facts; left out where the client has them.
    pub organisation: Option<Organisation>,
    /// State or the events after the client's.
    pub incident: CatchUp,
    /// People with an open socket.
    pub online: Vec<PersonId>,
}

/// What brings a client up to date: whichever is shorter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CatchUp {
    /// The whole state.
    State(Box<Incident>),
    /// The events after the ones the client has.
    Events(Vec<Recorded>),
}

/// A refused command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// Whose answer it is.
    pub id: CommandId,
    /// Why.
    pub refusal: Refusal,
    /// The same in a sentence, for programs and logs.
    pub sentence: String,
    /// For a text that changed meanwhile: from the text the sender knew to the present one (R89).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub difference: Vec<Piece>,
}
