//! Recovery codes: for the day when the device with the passkey is lost. They are shown once.

use super::me::Account;
use super::wire::Codes;
use crate::calls::{self, OUTDATED};
use crate::effects::page;
use crate::node::{Element, Node, el};
use crate::parts::bits::actions;
use crate::parts::dialog::Question;
use crate::parts::model::{Action, Card, Chip, Tone, Weight, plain};
use leptos::prelude::*;
use muster_json as json;
use std::rc::Rc;
use std::sync::Arc;

/// With so few left, new ones are due.
const FEW: u32 = 3;

/// How many are left, and new ones.
pub fn card(account: Account, left: u32) -> Card {
    let mut card = Card::new("codes", "Recovery codes");
    card.chip = Some(match left {
        0 => Chip::new(Tone::Stop, "None"),
        1..=FEW => Chip::new(Tone::Wait, format!("{left} left")),
        left => Chip::new(Tone::Ok, format!("{left} left")),
    });
    card.lines = vec![plain(
        "Each signs you in once, with your mail address, when no passkey of yours is at hand. \
         Print them and keep them where you keep your identity card.",
    )];
    let label = if left == 0 { "Make recovery codes" } else { "Make new codes" };
    let press = Rc::new(move || {
        if left == 0 {
            calls::run(account.store, renew(account));
        } else {
            account.store.open(question(account));
        }
    });
    let weight = if left <= FEW { Weight::Main } else { Weight::Plain };
    card.actions = vec![Action { label: label.into(), weight, why_not: None, press }];
    card
}

fn question(account: Account) -> Question {
    Question {
        title: "Make new recovery codes".into(),
        effect: "Ten new codes are shown once. All older ones stop working at once.".into(),
        fields: Vec::new(),
        submit: "Make new codes".into(),
        weight: Weight::Main,
        answer: Arc::new(move |_| calls::run(account.store, renew(account))),
    }
}

async fn renew(account: Account) -> calls::Done {
    let made = calls::post(account.store, "/api/me/recovery-codes", "{}").await?;
    let codes = json::read_trusted::<Codes>(&made).map_err(|_| OUTDATED)?;
    account.fresh.set(codes.codes);
    account.learn().await?;
    page::focus("#fresh-codes");
    Ok(None)
}

/// The new ones, to be printed or copied before the page is left.
pub fn shown(account: Account) -> Option<Element> {
    let Account { store, fresh, .. } = account;
    let codes = fresh.get();
    if codes.is_empty() {
        return None;
    }
    let name = store.state.with(|state| {
        let me = state.me.map(|me| state.organisation.name_of(me).to_string());
        format!("Muster, {}: recovery codes of {}", state.organisation.name, me.unwrap_or_default())
    });
    let all = format!("{name}\n{}\n", codes.join("\n"));
    let act = |label: &str, weight, press: Rc<dyn Fn()>| Action {
        label: label.into(),
        weight,
        why_not: None,
        press,
    };
    let copy = Rc::new(move || {
        let words = if page::copy(&all) { "Copied." } else { "This browser does not copy." };
        store.tell(words, false);
    });
    let buttons = actions(vec![
        act("Print them", Weight::Main, Rc::new(page::print)),
        act("Copy them", Weight::Plain, copy),
        act("I have kept them", Weight::Plain, Rc::new(move || fresh.set(Vec::new()))),
    ]);
    let items = codes.into_iter().map(|code| -> Node { el("li", "").with(code).into() });
    let list = el("ol", "codes").with_all(items);
    let title = el("h2", "card__title").set("id", "fresh-codes").set("tabindex", "-1").with(name);
    let once = "Shown once: when this page is closed, nobody can show them again, not even an \
                administrator. Each works once.";
    let section = el("section", "card").key("fresh").set("aria-labelledby", "fresh-codes");
    Some(
        section
            .set("data-card", "fresh")
            .with(title)
            .with(el("p", "").with(once))
            .with(list)
            .with_all(buttons),
    )
}
