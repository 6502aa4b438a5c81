//! For whoever does this for the first time: what my role does first, and what the words on the
//! call mean (R57). It stands last, one press away.

use crate::parts::model::{Bit, Card, Row};
use crate::scene::Scene;
use muster_domain::copy::en;

/// The card.
pub fn card(scene: &Scene<'_>) -> Card {
    let mut card = Card::new("guide", "What my role does, and the words of the call");
    card.folded = true;
    let roles = scene.state.me.into_iter().flat_map(|me| scene.incident().roles_of(me));
    for role in roles {
        let guide = en::guide(role);
        let mut row = Row::new(scene.role(role), scene.role(role));
        row.lines = core::iter::once(guide.purpose)
            .chain(guide.steps.iter().copied())
            .map(|step| vec![Bit::Text(step.into())])
            .collect();
        card.rows.push(row);
    }
    let words = en::ETIQUETTE.iter().map(|lingo| {
        let meaning = vec![Bit::Text(lingo.meaning.into())];
        Row { lines: vec![meaning], ..Row::new(lingo.word, lingo.word) }
    });
    card.rows.extend(words);
    card
}
