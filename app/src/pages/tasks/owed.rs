//! What each responder owes, since when and until when (R54).

use crate::parts::model::{Bit, Card, Line, Row, plain};
use crate::scene::Scene;
use muster_domain::copy::en;
use muster_domain::ids::PersonId;
use muster_domain::list::sort_by_key;
use muster_domain::view::owes::{Owed, owes};

/// The card: a row per person who owes something.
pub fn card(scene: &Scene<'_>) -> Card {
    let seats = scene.incident().seats.iter();
    let mut people: Vec<_> = seats.filter_map(muster_domain::seat::Seat::person).collect();
    sort_by_key(&mut people, |person| *person);
    people.dedup();
    let rows = people.into_iter().filter_map(|person| row(scene, person)).collect();
    let empty = "Nobody owes anything at the moment.";
    Card { rows, empty, ..Card::new("owed", "What each person owes") }
}

fn row(scene: &Scene<'_>, person: PersonId) -> Option<Row> {
    let debts = owes(scene.incident(), scene.organisation(), person, scene.now);
    let mut lines: Vec<_> = debts.iter().map(|owed| line(scene, owed)).collect();
    if lines.is_empty() {
        return None;
    }
    if !scene.incident().is_here(person) {
        lines.insert(0, plain("Not here now."));
    }
    Some(Row { lines, ..Row::new(format!("person-{person}"), scene.name(person)) })
}

fn line(scene: &Scene<'_>, owed: &Owed) -> Line {
    let words = en::duty(owed.what, scene.incident(), scene.organisation());
    let mut line = vec![Bit::Text(format!("{words} · for ")), Bit::Since(owed.since)];
    if let Some(due) = owed.due {
        line.extend([Bit::text(" · "), Bit::Until(due)]);
    }
    line
}
