//! How somebody gets in: invitation, passkeys, sessions; and erasing them.

use super::super::desk::Office;
use crate::effects::http::Problem;
use crate::effects::{clock, http, location, page};
use crate::elapsed;
use crate::node::Node;
use crate::parts::cards::card;
use crate::parts::dialog::Progress;
use crate::parts::model::{Action, Bit, Card, Chip, Row, Tone, Weight, plain};
use crate::parts::sheet::Sheet;
use crate::scene::Scene;
use leptos::prelude::*;
use leptos::task::spawn_local;
use muster_domain::ids::PersonId;
use muster_domain::organisation::Person;
use muster_domain::time::Timestamp;
use muster_json as json;
use serde::Deserialize;
use std::rc::Rc;
use std::sync::Arc;

/// How somebody gets in, as administrators see it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Access {
    /// Who.
    pub person: PersonId,
    /// How many passkeys they have.
    #[serde(default)]
    pub passkeys: u32,
    /// How many recovery codes they have left.
    #[serde(default)]
    pub recovery_codes: u32,
    /// Until when their invitation holds, or since when, if there is one.
    #[serde(default)]
    pub invited: Option<Timestamp>,
    /// When they were here last.
    #[serde(default)]
    pub last_seen: Option<Timestamp>,
}

#[derive(Clone, Deserialize)]
struct Passkey {
    id: String,
    name: String,
    added: Timestamp,
    #[serde(default)]
    used: Option<Timestamp>,
}

#[derive(Clone, Deserialize)]
struct Session {
    #[serde(default)]
    device: String,
    seen: Timestamp,
}

#[derive(Clone, Deserialize)]
struct Invitation {
    link: String,
    until: Timestamp,
}

/// What is known of one person's way in.
#[derive(Clone, Copy)]
pub struct Way {
    person: PersonId,
    all: RwSignal<Vec<Access>>,
    passkeys: RwSignal<Vec<Passkey>>,
    sessions: RwSignal<Vec<Session>>,
    invitation: RwSignal<Option<Invitation>>,
}

impl Way {
    /// Asks for it. Only administrators are told.
    pub fn ask(person: PersonId) -> Self {
        let all = super::super::people::ask_access();
        let (passkeys, sessions) = (RwSignal::default(), RwSignal::default());
        let way = Self { person, all, passkeys, sessions, invitation: RwSignal::new(None) };
        spawn_local(way.look());
        way
    }

    async fn look(self) {
        let at = |what: &str| format!("/api/people/{}/{what}", self.person);
        if let Ok(text) = http::get(&at("passkeys")).await {
            self.passkeys.set(json::read_trusted(&text).unwrap_or_default());
        }
        if let Ok(text) = http::get(&at("sessions")).await {
            self.sessions.set(json::read_trusted(&text).unwrap_or_default());
        }
        if let Ok(text) = http::get("/api/people/access").await {
            self.all.set(json::read_trusted(&text).unwrap_or_default());
        }
    }
}

/// The state of somebody's way in; nothing where all is well.
pub fn access_chip(access: &Access) -> Option<Chip> {
    match (access.passkeys, access.invited) {
        (0, Some(_)) => Some(Chip::new(Tone::Wait, "Invited")),
        (0, None) => Some(Chip::new(Tone::Stop, "Cannot sign in")),
        _ => None,
    }
}

/// The same in words.
pub fn access_words(access: &Access, now: Timestamp) -> String {
    let keys = match access.passkeys {
        0 => "no passkey yet".into(),
        1 => "1 passkey".into(),
        more => format!("{more} passkeys"),
    };
    match access.last_seen {
        Some(at) => format!("{keys} · seen {} ago", elapsed::since(now, at)),
        None => keys,
    }
}

/// The cards about it, where the reader is told.
pub fn cards(office: Office, scene: &Scene<'_>, person: &Person, way: Way) -> Vec<Node> {
    let known = way.all.with(|all| all.iter().find(|it| it.person == person.id).cloned());
    let Some(known) = known else { return Vec::new() };
    let mut drawn = Card::new("access", "Signing in");
    drawn.chip = access_chip(&known);
    drawn.lines = vec![plain(access_words(&known, scene.now))];
    if let Some(invitation) = way.invitation.get() {
        drawn.rows.push(link(office, &invitation));
    }
    drawn.rows.extend(way.passkeys.get().iter().map(|key| passkey(office, way, key)));
    drawn.rows.extend(way.sessions.get().iter().enumerate().map(session));
    let count = way.sessions.with(Vec::len);
    drawn.actions = if person.deactivated {
        vec![erase(office, way, person)]
    } else {
        let ending = (count > 0).then(|| end_sessions(office, way));
        core::iter::once(invite(office, way)).chain(ending).collect()
    };
    vec![card(drawn).into()]
}

fn link(office: Office, invitation: &Invitation) -> Row {
    let url = format!("{}{}", location::origin(), invitation.link);
    let mut row = Row::new("invitation", "Invitation");
    let until = clock::day_and_time(invitation.until);
    row.chip = Some(Chip::new(Tone::Wait, format!("Until {until}")));
    row.lines = vec![plain("Send it to them, and to nobody else. It works once.")];
    row.quote = Some(url.clone());
    let sent = url.clone();
    let copy = action("Copy the link", move || {
        let done = page::copy(&url);
        let words = if done { "Copied." } else { "Copy it by hand: the browser forbids it." };
        office.store.tell(words, !done);
    });
    let share = action("Share it", move || {
        if !page::share(&sent) {
            office.store.tell("This device has no way of sharing. Copy the link.", true);
        }
    });
    row.actions = vec![copy, share];
    row
}

fn passkey(office: Office, way: Way, key: &Passkey) -> Row {
    let mut row = Row::new(&key.id, format!("Passkey \"{}\"", key.name));
    let used = key.used.map(|at| format!(", used {}", clock::day(at))).unwrap_or_default();
    row.lines = vec![plain(format!("Added {}{used}", clock::day(key.added)))];
    let path = format!("/api/people/{}/passkeys/{}", way.person, key.id);
    let effect = "The device with this passkey cannot sign in any more, and what it signed in is \
                  signed out.";
    let title = format!("Remove the passkey \"{}\"", key.name);
    row.actions = vec![asking(office, way, "Remove", title, effect, Ask::Delete(path))];
    row
}

fn session((n, session): (usize, &Session)) -> Row {
    let mut row = Row::new(format!("session-{n}"), format!("Signed in: {}", session.device));
    row.lines = vec![vec![Bit::text("Seen "), Bit::Since(session.seen), Bit::text(" ago")]];
    row
}

fn invite(office: Office, way: Way) -> Action {
    let press = move || {
        spawn_local(async move {
            let path = format!("/api/people/{}/invitations", way.person);
            let answer = http::post(&path, "{}").await;
            match answer.map(|text| json::read_trusted::<Invitation>(&text)) {
                Ok(Ok(invitation)) => way.invitation.set(Some(invitation)),
                Ok(Err(_)) => {
                    office.store.tell("A newer version is running. Load the page anew.", true);
                }
                Err(problem) => office.store.tell(problem.sentence, true),
            }
        });
    };
    action("Make an invitation link", press)
}

fn end_sessions(office: Office, way: Way) -> Action {
    let path = format!("/api/people/{}/sessions", way.person);
    let effect = "They are signed out on every device within seconds, and sign in again with a \
                  passkey.";
    asking(office, way, "End all sessions", "End all sessions".into(), effect, Ask::Delete(path))
        .weigh(Weight::Harsh)
}

fn erase(office: Office, way: Way, person: &Person) -> Action {
    let path = format!("/api/people/{}/erase", way.person);
    let effect = "Their contact data, passkeys and invitations are gone for good, here and in the \
                  log of changes. What they did in incidents stays on record under their name.";
    let title = format!("Erase the data of {}", person.name);
    asking(office, way, "Erase their data", title, effect, Ask::Post(path)).weigh(Weight::Harsh)
}

fn action(label: &str, press: impl Fn() + 'static) -> Action {
    Action { label: label.into(), weight: Weight::Plain, why_not: None, press: Rc::new(press) }
}

/// What is asked of the server once somebody said yes.
#[derive(Clone)]
enum Ask {
    Delete(String),
    Post(String),
}

fn asking(
    office: Office,
    way: Way,
    label: &'static str,
    title: String,
    effect: &'static str,
    ask: Ask,
) -> Action {
    action(label, move || {
        let ask = ask.clone();
        let answer = Arc::new(move || {
            office.open.change(|sheet| sheet.progress = Progress::Sent);
            spawn_local(asked(office, way, ask.clone()));
        });
        let sheet = Sheet {
            title: title.clone(),
            effect: effect.into(),
            submit: label,
            weight: Weight::Harsh,
            asked: Vec::new(),
            theirs: Vec::new(),
            filled: 0,
            progress: Progress::Asking,
            answer,
        };
        office.open.show(sheet, Vec::new());
    })
}

async fn asked(office: Office, way: Way, ask: Ask) {
    let answer: Result<String, Problem> = match ask {
        Ask::Delete(path) => http::request("DELETE", &path, None).await,
        Ask::Post(path) => http::post(&path, "{}").await,
    };
    match answer {
        Ok(_) => {
            page::close_dialog(page::SHEET);
            office.store.news.set("Done.".into());
            let _ = super::super::desk::learn(office.store).await;
            way.look().await;
        }
        Err(problem) => office.open.change(|sheet| {
            sheet.progress = Progress::Refused(problem.sentence, Vec::new());
        }),
    }
}
