//! The reader's passkeys.

use super::enter::{NONE_HERE, why};
use super::me::{Account, action};
use super::wire::{Named, Passkey};
use crate::calls;
use crate::effects::{clock, passkey};
use crate::parts::dialog::Question;
use crate::parts::form::{Field, Kind};
use crate::parts::model::{Action, Card, Chip, Row, Tone, Weight, plain};
use muster_json as json;
use std::sync::Arc;

/// The card.
pub fn card(account: Account, passkeys: &[Passkey]) -> Card {
    let mut card = Card::new("passkeys", "Passkeys");
    card.empty = "You have none yet.";
    if passkeys.is_empty() {
        card.chip = Some(Chip::new(Tone::Stop, "None"));
    } else {
        card.actions = vec![add(account, Weight::Plain)];
    }
    card.rows = passkeys.iter().map(|passkey| row(account, passkey)).collect();
    card
}

/// The button that adds one.
pub fn add(account: Account, weight: Weight) -> Action {
    let press = move || {
        account.store.open(Question {
            title: "Add a passkey".into(),
            effect: "Your device will ask for your fingerprint, your face or its PIN.".into(),
            fields: vec![name("This device")],
            submit: "Add it".into(),
            weight: Weight::Main,
            answer: Arc::new(move |values| {
                let name = values.into_iter().next().unwrap_or_default();
                calls::run(account.store, create(account, name));
            }),
        });
    };
    let mut button = action("Add a passkey", weight, press);
    button.why_not = (!passkey::are_here()).then(|| NONE_HERE.into());
    button
}

fn name(value: &str) -> Field {
    Field {
        label: "What you call it".into(),
        hint: "Such as the device it is on. You will know it by this name in the list.",
        kind: Kind::Text,
        value: value.into(),
        required: true,
    }
}

async fn create(account: Account, name: String) -> calls::Done {
    let begun = calls::post(account.store, "/api/me/passkeys/begin", "{}").await?;
    let made = passkey::create(&begun, &name).await;
    let made = made.map_err(|failure| match failure {
        passkey::Failure::NotGiven => {
            "No passkey was made. Either you closed the window or waited too long. Try again."
        }
        failure => why(failure),
    })?;
    calls::post(account.store, "/api/me/passkeys/finish", &made).await?;
    account.learn().await?;
    Ok(None)
}

fn row(account: Account, passkey: &Passkey) -> Row {
    let mut row = Row::new(&passkey.id, &passkey.name);
    let added = clock::day(passkey.added);
    let used = passkey
        .used
        .map_or("not used yet".into(), |at| format!("last used {}", clock::day_and_time(at)));
    row.lines = vec![
        plain(format!("Added {added}, {used}")),
        plain(if passkey.backed_up {
            "Its provider keeps a copy, so it is also on your other devices."
        } else {
            "It is on this one device only."
        }),
    ];
    row.actions = vec![rename(account, passkey), remove(account, passkey)];
    row
}

fn rename(account: Account, passkey: &Passkey) -> Action {
    let (path, before) = (path(passkey), passkey.name.clone());
    action("Rename", Weight::Quiet, move || {
        let path = path.clone();
        account.store.open(Question {
            title: "Rename the passkey".into(),
            effect: String::new(),
            fields: vec![name(&before)],
            submit: "Rename".into(),
            weight: Weight::Main,
            answer: Arc::new(move |values| {
                let named = Named { name: values.into_iter().next().unwrap_or_default() };
                let (path, said) = (path.clone(), json::write(&named));
                calls::run(account.store, async move {
                    calls::post(account.store, &path, &said).await?;
                    account.learn().await?;
                    Ok(None)
                });
            }),
        });
    })
}

fn remove(account: Account, passkey: &Passkey) -> Action {
    let (path, name) = (path(passkey), passkey.name.clone());
    action("Remove", Weight::Harsh, move || {
        let path = path.clone();
        account.store.open(Question {
            title: format!("Remove “{name}”"),
            effect: "It signs nobody in any more, and wherever it did, that session ends. Remove \
                     it on the device too, in its settings."
                .into(),
            fields: Vec::new(),
            submit: "Remove".into(),
            weight: Weight::Harsh,
            answer: Arc::new(move |_| {
                let path = path.clone();
                calls::run(account.store, async move {
                    calls::delete(account.store, &path).await?;
                    account.learn().await?;
                    Ok(None)
                });
            }),
        });
    })
}

fn path(passkey: &Passkey) -> String {
    format!("/api/me/passkeys/{}", passkey.id)
}
