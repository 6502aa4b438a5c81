//! Undo takes back what one editor did and nothing else, whatever others do in between.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test reports by panicking")]

mod support;

use muster_text::{Client, Document, Done, Limits, Undo};
use support::{Chance, hear, random_edit};

/// Ann, who can undo, and two others; everybody hears everything at once or a little later.
struct Room {
    replicas: [Document; 3],
    inboxes: [Vec<Vec<u8>>; 3],
    undo: Undo,
}

impl Room {
    fn new() -> Self {
        let replicas = [5, 9, 3].map(|id| Document::new(Client(id), Limits::LIVE));
        Self { replicas, inboxes: Default::default(), undo: Undo::default() }
    }

    fn say(&mut self, who: usize, update: &[u8]) {
        for (_, inbox) in self.inboxes.iter_mut().enumerate().filter(|(other, _)| *other != who) {
            inbox.push(update.to_vec());
        }
    }

    /// Ann hears the others, or the others hear Ann.
    fn deliver(&mut self, who: usize) {
        for update in std::mem::take(&mut self.inboxes[who]) {
            hear(&mut self.replicas[who], &update);
        }
    }

    fn step(&mut self, chance: &mut Chance, now: &mut i64) {
        *now += i64::try_from(chance.below(400)).unwrap();
        match chance.below(8) {
            0..3 => {
                let made = random_edit(&mut self.replicas[0], chance);
                self.undo.typed(&made, *now);
                self.say(0, &made.update);
            }
            3..6 => {
                let who = 1 + chance.below(2);
                let made = random_edit(&mut self.replicas[who], chance);
                self.say(who, &made.update);
            }
            _ => self.deliver(chance.below(3)),
        }
    }

    /// Undoes or redoes, and checks that the told edits are what happened.
    fn back_or_forth(&mut self, step: fn(&mut Undo, &mut Document) -> Option<Done>) -> bool {
        let before = self.replicas[0].text();
        let Some(done) = step(&mut self.undo, &mut self.replicas[0]) else { return false };
        let told = done.edits.iter().fold(before, |text, edit| edit.done(&text));
        assert_eq!(told, self.replicas[0].text());
        self.say(0, &done.update);
        true
    }

    fn agree(&mut self) {
        (0..3).for_each(|who| self.deliver(who));
        for other in &self.replicas[1..] {
            assert_eq!(other.text(), self.replicas[0].text());
            assert_eq!(other.changes_since(&[]), self.replicas[0].changes_since(&[]));
        }
    }
}

/// What is visible and not Ann's.
fn by_others(document: &Document) -> String {
    let units: Vec<u16> = document.text().encode_utf16().collect();
    let (mut at, mut theirs) = (0, Vec::new());
    for (client, len) in document.authors() {
        let len = usize::try_from(len).unwrap();
        if client != Client(5) {
            theirs.extend_from_slice(&units[at..at + len]);
        }
        at += len;
    }
    String::from_utf16(&theirs).unwrap()
}

#[test]
fn undoing_everything_leaves_what_others_wrote_and_redoing_everything_brings_it_back() {
    for seed in 1..=3_000 {
        let (mut room, mut chance, mut now) = (Room::new(), Chance::new(seed), 0);
        for _ in 0..50 {
            room.step(&mut chance, &mut now);
        }
        room.agree();
        let all = room.replicas[0].text();
        let theirs = by_others(&room.replicas[0]);
        let mut texts = vec![all.clone()];
        while room.back_or_forth(Undo::undo) {
            texts.push(room.replicas[0].text());
        }
        assert_eq!(by_others(&room.replicas[0]), theirs, "round {seed}");
        while room.back_or_forth(Undo::redo) {
            texts.pop();
            assert_eq!(room.replicas[0].text(), texts[texts.len() - 1], "round {seed}");
        }
        assert_eq!(texts, [all], "round {seed}");
        room.agree();
    }
}

#[test]
fn who_deletes_only_what_is_hers_leaves_exactly_what_others_have() {
    for seed in 1..=3_000 {
        let (mut room, mut chance, mut now) = (Room::new(), Chance::new(seed), 0);
        for _ in 0..50 {
            now += 300;
            if chance.below(2) == 0 {
                // Ann types, and takes back a letter of hers where there is one.
                let at = u32::try_from(chance.below(room.replicas[0].len() as usize + 1)).unwrap();
                let mut own = 0;
                let mut end = 0;
                for (client, len) in room.replicas[0].authors() {
                    end += len;
                    own = if client == Client(5) { end } else { own };
                }
                let delete = own > 0 && chance.below(2) == 0;
                let (at, removed) = if delete { (own - 1, 1) } else { (at, 0) };
                let made = room.replicas[0].change(at, removed, ["", "hi", "x"][chance.below(3)]);
                let made = made.unwrap();
                room.undo.typed(&made, now);
                room.say(0, &made.update);
            } else {
                let who = 1 + chance.below(2);
                let at =
                    u32::try_from(chance.below(room.replicas[who].len() as usize + 1)).unwrap();
                let removed = u32::from(at < room.replicas[who].len() && chance.below(2) == 0);
                let update = room.replicas[who].edit(at, removed, ["", "b", "cd"][chance.below(3)]);
                room.say(who, &update.unwrap());
            }
            room.deliver(chance.below(3));
            if chance.below(6) == 0 {
                room.back_or_forth([Undo::undo, Undo::redo][chance.below(2)]);
            }
        }
        room.deliver(0);
        let expected = by_others(&room.replicas[0]);
        while room.back_or_forth(Undo::undo) {}
        assert_eq!(room.replicas[0].text(), expected, "round {seed}");
        room.agree();
    }
}

#[test]
fn changes_within_half_a_second_are_one_group_and_a_pause_ends_it() {
    let mut document = Document::new(Client(1), Limits::LIVE);
    let mut undo = Undo::default();
    for (at, word, now) in [(0, "a", 0), (1, "b", 499), (2, "c", 999), (3, "d", 1_200)] {
        undo.typed(&document.change(at, 0, word).unwrap(), now);
    }
    undo.pause();
    undo.typed(&document.change(4, 0, "e").unwrap(), 1_201);
    for left in ["abcd", "ab", ""] {
        assert!(undo.undo(&mut document).is_some());
        assert_eq!(document.text(), left);
    }
    assert!(undo.undo(&mut document).is_none() && !undo.can_undo());
    assert!(undo.can_redo());
    undo.typed(&document.change(0, 0, "new").unwrap(), 5_000);
    assert!(!undo.can_redo() && undo.redo(&mut document).is_none());
}

#[test]
fn deleted_text_comes_back_as_one_run_where_it_stood() {
    let mut ann = Document::new(Client(1), Limits::LIVE);
    let mut ben = Document::new(Client(2), Limits::LIVE);
    let mut undo = Undo::default();
    ben.apply(&ann.edit(0, 0, "one two three").unwrap()).unwrap();
    // Backspace, one letter after the other.
    for at in (4..7).rev() {
        let made = ann.change(at, 1, "").unwrap();
        undo.typed(&made, 0);
        ben.apply(&made.update).unwrap();
    }
    ann.apply(&ben.edit(4, 0, "<").unwrap()).unwrap();
    let done = undo.undo(&mut ann).unwrap();
    ben.apply(&done.update).unwrap();
    assert_eq!(done.edits.len(), 1);
    // As in Yjs, what is typed beside deleted text stands to its right.
    assert_eq!((ann.text(), ben.text()), ("one two< three".into(), "one two< three".into()));
}

#[test]
fn what_no_longer_fits_stays_undoable() {
    let mut ann = Document::new(Client(1), Limits { text_units: 10, ..Limits::LIVE });
    let mut undo = Undo::default();
    ann.edit(0, 0, "0123456789").unwrap();
    undo.typed(&ann.change(0, 5, "").unwrap(), 0);
    let mut ben = Document::new(Client(2), Limits::LIVE);
    ann.apply(&ben.edit(0, 0, "xx").unwrap()).unwrap();
    assert!(undo.undo(&mut ann).is_none() && undo.can_undo());
    ann.apply(&ben.edit(0, 2, "").unwrap()).unwrap();
    undo.undo(&mut ann).unwrap();
    assert_eq!(ann.text(), "0123456789");
}
