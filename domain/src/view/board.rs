//! The message board: audience × phase (R81), and how far each message is in its chain.

use super::waits::open_gates;
use crate::catalogue::Phase;
use crate::ids::{AudienceId, MessageId};
use crate::incident::Incident;
use crate::message::{Gate, Message, Stage};
use crate::organisation::Organisation;

/// The messages of one phase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The phase.
    pub phase: Phase,
    /// It is the phase that the technical incident is in.
    pub current: bool,
    /// The audiences in the organisation's order; of an earlier phase only those with messages.
    pub cells: Vec<Cell>,
}

/// The messages to one audience in one phase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// For whom.
    pub audience: AudienceId,
    /// In the order in which they are worked: the update, its corrections, the analysis.
    pub messages: Vec<MessageId>,
}

/// A step of the chain that every message goes through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To be written and submitted.
    Draft,
    /// To pass a gate; Legal and Messaging lie side by side.
    Gate(Gate),
    /// To go out.
    Sent,
}

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Light {
    /// Nobody is waited for yet.
    Ahead,
    /// Somebody is waited for.
    Waiting,
    /// A strong objection, the commander's "not now" or a failure stops it.
    Stopped,
    /// Passed.
    Done,
}

impl Step {
    /// All steps in order.
    pub const ALL: [Self; 7] = [
        Self::Draft,
        Self::Gate(Gate::Accuracy),
        Self::Gate(Gate::Legal),
        Self::Gate(Gate::Messaging),
        Self::Gate(Gate::Approval),
        Self::Gate(Gate::Authorization),
        Self::Sent,
    ];

    /// How far this step of a message is.
    pub fn light(self, message: &Message) -> Light {
        match self {
            Self::Draft if message.stage == Stage::Drafting => Light::Waiting,
            Self::Draft if message.version.is_some() => Light::Done,
            Self::Draft => Light::Ahead,
            Self::Gate(gate) => gate_light(message, gate),
            Self::Sent => match message.stage {
                Stage::Authorized | Stage::Distributing => Light::Waiting,
                Stage::PartlySent => Light::Stopped,
                Stage::Distributed => Light::Done,
                _ => Light::Ahead,
            },
        }
    }
}

fn gate_light(message: &Message, gate: Gate) -> Light {
    if let Some(sign_off) = message.sign_off(gate) {
        return if sign_off.passes() { Light::Done } else { Light::Stopped };
    }
    match message.stage {
        Stage::Withheld if gate == Gate::Authorization => Light::Stopped,
        Stage::Approved | Stage::AwaitingIc if gate == Gate::Authorization => Light::Waiting,
        _ if open_gates(message).any(|open| open == gate) => Light::Waiting,
        _ => Light::Ahead,
    }
}

/// The board: the present phase with every audience, then the other phases that have messages, the
/// latest first.
pub fn rows(incident: &Incident, organisation: &Organisation) -> Vec<Row> {
    let present = incident.parent.phase;
    let others = Phase::ALL.into_iter().rev().filter(|phase| *phase != present);
    let all = core::iter::once(present).chain(others);
    let rows = all.map(|phase| {
        let current = phase == present && phase.has_messages();
        Row { phase, current, cells: cells(incident, organisation, phase, current) }
    });
    rows.filter(|row| !row.cells.is_empty()).collect()
}

fn cells(
    incident: &Incident,
    organisation: &Organisation,
    phase: Phase,
    current: bool,
) -> Vec<Cell> {
    let cells = organisation.audiences.iter().map(|audience| {
        let here = |message: &&Message| message.audience == audience.id && message.phase == phase;
        let messages = incident.messages.iter().filter(here).map(|message| message.id);
        Cell { audience: audience.id, messages: messages.collect() }
    });
    cells.filter(|cell| current || !cell.messages.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::Light::{self, Ahead, Done, Stopped, Waiting};
    use super::{Step, rows};
    use crate::catalogue::Phase;
    use crate::message::{Gate, Message, Stage, Verdict};
    use crate::view::fixture::{
        COMMS, LEGAL, MESSAGE, SLT, message, organisation, sign, with_message,
    };

    fn lights(message: &Message) -> Vec<Light> {
        Step::ALL.into_iter().map(|step| step.light(message)).collect()
    }

    // [R80]
    #[test]
    fn legal_and_messaging_are_waited_for_side_by_side() {
        let mut incident = with_message(Stage::InReview);
        sign(&mut incident, Gate::Accuracy, Verdict::Pass, SLT);
        let expected = [Done, Done, Waiting, Waiting, Ahead, Ahead, Ahead];
        assert_eq!(lights(message(&incident)), expected);
    }

    // [R85]
    #[test]
    fn only_a_strong_objection_stops_a_review() {
        let mut incident = with_message(Stage::InReview);
        sign(&mut incident, Gate::Messaging, Verdict::Suggest, COMMS);
        sign(&mut incident, Gate::Legal, Verdict::StrongObjection, LEGAL);
        let light = |gate| Step::Gate(gate).light(message(&incident));
        assert_eq!(light(Gate::Messaging), Done);
        assert_eq!(light(Gate::Legal), Stopped);
    }

    #[test]
    fn every_stage_before_the_end_has_one_step_that_is_waited_for_or_stopped() {
        for stage in Stage::ALL.into_iter().filter(|s| !s.is_final() && *s != Stage::Planned) {
            let incident = with_message(stage);
            let busy = lights(message(&incident));
            let busy = busy.iter().any(|l| matches!(l, Waiting | Stopped));
            assert!(busy, "{stage:?}");
        }
    }

    // [R81]
    #[test]
    fn the_present_phase_shows_every_audience_and_an_earlier_one_only_its_messages() {
        let mut incident = with_message(Stage::Superseded);
        incident.parent.phase = Phase::Monitoring;
        let rows = rows(&incident, &organisation());
        let [present, earlier] = rows.as_slice() else { panic!("{rows:?}") };
        assert!(present.current && present.cells.iter().all(|cell| cell.messages.is_empty()));
        assert!(!earlier.current && earlier.phase == Phase::Identification);
        assert!(earlier.cells.iter().any(|cell| cell.messages == [MESSAGE]));
    }
}
