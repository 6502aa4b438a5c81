//! What leaves for people who are not looking: notifications on their devices, calls to their chat
//! or paging service, mail.
//!
//! The rule book says whom to tell what ([`muster_domain::reach`]); [`outbox`] keeps it until a
//! channel took it; here it is written and sent. Sending decides nothing: what became of it goes
//! back as a command.

pub mod addresses;
mod crypto;
pub mod keys;
pub mod mail;
pub mod outbox;
pub mod page;
mod post;
mod push;
mod subtle;
mod webhook;

use muster_domain::ids::PersonId;
use muster_domain::organisation::ContactChannel;
use muster_domain::reach::Outcome;
use serde::{Deserialize, Serialize};
use worker::{Env, Result};

/// What is sent to somebody, in words.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Letter {
    /// To whom.
    pub person: PersonId,
    /// The same for everything about one matter: what comes later takes the place of what is shown.
    pub tag: String,
    /// What it is about.
    pub kind: Kind,
    /// A line.
    pub title: String,
    /// A sentence or two.
    pub text: String,
    /// Where it is answered or read, below our origin.
    pub path: String,
    /// It is about now.
    pub urgent: bool,
    /// Seconds after which nobody needs it any more.
    pub life_s: u32,
}

/// What a letter is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A page, to be answered.
    Page,
    /// Something that waits for them.
    Notice,
    /// A page is over.
    Over,
    /// They try out a channel.
    Test,
}

impl Kind {
    /// The stable name, for programs.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Notice => "notice",
            Self::Over => "over",
            Self::Test => "test",
        }
    }

    /// What is on the button that leads to it.
    const fn action(self) -> &'static str {
        match self {
            Self::Page => "Answer",
            Self::Notice | Self::Over | Self::Test => "Open Muster",
        }
    }
}

/// What came of a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// A device, a chat or a mail server has taken it.
    Delivered,
    /// This person, or this deployment, has no such channel.
    NotSetUp,
    /// The device is not subscribed any more.
    Gone,
    /// It was refused for good.
    Refused,
    /// It may not be sent there (decision 33).
    Forbidden,
    /// Nobody answered, or "later": perhaps after so many milliseconds.
    Later(Option<i64>),
}

impl Attempt {
    /// What it comes to for whoever tried a channel.
    pub const fn outcome(self) -> Outcome {
        match self {
            Self::Delivered => Outcome::Delivered,
            Self::NotSetUp => Outcome::NotSetUp,
            Self::Gone => Outcome::Gone,
            Self::Refused => Outcome::Refused,
            Self::Forbidden => Outcome::Forbidden,
            Self::Later(_) => Outcome::NoAnswer,
        }
    }
}

/// Tries one channel once. `id` is the same at every try, so that a receiver can tell.
pub async fn send(env: &Env, channel: ContactChannel, id: &str, letter: &Letter) -> Attempt {
    let tried: Result<Attempt> = match channel {
        ContactChannel::Push => push::send(env, letter).await,
        ContactChannel::Chat => webhook::send(env, id, letter).await,
        ContactChannel::Mail => mail::send(env, letter).await,
        // Calls are made by people.
        ContactChannel::Phone => Ok(Attempt::NotSetUp),
    };
    tried.unwrap_or_else(|failure| {
        crate::error::log("reaching somebody", &failure);
        Attempt::Later(None)
    })
}

/// Hosts that tests listen at; never set in a deployment.
fn test_hosts(env: &Env) -> String {
    env.var("TEST_HOSTS").map(|hosts| hosts.to_string()).unwrap_or_default()
}

/// Whether something may be sent to this address (decision 33).
pub fn may_go_to(env: &Env, url: &str) -> bool {
    muster_push::address::target(url, &test_hosts(env)).is_some()
}
