//! The page of everybody who is not signed in, whatever address they asked for: that address is
//! still in the address bar, and is where they get once they are in.

use super::enter::{NONE_HERE, Way, asks, button, enter, field, if_secure, post, use_passkey};
use super::wire::{Me, Recovery};
use crate::effects::{http, passkey};
use crate::node::{Element, Node, el};
use crate::paths::Route;
use leptos::prelude::*;
use leptos::task::spawn_local;
use muster_json as json;

/// What is below the heading.
pub fn sign_in() -> Vec<Node> {
    vec![el("div", "door").with_all(if_secure(ways_in)).into()]
}

fn ways_in() -> Vec<Node> {
    let set_up = RwSignal::new(true);
    spawn_local(async move {
        let me = http::get("/api/me").await.ok().and_then(|me| json::read_trusted::<Me>(&me).ok());
        set_up.set(me.is_none_or(|me| me.set_up));
    });
    let mut nodes = vec![by_passkey().into(), by_code().into()];
    nodes.push(el("div", "").live(move || vec![newcomers(set_up.get()).into()]).into());
    nodes
}

fn by_passkey() -> Element {
    let card = el("section", "card").set("aria-label", "Passkey");
    if !passkey::are_here() {
        return card.with(el("p", "").with(NONE_HERE));
    }
    let way = Way::new();
    let press = move || {
        way.try_out(async {
            enter(&use_passkey("/api/sign-in/begin", "/api/sign-in/finish").await?)
        });
    };
    let words = "Your device asks for your fingerprint, your face or its PIN.";
    card.with(button("Sign in with a passkey", press))
        .with(el("p", "meta").with(words))
        .with(way.told())
}

fn by_code() -> Element {
    let way = Way::new();
    let fields = vec![
        field("mail", "Your mail address", "", "email"),
        field("code", "Recovery code", "One of those that you printed. It works once.", "off"),
    ];
    let form = asks(fields, "Sign in with the code", move |value| {
        let said = json::write(&Recovery { mail: value("mail"), code: value("code") });
        way.try_out(async move { enter(&post("/api/sign-in/recovery", &said).await?) });
    });
    let summary = el("summary", "fold__summary").with("Use a recovery code");
    let fold = el("details", "").flag("open", !passkey::are_here());
    el("section", "card")
        .set("aria-label", "Recovery code")
        .with(fold.with(summary).with(form).with(way.told()))
}

/// For whoever has neither.
fn newcomers(set_up: bool) -> Element {
    if set_up {
        let words = "New here, or everything lost? Ask an administrator of your organisation for \
                     an invitation.";
        return el("p", "meta").with(words);
    }
    let link = el("a", "").set("href", &Route::SetUp.path()).with("Set it up");
    el("p", "").with("Nobody has set up Muster here yet. ").with(link)
}
