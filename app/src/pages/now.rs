//! The board: what is happening, what I owe and by when, what is blocked on me, and the state of
//! everything else in a glance (R152).

mod control;
pub mod glance;
pub mod guide;
mod owed;
pub mod status;

use crate::parts::model::Card;
use crate::scene::Scene;
use leptos::prelude::Get as _;

/// The page.
pub fn cards(scene: &Scene<'_>) -> Vec<Card> {
    let cards = [
        status::card(scene),
        owed::card(scene),
        control::card(scene),
        status::technical(scene),
        glance::messages(scene),
        glance::roles(scene),
        glance::operations(scene),
    ];
    // Long words that stand last come with the second part of the app.
    let guide = scene.store.second.get().map(|second| (second.guide)(scene));
    cards.into_iter().chain(guide).collect()
}
