//! Who holds which role, who is being asked, who waits for whom; the liaison's hand-off; roll call.

mod access;
mod handoff;
mod roll_call;
mod seat;

pub use access::card as access;
pub use roll_call::{card as roll_call, where_i_am};
pub use seat::{brief, of_group};

use crate::parts::model::Card;
use crate::scene::Scene;
use leptos::prelude::*;
use muster_domain::catalogue::Group;
use muster_domain::copy::en;

/// The page.
pub fn cards(scene: &Scene<'_>) -> Vec<Card> {
    let mut cards = Vec::new();
    cards.extend(handoff::card(scene));
    cards.extend(Group::ALL.map(|group| group_card(scene, group)));
    cards.push(roll_call::card(scene));
    cards.extend(scene.store.third.get().map(|third| (third.access)(scene)));
    cards
}

fn group_card(scene: &Scene<'_>, group: Group) -> Card {
    let key = match group {
        Group::Initial => "initial",
        Group::Operations => "operations",
        Group::Messaging => "messaging",
        Group::Departmental => "departmental",
    };
    let rows = of_group(scene, group).map(|role| seat::row(scene, role)).collect();
    Card { rows, ..Card::new(key, en::group(group)) }
}
