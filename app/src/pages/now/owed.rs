//! What I owe and by when, and which of it blocks others (R152), each with the place where it is
//! done and, where one press does it, the press itself.

use crate::parts::model::{Action, Bit, Card, Chip, Row, Tone};
use crate::paths::Page;
use crate::scene::Scene;
use muster_domain::command::Command as C;
use muster_domain::copy::en;
use muster_domain::view::owes::{Duty, Link, Owed, owes};

/// The card.
pub fn card(scene: &Scene<'_>) -> Card {
    let Some(me) = scene.state.me else { return Card::new("owed", "What I owe") };
    let roles: Vec<_> = scene.incident().roles_of(me).map(|role| scene.role(role)).collect();
    let title = match roles.as_slice() {
        [] => "What I owe".into(),
        roles => format!("What I owe, as {}", roles.join(" and ")),
    };
    let mut card = Card::new("owed", title);
    let debts = owes(scene.incident(), scene.organisation(), me, scene.now);
    let blocking = debts.iter().filter(|owed| owed.blocking).count();
    card.chip =
        (blocking > 0).then(|| Chip::new(Tone::Stop, format!("{blocking} blocking others")));
    card.rows = debts.iter().map(|owed| row(scene, owed)).collect();
    card.empty = "Nothing. Nobody waits for you.";
    card
}

fn row(scene: &Scene<'_>, owed: &Owed) -> Row {
    let words = en::duty(owed.what, scene.incident(), scene.organisation());
    let mut row = Row::new(words.clone(), words);
    row.href = target(scene, owed.link());
    let mut line = vec![Bit::text("since "), Bit::Since(owed.since)];
    if let Some(due) = owed.due {
        line.extend([Bit::text(" · due "), Bit::Until(due)]);
    }
    row.lines = vec![line];
    row.chip = match (owed.is_late(scene.now), owed.blocking) {
        (true, _) => Some(Chip::new(Tone::Stop, "Late")),
        (false, true) => Some(Chip::new(Tone::Wait, "Others wait")),
        (false, false) => None,
    };
    row.actions = actions(scene, owed.what);
    row
}

/// Where it is done; nothing where it is done on this page.
fn target(scene: &Scene<'_>, link: Link) -> Option<String> {
    let page = match link {
        Link::Board | Link::Relays => return None,
        Link::Seat(_) | Link::Handoff => Page::Roles,
        Link::Briefing => Page::Briefing,
        Link::Tasks => Page::Tasks,
        Link::Operations(_) => Page::Operations,
        Link::Messages => Page::Messages,
        Link::Message(message) => Page::Message(message),
        Link::Resolve => Page::Resolve,
    };
    Some(scene.path(page))
}

/// What one press settles; everything else needs to be read first, at its own place.
fn actions(scene: &Scene<'_>, duty: Duty) -> Vec<Action> {
    let note = String::new;
    let commands = match duty {
        Duty::AnswerPage(role) => {
            vec![C::AcceptPage { role, eta: None }, C::DeclinePage { role, note: note() }]
        }
        Duty::AnswerOffer(role) => {
            vec![C::AcceptHandOver { role }, C::EndHandOver { role, note: note() }]
        }
        Duty::Arrive(_) => crate::pages::roles::where_i_am(scene).into_iter().collect(),
        Duty::FillSeat(role) => vec![C::Page { role, person: None, reason: note() }],
        Duty::AnswerStandby => vec![C::AcceptStandby, C::DeclineStandby { note: note() }],
        Duty::JoinTechnicalCall => vec![C::ConfirmStandbyPresent],
        Duty::AcceptTechnicalSide => vec![C::AcceptHandoff],
        Duty::PageStandby => vec![C::PageStandby { person: None }],
        Duty::AcknowledgePhase(phase) => vec![C::AcknowledgePhase { phase }],
        Duty::AcknowledgeReport(report) => vec![C::AcknowledgeReport { report }],
        Duty::AcknowledgeTask(task) => vec![C::AcknowledgeTask { task }],
        _ => Vec::new(),
    };
    commands.into_iter().filter_map(|command| scene.offer_now(command)).collect()
}
