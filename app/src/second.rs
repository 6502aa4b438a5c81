//! The second part of the app: everything that nobody needs on the first screen after a page in the
//! night. It is asked for as soon as the first screen is drawn, and asked for again until it comes.

#![expect(clippy::unnecessary_wraps, reason = "the macro adds the download, which can fail")]

use crate::node::Node;
use crate::pages::{log, message, messages, roles, tasks};
use crate::parts::model::Card;
use crate::scene::Scene;
use crate::store::Store;
use gloo::timers::future::sleep;
use muster_domain::copy::{self, en};
use muster_domain::event::Recorded;
use muster_domain::ids::MessageId;
use muster_domain::incident::Incident;
use muster_domain::organisation::Organisation;
use std::time::Duration;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

/// A page that is nothing but cards.
pub type Cards = fn(&Scene<'_>) -> Vec<Card>;

/// What the second part brings. Whatever is only reached through here is compiled into it.
#[derive(Clone, Copy)]
pub struct Second {
    /// Who holds which role.
    pub roles: Cards,
    /// Everything that happened.
    pub log: fn(Store) -> Vec<Node>,
    /// All messages.
    pub messages: Cards,
    /// One message.
    pub message: fn(Store, MessageId) -> Vec<Node>,
    /// Tasks, polls and notes.
    pub tasks: Cards,
    /// An entry of the log, in words.
    pub told: fn(&Recorded, &Incident, &Organisation) -> copy::Line,
}

#[wasm_split(second, fallible)]
fn arrived() -> Result<Box<Second>, SplitLoaderError> {
    Ok(Box::new(Second {
        roles: roles::cards,
        log: log::page,
        messages: messages::cards,
        message: message::page,
        tasks: tasks::cards,
        told: en::event,
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
