//! Life of the incident and its briefing.

use crate::briefing::{Fact, Notes};
use crate::event::{Event as E, Recorded};
use crate::incident::{Incident, Recommendation, State};
use crate::liaison::Location;
use crate::time::Timestamp;

pub(super) fn apply(incident: &mut Incident, recorded: &Recorded) {
    let at = recorded.at;
    match &recorded.event {
        E::WatchOpened { title, parent, phase, exercise } => {
            incident.title = title.clone();
            incident.parent.reference = parent.clone();
            incident.parent.phase = *phase;
            incident.parent.since = at;
            incident.flags.exercise = *exercise;
            incident.times.opened = at;
            enter(incident, State::Watch, at);
        }
        E::Recommended { escalate, note } => {
            incident.recommendation = recorded.by.person().map(|by| Recommendation {
                escalate: *escalate,
                note: note.clone(),
                by,
                at,
            });
        }
        E::Declared { title, parent, phase, exercise, recommended, override_reason } => {
            if incident.state == State::Unopened {
                incident.times.opened = at;
            }
            incident.title = title.clone();
            incident.parent.reference = parent.clone();
            incident.parent.phase = *phase;
            incident.parent.since = at;
            incident.flags.exercise = *exercise;
            incident.flags.no_recommendation = !recommended;
            incident.flags.phase_override.clone_from(override_reason);
            incident.times.declared = Some(at);
            incident.operations.since = at;
            enter(incident, State::Declared, at);
        }
        E::Mobilised => enter(incident, State::Mobilising, at),
        E::StoodDown { .. } => enter(incident, State::StoodDown, at),
        E::BriefingOpened { .. } => enter(incident, State::Briefing, at),
        E::FactStated { question, answer } => {
            let fact = Fact { question: *question, answer: answer.clone(), at };
            incident.briefing.facts.retain(|f| f.question != *question);
            incident.briefing.facts.push(fact);
        }
        E::NotesPublished { text } => {
            incident.briefing.notes = Some(Notes { text: text.clone(), at });
        }
        E::EnoughToDraft => incident.briefing.enough = Some(at),
        E::Activated => {
            incident.liaison.location = Location::Listening;
            enter(incident, State::Active, at);
        }
        E::ResolvingBegan => enter(incident, State::Resolving, at),
        E::Resolved => {
            incident.times.resolved = Some(at);
            enter(incident, State::Resolved, at);
        }
        E::FollowUpBegan => enter(incident, State::FollowUp, at),
        E::Closed => enter(incident, State::Closed, at),
        E::Reopened { .. } => reopen(incident, at),
        _ => {}
    }
}

/// A sealed record opens for corrections only; anything else goes back to full swing.
fn reopen(incident: &mut Incident, at: Timestamp) {
    if incident.state == State::Closed {
        enter(incident, State::FollowUp, at);
    } else {
        incident.times.resolved = None;
        enter(incident, State::Active, at);
    }
}

fn enter(incident: &mut Incident, state: State, at: Timestamp) {
    incident.state = state;
    incident.since = at;
}
