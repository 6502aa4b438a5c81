//! A room, two editors and a bad network, to prove that what is typed is never lost: neither what
//! the room has acknowledged nor what only the device has.

use super::binding::units;
use super::copies::HOLDS;
use super::frame::{self, Said};
use super::session::{May, Out, Session, Slot, Standing};
use muster_domain::ids::{MessageId, PersonId};
use muster_text::{Client, Document, Edit, Message};
use proptest::prelude::*;
use std::cell::Cell;
use std::collections::VecDeque;
use std::rc::Rc;

const TEXT: MessageId = MessageId(300);
const WRITES: May = May { write: true, suggest: true };

/// One editor, what its device keeps, and both directions of its line.
struct End {
    session: Session,
    kept: Option<Vec<u8>>,
    linked: bool,
    entered: bool,
    up: VecDeque<Vec<u8>>,
    down: VecDeque<Result<Vec<u8>, String>>,
    typed: String,
}

struct World {
    room: Document,
    locked: bool,
    ends: Vec<End>,
    clients: Rc<Cell<u64>>,
}

fn session(clients: &Rc<Cell<u64>>, person: u32) -> Session {
    let clients = Rc::clone(clients);
    let draw = move || {
        clients.set(clients.get() + 1);
        Client(clients.get())
    };
    let mut session = Session::new(TEXT, PersonId(person), Box::new(draw));
    session.allow(WRITES);
    session
}

impl World {
    fn new(text: &str) -> Self {
        let clients = Rc::new(Cell::new(0));
        let mut room = Document::new(Client(99_999), HOLDS);
        room.edit(0, 0, text).unwrap();
        let end = |person| End {
            session: session(&clients, person),
            kept: None,
            linked: false,
            entered: false,
            up: VecDeque::new(),
            down: VecDeque::new(),
            typed: String::new(),
        };
        let ends = vec![end(1), end(2)];
        Self { room, locked: false, ends, clients }
    }

    /// Does what a session asks for: keeps first, then sends.
    fn settle(&mut self, n: usize) {
        let end = &mut self.ends[n];
        for out in end.session.take() {
            match out {
                Out::Keep(Slot::Draft) => end.kept = end.session.record(Slot::Draft),
                Out::Send(frame) if end.linked => end.up.push_back(frame),
                _ => {}
            }
        }
    }

    fn join(&mut self, n: usize) {
        self.cut(n);
        self.ends[n].linked = true;
        self.ends[n].session.joined();
        self.settle(n);
    }

    fn cut(&mut self, n: usize) {
        let end = &mut self.ends[n];
        (end.linked, end.entered) = (false, false);
        end.up.clear();
        end.down.clear();
        end.session.cut();
        self.settle(n);
    }

    /// The tab dies; what the device kept comes back.
    fn crash(&mut self, n: usize) {
        self.cut(n);
        let mut fresh = session(&self.clients, u32::try_from(n).unwrap() + 1);
        if let Some(kept) = &self.ends[n].kept {
            fresh.resume(Slot::Draft, kept);
        }
        self.ends[n].session = fresh;
        self.settle(n);
    }

    fn tell(&mut self, n: usize, message: &Message<'_>) {
        self.ends[n].down.push_back(Ok(frame::write(TEXT, message)));
    }

    /// One frame reaches the room.
    fn up(&mut self, n: usize) {
        let Some(frame) = self.ends[n].up.pop_front() else { return };
        let Some((_, said)) = frame::read(&frame) else {
            self.ends[n].entered = false;
            return;
        };
        match said {
            Said::Message(Message::SyncStep1(known)) => {
                if !self.ends[n].entered {
                    self.ends[n].entered = true;
                    let vector = self.room.state_vector();
                    self.tell(n, &Message::SyncStep1(&vector));
                }
                let lacking = self.room.changes_since(known).unwrap();
                self.tell(n, &Message::SyncStep2(&lacking));
            }
            Said::Message(Message::SyncStep2(update) | Message::Update(update)) => {
                if self.locked {
                    self.ends[n].down.push_back(Err("locked".into()));
                    return;
                }
                let inspected = self.room.inspect(update).unwrap();
                assert!(!inspected.waits, "an update goes on from what the room has");
                self.room.apply(update).unwrap();
                for other in 0..self.ends.len() {
                    if self.ends[other].entered {
                        self.tell(other, &Message::Update(update));
                    }
                }
                let mut kept = frame::leave(TEXT);
                kept.push(4);
                self.ends[n].down.push_back(Ok(kept));
            }
            _ => {}
        }
    }

    /// One frame reaches the editor.
    fn down(&mut self, n: usize) {
        match self.ends[n].down.pop_front() {
            Some(Ok(frame)) => {
                let (_, said) = frame::read(&frame).unwrap();
                self.ends[n].session.hear(said, 0);
            }
            Some(Err(sentence)) => self.ends[n].session.refused(sentence),
            None => return,
        }
        self.settle(n);
    }

    /// Types one letter that nobody else types, somewhere.
    fn letter(&mut self, n: usize, at: u32) {
        let letter = char::from_u32(0x4E00 + u32::try_from(self.letters()).unwrap()).unwrap();
        let end = &mut self.ends[n];
        let len = units(&end.session.shown());
        let edit = Edit { at: at % (len + 1), removed: 0, inserted: letter.into() };
        if end.session.typed(&edit, 0) {
            end.typed.push(letter);
        }
        self.settle(n);
    }

    fn letters(&self) -> usize {
        self.ends.iter().map(|end| end.typed.chars().count()).sum()
    }

    /// Everybody is there, and everything arrives.
    fn calm(&mut self) {
        for n in 0..self.ends.len() {
            self.join(n);
        }
        self.drain();
    }

    /// Everything that is under way arrives.
    fn drain(&mut self) {
        while self.ends.iter().any(|end| !end.up.is_empty() || !end.down.is_empty()) {
            for n in 0..self.ends.len() {
                self.up(n);
                self.down(n);
            }
        }
    }
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Type(u32),
    Up,
    Down,
    Join,
    Cut,
    Crash,
    Compose(bool),
}

fn step() -> impl Strategy<Value = (usize, Step)> {
    let step = prop_oneof![
        6 => (0_u32..50).prop_map(Step::Type),
        8 => Just(Step::Up),
        8 => Just(Step::Down),
        2 => Just(Step::Join),
        1 => Just(Step::Cut),
        1 => Just(Step::Crash),
        1 => any::<bool>().prop_map(Step::Compose),
    ];
    (0_usize..2, step)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    // [R91]
    #[test]
    fn no_letter_is_lost_whatever_the_network_does(steps in prop::collection::vec(step(), 0..120)) {
        let mut world = World::new("Begin.");
        world.calm();
        for (n, step) in steps {
            match step {
                Step::Type(at) => world.letter(n, at),
                Step::Up => world.up(n),
                Step::Down => world.down(n),
                Step::Join => world.join(n),
                Step::Cut => world.cut(n),
                Step::Crash => world.crash(n),
                Step::Compose(true) => world.ends[n].session.hold(),
                Step::Compose(false) => {
                    world.ends[n].session.release();
                    world.settle(n);
                }
            }
            for end in &world.ends {
                let text = world.room.text();
                if end.session.standing() == Standing::Saved {
                    prop_assert!(end.typed.chars().all(|it| text.contains(it)), "it said saved");
                    prop_assert!(end.kept.is_none());
                }
            }
        }
        for end in &mut world.ends {
            end.session.release();
        }
        world.calm();
        let text = world.room.text();
        for end in &world.ends {
            prop_assert_eq!(end.session.shown(), text.clone());
            prop_assert_eq!(end.session.standing(), Standing::Saved);
            prop_assert!(end.typed.chars().all(|letter| text.contains(letter)));
            prop_assert!(end.session.aside().is_none());
        }
        prop_assert_eq!(text.chars().count(), 6 + world.letters());
    }
}

// [R91]
#[test]
fn what_a_locked_text_does_not_take_is_set_aside_and_told_from_what_others_wrote() {
    let mut world = World::new("We look into it.");
    world.calm();
    world.cut(0);
    let edit = Edit { at: 3, removed: 4, inserted: "are looking".into() };
    assert!(world.ends[0].session.typed(&edit, 0));
    world.settle(0);
    assert_eq!(world.ends[0].session.standing(), Standing::OnDevice);
    let theirs = Edit { at: 16, removed: 0, inserted: " More soon.".into() };
    assert!(world.ends[1].session.typed(&theirs, 0));
    world.settle(1);
    world.up(1);
    world.locked = true;
    world.calm();
    let end = &mut world.ends[0];
    assert_eq!(end.session.shown(), "We look into it. More soon.");
    assert_eq!(end.session.standing(), Standing::Saved);
    assert!(end.kept.is_none());
    let (why, text, hunks) = end.session.aside().unwrap();
    assert_eq!(why, "locked");
    assert_eq!(text, "We are looking into it. More soon.");
    assert_eq!(hunks.len(), 1);
    assert!(end.session.record(Slot::Aside).is_some());
    let kept = end.session.record(Slot::Aside).unwrap();
    let mut later = session(&world.clients, 1);
    later.resume(Slot::Aside, &kept);
    assert_eq!(later.aside().unwrap().1, text);
}

// [R91]
#[test]
fn a_refusal_in_the_middle_loses_nothing_of_what_was_sent_after_it() {
    let mut world = World::new("abc");
    world.calm();
    world.letter(0, 0);
    world.letter(0, 2);
    world.locked = true;
    world.up(0);
    world.locked = false;
    world.letter(0, 3);
    let gap = world.ends[0].up.len();
    world.ends[0].up.clear();
    world.ends[0].down.extend((0..gap).map(|_| Err("gap".into())));
    world.drain();
    let (_, text, _) = world.ends[0].session.aside().unwrap();
    assert!(world.ends[0].typed.chars().all(|letter| text.contains(letter)));
    assert_eq!(world.ends[0].session.shown(), world.room.text());
}

// [R73]
#[test]
fn who_may_only_suggest_writes_in_a_copy_that_the_room_never_sees() {
    let mut world = World::new("We recieve payments.");
    world.ends[0].session.allow(May { write: false, suggest: true });
    world.calm();
    let edit = Edit { at: 3, removed: 7, inserted: "receive".into() };
    assert!(world.ends[0].session.typed(&edit, 0));
    world.settle(0);
    assert!(world.ends[0].up.is_empty(), "nothing is sent");
    let theirs = Edit { at: 0, removed: 0, inserted: "Today: ".into() };
    assert!(world.ends[1].session.typed(&theirs, 0));
    world.settle(1);
    while !world.ends[1].up.is_empty() || !world.ends[0].down.is_empty() {
        world.up(1);
        world.down(0);
    }
    let session = &mut world.ends[0].session;
    assert_eq!(session.shown(), "Today: We receive payments.");
    assert_eq!(session.document().text(), "Today: We recieve payments.");
    let hunks = session.suggested();
    assert_eq!(hunks.len(), 1);
    assert!(session.place(&hunks[0]).last.is_some());
    session.undo(true, 0);
    assert_eq!(session.suggested(), []);
    session.undo(false, 0);
    session.forget_fork();
    assert_eq!(session.shown(), "Today: We recieve payments.");
}

#[test]
fn what_two_tabs_of_one_person_type_is_in_both_and_sent_by_either() {
    let mut world = World::new("abc");
    world.calm();
    world.cut(0);
    world.letter(0, 0);
    let [one, two] = &mut world.ends[..] else { unreachable!() };
    assert!(one.session.take().is_empty());
    one.session.ask_tabs();
    two.session.ask_tabs();
    for out in two.session.take() {
        if let Out::Share(frame) = out {
            one.session.hear_tab(frame::read(&frame).unwrap().1, 0);
        }
    }
    for out in one.session.take() {
        if let Out::Share(frame) = out {
            two.session.hear_tab(frame::read(&frame).unwrap().1, 0);
        }
    }
    world.settle(1);
    assert_eq!(world.ends[0].session.shown(), world.ends[1].session.shown());
    world.up(1);
    assert!(world.room.text().contains(&world.ends[0].typed));
}
