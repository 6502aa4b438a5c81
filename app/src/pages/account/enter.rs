//! What the ways in have in common: forms that tell how far they are, and where somebody goes who
//! is in.

use super::wire::Me;
use crate::calls::OUTDATED;
use crate::effects::passkey::{self, Failure};
use crate::effects::{http, location, page};
use crate::node::{Element, Node, el};
use crate::parts::dialog::{Progress, form, told};
use crate::parts::form::labelled;
use crate::paths::{Page, Route};
use leptos::prelude::*;
use leptos::task::spawn_local;
use muster_json as json;
use std::rc::Rc;
use web_sys::{Event, FormData};

/// How far a way in is.
#[derive(Clone, Copy)]
pub struct Way(RwSignal<Progress>);

impl Way {
    /// Nothing was tried yet.
    pub fn new() -> Self {
        Self(RwSignal::new(Progress::Asking))
    }

    /// The words that say how far it is; read out as they come.
    pub fn told(self) -> Element {
        el("div", "contents").live(move || vec![told(self.0.get()).into()])
    }

    /// Something went wrong.
    pub fn fail(self, sentence: impl Into<String>) {
        self.0.set(Progress::Refused(sentence.into(), Vec::new()));
    }

    /// Tries something, unless the last try still runs; says what went wrong.
    pub fn try_out(self, task: impl Future<Output = Result<(), String>> + 'static) {
        if self.0.get_untracked() == Progress::Sent {
            return;
        }
        self.0.set(Progress::Sent);
        spawn_local(async move {
            match task.await {
                Ok(()) => self.0.set(Progress::Asking),
                Err(sentence) => self.fail(sentence),
            }
        });
    }
}

/// Sends something; what went wrong is the server's sentence.
pub async fn post(path: &str, body: &str) -> Result<String, String> {
    http::post(path, body).await.map_err(|problem| problem.sentence)
}

/// Begins a ceremony, has the browser use a passkey, and ends it.
pub async fn use_passkey(start: &str, finish: &str) -> Result<String, String> {
    let begun = post(start, "{}").await?;
    let used = passkey::get(&begun).await.map_err(|failure| why(failure).to_string())?;
    post(finish, &used).await
}

/// Why there is no passkey, for whoever looks at the screen.
pub const fn why(failure: Failure) -> &'static str {
    match failure {
        Failure::NotGiven => {
            "No passkey was used. Either you closed the window or waited too long, or none of \
             yours is on this device. Try again, or use a recovery code."
        }
        Failure::Known => "This device has a passkey of yours already.",
        Failure::Missing => NONE_HERE,
    }
}

/// Said where the browser has no passkeys.
pub const NONE_HERE: &str = "This browser cannot use passkeys. Use a recovery code here, or open \
                             Muster in an up-to-date Chrome, Edge, Firefox or Safari.";

/// Said on plain http.
const NOT_SECURE: &str = "This address begins with http://. Browsers keep passkeys and sign-ins \
                          only for addresses that begin with https://, so nobody can sign in \
                          here. Open Muster at its https address.";

/// On plain http, that nobody gets in; else what is asked.
pub fn if_secure(asked: impl FnOnce() -> Vec<Node>) -> Vec<Node> {
    if passkey::is_secure() {
        return asked();
    }
    vec![el("p", "told").set("role", "alert").set("data-tone", "stop").with(NOT_SECURE).into()]
}

/// A field of a way in: its name, its label, a hint, and what browsers may fill into it.
pub fn field(name: &str, label: &str, hint: &str, fills: &str) -> Element {
    let kind = if name == "mail" { "email" } else { "text" };
    let input = el("input", "input")
        .set("id", name)
        .set("name", name)
        .set("type", kind)
        .set("autocomplete", fills)
        .set("autocapitalize", "off")
        .set("spellcheck", "false")
        .flag("required", true);
    labelled(el("span", "field__label").with(label), hint, input, false).set("for", name)
}

/// A form with these fields and one button. What it is submitted with goes to `submit`, by name.
pub fn asks(
    fields: Vec<Element>,
    button: &str,
    submit: impl Fn(&dyn Fn(&str) -> String) + 'static,
) -> Element {
    let submit = Rc::new(submit);
    let heard = move |event: &Event| {
        event.prevent_default();
        let data = form(event).and_then(|form| FormData::new_with_form(&form).ok());
        let value = |name: &str| data.as_ref().and_then(|data| data.get(name).as_string());
        submit(&|name| value(name).unwrap_or_default());
    };
    let yes = el("button", "button").set("type", "submit").set("data-weight", "main").with(button);
    let buttons = el("div", "actions").with(yes);
    el("form", "form").on("submit", heard).with_all(fields).with(buttons)
}

/// A button.
pub fn button(label: &str, press: impl Fn() + 'static) -> Element {
    let button = el("button", "button").set("type", "button").set("data-weight", "main");
    button.on("click", move |_| press()).with(label)
}

/// Somebody is in: everything is asked for anew, at the address that they wanted to go to. Who has
/// no passkey yet is led to one.
pub fn enter(me: &str) -> Result<(), String> {
    let me: Me = json::read_trusted(me).map_err(|_| OUTDATED)?;
    let wanted = Route::parse(&location::path());
    let to = match me.guest {
        _ if me.passkeys == 0 => Route::Me.path(),
        Some(incident) => Route::Incident(incident, Page::Now).path(),
        None if wanted.is_open() => Route::Incidents.path(),
        None => location::path(),
    };
    page::tell("muster:entered");
    location::replace(&to);
    Ok(())
}
