//! How far a message is: its chain of steps and the one line that says what it waits for (R93).

use crate::parts::model::{Bit, Chip, Line, Step, Tone};
use crate::scene::Scene;
use muster_domain::catalogue::Role;
use muster_domain::copy::en;
use muster_domain::message::{Gate, Message, Purpose, Stage};
use muster_domain::view::board;
use muster_domain::view::waits::{On, wait};

/// For whom it is, and whether it corrects another.
pub fn title(scene: &Scene<'_>, message: &Message) -> String {
    let audience = scene.organisation().audience(message.audience);
    let audience = audience.map_or("Unknown audience", |audience| &audience.name);
    match message.purpose {
        Purpose::Update => audience.into(),
        purpose => format!("{}: {audience}", en::purpose(purpose)),
    }
}

/// Its stage, with the colour of how it goes.
pub fn chip(message: &Message) -> Chip {
    if message.retracted.is_some() {
        return Chip::new(Tone::Stop, "Retracted");
    }
    let tone = match message.stage {
        Stage::Planned | Stage::Superseded | Stage::Skipped | Stage::Withdrawn => Tone::Plain,
        Stage::Distributed | Stage::Authorized => Tone::Ok,
        Stage::Withheld | Stage::PartlySent => Tone::Stop,
        _ if message.objections().next().is_some() => Tone::Stop,
        _ => Tone::Wait,
    };
    Chip::new(tone, en::stage(message.stage))
}

/// The chain, each step with whom it belongs to.
pub fn steps(scene: &Scene<'_>, message: &Message) -> Vec<Step> {
    if matches!(message.stage, Stage::Planned | Stage::Skipped) {
        return Vec::new();
    }
    board::Step::ALL.map(|step| drawn(scene, message, step)).into()
}

fn drawn(scene: &Scene<'_>, message: &Message, step: board::Step) -> Step {
    let tone = match step.light(message) {
        board::Light::Ahead => Tone::Plain,
        board::Light::Waiting => Tone::Wait,
        board::Light::Stopped => Tone::Stop,
        board::Light::Done => Tone::Ok,
    };
    let holder = |role: Role| scene.incident().holder(role);
    let (name, person) = match step {
        board::Step::Draft => ("Draft", holder(Role::TechnicalSlt)),
        // Short, because seven of them share the width of a phone.
        board::Step::Gate(Gate::Approval) => ("Executive", holder(Role::EltApprover)),
        board::Step::Gate(Gate::Authorization) => ("Commander", None),
        board::Step::Gate(gate) => (en::gate(gate), gate.role().and_then(holder)),
        board::Step::Sent => ("Sent", message.sender.map(|sender| sender.person)),
    };
    let note = match (name, person) {
        (_, Some(person)) => scene.organisation().name_of(person),
        ("Commander", None) => scene.incident().commander_name().unwrap_or_default(),
        _ => "",
    };
    Step { name: name.into(), note: note.into(), tone }
}

/// What it waits for, from whom, since when; nothing where it is at its end.
pub fn waits(scene: &Scene<'_>, message: &Message) -> Option<Line> {
    let wait = wait(scene.incident(), message);
    if wait.on == On::Nothing {
        return None;
    }
    let text = en::wait(&wait, scene.incident(), scene.organisation());
    let mut line = vec![Bit::Text(format!("{text} · ")), Bit::Since(wait.since)];
    // When an authorization lapses is said beside it.
    if let Some(due) = wait.due.filter(|_| message.stage != Stage::Authorized) {
        line.extend([Bit::text(" · "), Bit::Until(due)]);
    }
    Some(line)
}
