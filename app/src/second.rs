//! The second part of the app: everything that nobody needs on the first screen after a page in the
//! night. It is asked for as soon as the first screen is drawn, and asked for again until it comes.

#![expect(clippy::unnecessary_wraps, reason = "the macro adds the download, which can fail")]

use crate::kept;
use crate::node::Node;
use crate::pages::now::guide;
use crate::pages::{log, message, messages, notices, roles, tasks};
use crate::parts::model::Card;
use crate::scene::Scene;
use crate::store::Store;
use gloo::timers::future::sleep;
use muster_domain::command::Command;
use muster_domain::ids::MessageId;
use std::pin::Pin;
use std::time::Duration;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

/// A page that is nothing but cards.
pub type Cards = fn(&Scene<'_>) -> Vec<Card>;

/// What the second part brings. Whatever is only reached through here is compiled into it.
#[derive(Clone, Copy)]
pub struct Second {
    /// Who holds which role.
    pub roles: Cards,
    /// What a role does, for whoever does it for the first time.
    pub guide: fn(&Scene<'_>) -> Card,
    /// Everything that happened.
    pub log: fn(Store) -> Vec<Node>,
    /// All messages.
    pub messages: Cards,
    /// One message.
    pub message: fn(Store, MessageId) -> Vec<Node>,
    /// Tasks, polls and notes.
    pub tasks: Cards,
    /// Tells screen readers of what has happened since the last time, in one sentence.
    pub announce: fn(Store),
    /// Begins to keep what a day without a network needs, and to send what waits.
    pub begin: fn(Store),
    /// Asks the server about an incident whose line does not open.
    pub doubt: fn(Store),
    /// What a command is about, in a word or two.
    pub about: fn(&Command, &Scene<'_>) -> String,
    /// What the device has to say on every page.
    pub notices: fn(Store) -> Vec<Node>,
    /// Forgets everything that the device keeps of the reader.
    pub forget: fn(Store) -> Forgotten,
}

/// Done when the device has forgotten it.
pub type Forgotten = Pin<Box<dyn Future<Output = ()>>>;

#[wasm_split(second, fallible)]
fn arrived() -> Result<Box<Second>, SplitLoaderError> {
    Ok(Box::new(Second {
        roles: roles::cards,
        guide: guide::card,
        log: log::page,
        messages: messages::cards,
        message: message::page,
        tasks: tasks::cards,
        announce: log::announce,
        begin: kept::begin,
        doubt: kept::doubt,
        about: notices::about,
        notices: notices::notices,
        forget: kept::forget,
    }))
}

/// The second part, as soon as it is here.
pub async fn second() -> Second {
    *until_here(arrived).await
}

/// A part of the app, asked for again until it comes.
pub async fn until_here<T, F>(arrived: fn() -> F) -> T
where
    F: Future<Output = Result<T, SplitLoaderError>>,
{
    let mut wait = Duration::from_millis(500);
    loop {
        if let Ok(part) = arrived().await {
            return part;
        }
        sleep(wait).await;
        wait = (wait * 2).min(Duration::from_secs(8));
    }
}
