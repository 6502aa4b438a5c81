//! One role: who holds it, how far they have come, who is being paged, and what can be done.

use crate::names;
use crate::parts::model::{Action, Bit, Chip, Line, Row, Tone, Weight, plain};
use crate::scene::Scene;
use muster_domain::catalogue::{Group, Role};
use muster_domain::command::Command as C;
use muster_domain::ids::PersonId;
use muster_domain::reach::Reach;
use muster_domain::seat::{Page, Seat, Standing, Tenure};

/// The roles of a group, in the order of the board.
pub fn of_group<'a>(scene: &Scene<'a>, group: Group) -> impl Iterator<Item = Role> + use<'a> {
    let organisation = scene.organisation();
    let roles = scene.incident().roles(organisation);
    roles.filter(move |role| organisation.group_of(*role) == group)
}

/// A role with everything that can be done about it.
pub fn row(scene: &Scene<'_>, role: Role) -> Row {
    let mut row = brief(scene, role);
    let holder = scene.incident().holder(role).filter(|holder| Some(*holder) != scene.state.me);
    row.lines.extend(holder.and_then(|holder| phone(scene, holder, "Call ")));
    row.lines.extend(waits(scene, role));
    row.actions = actions(scene, role);
    row
}

/// A role in one line: holder and state.
pub fn brief(scene: &Scene<'_>, role: Role) -> Row {
    let seat = scene.incident().seat(role);
    let mut row = Row::new(format!("role-{}", scene.role(role)), scene.role(role));
    row.chip = Some(state(scene, role, seat));
    let holder = seat.and_then(|seat| seat.holder.as_ref());
    row.lines = holder.map(|tenure| held_by(scene, role, tenure)).into_iter().collect();
    row
}

fn held_by(scene: &Scene<'_>, role: Role, tenure: &Tenure) -> Line {
    let mut words = scene.name(tenure.person);
    if let Some(rank) = names::rank(tenure.rank) {
        words = format!("{words}, {rank}");
    }
    let presence = scene.incident().presence_of(tenure.person);
    let place = if role == Role::CustomerLiaison && scene.incident().liaison.handoff.is_complete() {
        names::location(scene.incident().liaison.location)
    } else {
        names::presence(presence)
    };
    vec![Bit::Text(format!("{words} · {place}"))]
}

/// The seat's state in a word or two.
fn state(scene: &Scene<'_>, role: Role, seat: Option<&Seat>) -> Chip {
    let Some(seat) = seat else { return Chip::new(Tone::Plain, "Not asked yet") };
    let initial = Role::INITIAL.contains(&role);
    let waiting = seat.page.as_ref();
    match (&seat.holder, waiting) {
        (Some(tenure), None) => standing(scene, tenure),
        (_, Some(page)) => paging(scene, page),
        (None, None) if seat.exhausted => Chip::new(Tone::Stop, "Nobody left to page"),
        (None, None) if initial => Chip::new(Tone::Stop, "Missing"),
        (None, None) => Chip::new(Tone::Plain, "Empty"),
    }
}

fn standing(scene: &Scene<'_>, tenure: &Tenure) -> Chip {
    match tenure.standing {
        Standing::Active if scene.incident().is_here(tenure.person) => {
            Chip::new(Tone::Ok, "Active")
        }
        Standing::Active => Chip::new(Tone::Wait, "Active, not here yet"),
        Standing::Acknowledged { eta: Some(eta) } => {
            let line = vec![Bit::text("Coming "), Bit::Until(eta)];
            Chip { tone: Tone::Wait, line }
        }
        Standing::Acknowledged { eta: None } => Chip::new(Tone::Wait, "Coming"),
        Standing::Unavailable => Chip::new(Tone::Stop, "Cannot act"),
    }
}

fn paging(scene: &Scene<'_>, page: &Page) -> Chip {
    if page.reach == Reach::Unreached {
        return Chip::new(Tone::Stop, format!("{} could not be reached", scene.name(page.person)));
    }
    let words = format!("Paging {}, next ", scene.name(page.person));
    Chip { tone: Tone::Wait, line: vec![Bit::Text(words), Bit::Until(page.due)] }
}

/// Who waits for whom, and who was asked in vain.
fn waits(scene: &Scene<'_>, role: Role) -> Vec<Line> {
    let Some(seat) = scene.incident().seat(role) else { return Vec::new() };
    let mut lines = Vec::new();
    if let Some(page) = &seat.page {
        let rank = names::rank(page.rank).map(|rank| format!(", {rank}")).unwrap_or_default();
        let words = format!("Waits for an answer of {}{rank}, asked ", scene.name(page.person));
        lines.push(vec![Bit::Text(words), Bit::Since(page.at), Bit::text(" ago")]);
        lines.push(reached(scene, page.person, page.reach));
    }
    if let Some(offer) = &seat.offer {
        let words = format!("Offered to {}; waits for their yes for ", scene.name(offer.to));
        lines.push(vec![Bit::Text(words), Bit::Since(offer.at)]);
    }
    if !seat.passed_over.is_empty() {
        let people = seat.passed_over.iter().map(|person| scene.name(*person)).collect::<Vec<_>>();
        lines.push(plain(format!("No answer, declined or left: {}", people.join(", "))));
    }
    lines
}

/// The number to call where paging may not reach somebody (R32).
fn phone(scene: &Scene<'_>, person: PersonId, words: &str) -> Option<Line> {
    let call = names::call(scene.organisation().person(person)?)?;
    Some(vec![Bit::text(words), call])
}

/// How far a page has come, with the number to call where it may not reach somebody (R32).
pub fn reached(scene: &Scene<'_>, person: PersonId, reach: Reach) -> Line {
    let words = match reach {
        Reach::Underway => "The page is on its way. ",
        Reach::Delivered => "The page was delivered. ",
        Reach::Failed => "One way of reaching them failed; others are tried. ",
        Reach::Unreached => "Could not be reached: nothing has taken the page. ",
    };
    let mut line = vec![Bit::text(words)];
    let words = if reach == Reach::Unreached { "Call " } else { "Or call " };
    line.extend(phone(scene, person, words).into_iter().flatten());
    line
}

fn actions(scene: &Scene<'_>, role: Role) -> Vec<Action> {
    let text = String::new;
    let mut actions = Vec::new();
    let asked = [
        C::AcceptPage { role, eta: None },
        C::DeclinePage { role, note: text() },
        C::AcceptHandOver { role },
        C::MarkReturned { role },
        C::TakeOver { role, note: text() },
    ];
    actions.extend(asked.into_iter().filter_map(|command| scene.offer_now(command)));
    let others = [
        C::EndHandOver { role, note: text() },
        C::Page { role, person: None, reason: text() },
        C::OfferHandOver { role, to: successor(scene, role), note: text() },
        C::Assign { role, person: successor(scene, role), reason: text() },
        C::MarkUnavailable { role, reason: text() },
        C::Release { role },
    ];
    let others = others.into_iter().filter_map(|command| scene.offer_now(command));
    actions.extend(others.map(|action| action.weigh(Weight::Quiet)));
    actions
}

/// The likeliest next holder: the first of the roster who does not hold the seat.
fn successor(scene: &Scene<'_>, role: Role) -> PersonId {
    let holder = scene.incident().holder(role);
    let mut roster = scene.organisation().roster(role);
    roster.find(|person| Some(*person) != holder).unwrap_or_default()
}
