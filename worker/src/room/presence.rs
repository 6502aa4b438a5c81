//! Who is where in a text: y-protocols' awareness. It is kept in memory only; editors say it again
//! every few seconds. Who somebody is, the room says: names in these states are not believed.

use super::Room;
use super::peers::Session;
use super::typing::say;
use crate::error;
use muster_domain::ids::MessageId;
use muster_text::{Awareness, Client, Message};
use serde_json::{Map, Value, json};
use worker::{Result, WebSocket};

/// Editors that one socket may show in one text: its own and one that it had before.
const SHOWN_MAX: usize = 4;
/// Colours of carets, told apart also by the name beside each; by number of person.
const COLOURS: [&str; 8] =
    ["#2070c4", "#c84a08", "#1a7f4b", "#8a3ffc", "#b0245c", "#00798c", "#7a5c00", "#5a6370"];

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
        let Ok(said) = Awareness::read(states) else { return Ok(()) };
        let user = self.user(&session)?;
        let passed_on = self.with_text(message, |doc, _, _| {
            let mut own = Vec::new();
            for entry in said {
                let writer = doc.writer(entry.client);
                if writer.is_some_and(|owner| owner != session.person())
                    || !claim(&mut session, message, entry.client)
                {
                    continue;
                }
                let state = entry.state.and_then(|state| stamped(&state, &user));
                own.push((entry.client, entry.clock, state));
            }
            Ok(doc.awareness.take(&own))
        })?;
        self.peers.note(&self.state, ws, session)?;
        if let Some(update) = passed_on.filter(|update| !update.is_empty()) {
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
        let present = self.with_text(message, |doc, _, _| Ok(doc.awareness.encode()))?;
        match present {
            Some(present) => say(ws, session, message, &Message::Awareness(&present)),
            None => Ok(()),
        }
    }

    /// Whoever was shown by a socket is not there any more.
    pub(super) fn hide(&self, session: &Session) {
        for (message, client) in &session.shown {
            let message = MessageId(*message);
            let gone =
                self.with_text(message, |doc, _, _| Ok(doc.awareness.remove(Client(*client))));
            match gone {
                Ok(Some(Some(update))) => self.pass_on(message, &Message::Awareness(&update), None),
                Ok(_) => {}
                Err(failure) => error::log("presence", &failure),
            }
        }
    }

    fn user(&self, session: &Session) -> Result<Value> {
        let person = session.person();
        self.with(|core, _| {
            let place = usize::try_from(person.0).unwrap_or_default() % COLOURS.len();
            let colour = COLOURS.get(place).copied().unwrap_or_default();
            let name = core.organisation.name_of(person);
            Ok(json!({ "id": person.0, "name": name, "color": colour }))
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
fn stamped(state: &str, user: &Value) -> Option<String> {
    let mut state: Map<String, Value> = serde_json::from_str(state).ok()?;
    state.insert("user".into(), user.clone());
    serde_json::to_string(&state).ok()
}
