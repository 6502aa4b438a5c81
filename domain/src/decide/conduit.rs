//! The conduit to the technical incident: its commander, its phase, and where the liaison is.

use super::turn::{Done, Turn, not_found};
use crate::catalogue::Phase;
use crate::command::Command as C;
use crate::event::Event as E;
use crate::ids::{MessageId, OutsiderId, RelayId};
use crate::incident::{Incident, State};
use crate::liaison::Location;
use crate::list::find;
use crate::message::Purpose;
use crate::refusal::{Code, Refusal};
use crate::text;
use crate::words::Words;

pub(super) fn decide(turn: &mut Turn<'_>, command: &C) -> Done {
    match command {
        C::NameCommander { name } => {
            turn.open()?;
            let name = text::name("incident commander", name)?;
            if turn.state().commander_name() == name.text() {
                return Err(Code::AlreadySo.into());
            }
            name_commander(turn, name);
            Ok(())
        }
        C::Relay { text, phase } => relay(turn, text, *phase),
        C::CorrectRelay { relay, text } => {
            turn.running()?;
            let known = find(&turn.state().relays, *relay).ok_or_else(|| not_found("relay"))?;
            if known.corrected {
                return Err(Code::AlreadySo.into());
            }
            let text = text::note("correction", text)?;
            turn.emit(E::RelayCorrected { relay: *relay, text });
            Ok(())
        }
        C::AcknowledgePhase { phase } => acknowledge(turn, *phase),
        C::LocateLiaison { location } => {
            turn.running()?;
            turn.handed_off()?;
            if turn.state().liaison.location == *location || *location == Location::TechnicalCall {
                return Err(Code::AlreadySo.into());
            }
            turn.emit(E::LiaisonLocated { location: *location });
            Ok(())
        }
        C::RecallLiaison => {
            turn.running()?;
            turn.handed_off()?;
            let liaison = &turn.state().liaison;
            if liaison.recalled || liaison.location == Location::BusinessCall {
                return Err(Code::AlreadySo.into());
            }
            turn.emit(E::LiaisonRecalled);
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Names the commander; the name itself is personal data and stays beside the event.
pub(super) fn name_commander(turn: &mut Turn<'_>, name: Words) {
    let outsider = OutsiderId(turn.state().counters.outsiders + 1);
    turn.emit_with(E::CommanderNamed { outsider }, name);
}

fn relay(turn: &mut Turn<'_>, text: &str, phase: Option<Phase>) -> Done {
    turn.in_state(&[
        State::Mobilising,
        State::Briefing,
        State::Active,
        State::Resolving,
        State::Resolved,
        State::FollowUp,
    ])?;
    turn.handed_off()?;
    let text = text::note("update", text)?;
    let relay = RelayId(turn.state().counters.relays + 1);
    turn.emit(E::Relayed { relay, text, phase });
    Ok(())
}

/// Refuses while a relayed phase waits for the Business Lead (decision 6).
pub(super) fn nothing_pending(incident: &Incident) -> Done {
    match incident.parent.pending {
        Some(pending) => Err(Refusal::with(Code::PhasePending, [pending.phase.slug()])),
        None => Ok(()),
    }
}

/// The new phase holds; unsent messages for another one are superseded (T10, R83, decision 6).
fn acknowledge(turn: &mut Turn<'_>, phase: Phase) -> Done {
    turn.open()?;
    let pending = turn.state().parent.pending.ok_or(Code::NothingPending)?;
    if pending.phase != phase {
        return Err(Refusal::with(Code::PhasePending, [pending.phase.slug()]));
    }
    turn.emit(E::PhaseAcknowledged { phase });
    if phase.has_messages() {
        for message in outdated(turn.state(), phase) {
            turn.follow(E::Superseded { message });
        }
    }
    Ok(())
}

/// Unsent messages for another phase; corrections and the Preliminary Analysis belong to none.
fn outdated(incident: &Incident, phase: Phase) -> Vec<MessageId> {
    let messages = incident.messages.iter();
    let outdated = messages
        .filter(|m| m.stage.is_unsent() && m.phase != phase && m.purpose == Purpose::Update);
    outdated.map(|m| m.id).collect()
}
