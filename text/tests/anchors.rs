//! Anchors stay where they are, as relative positions of Yjs do; and what an update would do is
//! told before it is done.
#![expect(clippy::unwrap_used, reason = "a test reports by panicking")]

mod support;

use muster_text::{Anchor, Client, Document, Id, Inspected, Limits, Refused, Side};
use support::{Chance, hear, random_edit};

fn written(client: u64, text: &str) -> Document {
    let mut document = Document::new(Client(client), Limits::LIVE);
    document.edit(0, 0, text).unwrap();
    document
}

#[test]
fn an_anchor_sticks_to_the_unit_on_its_side() {
    let mut text = written(1, "abc");
    let (left, right) = (text.anchor(1, Side::Left), text.anchor(1, Side::Right));
    text.edit(1, 0, "xy").unwrap();
    assert_eq!((text.place(left), text.place(right)), (Some(1), Some(3)));
    // Both of their units are deleted: they stand where these stood.
    text.edit(0, 4, "").unwrap();
    assert_eq!(
        (text.text().as_str(), text.place(left), text.place(right)),
        ("c", Some(0), Some(0))
    );
}

#[test]
fn the_ends_of_the_text_stay_the_ends() {
    let mut text = written(1, "abc");
    let (start, end) = (text.anchor(0, Side::Left), text.anchor(3, Side::Right));
    assert_eq!((start.item, end.item), (None, None));
    text.edit(0, 0, "x").unwrap();
    text.edit(4, 0, "y").unwrap();
    assert_eq!((text.place(start), text.place(end)), (Some(0), Some(5)));
    assert_eq!(text.anchor(99, Side::Left), text.anchor(5, Side::Left));
}

#[test]
fn an_anchor_to_what_has_not_arrived_stands_nowhere_yet() {
    let ann = written(1, "abc");
    let mut ben = Document::new(Client(2), Limits::LIVE);
    let anchor = ann.anchor(2, Side::Right);
    assert_eq!(ben.place(anchor), None);
    ben.apply(&ann.changes_since(&[]).unwrap()).unwrap();
    assert_eq!(ben.place(anchor), Some(2));
}

#[test]
fn an_anchor_in_bytes_is_the_anchor_and_nothing_else_is_one() {
    let item = Some(Id::new(Client(1 << 52), 7));
    for side in [Side::Left, Side::Right] {
        for anchor in [Anchor { item, side }, Anchor { item: None, side }] {
            assert_eq!(Anchor::decode(&anchor.encode()), Ok(anchor));
        }
    }
    // Without a side, as older Yjs writes it.
    assert_eq!(Anchor::decode(&[0, 5, 1]).unwrap().item, Some(Id::new(Client(5), 1)));
    assert_eq!(Anchor::decode(&[1, 1, b't', 0]), Err(Refused::Root));
    assert_eq!(Anchor::decode(&[0, 5, 1, 0, 0]), Err(Refused::Length));
    assert_eq!(Anchor::decode(&[2, 5, 1, 0]), Err(Refused::Root));
}

#[test]
fn anchors_are_at_the_same_place_in_every_replica() {
    for seed in 1..=500 {
        let mut chance = Chance::new(seed);
        let (mut one, mut two) = (written(7, "Hello 😀"), Document::new(Client(3), Limits::LIVE));
        let mut anchors = Vec::new();
        for _ in 0..40 {
            let lacking = one.changes_since(&two.state_vector()).unwrap();
            hear(&mut two, &lacking);
            hear(&mut one, &random_edit(&mut two, &mut chance).update);
            random_edit(&mut one, &mut chance);
            let at = u32::try_from(chance.below(one.len() as usize + 1)).unwrap();
            let side = if chance.below(2) == 0 { Side::Left } else { Side::Right };
            let anchor = one.anchor(at, side);
            assert_eq!(one.place(anchor), Some(at), "round {seed}");
            anchors.push(anchor);
        }
        let lacking = one.changes_since(&two.state_vector()).unwrap();
        hear(&mut two, &lacking);
        for anchor in anchors {
            assert_eq!(one.place(anchor), two.place(anchor), "round {seed}");
        }
    }
}

#[test]
fn what_an_update_would_do_is_told_before_it_is_done() {
    let mut room = Document::new(Client(0), Limits::LIVE);
    let mut ann = Document::new(Client(1), Limits::LIVE);
    let first = ann.edit(0, 0, "Hello").unwrap();
    let told = |room: &Document, update: &[u8]| room.inspect(update).unwrap();
    let inserts = Inspected { new_writers: vec![Client(1)], inserts: true, ..Inspected::default() };
    assert_eq!(told(&room, &first), inserts);
    room.apply(&first).unwrap();
    assert_eq!(told(&room, &first), Inspected::default());
    // Ben sends a whole document of Ann's with a deletion and a word of his own.
    let mut ben = Document::new(Client(2), Limits::LIVE);
    ben.apply(&first).unwrap();
    let deletion = ben.edit(0, 1, "").unwrap();
    assert_eq!(told(&room, &deletion), Inspected { deletes: true, ..Inspected::default() });
    ben.edit(0, 0, "J").unwrap();
    let whole = told(&room, &ben.changes_since(&[]).unwrap());
    assert_eq!((whole.new_writers, whole.deletes, whole.waits), (vec![Client(2)], true, false));
    let ahead = ann.edit(5, 0, "!").and_then(|_| ann.edit(6, 0, "?")).unwrap();
    let ahead = told(&room, &ahead);
    assert!(ahead.waits && !ahead.inserts && ahead.new_writers == [Client(1)]);
    assert_eq!(room.inspect(&[1]), Err(Refused::Length));
    assert_eq!((room.text().as_str(), room.is_complete()), ("Hello", true));
}
