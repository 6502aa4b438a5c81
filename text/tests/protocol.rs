//! Frames and presence, byte for byte as `y-protocols` has them.

use muster_text::{Awareness, AwarenessChange, AwarenessLimits, Client, Message, Refused, Seen};

const ROOM: AwarenessLimits = AwarenessLimits::ROOM;

#[test]
fn every_message_is_read_as_it_was_written() {
    let messages = [
        (Message::SyncStep1(&[0]), &[0, 0, 1, 0][..]),
        (Message::SyncStep2(&[0, 0]), &[0, 1, 2, 0, 0]),
        (Message::Update(&[0, 0]), &[0, 2, 2, 0, 0]),
        (Message::Awareness(&[0]), &[1, 1, 0]),
        (Message::QueryAwareness, &[3]),
        (Message::Denied("no"), &[2, 0, 2, b'n', b'o']),
    ];
    for (message, frame) in messages {
        assert_eq!(message.write(), frame);
        assert_eq!(Message::read(frame), Ok(message));
        let longer: Vec<u8> = frame.iter().copied().chain([0]).collect();
        assert_eq!(Message::read(&longer), Err(Refused::Length));
    }
    for unknown in [&[4][..], &[0, 3, 0], &[2, 1, 0], &[100]] {
        assert_eq!(Message::read(unknown), Err(Refused::Message));
    }
    assert_eq!(Message::read(&[0, 2, 255, 255, 255, 127]), Err(Refused::Length));
    assert_eq!(Message::read(&[]), Err(Refused::Length));
}

#[test]
fn people_come_and_move_and_leave() {
    let (mut ann, mut ben) = (Awareness::new(Client(1)), Awareness::new(Client(2)));
    ann.set_local(Some(r#"{"at":1}"#));
    let told = ben.apply(&ann.encode_all(), &ROOM).unwrap();
    assert_eq!((told.added, ben.state(Client(1))), (vec![Client(1)], Some(r#"{"at":1}"#)));
    assert_eq!(ben.apply(&ann.encode_all(), &ROOM), Ok(AwarenessChange::default()));
    let old = ann.encode_all();
    ann.set_local(Some(r#"{"at":2}"#));
    let told = ben.apply(&ann.encode(&[Client(1)]), &ROOM).unwrap();
    assert_eq!((told.updated, ben.state(Client(1))), (vec![Client(1)], Some(r#"{"at":2}"#)));
    assert_eq!(ben.apply(&old, &ROOM), Ok(AwarenessChange::default()));
    ann.set_local(None);
    let told = ben.apply(&ann.encode(&[Client(1)]), &ROOM).unwrap();
    assert_eq!((told.removed, ben.states().count()), (vec![Client(1)], 0));
    assert_eq!(ben.apply(&old, &ROOM), Ok(AwarenessChange::default()));
}

#[test]
fn nobody_can_make_another_leave_who_is_still_here() {
    let (mut ann, mut room) = (Awareness::new(Client(1)), Awareness::new(Client(0)));
    ann.set_local(Some("{}"));
    room.apply(&ann.encode_all(), &ROOM).unwrap();
    assert_eq!(room.remove(&[Client(1), Client(7)]), [Client(1)]);
    let gone = room.encode(&[Client(1)]);
    let told = ann.apply(&gone, &ROOM).unwrap();
    assert_eq!((told.updated, ann.state(Client(1))), (vec![Client(1)], Some("{}")));
    // Her answer is stronger than what was said of her.
    let told = room.apply(&ann.encode_all(), &ROOM).unwrap();
    assert_eq!(told.added, [Client(1)]);
}

#[test]
fn presence_is_bounded_and_a_refusal_changes_nothing() {
    let small = AwarenessLimits { clients: 2, state_bytes: 4 };
    let mut room = Awareness::new(Client(0));
    let said = |client: u64, state: Option<&str>| {
        let mut one = Awareness::new(Client(client));
        one.set_local(state);
        one.encode(&[Client(client)])
    };
    room.apply(&said(1, Some("1")), &small).unwrap();
    assert_eq!(room.apply(&said(2, Some("12345")), &small), Err(Refused::StateTooLarge));
    room.apply(&said(2, Some("1234")), &small).unwrap();
    assert_eq!(room.apply(&said(3, Some("1")), &small), Err(Refused::TooManyClients));
    assert_eq!(room.states().count(), 2);
    // Whoever has left makes room.
    room.remove(&[Client(1)]);
    room.apply(&said(3, Some("1")), &small).unwrap();
    assert_eq!(room.states().map(|(client, _)| client.0).collect::<Vec<_>>(), [2, 3]);
    let claims = [255, 255, 255, 127];
    assert_eq!(room.apply(&claims, &small), Err(Refused::Length));
}

#[test]
fn a_server_may_say_it_in_other_words() {
    let said = [
        Seen { client: Client(7), clock: 3, state: Some("{}") },
        Seen { client: Client(9), clock: 1, state: None },
    ];
    assert_eq!(Awareness::read(&Awareness::write(&said), &ROOM), Ok(said.to_vec()));
}

#[test]
fn a_server_sees_whom_an_update_speaks_of() {
    let mut ann = Awareness::new(Client(1));
    let seen = |clock, state| Seen { client: Client(1), clock, state };
    ann.set_local(Some("{}"));
    assert_eq!(Awareness::read(&ann.encode_all(), &ROOM), Ok(vec![seen(1, Some("{}"))]));
    ann.set_local(None);
    assert_eq!(Awareness::read(&ann.encode(&[Client(1)]), &ROOM), Ok(vec![seen(2, None)]));
}
