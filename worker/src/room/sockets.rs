//! The room's sockets as far as the incident goes: greeting, commands, and what everybody is told.
//! Binary frames, which carry texts, are [`super::typing`]'s.
//!
//! Each event is written out once per clearance, not once per socket.

use super::Room;
use super::core::Outcome;
use super::peers::{Peer, Session};
use super::{answers, sessions};
use crate::caller::Caller;
use crate::{chance, error};
use muster_domain::command::Request as Asked;
use muster_domain::event::Recorded;
use muster_domain::ids::{MessageId, PersonId, Seq};
use muster_domain::incident::Incident;
use muster_domain::limits::BODY_BYTES_MAX;
use muster_domain::viewer::{Clearance, Viewer};
use muster_domain::wire::{CatchUp, ClientFrame, Refused, ServerFrame, VERSION, Welcome};
use worker::{Response, Result, WebSocket, WebSocketIncomingMessage, WebSocketPair};

/// Events beyond which the whole state is the shorter answer.
const CATCH_UP_MAX: u64 = 200;
/// Closes a stock editor's socket when its person may not read the text any more.
const POLICY: u16 = 1008;

impl Room {
    /// Lets an app in.
    pub(super) fn join(&self, caller: Option<Caller>) -> Result<Response> {
        let known = self.viewer(caller.as_ref())?.is_some();
        match caller.filter(|_| known) {
            Some(caller) => self.accept(Session::of(caller)).map(|(response, _)| response),
            None => error::not_found(),
        }
    }

    /// Lets a stock editor in, which speaks of one text only.
    pub(super) fn join_text(&self, caller: Option<Caller>, message: MessageId) -> Result<Response> {
        let Some(caller) = caller else { return error::not_found() };
        let known = self.with(|core, _| Ok(core.incident.message(message).is_some()))?;
        if !self.reads_texts(&caller)? || !known {
            return error::not_found();
        }
        let session = Session { only: Some(message.0), ..Session::of(caller) };
        let (response, ws) = self.accept(session.clone())?;
        self.enter_text(&ws, session, message)?;
        Ok(response)
    }

    fn accept(&self, session: Session) -> Result<(Response, WebSocket)> {
        let pair = WebSocketPair::new()?;
        self.state.accept_web_socket(&pair.server);
        self.peers.add(&self.state, &pair.server, session)?;
        Ok((Response::from_websocket(pair.client)?, pair.server))
    }

    /// Whether somebody may read texts that are being written.
    pub(super) fn reads_texts(&self, caller: &Caller) -> Result<bool> {
        let viewer = self.viewer(Some(caller))?;
        Ok(viewer.is_some_and(|viewer| viewer.clearance >= Clearance::Responder))
    }

    pub(super) async fn hear(&self, ws: &WebSocket, frame: WebSocketIncomingMessage) -> Result<()> {
        let Some(session) = self.peers.heard(&self.state, ws) else { return Ok(()) };
        if self.is_over(ws, &session) {
            return Ok(());
        }
        let text = match frame {
            WebSocketIncomingMessage::String(text) => text,
            WebSocketIncomingMessage::Binary(bytes) => return self.read(ws, session, &bytes).await,
        };
        if !session.is_app() {
            return Ok(());
        }
        if text.len() > BODY_BYTES_MAX {
            return unreadable(ws, "the frame is larger than 512 KiB");
        }
        match muster_json::read(&text) {
            Ok(ClientFrame::Hello { version, since }) => {
                self.greet(ws, session, version, since)?;
                self.arm().await
            }
            Ok(ClientFrame::Command { id, .. }) if !id.is_well_formed() => {
                unreadable(ws, "a command's id has 8 to 64 characters of A-Z a-z 0-9 - _")
            }
            Ok(ClientFrame::Command { id, command }) => {
                self.obey(ws, &session, &Asked { id, command }).await
            }
            Err(error) => unreadable(ws, &format!("not a frame of version {VERSION}: {error}")),
        }
    }

    fn greet(&self, ws: &WebSocket, session: Session, version: u32, since: Seq) -> Result<()> {
        let whole = version != VERSION;
        let since = if whole { Seq(0) } else { since };
        self.welcome(ws, session, since)?;
        self.reap();
        self.tell_online();
        Ok(())
    }

    /// State or the events after `since`, whichever is shorter.
    fn welcome(&self, ws: &WebSocket, session: Session, since: Seq) -> Result<()> {
        let now = chance::now(&self.env);
        let online = self.online();
        let Some(viewer) = self.viewer(Some(&session.caller))? else {
            self.show_out(ws, sessions::GONE);
            return Ok(());
        };
        self.note_reading(&viewer)?;
        let (frame, clearance) = self.with(|core, store| {
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
                organisation: Some(core.organisation.for_viewer(&viewer)),
                incident,
                online,
            };
            Ok((ServerFrame::Welcome(Box::new(welcome)), viewer.clearance))
        })?;
        self.peers.note(&self.state, ws, Session { told: Some(clearance), ..session })?;
        send(ws, &frame)
    }

    async fn obey(&self, ws: &WebSocket, session: &Session, asked: &Asked) -> Result<()> {
        let id = asked.id.clone();
        let answer = match self.decide(asked, Some(&session.caller))? {
            Outcome::Known(seq) => ServerFrame::Accepted { id, seq },
            Outcome::Taken(events) => {
                self.tell(&events)?;
                let seq = self.with(|core, _| Ok(core.incident.seq))?;
                self.publish_access().await;
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
    /// gets the state anew (decision 22), and loses the texts that they may not read any more.
    pub(super) fn tell(&self, events: &[(Incident, Recorded)]) -> Result<()> {
        let mut frames: [Option<Vec<String>>; 3] = [None, None, None];
        for Peer { ws, session, .. } in self.peers.all(&self.state, |_| true) {
            let Some(viewer) = self.viewer(Some(&session.caller))? else {
                self.show_out(&ws, sessions::GONE);
                continue;
            };
            let shut = viewer.clearance < Clearance::Responder && !session.texts.is_empty();
            let session = if shut { self.lose_texts(&ws, session)? } else { session };
            let Some(told) = session.told else { continue };
            if viewer.clearance != told {
                self.welcome(&ws, session, Seq(0)).unwrap_or_default();
                continue;
            }
            let level = Clearance::ALL.iter().position(|c| *c == told).unwrap_or_default();
            let Some(slot) = frames.get_mut(level) else { continue };
            let texts = match slot {
                Some(texts) => texts,
                None => slot.insert(written(events, &viewer)),
            };
            for text in texts {
                // A socket that is gone is told so by its close event; the others still hear.
                let _ = ws.send_with_str(&*text);
            }
        }
        Ok(())
    }

    /// Tells every socket the state as it is now: something was taken out of it.
    pub(super) fn tell_anew(&self) {
        for Peer { ws, session, .. } in self.peers.all(&self.state, |it| it.told.is_some()) {
            self.welcome(&ws, session, Seq(0)).unwrap_or_default();
        }
    }

    fn lose_texts(&self, ws: &WebSocket, session: Session) -> Result<Session> {
        if !session.is_app() {
            let _ = ws.close(Some(POLICY), Some("this text is for responders"));
        }
        let session = Session { texts: Vec::new(), ..session };
        self.peers.note(&self.state, ws, session.clone())?;
        Ok(session)
    }

    /// The organisation's facts changed: everybody hears what they may of it, and whoever left it
    /// is shown out.
    pub(super) fn tell_organisation(&self) -> Result<()> {
        for Peer { ws, session, .. } in self.peers.all(&self.state, |_| true) {
            let left = self.with(|core, _| Ok(core.organisation.has_left(session.person())))?;
            match self.viewer(Some(&session.caller))? {
                None if left => self.show_out(&ws, sessions::SIGNED_OUT),
                None => self.show_out(&ws, sessions::GONE),
                Some(viewer) if session.told.is_some() => {
                    let facts = self.with(|core, _| Ok(core.organisation.for_viewer(&viewer)))?;
                    // A socket that is gone is told so by its close event.
                    let _ = send(&ws, &ServerFrame::Organisation(Box::new(facts)));
                }
                Some(_) => {}
            }
        }
        Ok(())
    }

    pub(super) fn tell_online(&self) {
        self.tell_all(&ServerFrame::Online { people: self.online() });
    }

    fn tell_all(&self, frame: &ServerFrame) {
        let text = muster_json::write(frame);
        for peer in self.peers.all(&self.state, |session| session.told.is_some()) {
            let _ = peer.ws.send_with_str(&text);
        }
    }

    fn online(&self) -> Vec<PersonId> {
        let apps = self.peers.all(&self.state, Session::is_app);
        let mut people: Vec<_> = apps.iter().map(|peer| peer.session.person()).collect();
        people.sort_unstable();
        people.dedup();
        people
    }

    /// A socket is gone.
    pub(super) fn left(&self, ws: &WebSocket) {
        let Some(session) = self.peers.remove(&self.state, ws) else { return };
        self.hide(&session);
        self.tell_online();
    }
}

fn written(events: &[(Incident, Recorded)], viewer: &Viewer) -> Vec<String> {
    let frames = events.iter().map(|(before, event)| {
        let seen = event.for_viewer(before, viewer);
        muster_json::write(&ServerFrame::Event(Box::new(seen)))
    });
    frames.collect()
}

pub(super) fn send(ws: &WebSocket, frame: &ServerFrame) -> Result<()> {
    ws.send_with_str(muster_json::write(frame))
}

pub(super) fn unreadable(ws: &WebSocket, reason: &str) -> Result<()> {
    send(ws, &ServerFrame::Unreadable { reason: reason.into() })
}
