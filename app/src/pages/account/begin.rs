//! Where somebody begins: the first administrator with the code that the deployment printed, and
//! everybody else with the link of an invitation.

use super::enter::{Way, asks, button, enter, field, if_secure, post};
use super::wire::{Invitation, SetUp, Token};
use crate::calls::OUTDATED;
use crate::effects::{clock, http};
use crate::node::{Element, Node, el};
use crate::paths::Route;
use leptos::prelude::*;
use leptos::task::spawn_local;
use muster_json as json;

/// The page of the first administrator, below its heading.
pub fn set_up() -> Vec<Node> {
    vec![el("div", "door").with_all(if_secure(first)).into()]
}

fn first() -> Vec<Node> {
    let way = Way::new();
    let where_from = "Whoever deployed Muster has it printed by make setup-code. It works once.";
    let fields = vec![
        field("code", "Set-up code", where_from, "off"),
        field("organisation", "Organisation", "Its name, as everybody knows it.", "organization"),
        field("name", "Your name", "", "name"),
        field("mail", "Your mail address", "Links and reminders go there.", "email"),
    ];
    let form = asks(fields, "Begin", move |value| {
        let said = json::write(&SetUp {
            code: value("code"),
            organisation: value("organisation"),
            name: value("name"),
            mail: value("mail"),
        });
        way.try_out(async move { enter(&post("/api/set-up", &said).await?) });
    });
    let words = "You become the first administrator. Roles, audiences and templates are there as \
                 examples; next come your passkey and the people.";
    let again = "If Muster is set up already and every administrator is locked out, an \
                 administrator gets in here with a new code and the mail address Muster knows.";
    let card = el("section", "card").set("aria-label", "The first administrator");
    vec![
        el("p", "").with(words).into(),
        card.with(form).with(way.told()).into(),
        el("p", "meta").with(again).into(),
    ]
}

/// What is known of an invitation.
#[derive(Clone)]
enum Looked {
    /// Nothing yet.
    Looking,
    /// What it is for.
    Open(Invitation),
    /// Why it cannot be accepted.
    Shut(String),
}

/// Said of an invitation that leads nowhere any more.
const OVER: &str = "This invitation cannot be used: it was accepted already, a newer one took its \
                    place, or its time is over. Ask whoever sent it for a new one.";

/// The page of somebody who was invited, below its heading. Looking at it uses nothing up: programs
/// that fetch links in mails do no harm.
pub fn invite(token: &str) -> Vec<Node> {
    let token = token.to_string();
    vec![el("div", "door").with_all(if_secure(move || invited(&token))).into()]
}

fn invited(token: &str) -> Vec<Node> {
    let said = json::write(&Token { token: token.into() });
    let looked = RwSignal::new(Looked::Looking);
    let asked = said.clone();
    spawn_local(async move {
        let found = http::post("/api/invitations/look", &asked).await;
        looked.set(match found.map(|text| json::read_trusted(&text)) {
            Ok(Ok(invitation)) => Looked::Open(invitation),
            Ok(Err(_)) => Looked::Shut(OUTDATED.into()),
            Err(problem) if problem.status == 404 => Looked::Shut(OVER.into()),
            Err(problem) => Looked::Shut(problem.sentence),
        });
    });
    let way = Way::new();
    let card = el("div", "contents").live(move || {
        vec![match looked.get() {
            Looked::Looking => el("p", "loading").set("role", "status").with("One moment…").into(),
            Looked::Open(invitation) => open(&invitation, &said, way).into(),
            Looked::Shut(sentence) => shut(&sentence).into(),
        }]
    });
    vec![card.into()]
}

fn open(invitation: &Invitation, said: &str, way: Way) -> Element {
    let Invitation { organisation, name, until, guest } = invitation;
    let lead = if *guest {
        format!("{organisation} lets {name} into one incident, as a guest.")
    } else {
        format!("{organisation} invites {name} to Muster.")
    };
    let until = format!("The invitation is good until {}.", clock::day_and_time(*until));
    let said = said.to_string();
    let press = move || {
        let said = said.clone();
        way.try_out(async move { enter(&post("/api/invitations/accept", &said).await?) });
    };
    let next = "Next you add a passkey, so that this device knows you, and print recovery codes for \
                the day it is lost.";
    el("section", "card")
        .set("aria-label", "Invitation")
        .with(el("p", "card__lead").with(lead))
        .with(el("p", "meta").with(until))
        .with(el("p", "").with(next))
        .with(button(&format!("I am {name}: accept"), press))
        .with(way.told())
}

fn shut(sentence: &str) -> Element {
    let sign_in = el("a", "").set("href", &Route::SignIn.path()).with("Sign in");
    let known = el("p", "").with("You have accepted it yourself? ").with(sign_in);
    let told = el("p", "").set("role", "alert").with(sentence);
    el("section", "card").set("aria-label", "Invitation").with(told).with(known)
}
