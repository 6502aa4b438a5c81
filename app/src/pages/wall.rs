//! The wall display: the incident at a glance, large, for a screen that nobody touches (decision
//! 19). It offers nothing, stays awake and never idles out.

use crate::pages::now::{glance, status};
use crate::parts::model::{Bit, Card, Chip, Row, Tone};
use crate::scene::Scene;

/// The page.
pub fn cards(scene: &Scene<'_>) -> Vec<Card> {
    let cards = [
        status::card(scene),
        late(scene),
        glance::messages(scene),
        glance::roles(scene),
        glance::operations(scene),
        status::technical(scene),
    ];
    cards.map(untouched).into()
}

/// What has passed its time: the one thing that a room should see before it is told.
fn late(scene: &Scene<'_>) -> Card {
    let incident = scene.incident();
    let mut card = Card::new("late", "Past its time");
    let tasks = incident.tasks.iter().filter(|task| task.state.is_open() && task.overdue);
    card.rows = tasks
        .map(|task| {
            let mut row = Row::new(format!("task-{}", task.id), task.title.shown());
            row.lines = vec![vec![Bit::Text(scene.name(task.owner))]];
            row.chip = Some(Chip { tone: Tone::Stop, line: vec![Bit::Until(task.due)] });
            row
        })
        .collect();
    if let Some(next) = incident.status.as_ref().and_then(|status| status.next)
        && next < scene.now
    {
        let mut row = Row::new("status", "The promised statement");
        row.chip = Some(Chip { tone: Tone::Stop, line: vec![Bit::Until(next)] });
        card.rows.insert(0, row);
    }
    card.empty = "Nothing.";
    card
}

/// Nobody stands before a wall with a mouse: no buttons, and no links to other pages.
fn untouched(mut card: Card) -> Card {
    card.actions.clear();
    card.lines.retain(|line| !line.iter().any(|bit| matches!(bit, Bit::Link(..))));
    for row in &mut card.rows {
        row.actions.clear();
        row.href = None;
    }
    card
}
