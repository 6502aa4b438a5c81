//! Which inputs each command takes: one table. A command that is not in it takes none, or is given
//! through a page of its own (the text of a message).

use super::inputs::{
    Slot, after, check, choice, long, maybe, maybe_minutes, minutes, number, text,
};
use crate::names;
use crate::scene::Scene;
use muster_domain::actor::Actor;
use muster_domain::command::{Command as C, CommanderAnswer, StatedAnswer};
use muster_domain::copy::en;
use muster_domain::ids::PersonId;
use muster_domain::message::{Delivery, Verdict};
use muster_domain::time::Timestamp;
use muster_domain::viewer::Clearance;

/// The inputs of a command.
pub fn slots<'c>(command: &'c mut C, scene: &Scene<'_>) -> Vec<Slot<'c>> {
    match command {
        C::StandDown { reason }
        | C::Reopen { reason }
        | C::OverrideHandoff { reason }
        | C::MarkUnavailable { reason, .. }
        | C::CancelTask { reason, .. }
        | C::ExemptItem { reason, .. }
        | C::SettleSide { reason, .. }
        | C::RestartEarly { reason, .. }
        | C::TakeBack { reason, .. }
        | C::OverrideObjection { reason, .. }
        | C::WaiveGate { reason, .. }
        | C::SkipMessage { reason, .. }
        | C::WithdrawMessage { reason, .. }
        | C::RetractMessage { reason, .. }
        | C::SetConfidential { reason, .. }
        | C::HoldRecord { reason, .. } => vec![long("Reason", reason)],
        C::DeclinePage { note, .. }
        | C::DeclineStandby { note }
        | C::EndHandOver { note, .. }
        | C::TakeOver { note, .. } => vec![long("Note for the log", note).optional()],
        C::PublishNotes { text } | C::Note { text } | C::ReportAbnormal { text } => {
            vec![long("Text", text)]
        }
        C::CorrectRelay { text, .. } => vec![long("What is right", text)],
        C::NameCommander { name } => vec![text("Name", name)],
        C::HaltItem { evidence, .. } => vec![maybe("Proof, such as a link or a note", evidence)],
        C::ProveItem { evidence, .. } => vec![long("Proof, such as a link or a note", evidence)],
        C::OrderRestart { override_reason, .. } => {
            vec![maybe("Reason, if before the resolution message is out", override_reason)]
        }
        C::OpenPoll { proposal } => vec![long("What is proposed", proposal)],
        C::ObjectToPoll { text, .. } => vec![long("What speaks strongly against it", text)],
        C::FinishTask { outcome, .. } => vec![long("What came of it", outcome)],
        C::Estimate { minutes: estimate, .. }
        | C::EstimateSending { minutes: estimate, .. }
        | C::ExtendTask { estimate, .. }
        | C::OrderHalt { estimate, .. } => vec![minutes("Minutes until done", estimate)],
        C::NoteHandoff { state, promises, drafts, customers_reporting } => vec![
            long("Where things stand", state),
            long("Promises made to anybody", promises),
            long("Drafts in hand", drafts),
            text("Customers who report being affected", customers_reporting),
        ],
        _ => mixed(command, scene),
    }
}

/// Commands with inputs of several kinds.
fn mixed<'c>(command: &'c mut C, scene: &Scene<'_>) -> Vec<Slot<'c>> {
    match command {
        C::Recommend { note, .. } => vec![long("Why", note)],
        C::Relay { text, phase } => vec![
            long("What changed", text),
            choice("Phase of the technical incident", names::phases(), phase),
        ],
        C::StateFact { answer: StatedAnswer::Known(text), .. } => vec![long("Answer", text)],
        C::StateStatus { text, next_in } => vec![
            long("What is happening, in two or three sentences", text),
            maybe_minutes("Minutes to the next statement", next_in),
        ],
        C::Advise { text, limited } => {
            vec![long("Advice", text), check("Only for those who work on messages", limited)]
        }
        C::ListItem { name, system, kind, side } => vec![
            text("Name of the activity", name),
            text("Where it is switched off", system),
            choice("Kind", names::item_kinds(*side), kind),
        ],
        C::RestartItem { missed, .. } => {
            vec![choice("What was missed meanwhile", names::missed(), missed)]
        }
        C::RecordAnswer { answer, words, means, .. } => {
            let their_words = long("Their words", words);
            let yes = matches!(answer, CommanderAnswer::Yes);
            let mut slots = vec![
                choice("How the answer came", names::means(), means),
                if yes { their_words.optional() } else { their_words },
            ];
            if let CommanderAnswer::NotNow { ask_again } = answer {
                slots.push(after("Minutes until asking again", scene.now, ask_again));
            }
            slots
        }
        C::LocateLiaison { location } => {
            vec![choice("Where you are", names::locations(), location)]
        }
        _ => people(command, scene),
    }
}

/// Commands about the words of a message.
fn wording<'c>(command: &'c mut C, scene: &Scene<'_>) -> Vec<Slot<'c>> {
    match command {
        C::GiveVerdict { verdict: Verdict::Pass, .. } => Vec::new(),
        C::GiveVerdict { note, span: Some(span), policy: Some(policy), .. } => vec![
            long("Exactly which words", span).hint("Copied from the text as it stands."),
            text("Which policy or law", policy),
            long("What must change", note),
        ],
        C::GiveVerdict { note, .. } => vec![long("What should change", note)],
        C::Suggest { quote, replacement: Some(replacement), note, .. } => vec![
            long("Which words", quote).hint("Copied from the text as it stands."),
            long("What should stand there", replacement),
            long("Why", note).optional(),
        ],
        C::Suggest { quote, note, limited, .. } => {
            let mut slots =
                vec![long("About which words", quote).optional(), long("Comment", note)];
            let me = scene.state.me.map(Actor::Person);
            let viewer = me.and_then(|me| scene.incident().viewer(scene.organisation(), me));
            if viewer.is_some_and(|viewer| viewer.clearance >= Clearance::Messaging) {
                slots.push(check("Only for those who work on messages", limited));
            }
            slots
        }
        C::Reply { text, .. } => vec![long("Reply", text)],
        C::FixSpelling { quote, replacement, .. } => vec![
            text("Which words", quote).hint("Up to three, copied from the text."),
            text("As they should be spelled", replacement),
        ],
        C::ReportDistribution { deliveries, accept_rest, note, .. } => {
            let mut slots: Vec<_> =
                deliveries.iter_mut().flat_map(|it| delivery(it, scene.now)).collect();
            let note = long("Note", note);
            slots.push(if *accept_rest { note } else { note.optional() });
            slots
        }
        _ => Vec::new(),
    }
}

/// How many were reached on one channel; when, is when it is said.
fn delivery(delivery: &mut Delivery, now: Timestamp) -> [Slot<'_>; 2] {
    let channel = en::channel(delivery.channel);
    let Delivery { at, count, failures, .. } = delivery;
    *at = now;
    [
        number(&format!("{channel}: how many were reached"), count),
        number(&format!("{channel}: how many were not"), failures).optional(),
    ]
}

/// Commands that name somebody.
fn people<'c>(command: &'c mut C, scene: &Scene<'_>) -> Vec<Slot<'c>> {
    match command {
        C::Page { person, reason, .. } => vec![
            choice("Whom", anyone_or(scene, "next of the roster"), person),
            long("What they are needed for", reason).optional(),
        ],
        C::AcceptPage { eta, .. } => vec![
            after("Minutes until you are here", scene.now, eta)
                .hint("Leave empty if you are here."),
        ],
        C::Assign { person, reason, .. } => {
            vec![choice("Whom", anyone(scene), person), long("Reason", reason)]
        }
        C::OfferHandOver { to, note, .. } => vec![
            choice("To whom", anyone(scene), to),
            long("What they should know", note).optional(),
        ],
        C::SetPresence { call, chat, proxy } => vec![
            check("On the business call", call),
            check("In the business chat", chat),
            choice("Stands in where you are not", anyone_or(scene, "nobody"), proxy),
        ],
        C::PageStandby { person } => {
            vec![choice("Whom", anyone_or(scene, "next of the roster"), person)]
        }
        C::AssignTask { title, owner, role, estimate } => vec![
            text("What is to be done", title),
            seated(scene, owner, role),
            minutes("Minutes until done", estimate),
        ],
        C::ReassignTask { owner, role, .. } => vec![seated(scene, owner, role)],
        C::NoteTodo { text, owner } => vec![
            long("What should happen", text),
            choice("Who sees to it", anyone_or(scene, "nobody yet"), owner),
        ],
        C::OwnTodo { owner, .. } => vec![choice("Who sees to it", anyone(scene), owner)],
        C::Admit { person } => vec![choice("Whom", outsiders(scene), person)],
        C::Dismiss { reason, .. } => vec![long("Reason", reason).optional()],
        C::DecidePoll { decision, owner, .. } => vec![
            long("What is decided", decision),
            choice("Who carries it out", anyone(scene), owner),
        ],
        C::DelegateDraft { to: Some(to), .. } => {
            vec![choice("Who types", anyone(scene), to)]
        }
        C::DirectSender { person, role, .. } => vec![seated(scene, person, role)],
        _ => wording(command, scene),
    }
}

/// Everybody with an account.
fn anyone(scene: &Scene<'_>) -> Vec<(PersonId, String)> {
    let people = scene.organisation().people.iter().filter(|person| !person.deactivated);
    people.map(|person| (person.id, format!("{}, {}", person.name, person.title))).collect()
}

/// Members who are not on the need-to-know list.
fn outsiders(scene: &Scene<'_>) -> Vec<(PersonId, String)> {
    let known = &scene.incident().access.people;
    let out = |person: PersonId| !known.contains(&person) && !scene.organisation().is_guest(person);
    anyone(scene).into_iter().filter(|(person, _)| out(*person)).collect()
}

/// Everybody with an account, or nobody in particular.
fn anyone_or(scene: &Scene<'_>, nobody: &str) -> Vec<(Option<PersonId>, String)> {
    let people = anyone(scene).into_iter().map(|(person, name)| (Some(person), name));
    core::iter::once((None, nobody.into())).chain(people).collect()
}

/// Whoever holds a seat, with the seat.
fn seated<'c>(
    scene: &Scene<'_>,
    owner: &'c mut PersonId,
    role: &'c mut muster_domain::catalogue::Role,
) -> Slot<'c> {
    let holders = scene.incident().seats.iter().filter_map(|seat| {
        let person = seat.person()?;
        let name = format!("{}, {}", scene.name(person), scene.role(seat.role));
        Some(((person, seat.role), name))
    });
    let holders: Vec<_> = holders.collect();
    let chosen = holders.iter().position(|((p, r), _)| (p, r) == (&*owner, &*role));
    super::inputs::picked("Who", holders, chosen, move |(person, seat)| {
        (*owner, *role) = (person, seat);
    })
}
