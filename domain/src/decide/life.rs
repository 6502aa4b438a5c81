//! Life of the incident: T1–T16 of requirements §2.2, and the briefing.

use super::turn::{Done, Turn, not_found};
use super::{access, conduit, operations, paging};
use crate::briefing::Answer;
use crate::catalogue::{Phase, Role};
use crate::command::{Command as C, StatedAnswer};
use crate::event::Event as E;
use crate::guards;
use crate::ids::TaskId;
use crate::incident::State;
use crate::refusal::{Code, Refusal};
use crate::task::TaskKind;
use crate::text;
use crate::time::Minutes;

pub(super) fn decide(turn: &mut Turn<'_>, command: &C) -> Done {
    match command {
        C::OpenWatch { .. } => open_watch(turn, command),
        C::Declare { .. } => declare(turn, command),
        C::Recommend { escalate, note } => {
            turn.in_state(&[State::Watch])?;
            let note = text::note("reason", note)?;
            turn.emit(E::Recommended { escalate: *escalate, note });
            Ok(())
        }
        C::StandDown { reason } => stand_down(turn, reason),
        C::OpenBriefing => open_briefing(turn),
        C::StateFact { question, answer } => {
            turn.running()?;
            turn.handed_off()?;
            let answer = match answer {
                StatedAnswer::Known(text) => Answer::Known(text::note("answer", text)?),
                StatedAnswer::Unknown => Answer::Unknown,
            };
            turn.emit(E::FactStated { question: *question, answer });
            Ok(())
        }
        C::PublishNotes { text } => {
            turn.in_state(&[State::Briefing, State::Active, State::Resolving])?;
            let text = text::note("notes", text)?;
            turn.emit(E::NotesPublished { text });
            Ok(())
        }
        C::ConfirmEnough => {
            turn.in_state(&[State::Briefing])?;
            once(turn.state().briefing.enough.is_some())?;
            turn.emit(E::EnoughToDraft);
            Ok(())
        }
        C::Activate => activate(turn),
        C::BeginResolving => begin_resolving(turn),
        C::OrderAnalysis => order_analysis(turn),
        C::Resolve => resolve(turn),
        C::Close => close(turn),
        C::Reopen { reason } => reopen(turn, reason),
        _ => Ok(()),
    }
}

/// Refuses what is so already.
fn once(already: bool) -> Done {
    if already { Err(Code::AlreadySo.into()) } else { Ok(()) }
}

fn open_watch(turn: &mut Turn<'_>, command: &C) -> Done {
    let C::OpenWatch { title, parent, commander, phase, exercise, confidential } = command else {
        return Ok(());
    };
    turn.in_state(&[State::Unopened])?;
    let title = text::name("title", title)?;
    let parent = text::name("technical incident", parent)?;
    let commander = text::name("incident commander", commander)?;
    turn.emit(E::WatchOpened { title, parent, phase: *phase, exercise: *exercise });
    access::begin_confidential(turn, *confidential);
    conduit::name_commander(turn, commander);
    paging::page_next(turn, Role::TechnicalSlt, "assess whether a business response is needed");
    access::keep_in(turn);
    Ok(())
}

fn declare(turn: &mut Turn<'_>, command: &C) -> Done {
    let C::Declare { title, parent, commander, phase, exercise, confidential, override_reason } =
        command
    else {
        return Ok(());
    };
    turn.in_state(&[State::Unopened, State::Watch])?;
    let title = text::name("title", title)?;
    let parent = text::name("technical incident", parent)?;
    let commander = text::name("incident commander", commander)?;
    let override_reason = text::maybe_note("reason", override_reason.as_deref())?;
    if !phase.allows_declaration() && override_reason.is_none() {
        return Err(Refusal::with(Code::WrongPhase, [phase.slug()]));
    }
    let override_reason = override_reason.filter(|_| !phase.allows_declaration());
    let recommended = turn.state().recommendation.as_ref().is_some_and(|r| r.escalate);
    turn.emit(E::Declared {
        title,
        parent,
        phase: *phase,
        exercise: *exercise,
        recommended,
        override_reason,
    });
    access::begin_confidential(turn, *confidential);
    if turn.state().commander_name() != commander.text() {
        conduit::name_commander(turn, commander);
    }
    turn.follow(E::Mobilised);
    let legal = turn.settings().page_legal_at_declaration.then_some(Role::LegalOfficer);
    for role in Role::INITIAL.into_iter().chain(legal) {
        if turn.state().holder(role).is_none() && !is_paged(turn, role) {
            paging::page_next(turn, role, "a business incident is declared");
        }
    }
    access::keep_in(turn);
    Ok(())
}

fn is_paged(turn: &Turn<'_>, role: Role) -> bool {
    turn.state().seat(role).is_some_and(|seat| seat.page.is_some())
}

/// A watch can be ended by the Technical SLT; what is declared, by the Business Lead (T2, T16).
fn stand_down(turn: &mut Turn<'_>, reason: &str) -> Done {
    let lead = turn.state().holds(turn.person()?, Role::BusinessLead);
    if turn.state().state != State::Watch && !lead {
        return Err(Refusal::with(Code::NotAllowed, [Role::BusinessLead.slug()]));
    }
    let before_active = State::ALL.into_iter().filter(|s| s.is_before_active());
    turn.in_state(&before_active.collect::<Vec<_>>())?;
    let reason = text::note("reason", reason)?;
    turn.emit(E::StoodDown { reason });
    paging::withdraw_all(turn);
    Ok(())
}

fn open_briefing(turn: &mut Turn<'_>) -> Done {
    turn.in_state(&[State::Mobilising])?;
    turn.handed_off()?;
    let absent = Role::INITIAL.into_iter().find(|role| !turn.state().is_present(*role));
    if let Some(role) = absent {
        return Err(Refusal::with(Code::NotPresent, [role.slug()]));
    }
    let present = turn.state().presence.iter().filter(|p| p.is_here()).map(|p| p.person).collect();
    turn.emit(E::BriefingOpened { present });
    Ok(())
}

fn activate(turn: &mut Turn<'_>) -> Done {
    turn.in_state(&[State::Briefing])?;
    if turn.state().briefing.notes.is_none() {
        return Err(Code::NotesMissing.into());
    }
    if turn.state().briefing.enough.is_none() {
        return Err(Code::NotEnough.into());
    }
    turn.emit(E::Activated);
    Ok(())
}

fn begin_resolving(turn: &mut Turn<'_>) -> Done {
    turn.in_state(&[State::Active])?;
    conduit::nothing_pending(turn.state())?;
    if turn.state().parent.resolved_at.is_none() {
        return Err(Code::ParentNotResolved.into());
    }
    turn.emit(E::ResolvingBegan);
    Ok(())
}

fn order_analysis(turn: &mut Turn<'_>) -> Done {
    turn.in_state(&[State::Resolving, State::Resolved, State::FollowUp])?;
    once(guards::analysis(turn.state()).is_some())?;
    let owner = turn
        .state()
        .holder(Role::TechnicalSlt)
        .ok_or_else(|| Refusal::with(Code::SeatEmpty, [Role::TechnicalSlt.slug()]))?;
    let resolved = turn.state().parent.resolved_at.ok_or(Code::ParentNotResolved)?;
    let task = TaskId(turn.state().counters.tasks + 1);
    turn.emit(E::TaskAssigned {
        task,
        kind: TaskKind::PreliminaryAnalysis,
        title: "Preliminary Analysis".into(),
        owner,
        role: Role::TechnicalSlt,
        due: resolved + Minutes::DAY,
    });
    Ok(())
}

fn resolve(turn: &mut Turn<'_>) -> Done {
    turn.in_state(&[State::Resolving])?;
    if let Some(open) = guards::resolve(turn.state()).into_iter().find_map(|guard| guard.open) {
        return Err(open);
    }
    turn.emit(E::Resolved);
    paging::withdraw_all(turn);
    turn.follow(E::FollowUpBegan);
    Ok(())
}

fn close(turn: &mut Turn<'_>) -> Done {
    turn.in_state(&[State::FollowUp])?;
    if let Some(message) = guards::in_flight(turn.state()) {
        return Err(Refusal::with(Code::MessageInFlight, [message.stage.slug()]));
    }
    let analysis = guards::analysis(turn.state()).ok_or(Code::AnalysisUnordered)?;
    if analysis.state.is_open() {
        return Err(Code::AnalysisOpen.into());
    }
    turn.emit(E::Closed);
    Ok(())
}

/// From the closing states back to full swing; from `Closed` to follow-up, for a correction.
fn reopen(turn: &mut Turn<'_>, reason: &str) -> Done {
    let state = turn.state().state;
    if state == State::StoodDown {
        return Err(Code::Sealed.into());
    }
    if !matches!(state, State::Resolving | State::Resolved | State::FollowUp | State::Closed) {
        return Err(Refusal::with(Code::WrongState, [state.slug()]));
    }
    let reason = text::note("reason", reason)?;
    turn.emit(E::Reopened { reason });
    operations::after_reopening(turn);
    Ok(())
}

/// The phase, when a message may be planned for it.
pub(super) fn messaging_phase(phase: Phase) -> Result<Phase, Refusal> {
    if phase.has_messages() { Ok(phase) } else { Err(not_found("phase")) }
}
