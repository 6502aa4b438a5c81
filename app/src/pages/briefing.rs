//! The briefing: eight questions, the notes, "enough to draft", and the step into full swing.

use super::message::facts::touched;
use crate::parts::model::{Action, Bit, Card, Chip, Row, Tone, Weight, plain};
use crate::scene::Scene;
use muster_domain::briefing::{Answer, Fact};
use muster_domain::command::{Command as C, StatedAnswer};
use muster_domain::copy::en;
use muster_domain::view::facts;

/// The page.
pub fn cards(scene: &Scene<'_>) -> Vec<Card> {
    vec![questions(scene), notes(scene), next(scene), super::roles::roll_call(scene)]
}

fn questions(scene: &Scene<'_>) -> Card {
    let open = scene.incident().briefing.open().count();
    let chip = match open {
        0 => Chip::new(Tone::Ok, "All answered"),
        open => Chip::new(Tone::Wait, format!("{open} open")),
    };
    let rows = facts::rows(scene.incident());
    let rows = rows.iter().map(|row| question_row(scene, row)).collect();
    Card { chip: Some(chip), rows, ..Card::new("questions", "What is known") }
}

fn question_row(scene: &Scene<'_>, fact: &facts::Row<'_>) -> Row {
    let texts = touched(scene, fact);
    let facts::Row { question, fact, .. } = *fact;
    let mut row = Row::new(question.token(), en::question(question));
    row.chip = Some(match fact.map(|fact| &fact.answer) {
        Some(Answer::Known(_)) => Chip::new(Tone::Ok, "Known"),
        Some(Answer::Unknown) => Chip::new(Tone::Stop, "Unknown: the liaison finds out"),
        None => Chip::new(Tone::Plain, "Not asked yet"),
    });
    row.quote = known(fact).map(String::from);
    row.lines =
        fact.map(|fact| vec![Bit::text("so for "), Bit::Since(fact.at)]).into_iter().collect();
    row.lines.extend(texts);
    let state = |answer| scene.offer_now(C::StateFact { question, answer });
    let answer = state(StatedAnswer::Known(known(fact).unwrap_or_default().into()));
    let unknown = fact.is_none_or(|fact| fact.answer != Answer::Unknown);
    let unknown = unknown.then(|| state(StatedAnswer::Unknown)).flatten();
    let unknown = unknown.map(|action| action.weigh(Weight::Quiet));
    row.actions = answer.into_iter().chain(unknown).collect();
    row
}

fn known(fact: Option<&Fact>) -> Option<&str> {
    match &fact?.answer {
        Answer::Known(words) => Some(words.shown()),
        Answer::Unknown => None,
    }
}

fn notes(scene: &Scene<'_>) -> Card {
    let notes = scene.incident().briefing.notes.as_ref();
    let text = notes.map_or_else(|| from_answers(scene), |notes| notes.text.shown().into());
    let rows = notes.map(|notes| {
        let mut row = Row::new("notes", "Published");
        row.lines = vec![vec![Bit::At(notes.at)]];
        row.quote = Some(notes.text.shown().into());
        row
    });
    let actions = scene.offer_now(C::PublishNotes { text }).into_iter().collect();
    let empty = "The Technical SLT has not published the notes yet.";
    let rows = rows.into_iter().collect();
    Card { rows, empty, actions, ..Card::new("notes", "Notes for everybody") }
}

/// A first version of the notes: what was answered, to be put into sentences.
fn from_answers(scene: &Scene<'_>) -> String {
    let facts = scene.incident().briefing.facts.iter();
    let line = |fact: &Fact| {
        let answer = known(Some(fact)).unwrap_or("unknown");
        format!("{} {answer}", en::question(fact.question))
    };
    facts.map(line).collect::<Vec<_>>().join("\n")
}

fn next(scene: &Scene<'_>) -> Card {
    let briefing = &scene.incident().briefing;
    let chip = match briefing.enough {
        Some(_) => Chip::new(Tone::Ok, "Enough to draft"),
        None => Chip::new(Tone::Wait, "The Technical SLT asks until they can draft"),
    };
    let wanted = [C::OpenBriefing, C::ConfirmEnough, C::Activate];
    let before = scene.incident().state.is_before_active();
    let wanted = wanted.into_iter().filter(|_| before);
    let shown = wanted.filter_map(|command| step(scene, command)).collect();
    let lines = briefing.enough.map(|at| vec![Bit::text("since "), Bit::At(at)]);
    let mut lines: Vec<_> = lines.into_iter().collect();
    if !before {
        lines.push(plain(
            "The briefing is over. Facts can still change; texts that use them say so.",
        ));
    }
    Card { chip: Some(chip), lines, actions: shown, ..Card::new("next", "From here") }
}

/// A step that is not behind us.
fn step(scene: &Scene<'_>, command: C) -> Option<Action> {
    use muster_domain::incident::State;
    let state = scene.incident().state;
    let behind = match command {
        C::OpenBriefing => state >= State::Briefing,
        C::ConfirmEnough => scene.incident().briefing.enough.is_some(),
        _ => state < State::Briefing,
    };
    if behind { None } else { scene.offer(command) }
}
