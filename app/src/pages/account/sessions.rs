//! Where the reader is signed in.

use super::me::Account;
use super::wire::Session;
use crate::calls;
use crate::effects::{clock, location};
use crate::parts::dialog::Question;
use crate::parts::model::{Action, Bit, Card, Chip, Row, Tone, Weight, plain};
use crate::second::second;
use crate::store::Store;
use leptos::prelude::*;
use muster_domain::account::Means;
use std::rc::Rc;
use std::sync::Arc;

/// The card.
pub fn card(account: Account, sessions: &[Session]) -> Card {
    let mut card = Card::new("sessions", "Where you are signed in");
    card.lines = vec![plain(
        "Somewhere you do not know? End it, and remove the passkey that it was opened with.",
    )];
    card.rows = sessions.iter().map(|session| row(account, session)).collect();
    let others = sessions.iter().any(|session| !session.current).then(|| {
        let path = "/api/me/sessions";
        ends(account, "End all others", path.into()).weigh(Weight::Plain)
    });
    card.actions = others.into_iter().chain([sign_out(account.store)]).collect();
    card
}

fn row(account: Account, session: &Session) -> Row {
    let Session { id, current, device, since, seen, means } = session;
    let mut row = Row::new(id, device);
    let by = match means {
        Means::Passkey => "with a passkey",
        Means::RecoveryCode => "with a recovery code",
        Means::Invitation => "by an invitation",
        Means::SetUp => "with the set-up code",
        Means::Sso => "through your organisation's sign-in",
    };
    let since = clock::day_and_time(*since);
    row.lines = vec![plain(format!("Signed in {by}, {since}"))];
    if *current {
        row.chip = Some(Chip::new(Tone::Ok, "This device"));
    } else {
        row.lines.push(vec![Bit::text("Last seen "), Bit::Since(*seen), Bit::text(" ago")]);
        row.actions = vec![ends(account, "End", format!("/api/me/sessions/{id}"))];
    }
    row
}

fn ends(account: Account, label: &str, path: String) -> Action {
    let press = Rc::new(move || {
        let path = path.clone();
        calls::run(account.store, async move {
            calls::delete(account.store, &path).await?;
            account.learn().await?;
            account.store.tell("Ended.", false);
            Ok(None)
        });
    });
    Action { label: label.into(), weight: Weight::Harsh, why_not: None, press }
}

/// Nothing of the reader stays on the device.
fn leave(store: Store) {
    calls::run(store, async move {
        calls::post(store, "/api/sign-out", "{}").await?;
        (second().await.forget)(store).await;
        location::replace("/");
        Ok(None)
    });
}

fn sign_out(store: Store) -> Action {
    let press = Rc::new(move || {
        let waiting = store.state.with_untracked(|state| state.waiting.len());
        if waiting == 0 {
            return leave(store);
        }
        store.open(Question {
            title: "Sign out here".into(),
            effect: format!("{waiting} of the things you asked for are not sent yet. They go too."),
            fields: Vec::new(),
            submit: "Sign out and forget them".into(),
            weight: Weight::Harsh,
            answer: Arc::new(move |_| leave(store)),
        });
    });
    Action { label: "Sign out here".into(), weight: Weight::Plain, why_not: None, press }
}
