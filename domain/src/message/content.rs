//! What a message says and to whom: everything that its fingerprint covers (requirements §3.2.1).

use crate::ids::PersonId;
use crate::words::Words;
use serde::{Deserialize, Serialize};

/// Where a message goes; the payload is rendered per channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Mail, personal or to a list.
    Mail,
    /// A company chat.
    Chat,
    /// Public social posts, short.
    Social,
    /// The public status page, as an addition to the technical side's.
    StatusPage,
    /// A notice on the website.
    Web,
    /// Answers to the press.
    Press,
}

impl Channel {
    /// All channels.
    pub const ALL: [Self; 6] =
        [Self::Mail, Self::Chat, Self::Social, Self::StatusPage, Self::Web, Self::Press];

    /// The stable name of the channel: part of what is signed.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Chat => "chat",
            Self::Social => "social",
            Self::StatusPage => "status_page",
            Self::Web => "web",
            Self::Press => "press",
        }
    }

    /// Characters one post holds, where the channel has such a limit.
    pub const fn length_max(self) -> Option<usize> {
        match self {
            Self::Social => Some(280),
            _ => None,
        }
    }
}

/// The signed part of a message.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Content {
    /// Subject line.
    pub subject: Words,
    /// The text, in light Markdown, with `{{fact}}` and `[[merge field]]` tokens.
    pub body: Words,
    /// Where it goes.
    pub channels: Vec<Channel>,
    /// To whom.
    pub recipients: Recipients,
    /// In whose name it goes out; the Technical SLT's for personal mail (R104).
    pub spokesperson: Option<PersonId>,
    /// Attachments and links that belong to it.
    pub links: Vec<Link>,
}

/// The recipient list as it is signed (R109).
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Recipients {
    /// Which list, and which state of it.
    pub list: Words,
    /// How many are on it.
    pub count: u32,
    /// Columns that merge fields may use.
    pub columns: Vec<Words>,
    /// SHA-256 of the list's bytes in hex, where a list was given.
    pub sha256: Option<Words>,
}

/// An attachment or link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What it is.
    pub title: Words,
    /// Where it is.
    pub url: Words,
}

/// The bytes that will be sent on one channel (decision 5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payload {
    /// Where.
    pub channel: Channel,
    /// Exactly what goes out; merge fields stay tokens.
    pub text: Words,
}
