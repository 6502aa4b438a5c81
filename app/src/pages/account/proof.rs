//! The dialog that asks who the reader is, before an act that nobody may do on a device that was
//! left open (decision 30). It lies over whatever was being done, which goes on by itself
//! afterwards.

use super::enter::{NONE_HERE, Way, asks, button, field, post, use_passkey};
use super::wire::Code;
use crate::effects::{page, passkey};
use crate::node::{Element, Node, el};
use crate::store::Store;
use leptos::prelude::*;
use muster_json as json;

/// Opens it; what waits for the proof is in the store.
pub fn ask(_store: Store) {
    page::open_dialog(page::PROOF);
}

/// The dialog; nothing where nothing waits.
pub fn draw(store: Store) -> Vec<Node> {
    if store.unproved.with(Vec::is_empty) {
        return Vec::new();
    }
    let dialog = el("dialog", "proof")
        .key("proof")
        .set("aria-labelledby", "proof")
        .set("aria-describedby", "proof-why")
        .on("close", move |_| settle(store, false));
    vec![dialog.live(move || untrack(|| inside(store))).into()]
}

fn inside(store: Store) -> Vec<Node> {
    let title = el("h2", "dialog__title").set("id", "proof").with("Show that it is you");
    let why = "An approval, a sending, and a change of how you sign in ask for a fresh proof, in \
               case this device was left open. It counts for five minutes.";
    let why = el("p", "").set("id", "proof-why").with(why);
    let no = el("button", "button")
        .set("type", "button")
        .set("data-weight", "quiet")
        .on("click", |_| page::close_dialog(page::PROOF))
        .with("Cancel");
    let way = Way::new();
    let here = passkey::are_here();
    let press = move || {
        way.try_out(async move {
            use_passkey("/api/prove/begin", "/api/prove/finish").await?;
            done(store);
            Ok(())
        });
    };
    let yes = here.then(|| button("Use my passkey", press));
    let none = (!here).then(|| el("p", "").with(NONE_HERE));
    let inside = el("div", "form")
        .with(title)
        .with(why)
        .with_all(none)
        .with(way.told())
        .with(el("div", "actions").with_all(yes).with(no))
        .with(by_code(store, !here));
    vec![inside.into()]
}

fn by_code(store: Store, open: bool) -> Element {
    let way = Way::new();
    let hint = "It is used up, and the record says that a code was the proof.";
    let form =
        asks(vec![field("code", "Recovery code", hint, "off")], "Use the code", move |value| {
            let said = json::write(&Code { code: value("code") });
            way.try_out(async move {
                post("/api/prove/recovery", &said).await?;
                done(store);
                Ok(())
            });
        });
    let summary = el("summary", "fold__summary").with("Use a recovery code");
    el("details", "").flag("open", open).with(summary).with(form).with(way.told())
}

fn done(store: Store) {
    // Closed while it is still there, so that the focus goes back to where it was.
    page::close_dialog(page::PROOF);
    settle(store, true);
}

/// Tells everything that waits whether there was a proof.
fn settle(store: Store, proved: bool) {
    let waiting = store.unproved.try_update(core::mem::take).unwrap_or_default();
    for waiting in waiting {
        waiting(proved);
    }
}
