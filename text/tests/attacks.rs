//! Directed attacks: the dearest inputs we can think of, against the bounds of a room. Each must be
//! refused or done in the blink of an eye, and in memory that fits what was sent.
#![expect(clippy::unwrap_used, reason = "a test reports by panicking")]

#[path = "support/clock.rs"]
mod clock;
#[path = "support/craft.rs"]
mod craft;
#[path = "support/memory.rs"]
mod memory;

use clock::timed;
use craft::Craft;
use memory::growth;
use muster_text::{Applied, Client, Document, Limits, Refused};
use std::time::Duration;

const BLINK: Duration = Duration::from_millis(50);

fn room() -> Document {
    Document::new(Client(0), Limits::LIVE)
}

/// A room with this text, written by client 1.
fn with_text(units: usize) -> Document {
    let mut writer = Document::new(Client(1), Limits::LIVE);
    let update = writer.edit(0, 0, &"x".repeat(units)).unwrap();
    let mut room = Document::new(Client(0), Limits { update_bytes: 1 << 20, ..Limits::LIVE });
    room.apply(&update).unwrap();
    room.bounded(Limits::LIVE)
}

/// Applies an update and holds it to time and memory. The shortest of three counts.
fn held(name: &str, room: &mut Document, update: &[u8], memory: isize) -> Result<Applied, Refused> {
    let mut shortest = Duration::MAX;
    let (mut after, mut answer) = (room.clone(), Err(Refused::Length));
    for _ in 0..3 {
        let mut copy = room.clone();
        let (took, (applied, grown)) = timed(|| growth(|| copy.apply(update)));
        shortest = shortest.min(took);
        assert!(grown <= memory, "{name}: {grown} bytes");
        (after, answer) = (copy, applied);
    }
    assert!(shortest < BLINK, "{name}: {shortest:?}");
    *room = after;
    answer
}

#[test]
fn a_huge_claim_in_a_few_bytes_takes_no_memory() {
    let claims: [&[u64]; 5] =
        [&[1, 20_000_000], &[1 << 50], &[1, 1 << 50, 1, 0], &[0, 1 << 50], &[0, 1, 1, 20_000_000]];
    for claim in claims {
        let update = Craft::default().numbers(claim).0;
        let refused = held("a huge claim", &mut room(), &update, 1_024);
        assert_eq!(refused, Err(Refused::Length));
    }
}

#[test]
fn what_is_written_at_one_place_at_once_is_bounded() {
    // Every run begins at the start, and ends one unit further: to find its place each meets all
    // that came before.
    let mut room = with_text(7_000);
    let mut craft = Craft::default().numbers(&[1, 6_000, 2, 0]);
    for unit in 0..6_000 {
        craft = craft.text(None, Some((1, unit)), "y");
    }
    let before = room.changes_since(&[]);
    let refused = held("conflicts in one update", &mut room, &craft.end(), 8 << 20);
    assert_eq!(refused, Err(Refused::TooCostly));
    assert_eq!(room.changes_since(&[]), before);
    // The same in small updates: each is refused as soon as it takes too long.
    for first in (0..2_000).step_by(60) {
        let mut craft = Craft::default().numbers(&[1, 60, 2, first]);
        for unit in first..first + 60 {
            craft = craft.text(None, Some((1, unit)), "y");
        }
        drop(held("conflicts in small updates", &mut room, &craft.end(), 8 << 20));
    }
}

#[test]
fn a_flood_of_what_has_to_wait_is_bounded() {
    let mut room = room();
    let mut refused = 0;
    for flood in 0..30_u64 {
        // Clocks that never begin at 0, from the last to the first.
        let mut craft = Craft::default().number(1_000);
        for client in 0..1_000 {
            craft = craft.numbers(&[1, 1_000 - client, 5 + 30 * 7 - flood * 7]);
            craft = craft.text(None, None, "waits");
        }
        match held("what waits", &mut room, &craft.end(), 8 << 20) {
            Ok(applied) => assert!(applied.waits),
            Err(error) => {
                assert_eq!(error, Refused::TooMuchPending);
                refused += 1;
            }
        }
    }
    assert!(refused > 5, "the bound was never met");
    // What waits already can be sent again at no cost.
    let again = Craft::default().numbers(&[1, 1, 1, 5 + 30 * 7]).text(None, None, "waits").end();
    assert!(room.apply(&again).unwrap().waits);
}

#[test]
fn runs_that_wait_for_each_other_in_turn_are_sorted_at_once() {
    // Clients 1 and 2 go on in turn, each waiting for the other; a thousand wait for the last.
    let turns = 2_500;
    let mut craft = Craft::default().number(1_002);
    for client in 3..1_003 {
        craft = craft.numbers(&[1, client, 0]).text(Some((1, turns - 1)), None, "w");
    }
    for (client, other) in [(1, 2), (2, 1)] {
        craft = craft.numbers(&[turns, client, 0]);
        for turn in 0..turns {
            craft = match turn.checked_sub(client % 2) {
                None => craft.text(None, None, "a"),
                Some(before) if client == 2 && turn == 0 => {
                    craft.text(Some((other, before)), None, "a")
                }
                Some(before) => craft.text(Some((other, before)), Some((client, turn - 1)), "a"),
            };
        }
    }
    drop(held("runs in turn", &mut room(), &craft.end(), 16 << 20));
}

#[test]
fn too_many_clients_are_refused_before_they_cost() {
    let mut craft = Craft::default().number(7_000);
    for client in (1..=7_000).rev() {
        craft.0.extend_from_slice(&[1]);
        craft = craft.numbers(&[client, 0]);
        // A forgotten unit is the shortest run there is.
        craft.0.extend_from_slice(&[0, 1]);
    }
    let refused = held("clients", &mut room(), &craft.end(), 4 << 20);
    assert_eq!(refused, Err(Refused::TooManyClients));
}

#[test]
fn a_long_run_can_be_cut_to_pieces() {
    let mut room = with_text(65_536);
    let mut craft = Craft::default().numbers(&[0, 1, 1, 16_000]);
    for unit in 0..16_000 {
        craft = craft.numbers(&[unit * 2, 1]);
    }
    held("every second unit deleted", &mut room, &craft.0, 16 << 20).unwrap();
    assert_eq!(room.len(), 65_536 - 16_000);
    let mut room = with_text(60_000);
    let mut craft = Craft::default().numbers(&[1, 4_000, 2, 0]);
    for unit in 0..4_000 {
        craft = craft.text(Some((1, unit)), Some((1, unit + 1)), "y");
    }
    held("a run cut from the left", &mut room, &craft.end(), 16 << 20).unwrap();
    assert_eq!(room.len(), 64_000);
}

#[test]
fn an_update_of_ten_megabytes_is_refused_unread() {
    let update = vec![1; 10 << 20];
    let refused = held("ten megabytes", &mut room(), &update, 1_024);
    assert_eq!(refused, Err(Refused::UpdateTooLarge));
    let mut writer = Document::new(Client(1), Limits::NONE);
    let update = writer.edit(0, 0, &"x".repeat(10 << 20)).unwrap();
    let mut reader = Document::new(Client(2), Limits::NONE);
    reader.apply(&update).unwrap();
    assert_eq!(reader.len(), 10 << 20);
}
