//! The board: what is happening, what I owe and by when, what is blocked on me, and the state of
//! everything else in a glance (R152).

mod control;
mod glance;
mod guide;
mod owed;
mod status;

use crate::parts::model::Card;
use crate::scene::Scene;

/// The page.
pub fn cards(scene: &Scene<'_>) -> Vec<Card> {
    vec![
        status::card(scene),
        owed::card(scene),
        control::card(scene),
        status::technical(scene),
        glance::messages(scene),
        glance::roles(scene),
        glance::operations(scene),
        guide::card(scene),
    ]
}
