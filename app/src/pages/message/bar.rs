//! What the reader is most likely here to do, within reach of a thumb; and the rarer acts.

use super::editor::desk::Desk;
use super::editor::surface::quoted;
use crate::acts;
use crate::calls;
use crate::doc::hunks::Hunk;
use crate::effects::page;
use crate::parts::model::{Action, Card, Chip, Press, Tone, Weight};
use crate::paths::Page;
use crate::scene::Scene;
use muster_domain::command::Command as C;
use muster_domain::message::{Gate, Message, Stage, Verdict, Version};
use muster_domain::render::text_digest;
use std::rc::Rc;

/// The acts of the bar.
pub fn actions(scene: &Scene<'_>, message: &Message, desk: Desk, unsaved: &str) -> Vec<Action> {
    let mut actions: Vec<_> = submit(scene, message, desk, unsaved).into_iter().collect();
    if let Some(version) = message.version.as_ref().filter(|_| message.stage.is_locked()) {
        let gates = Gate::ALL.into_iter().filter(|gate| mine(scene, *gate));
        actions.extend(gates.flat_map(|gate| verdicts(scene, message, version, (desk, gate))));
    }
    actions.extend(super::sending::next(scene, message));
    actions
}

/// Whether the reader's seat answers for the gate.
fn mine(scene: &Scene<'_>, gate: Gate) -> bool {
    gate.role().is_some_and(|role| scene.is_mine(role))
}

/// What is submitted is the text as it stands on the screen when the button is pressed, as soon as
/// everything typed here is in the room. Where it is another by then, the difference is shown
/// (R89).
fn submit(scene: &Scene<'_>, message: &Message, desk: Desk, unsaved: &str) -> Option<Action> {
    if message.stage != Stage::Drafting {
        return None;
    }
    let (id, revision) = (message.id, message.draft.revision);
    let with = move |text: &str| C::Submit { message: id, revision, text: Some(text_digest(text)) };
    let mut action = scene.offer(with(message.draft.content.body.shown()))?;
    if !unsaved.is_empty() {
        action.why_not = Some(unsaved.into());
    }
    let store = scene.store;
    action.press = Rc::new(move || {
        desk.when_saved(move || {
            let seen = desk.ask_now(|session| session.document().text()).unwrap_or_default();
            let revision = store.scene_untracked(|scene| {
                scene.incident().message(id).map_or(0, |message| message.draft.revision)
            });
            acts::start(
                store,
                &C::Submit { message: id, revision, text: Some(text_digest(&seen)) },
            );
        });
    });
    Some(action)
}

/// What a gate may still say about this version (R85). A pass takes one press (R88).
fn verdicts(
    scene: &Scene<'_>,
    message: &Message,
    version: &Version,
    (desk, gate): (Desk, Gate),
) -> Vec<Action> {
    let given = message.sign_off(gate);
    if given.is_some_and(|sign_off| sign_off.verdict == Verdict::Pass) {
        return Vec::new();
    }
    let verdict = |verdict| C::GiveVerdict {
        message: message.id,
        gate,
        verdict,
        fingerprint: version.fingerprint,
        note: String::new(),
        span: (verdict == Verdict::StrongObjection).then(String::new),
        policy: (verdict == Verdict::StrongObjection).then(String::new),
    };
    let Some(pass) = scene.offer(verdict(Verdict::Pass)) else { return Vec::new() };
    let open = pass.why_not.is_none();
    let signed = message.history.iter().any(|past| past.signed.iter().any(|(g, _)| *g == gate));
    let label = match (signed, gate) {
        (true, _) => format!("Still good: version {}", version.number),
        (false, Gate::Approval) => format!("Approve version {}", version.number),
        (false, _) => format!("Pass version {}", version.number),
    };
    let others: &[Verdict] = match gate {
        Gate::Accuracy => &[Verdict::Suggest, Verdict::Return],
        Gate::Legal | Gate::Messaging => &[Verdict::Suggest, Verdict::StrongObjection],
        Gate::Approval | Gate::Authorization => &[Verdict::Return],
    };
    let others = others.iter().filter(|it| open && given.is_none_or(|given| given.verdict != **it));
    let others = others.map(|it| about_selection(scene, desk, verdict(*it)));
    core::iter::once(Action { label, ..pass }).chain(others).collect()
}

/// An act about words of the text: what is selected when it is pressed stands in its form already.
pub fn about_selection(scene: &Scene<'_>, desk: Desk, command: C) -> Action {
    let action = scene.button(command.clone());
    let store = scene.store;
    let press: Press = Rc::new(move || {
        let mut command = command.clone();
        let in_field = quoted(desk);
        let words = in_field.as_ref().map_or_else(page::selected, |(_, words)| words.clone());
        match &mut command {
            C::GiveVerdict { span: Some(span), .. } => *span = words,
            C::Suggest { quote, place, .. } => {
                *place = in_field.and_then(|(at, words)| {
                    let hunk = Hunk { at, quote: words, replacement: String::new() };
                    desk.ask_now(|session| session.place(&hunk))
                });
                *quote = words;
            }
            C::FixSpelling { quote, .. } => *quote = words,
            _ => {}
        }
        acts::start(store, &command);
    });
    Action { press, ..action }
}

/// The rarer acts on the whole message.
pub fn more(scene: &Scene<'_>, message: &Message) -> Card {
    let id = message.id;
    let reason = String::new;
    let me = scene.state.me.unwrap_or_default();
    let quiet = |command| scene.offer_now(command).map(|it| it.weigh(Weight::Quiet));
    let begin = |together| {
        let planned = message.stage == Stage::Planned;
        planned.then(|| scene.offer(C::StartMessage { message: id, together })).flatten()
    };
    let delegate = match message.draft.delegate {
        None => C::DelegateDraft { message: id, to: Some(me) },
        Some(_) => C::DelegateDraft { message: id, to: None },
    };
    let actions = [
        begin(false),
        begin(true),
        scene.offer_now(C::Revise { message: id }),
        scene.offer_now(delegate),
        scene.offer_now(C::PlanCorrection { of: id }),
        quiet(C::SkipMessage { message: id, reason: reason() }),
        quiet(C::WithdrawMessage { message: id, reason: reason() }),
        scene.offer_now(C::RetractMessage { message: id, reason: reason() }),
    ];
    let chip = message.draft.delegate.map(|person| {
        Chip::new(Tone::Plain, format!("{} may type", scene.organisation().name_of(person)))
    });
    let (store, path) = (scene.store, scene.path(Page::Message(id)));
    let press: Press = Rc::new(move || calls::share(store, &path));
    let label = "Share the link".into();
    let share = Action { label, weight: Weight::Quiet, why_not: None, press };
    let actions = actions.into_iter().flatten().chain([share]).collect();
    Card { chip, actions, ..Card::new("more", "More") }
}
