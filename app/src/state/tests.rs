//! What the state makes of the room's frames, of a cut, and of what waits.

use super::*;
use muster_domain::event::Event;
use muster_domain::ids::Seq;
use muster_domain::viewer::Clearance;

fn entry(seq: u64) -> ServerFrame {
    ServerFrame::Event(Box::new(Recorded {
        seq: Seq(seq),
        at: Timestamp(seq.cast_signed()),
        by: Actor::System,
        capacity: None,
        event: Event::Noted { text: "noted".into() },
        personal: None,
    }))
}

fn waiting(id: &CommandId, how: How) -> Waiting {
    let (incident, at) = (IncidentId::from("12345678"), Timestamp(1));
    let (frame, label, typed) = ("frame".into(), "Add a note".into(), "Text".into());
    Waiting { id: id.clone(), incident, at, frame, label, typed, how, safe: false }
}

fn refused(id: &CommandId) -> ServerFrame {
    ServerFrame::Refused(Box::new(Refused {
        id: id.clone(),
        refusal: Code::Sealed.into(),
        sentence: "It is sealed.".into(),
        difference: Vec::new(),
    }))
}

fn welcome(version: u32, incident: CatchUp) -> ServerFrame {
    ServerFrame::Welcome(Box::new(Welcome {
        version,
        now: Timestamp(5),
        person: Some(PersonId(1)),
        clearance: Clearance::Responder,
        organisation: None,
        incident,
        online: vec![PersonId(1)],
    }))
}

#[test]
fn an_entry_is_applied_once_however_often_it_arrives() {
    let mut state = State::default();
    assert_eq!(state.hear(entry(1)), Next::Nothing);
    assert_eq!(state.hear(entry(1)), Next::Nothing);
    assert_eq!((state.incident.seq, state.fresh.len()), (Seq(1), 1));
}

#[test]
fn a_gap_in_the_log_is_asked_for_and_not_applied() {
    let mut state = State::default();
    assert_eq!(state.hear(entry(2)), Next::Ask);
    assert_eq!(state.incident.seq, Seq(0));
}

#[test]
fn a_newer_room_makes_the_app_ask_to_be_reloaded_and_changes_nothing_else() {
    let mut state = State::default();
    let frame = welcome(VERSION + 1, CatchUp::Events(Vec::new()));
    assert_eq!(state.hear(frame), Next::Nothing);
    assert_eq!((state.link, state.me), (Link::Outdated, None));
}

#[test]
fn a_welcome_with_the_missing_events_brings_the_replica_up_to_date() {
    let mut state = State::default();
    let ServerFrame::Event(first) = entry(1) else { unreachable!() };
    let frame = welcome(VERSION, CatchUp::Events(vec![*first]));
    assert_eq!(state.hear(frame), Next::Resend(Timestamp(5)));
    assert_eq!((state.link, state.incident.seq), (Link::Live, Seq(1)));
    assert_eq!(state.me, Some(PersonId(1)));
}

#[test]
fn a_command_that_needs_a_proof_waits_for_it() {
    let mut state = State::default();
    let id = CommandId::from("abcdefgh");
    state.waiting.push(waiting(&id, How::Now));
    let refused = Box::new(Refused {
        id: id.clone(),
        refusal: Code::ProofNeeded.into(),
        sentence: "Prove it.".into(),
        difference: Vec::new(),
    });
    assert_eq!(state.hear(ServerFrame::Refused(refused.clone())), Next::Prove(refused.clone()));
    assert_eq!(state.waiting.len(), 1);
    state.give_up(&id);
    assert!(state.waiting.is_empty());
}

#[test]
fn an_answered_command_waits_no_longer() {
    let mut state = State::default();
    let id = CommandId::from("abcdefgh");
    state.waiting.push(waiting(&id, How::Sent));
    let frame = ServerFrame::Accepted { id: id.clone(), seq: Seq(1) };
    assert_eq!(state.hear(frame), Next::Answered(id, Ok(())));
    assert!(state.waiting.is_empty());
}

#[test]
fn what_may_not_wait_is_given_up_when_the_line_is_cut() {
    let mut state = State { opened: true, link: Link::Live, ..State::default() };
    let [verdict, note] = ["verdict1", "note0001"].map(CommandId::from);
    state.waiting = vec![waiting(&verdict, How::Now), waiting(&note, How::Sent)];
    assert_eq!(state.cut(Timestamp(7)), [verdict]);
    assert_eq!((state.link, state.as_of), (Link::Cut, Some(Timestamp(7))));
    assert_eq!(state.cut(Timestamp(9)), []);
    assert_eq!(state.as_of, Some(Timestamp(7)), "it does not get younger by trying");
    assert_eq!(state.waiting, [waiting(&note, How::Waits)]);
}

#[test]
fn a_refusal_keeps_what_had_waited_and_nothing_else() {
    let mut state = State::default();
    let [waited, pressed] = ["waited01", "pressed1"].map(CommandId::from);
    state.waiting = vec![waiting(&waited, How::Waits), waiting(&pressed, How::Sent)];
    state.hear(refused(&waited));
    state.hear(refused(&pressed));
    assert_eq!(state.waiting, [waiting(&waited, How::Refused("It is sealed.".into()))]);
    assert_eq!(state.unanswered().count(), 0);
}

#[test]
fn what_one_person_asked_for_is_not_said_in_the_name_of_another() {
    let mut state = State { me: Some(PersonId(2)), ..State::default() };
    state.waiting.push(waiting(&CommandId::from("abcdefgh"), How::Waits));
    state.hear(welcome(VERSION, CatchUp::Events(Vec::new())));
    assert!(state.waiting.is_empty());
}
