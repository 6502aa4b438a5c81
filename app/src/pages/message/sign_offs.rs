//! Who has said what about exactly this version, and what each gate's seat may still do.

use crate::effects::clock;
use crate::names;
use crate::parts::model::{Action, Bit, Card, Chip, Line, Row, Tone, plain};
use crate::scene::Scene;
use muster_domain::command::Command as C;
use muster_domain::copy::en;
use muster_domain::list::find;
use muster_domain::message::{Gate, Means, Message, Origin, SignOff, Standing, Verdict};
use muster_domain::proof::ProofMeans;
use muster_domain::time::Minutes;

/// The card: a row per gate.
pub fn card(scene: &Scene<'_>, message: &Message) -> Card {
    let rows = if message.version.is_some() {
        Gate::ALL.into_iter().map(|gate| row(scene, message, gate)).collect()
    } else {
        Vec::new()
    };
    let past = message.history.last();
    let empty = if past.is_some() {
        "The text is open again: earlier sign-offs have ended, and a new version needs new ones."
    } else {
        "Nothing was submitted yet, so there is nothing to sign."
    };
    let lines = origin(scene, message).into_iter().collect();
    Card { lines, rows, empty, ..Card::new("sign-offs", "Sign-offs") }
}

/// By whom the words were approved ahead of time, and whether they are still those words (R9). It
/// takes no gate's place; it tells a signer what they know already.
pub fn origin(scene: &Scene<'_>, message: &Message) -> Option<Line> {
    let Origin { approved, .. } = message.origin.as_ref()?;
    if message.draft.content.body.is_withheld() {
        return None;
    }
    let unchanged = message.origin.is_some_and(|it| it.is_unchanged(&message.draft.content));
    let state = match (approved.until > scene.now, unchanged) {
        (false, _) => "Starts from a template whose approval has run out; it was given by ",
        (true, true) => "Word for word a template that was approved by ",
        (true, false) => "Starts from an approved template, changed since; approved by ",
    };
    let name = |id| scene.organisation().name_of(id).to_owned();
    let signers =
        format!("{} (Legal) and {} (Messaging)", name(approved.legal), name(approved.messaging));
    let (from, until) = (clock::day(approved.at), clock::day(approved.until));
    Some(vec![Bit::text(state), Bit::Text(format!("{signers} on {from}, until {until}"))])
}

fn row(scene: &Scene<'_>, message: &Message, gate: Gate) -> Row {
    let sign_off = message.sign_off(gate);
    let mut row = Row::new(gate.slug(), en::gate(gate));
    row.chip = Some(chip(sign_off));
    row.lines = match sign_off {
        Some(sign_off) => given(scene, sign_off),
        None => open(scene, message, gate),
    };
    row.quote = sign_off.map(|s| s.note.shown().to_string()).filter(|note| !note.is_empty());
    row.actions = actions(scene, message, gate);
    row
}

fn chip(sign_off: Option<&SignOff>) -> Chip {
    let Some(sign_off) = sign_off else { return Chip::new(Tone::Plain, "Open") };
    let (tone, words) = match (&sign_off.standing, sign_off.verdict) {
        (Standing::Overridden { .. }, _) => (Tone::Wait, "Objection overridden"),
        (Standing::Waived { .. }, _) => (Tone::Wait, "Waived"),
        (Standing::Given, verdict) if sign_off.passes() => (Tone::Ok, en::verdict(verdict)),
        (Standing::Given, verdict) => (Tone::Stop, en::verdict(verdict)),
    };
    Chip::new(tone, words)
}

/// By whom, in which capacity, when; and on which ground.
fn given(scene: &Scene<'_>, sign_off: &SignOff) -> Vec<Line> {
    let mut who = scene.name(sign_off.by);
    if let Some(rank) = sign_off.rank.and_then(names::rank) {
        who = format!("{who}, {rank}");
    }
    if let Some(said) = &sign_off.said {
        let commander = scene.incident().outsider_name(said.commander);
        who = format!("{commander}, {}; recorded by {who}", how(said.means));
    }
    let mut lines = vec![vec![Bit::Text(format!("{who} · ")), Bit::At(sign_off.at)]];
    let about = |label: &str, words: &Option<muster_domain::words::Words>| {
        words.as_ref().map(|words| plain(format!("{label}: “{}”", words.shown())))
    };
    lines.extend(about("About the words", &sign_off.span));
    lines.extend(about("Policy", &sign_off.policy));
    lines.extend(sign_off.said.as_ref().and_then(|said| about("Words", &Some(said.words.clone()))));
    if sign_off.proof == Some(ProofMeans::RecoveryCode) {
        lines.push(plain("Proved by a recovery code, not by a passkey"));
    }
    match &sign_off.standing {
        Standing::Given => {}
        Standing::Overridden { by, reason } => {
            lines.push(plain(format!("Overridden by {}: {}", scene.name(*by), reason.shown())));
        }
        Standing::Waived { reason } => lines.push(plain(format!("Waived: {}", reason.shown()))),
    }
    lines
}

const fn how(means: Means) -> &'static str {
    match means {
        Means::Call => "on the technical call",
        Means::Chat => "in the technical chat",
        Means::Link => "through their own link",
    }
}

/// Whose it is, and by when they said they would be done (R86).
fn open(scene: &Scene<'_>, message: &Message, gate: Gate) -> Vec<Line> {
    let holder = match gate.role() {
        Some(role) => scene.incident().holder(role).map(|person| scene.name(person)),
        None => scene.incident().commander_name().map(String::from),
    };
    let mut lines = vec![plain(holder.unwrap_or_else(|| "nobody holds this seat".into()))];
    if let Some(estimate) = find(&message.estimates, gate) {
        lines.push(vec![Bit::text("expected "), Bit::Until(estimate.due)]);
    }
    lines
}

fn actions(scene: &Scene<'_>, message: &Message, gate: Gate) -> Vec<Action> {
    let (id, reason) = (message.id, String::new);
    let mut commands = Vec::new();
    match message.sign_off(gate) {
        None if message.stage.is_locked() => {
            commands.push(C::Estimate { message: id, gate, minutes: Minutes(0) });
            if let Some(fingerprint) = message.fingerprint() {
                commands.push(C::WaiveGate { message: id, gate, fingerprint, reason: reason() });
            }
        }
        None => {}
        Some(sign_off) => {
            commands.push(C::TakeBack { message: id, gate, reason: reason() });
            if sign_off.verdict == Verdict::StrongObjection {
                commands.push(C::OverrideObjection { message: id, gate, reason: reason() });
            }
        }
    }
    commands.into_iter().filter_map(|command| scene.offer_now(command)).collect()
}
