//! What comes from the technical incident: its commander, relays and phase, and the hand-off.

use super::change;
use crate::event::{Event as E, Recorded};
use crate::ids::PersonId;
use crate::incident::{Incident, Outsider, PendingPhase};
use crate::liaison::{Handoff, HandoffNotes, Location};
use crate::limits::RELAYS_KEPT_MAX;
use crate::reach::Reach;
use crate::task::Relay;
use crate::words::Words;

pub(super) fn apply(incident: &mut Incident, recorded: &Recorded) {
    match &recorded.event {
        E::CommanderNamed { outsider } => {
            let name = recorded.personal.clone().unwrap_or(Words::WITHHELD);
            incident.counters.outsiders = incident.counters.outsiders.max(outsider.0);
            incident.outsiders.push(Outsider { id: *outsider, name });
            incident.commander = Some(*outsider);
        }
        E::Relayed { .. } | E::RelayCorrected { .. } => relay(incident, recorded),
        E::PhaseAcknowledged { phase } => {
            let relayed = incident.parent.pending.take().map_or(recorded.at, |p| p.at);
            incident.parent.phase = *phase;
            incident.parent.since = relayed;
            incident.parent.resolved_at =
                phase.is_resolved().then(|| incident.parent.resolved_at.unwrap_or(relayed));
        }
        _ => liaison(incident, recorded),
    }
}

fn relay(incident: &mut Incident, recorded: &Recorded) {
    let at = recorded.at;
    match &recorded.event {
        E::Relayed { relay, text, phase } => {
            incident.counters.relays = incident.counters.relays.max(relay.0);
            incident.relays.push(Relay {
                id: *relay,
                text: text.clone(),
                phase: *phase,
                corrected: false,
                at,
            });
            let beyond = incident.relays.len().saturating_sub(RELAYS_KEPT_MAX);
            incident.relays.drain(..beyond);
            if let Some(phase) = *phase {
                let moved = phase != incident.parent.phase;
                incident.parent.pending =
                    moved.then_some(PendingPhase { relay: *relay, phase, at });
            }
        }
        E::RelayCorrected { relay, text } => {
            change(&mut incident.relays, *relay, |r| {
                r.text = text.clone();
                r.corrected = true;
            });
            if incident.parent.pending.is_some_and(|p| p.relay == *relay) {
                incident.parent.pending = still_reported(incident);
            }
        }
        _ => {}
    }
}

/// The last phase that an uncorrected relay reported since the one that holds (decision 6).
fn still_reported(incident: &Incident) -> Option<PendingPhase> {
    let parent = &incident.parent;
    let newer = incident.relays.iter().rev().filter(|r| !r.corrected && r.at > parent.since);
    let mut reports = newer.filter_map(|r| r.phase.map(|phase| (r, phase)));
    let (relay, phase) = reports.next().filter(|(_, phase)| *phase != parent.phase)?;
    Some(PendingPhase { relay: relay.id, phase, at: relay.at })
}

fn liaison(incident: &mut Incident, recorded: &Recorded) {
    let at = recorded.at;
    let liaison = &mut incident.liaison;
    match &recorded.event {
        E::StandbyPaged { standby, due } => {
            let (standby, due, at) = (*standby, *due, recorded.at);
            let reach = Reach::Underway;
            liaison.handoff = Handoff::Paged { standby, due, at, reach };
        }
        E::StandbyAcknowledged { standby } => {
            liaison.handoff = Handoff::Acknowledged { standby: *standby };
        }
        E::StandbyDeclined { standby, .. } | E::StandbyTimedOut { standby } => {
            liaison.handoff = Handoff::Open;
            liaison.passed_over.push(*standby);
        }
        E::StandbyPresent { standby } => liaison.handoff = Handoff::Present { standby: *standby },
        E::HandoffNoted { state, promises, drafts, customers_reporting } => {
            liaison.notes = Some(HandoffNotes {
                state: state.clone(),
                promises: promises.clone(),
                drafts: drafts.clone(),
                customers_reporting: customers_reporting.clone(),
                by: recorded.by.person().unwrap_or(PersonId(0)),
                at,
            });
        }
        E::HandoffAccepted { standby } => {
            liaison.handoff = Handoff::Accepted { standby: *standby, at };
            liaison.technical_side = Some(*standby);
            liaison.location = Location::BusinessCall;
        }
        E::HandoffOverridden { reason } => {
            liaison.handoff = Handoff::Overridden { at };
            liaison.location = Location::BusinessCall;
            incident.flags.handoff_override = Some(reason.clone());
        }
        E::LiaisonLocated { location } => {
            liaison.location = *location;
            liaison.recalled &= *location != Location::BusinessCall;
        }
        E::LiaisonRecalled => liaison.recalled = true,
        _ => {}
    }
}
