//! Who is where in a text: y-protocols' awareness. It is kept in memory only; editors say it again
//! every few seconds. Who somebody is, the room says: names in these states are not believed.

use super::Room;
use super::peers::Session;
use super::typing::say;
use crate::error;
use muster_domain::ids::{MessageId, PersonId};
use muster_json::Json;
use muster_text::{Awareness, AwarenessLimits, Client, Message, Seen};
use serde::Serialize;
use worker::{Result, WebSocket};

/// Editors that one socket may show in one text: its own and one that it had before.
const SHOWN_MAX: usize = 4;
/// A state with who it is may be longer than what its editor sent.
const STAMPED: AwarenessLimits = AwarenessLimits { state_bytes: 2 * 1024, ..AwarenessLimits::ROOM };
/// Colours of carets, told apart also by the name beside each; by number of person.
const COLOURS: [&str; 8] =
    ["#2070c4", "#c84a08", "#1a7f4b", "#8a3ffc", "#b0245c", "#00798c", "#7a5c00", "#5a6370"];

/// Who somebody is, in the words of editors.
#[derive(Serialize)]
struct User<'a> {
    id: PersonId,
    name: &'a str,
    color: &'static str,
}

impl Room {
    /// Shows where somebody is.
    pub(super) fn show(
        &self,
        ws: &WebSocket,
        mut session: Session,
        message: MessageId,
        states: &[u8],
    ) -> Result<()> {
        if !session.reads(message) {
            return Ok(());
        }
        // What cannot be read shows nobody anywhere, which is no loss to tell of.
        let Ok(said) = Awareness::read(states, &AwarenessLimits::ROOM) else { return Ok(()) };
        let (user, known) = (self.user(&session)?, session.shown.len());
        let passed_on = self.with_text(message, |doc, _, _| {
            let mut own = Vec::new();
            for Seen { client, clock, state } in said {
                let writer = doc.writer(client);
                let foreign = writer.is_some_and(|owner| owner != session.person());
                if !foreign && claim(&mut session, message, client) {
                    own.push((client, clock, state.and_then(|state| stamped(state, &user))));
                }
            }
            let own = own.iter().map(|(client, clock, state)| Seen {
                client: *client,
                clock: *clock,
                state: state.as_deref(),
            });
            let update = Awareness::write(&own.collect::<Vec<_>>());
            let taken = doc.awareness.apply(&update, &STAMPED);
            Ok(taken.is_ok().then_some(update))
        })?;
        if session.shown.len() > known {
            self.peers.note(&self.state, ws, session)?;
        }
        if let Some(update) = passed_on.flatten() {
            self.pass_on(message, &Message::Awareness(&update), Some(ws));
        }
        Ok(())
    }

    /// Everybody who is in the text.
    pub(super) fn tell_awareness(
        &self,
        ws: &WebSocket,
        session: &Session,
        message: MessageId,
    ) -> Result<()> {
        let present = self.with_text(message, |doc, _, _| Ok(doc.awareness.encode_all()))?;
        match present {
            Some(present) => say(ws, session, message, &Message::Awareness(&present)),
            None => Ok(()),
        }
    }

    /// Whoever was shown by a socket is not there any more.
    pub(super) fn hide(&self, session: &Session) {
        for (message, client) in &session.shown {
            let message = MessageId(*message);
            let gone = self.with_text(message, |doc, _, _| {
                let gone = doc.awareness.remove(&[Client(*client)]);
                Ok((!gone.is_empty()).then(|| doc.awareness.encode(&gone)))
            });
            match gone.map(Option::flatten) {
                Ok(Some(update)) => self.pass_on(message, &Message::Awareness(&update), None),
                Ok(None) => {}
                Err(failure) => error::log("presence", &failure),
            }
        }
    }

    /// Who somebody is, as JSON.
    fn user(&self, session: &Session) -> Result<String> {
        let person = session.person();
        self.with(|core, _| {
            let place = usize::try_from(person.0).unwrap_or_default() % COLOURS.len();
            let color = COLOURS.get(place).copied().unwrap_or_default();
            let name = core.organisation.name_of(person);
            Ok(muster_json::write(&User { id: person, name, color }))
        })
    }
}

/// Whether a socket may show this client: its own, as far as anybody knows.
fn claim(session: &mut Session, message: MessageId, client: Client) -> bool {
    let shown = (message.0, client.0);
    if session.shown.contains(&shown) {
        return true;
    }
    let count = session.shown.iter().filter(|(text, _)| *text == message.0).count();
    if count < SHOWN_MAX {
        session.shown.push(shown);
    }
    count < SHOWN_MAX
}

/// The state with who it is, as the room knows it.
fn stamped(state: &str, user: &str) -> Option<String> {
    let Ok(Json::Record(mut state)) = muster_json::parse(state) else { return None };
    state.retain(|(field, _)| field != "user");
    state.push(("user".into(), muster_json::parse(user).ok()?));
    Some(Json::Record(state).to_text())
}
