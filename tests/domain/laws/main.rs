//! Laws of the rule book, whatever people ask for in whatever order.
//!
//! Each law watches random stories: they follow the scripted past incident for a while, leave it,
//! and go on with what is sensible, what is not, and what is somebody else's to ask.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod ledger;
mod moves;
mod wire;
mod wishes;
mod world;

use ledger::Ledger;
use moves::{Story, Turn, stories};
use muster_domain::actor::Actor;
use muster_domain::catalogue::Role;
use muster_domain::command::Command;
use muster_domain::decide::decide;
use muster_domain::event::Event as E;
use muster_domain::ids::PersonId;
use muster_domain::incident::{Incident, State};
use muster_domain::liaison::Handoff;
use muster_domain::message::{Gate, Message, Stage, Verdict};
use muster_domain::permission::{Act, TABLE};
use muster_domain::render;
use muster_domain::seat::Seat;
use muster_domain::viewer::{Clearance, Viewer};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRng, TestRunner};
use std::cell::RefCell;
use std::collections::BTreeSet;
use wishes::CANARY;
use world::{Change, SCRIPT, World};

/// Moves after the script is left.
const MOVES_MAX: usize = 60;

fn config(cases: u32) -> ProptestConfig {
    // A story is its own description; no file of past failures is kept beside the tests.
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

fn viewers() -> impl Iterator<Item = Viewer> {
    Clearance::ALL.into_iter().map(|clearance| Viewer { person: None, clearance })
}

proptest! {
    #![proptest_config(config(64))]

    // [R31] [R146]
    #[test]
    fn a_seat_has_at_most_one_holder(story in stories(MOVES_MAX)) {
        story.changes(|world, change| {
            let seats = &change.after.seats;
            let roles: BTreeSet<_> = seats.iter().map(|seat| seat.role).collect();
            assert_eq!(roles.len(), seats.len(), "a seat is there twice");
            if let E::SeatTaken { role, from, .. } = &change.recorded.event {
                assert_eq!(*from, change.before.holder(*role), "the giver is the former holder");
            }
            if !world.organisation.settings.several_roles_per_person {
                let holders: Vec<_> = seats.iter().filter_map(Seat::person).collect();
                let people: BTreeSet<_> = holders.iter().collect();
                assert_eq!(people.len(), holders.len(), "somebody holds two seats");
            }
        });
    }

    // [R34] [R35] [R36]
    #[test]
    fn exactly_one_person_answers_for_the_technical_side(story in stories(MOVES_MAX)) {
        story.changes(|_, change| {
            let (before, after) = (&change.before.liaison, &change.after.liaison);
            assert!(before.technical_side.is_none() || after.technical_side.is_some());
            let liaison = change.after.holder(Role::CustomerLiaison);
            match after.handoff {
                Handoff::Accepted { standby, .. } => {
                    assert_eq!(after.technical_side, Some(standby));
                    assert_ne!(liaison, Some(standby), "both sides at once");
                }
                Handoff::Overridden { .. } => {}
                _ => assert_eq!(after.technical_side, liaison, "the primary until acceptance"),
            }
            if matches!(change.recorded.event, E::SeatActive { role: Role::CustomerLiaison }) {
                assert!(after.handoff.is_complete());
            }
        });
    }

    // [R74] [R75] [R76] [R77] [R78] [R80] [R103]
    #[test]
    fn nothing_is_distributed_without_five_sign_offs_on_its_very_text(story in stories(MOVES_MAX)) {
        story.changes(|world, change| {
            let E::DistributionBegan { message, fingerprint, .. } = &change.recorded.event else {
                return;
            };
            let seq = change.recorded.seq;
            let earlier = world.log.iter().filter(|recorded| recorded.seq < seq);
            let ledger = Ledger::of(earlier, *message);
            assert!(ledger.is_signed(*fingerprint), "{ledger:?}");
            assert!(change.before.parent.pending.is_none(), "the phase is in doubt");
        });
    }

    // [R88] [R89] [R108]
    #[test]
    fn no_sign_off_survives_an_edit(story in stories(MOVES_MAX)) {
        story.changes(|world, change| {
            for message in &change.after.messages {
                assert_signed_text_is_untouched(change.before.message(message.id), message);
                let ledger = Ledger::of(&world.log, message.id);
                let last = world.log.last().map(|recorded| recorded.seq);
                if last == Some(change.after.seq) && !ledger.left {
                    let passed: BTreeSet<_> = ledger.passed.keys().copied().collect();
                    let shown: BTreeSet<_> =
                        Gate::ALL.into_iter().filter(|gate| message.passed(*gate)).collect();
                    assert_eq!(shown, passed, "the board shows what the log says");
                }
            }
        });
    }

    // [R92]
    #[test]
    fn nobody_approves_a_text_of_their_own(story in stories(MOVES_MAX)) {
        story.play(|turn| {
            for message in &turn.after.incident.messages {
                let authors = Ledger::of(&turn.after.log, message.id).authors;
                let approval = message.sign_off(Gate::Approval);
                assert!(approval.is_none_or(|sign_off| !authors.contains(&sign_off.by)));
                if message.stage == Stage::AwaitingElt {
                    let may = |author| may_approve(&turn.after, message, author);
                    assert!(!authors.into_iter().any(may));
                }
            }
        });
    }

    // [R142]
    #[test]
    fn replay_gives_the_same_state_from_zero_and_from_a_snapshot(
        story in stories(MOVES_MAX),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut world = story.opening();
        story.play(|turn| world = turn.after.clone());
        let start = Incident::new(world.incident.id.clone());
        prop_assert_eq!(&replayed(start.clone(), &world, 0), &world.incident);
        let cut = cut.index(world.log.len() + 1);
        let early = World { log: world.log[..cut].to_vec(), ..world.clone() };
        let snapshot = replayed(start, &early, 0);
        let stored = serde_json::to_string(&snapshot).unwrap();
        let loaded: Incident = serde_json::from_str(&stored).unwrap();
        prop_assert_eq!(&replayed(loaded, &world, cut), &world.incident);
    }

    // [R56] [R146]
    #[test]
    fn a_refused_command_changes_nothing_and_an_answer_never_varies(story in stories(MOVES_MAX)) {
        story.play(|turn| {
            let World { organisation, incident, now, .. } = &turn.before;
            let again = decide(incident, organisation, &turn.command, turn.actor, *now);
            assert_eq!(again.is_err(), turn.outcome.is_err(), "the same question, the same answer");
            match (&turn.outcome, again) {
                (Err(refusal), Err(same)) => {
                    assert_eq!(refusal, &same);
                    assert_eq!(turn.before.incident, turn.after.incident);
                    assert_eq!(turn.before.log.len(), turn.after.log.len());
                }
                (Ok(changes), Ok(same)) => assert_eq!(changes.len(), same.events.len()),
                _ => unreachable!("compared above"),
            }
        });
    }

    // [R142]
    #[test]
    fn a_sealed_record_takes_only_its_reopening_and_who_may_read_it(story in stories(MOVES_MAX)) {
        story.changes(|_, change| {
            if change.before.state.is_sealed() {
                let by_rule = change.recorded.by == Actor::System;
                let allowed = matches!(
                    change.recorded.event,
                    E::Reopened { .. }
                        | E::ConfidentialitySet { .. }
                        | E::Admitted { .. }
                        | E::Dismissed { .. }
                        | E::GuestAdmitted { .. }
                        | E::GuestEnded { .. }
                        | E::HoldSet { .. }
                );
                assert!(allowed || by_rule, "{:?}", change.recorded.event);
            }
            assert_eq!(change.recorded.seq, change.before.seq.next(), "the log has no gaps");
        });
    }

    // [R147] [R148]
    #[test]
    fn what_a_viewer_applies_is_what_a_viewer_may_see(story in stories(MOVES_MAX)) {
        story.changes(assert_redaction_law);
    }

    // [R148]
    #[test]
    fn an_observer_reads_nothing_confidential(story in stories(MOVES_MAX)) {
        story.changes(assert_confidential);
    }
}

/// The same two laws over the script, which has more to hide than most stories.
// [R147] [R148]
#[test]
fn the_scripted_story_is_shown_to_viewers_as_the_law_says() {
    let mut events = 0;
    Story::scripted().changes(|world, change| {
        assert_redaction_law(world, change);
        assert_confidential(world, change);
        events += 1;
    });
    assert_eq!(events, World::after(SCRIPT.len()).log.len(), "nothing of it was refused");
}

fn assert_redaction_law(_: &World, change: &Change) {
    for viewer in viewers() {
        let mut seen = change.before.for_viewer(&viewer);
        seen.apply(&change.recorded.for_viewer(&change.before, &viewer));
        let kind = &change.recorded.event;
        assert_eq!(seen, change.after.for_viewer(&viewer), "{viewer:?} after {kind:?}");
    }
}

/// What has left is public; everything else that was written carries the canary.
fn assert_confidential(world: &World, change: &Change) {
    let observer = Viewer { person: None, clearance: Clearance::Observer };
    let mut state = change.after.for_viewer(&observer);
    state.messages.retain(|message| !Ledger::of(&world.log, message.id).left);
    assert_silent(&state);
    let mut seen = change.recorded.for_viewer(&change.before, &observer);
    if let E::DistributionReported { disclosed, .. } = &mut seen.event {
        *disclosed = None;
    }
    assert_silent(&seen);
}

/// Whether this person could approve the message, if they came to be the ELT Approver.
fn may_approve(world: &World, message: &Message, person: PersonId) -> bool {
    let mut world = world.clone();
    let seats = &mut world.incident.seats;
    let tenure = seats.iter_mut().find(|seat| seat.role == Role::EltApprover);
    let Some(tenure) = tenure.and_then(|seat| seat.holder.as_mut()) else { return false };
    tenure.person = person;
    let approve = Command::GiveVerdict {
        message: message.id,
        gate: Gate::Approval,
        verdict: Verdict::Pass,
        fingerprint: message.fingerprint().unwrap_or_default(),
        note: String::new(),
        span: None,
        policy: None,
    };
    world.grants(Actor::Person(person), &approve)
}

/// Applies the log from this entry on.
fn replayed(mut incident: Incident, world: &World, from: usize) -> Incident {
    for recorded in world.log.iter().skip(from) {
        incident.apply(recorded);
    }
    incident
}

fn assert_silent(seen: &impl serde::Serialize) {
    let json = serde_json::to_string(seen).unwrap();
    assert!(!json.contains(CANARY), "{json}");
}

/// What lies before the gates is exactly what was fingerprinted, and no edit leaves a sign-off.
fn assert_signed_text_is_untouched(before: Option<&Message>, message: &Message) {
    if let Some(version) = &message.version {
        let content = version.content.as_ref().unwrap();
        let recomputed = render::fingerprint(message.audience, content, &version.payloads);
        assert_eq!(recomputed, version.fingerprint);
        assert!(version.sign_offs.iter().all(|sign_off| sign_off.at >= version.at));
    }
    let edited = before.is_some_and(|before| before.draft.content != message.draft.content);
    assert!(!edited || message.version.is_none(), "a locked text was edited");
    let replaced = before.is_some_and(|before| before.fingerprint() != message.fingerprint());
    let signed = message.version.as_ref().is_some_and(|v| !v.sign_offs.is_empty());
    assert!(!(replaced && signed), "a sign-off was carried over to another text");
}

/// A law that is never put to the test proves nothing: the stories, of which the scripted one is a
/// part, reach every state and stage, and every act is granted in some of them.
#[test]
fn the_stories_go_everywhere() {
    let rng = TestRng::deterministic_rng(Config::default().rng_algorithm);
    let mut runner = TestRunner::new_with_rng(config(350), rng);
    let seen = RefCell::new(Seen::default());
    Story::scripted().play(|turn| seen.borrow_mut().note(turn));
    let explored = runner.run(&stories(MOVES_MAX), |story| {
        story.play(|turn| seen.borrow_mut().note(turn));
        Ok(())
    });
    assert!(explored.is_ok(), "{explored:?}");
    let seen = seen.into_inner();
    // `Declared` and `Resolved` are passed through within one command.
    let passing = [State::Declared, State::Resolved];
    let missed =
        State::ALL.into_iter().filter(|s| !passing.contains(s) && !seen.states.contains(s));
    assert_eq!(missed.collect::<Vec<_>>(), [], "states no story reached");
    let missed = Stage::ALL.into_iter().filter(|stage| !seen.stages.contains(stage));
    assert_eq!(missed.collect::<Vec<_>>(), [], "stages no message reached");
    let acts = TABLE.iter().map(|row| row.act).filter(|act| !seen.granted.contains(act));
    assert_eq!(acts.collect::<Vec<_>>(), [], "acts no story was granted");
}

/// What stories came across.
#[derive(Default)]
struct Seen {
    states: BTreeSet<State>,
    stages: BTreeSet<Stage>,
    granted: BTreeSet<Act>,
}

impl Seen {
    fn note(&mut self, turn: &Turn) {
        self.states.insert(turn.after.incident.state);
        self.stages.extend(turn.after.incident.messages.iter().map(|message| message.stage));
        if turn.outcome.is_ok() {
            self.granted.insert(turn.command.act());
        }
    }
}
