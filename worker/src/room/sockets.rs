//! The room's sockets: they hibernate, so what is known of one lies in its attachment.
//!
//! Each event is written out once per clearance, not once per socket.

use super::Room;
use super::core::Outcome;
use super::{answers, core};
use crate::chance;
use muster_domain::actor::Actor;
use muster_domain::command::Request as Asked;
use muster_domain::event::Recorded;
use muster_domain::ids::{PersonId, Seq};
use muster_domain::incident::Incident;
use muster_domain::limits::BODY_BYTES_MAX;
use muster_domain::organisation::Organisation;
use muster_domain::viewer::{Clearance, Viewer};
use muster_domain::wire::{CatchUp, ClientFrame, Refused, ServerFrame, VERSION, Welcome};
use serde::{Deserialize, Serialize};
use worker::{Response, Result, WebSocket, WebSocketIncomingMessage, WebSocketPair};

/// Events beyond which the whole state is the shorter answer.
const CATCH_UP_MAX: u64 = 200;

/// What is known of a socket; survives hibernation.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct Session {
    person: u32,
    /// What it was last told it may see; nothing before its first frame.
    told: Option<Clearance>,
}

impl Session {
    fn of(ws: &WebSocket) -> Option<Self> {
        ws.deserialize_attachment().ok().flatten()
    }

    const fn actor(self) -> Actor {
        Actor::Person(PersonId(self.person))
    }
}

impl Room {
    pub(super) fn join(&self, actor: Actor) -> Result<Response> {
        let Actor::Person(person) = actor else { return crate::error::not_found() };
        let pair = WebSocketPair::new()?;
        self.state.accept_web_socket(&pair.server);
        pair.server.serialize_attachment(Session { person: person.0, told: None })?;
        Response::from_websocket(pair.client)
    }

    pub(super) async fn hear(&self, ws: &WebSocket, frame: WebSocketIncomingMessage) -> Result<()> {
        let Some(session) = Session::of(ws) else { return Ok(()) };
        let WebSocketIncomingMessage::String(text) = frame else {
            return unreadable(
                ws,
                "binary frames carry documents, which this server does not have",
            );
        };
        if text.len() > BODY_BYTES_MAX {
            return unreadable(ws, "the frame is larger than 512 KiB");
        }
        match serde_json::from_str(&text) {
            Ok(ClientFrame::Hello { version, since }) => self.greet(ws, session, version, since),
            Ok(ClientFrame::Command { id, .. }) if !id.is_well_formed() => {
                unreadable(ws, "a command's id has 8 to 64 characters of A-Z a-z 0-9 - _")
            }
            Ok(ClientFrame::Command { id, command }) => {
                self.obey(ws, session, &Asked { id, command }).await
            }
            Err(error) => unreadable(ws, &format!("not a frame of version {VERSION}: {error}")),
        }
    }

    fn greet(&self, ws: &WebSocket, session: Session, version: u32, since: Seq) -> Result<()> {
        let whole = version != VERSION;
        let since = if whole { Seq(0) } else { since };
        self.welcome(ws, session, since)?;
        self.tell_online(None);
        Ok(())
    }

    /// State or the events after `since`, whichever is shorter.
    fn welcome(&self, ws: &WebSocket, session: Session, since: Seq) -> Result<()> {
        let now = chance::now(&self.env);
        let online = self.online(None);
        let (frame, clearance) = self.with(|core, store| {
            let viewer = core.incident.viewer(&core.organisation, session.actor());
            let behind = core.incident.seq.0.checked_sub(since.0);
            let short = since.0 > 0 && behind.is_some_and(|n| n <= CATCH_UP_MAX);
            let incident = if short && viewer.clearance > Clearance::Observer {
                CatchUp::Events(answers::events_after(core, store, since, &viewer)?)
            } else {
                // What an observer may see of an old event depends on the state before it, which is
                // gone; the state as it is now is right and short.
                CatchUp::State(Box::new(core.incident.for_viewer(&viewer)))
            };
            let welcome = Welcome {
                version: VERSION,
                now,
                person: viewer.person,
                clearance: viewer.clearance,
                organisation: Some(core.organisation.clone()),
                incident,
                online,
            };
            Ok((ServerFrame::Welcome(Box::new(welcome)), viewer.clearance))
        })?;
        ws.serialize_attachment(Session { told: Some(clearance), ..session })?;
        send(ws, &frame)
    }

    async fn obey(&self, ws: &WebSocket, session: Session, asked: &Asked) -> Result<()> {
        let id = asked.id.clone();
        let answer = match self.decide(asked, session.actor())? {
            Outcome::Known(seq) => ServerFrame::Accepted { id, seq },
            Outcome::Taken(events) => {
                self.tell(&events)?;
                let seq = self.with(|core, _| Ok(core.incident.seq))?;
                ServerFrame::Accepted { id, seq }
            }
            Outcome::Refused(refusal) => {
                let difference = self.with(|core, store| {
                    answers::difference(core, store, &asked.command, &refusal)
                })?;
                let sentence = muster_domain::copy::en::refusal(&refusal);
                ServerFrame::Refused(Box::new(Refused { id, refusal, sentence, difference }))
            }
        };
        send(ws, &answer)?;
        self.arm().await
    }

    /// Tells every socket what happened, as far as its person may see it; whose clearance changed
    /// gets the state anew (decision 22).
    pub(super) fn tell(&self, events: &[(Incident, Recorded)]) -> Result<()> {
        let mut frames: [Option<Vec<String>>; 3] = [None, None, None];
        for ws in self.state.get_websockets() {
            let Some(session) = Session::of(&ws) else { continue };
            let Some(told) = session.told else { continue };
            let viewer =
                self.with(|core, _| Ok(core.incident.viewer(&core.organisation, session.actor())))?;
            if viewer.clearance != told {
                self.welcome(&ws, session, Seq(0)).unwrap_or_default();
                continue;
            }
            let level = Clearance::ALL.iter().position(|c| *c == told).unwrap_or_default();
            let Some(slot) = frames.get_mut(level) else { continue };
            let texts = match slot {
                Some(texts) => texts,
                None => slot.insert(written(events, &viewer)?),
            };
            for text in texts {
                // A socket that is gone is told so by its close event; the others still hear.
                let _ = ws.send_with_str(&*text);
            }
        }
        Ok(())
    }

    pub(super) fn tell_organisation(&self, organisation: Organisation) {
        self.tell_all(&ServerFrame::Organisation(Box::new(organisation)), None);
    }

    fn tell_online(&self, without: Option<&WebSocket>) {
        self.tell_all(&ServerFrame::Online { people: self.online(without) }, without);
    }

    fn tell_all(&self, frame: &ServerFrame, without: Option<&WebSocket>) {
        let Ok(text) = serde_json::to_string(frame) else { return };
        for ws in self.state.get_websockets() {
            let greeted = Session::of(&ws).is_some_and(|session| session.told.is_some());
            if greeted && without != Some(&ws) {
                let _ = ws.send_with_str(&text);
            }
        }
    }

    fn online(&self, without: Option<&WebSocket>) -> Vec<PersonId> {
        let sockets = self.state.get_websockets().into_iter().filter(|ws| without != Some(ws));
        let mut people: Vec<_> =
            sockets.filter_map(|ws| Session::of(&ws)).map(|s| PersonId(s.person)).collect();
        people.sort_unstable();
        people.dedup();
        people
    }

    pub(super) fn left(&self, ws: &WebSocket) {
        self.tell_online(Some(ws));
    }
}

fn written(events: &[(Incident, Recorded)], viewer: &Viewer) -> Result<Vec<String>> {
    let frames = events.iter().map(|(before, event)| {
        let seen = event.for_viewer(before, viewer);
        serde_json::to_string(&ServerFrame::Event(Box::new(seen))).map_err(core::broken)
    });
    frames.collect()
}

fn send(ws: &WebSocket, frame: &ServerFrame) -> Result<()> {
    ws.send_with_str(serde_json::to_string(frame).map_err(core::broken)?)
}

fn unreadable(ws: &WebSocket, reason: &str) -> Result<()> {
    send(ws, &ServerFrame::Unreadable { reason: reason.into() })
}
