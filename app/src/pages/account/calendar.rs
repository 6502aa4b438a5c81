//! The reader's turns on call in their own calendar.

use super::me::Account;
use crate::pages::calendar::{Calendar, Place, actions, line};
use crate::parts::model::{Card, Chip, Tone, plain};
use leptos::task::spawn_local;
use std::sync::Arc;

/// Where it is listed, made and ended.
pub const PATH: &str = "/api/me/calendar";

/// The card.
pub fn card(account: Account, calendar: Option<&Calendar>) -> Card {
    let mut card = Card::new("calendar", "Your turns in your calendar");
    card.chip = Some(match calendar {
        Some(_) => Chip::new(Tone::Ok, "On"),
        None => Chip::new(Tone::Plain, "Off"),
    });
    card.lines = vec![plain(
        "Your calendar program can subscribe to when you are on call, by a secret address. It \
         shows your turns and your name, nothing else, until you end it.",
    )];
    card.lines.extend(calendar.map(line));
    let again = move || {
        spawn_local(async move {
            if let Err(sentence) = account.learn().await {
                account.store.tell(sentence, true);
            }
        });
    };
    card.actions = actions(Place {
        store: account.store,
        whose: "your turns".into(),
        make: (PATH.into(), "{}".into()),
        end: calendar.map(|_| PATH.into()),
        again: Arc::new(again),
    });
    card
}
