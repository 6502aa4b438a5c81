//! What comes in binary frames: messages of y-protocols about the text of one message. An app's
//! frame begins with the message's number, a stock editor's socket is about one text only.
//!
//! An update is read, checked, taken in and written down, and only then answered and passed on. One
//! that is refused has changed nothing, and its sender is told which and why.

use super::Room;
use super::docs::Written;
use super::peers::Session;
use super::sockets::{send, unreadable};
use crate::{chance, error};
use muster_domain::copy::en;
use muster_domain::decide::may_write;
use muster_domain::ids::MessageId;
use muster_domain::refusal::{Code, Refusal};
use muster_domain::wire::{ServerFrame, Writer};
use muster_text::{Frame, Limits, Message, Refused, Said};
use worker::js_sys::{ArrayBuffer, Uint8Array};
use worker::{Result, WebSocket};

/// Texts that a socket has open at once: the tabs of a person who compares.
const TEXTS_MAX: usize = 8;

impl Room {
    /// A binary frame.
    pub(super) async fn read(&self, ws: &WebSocket, session: Session, bytes: &[u8]) -> Result<()> {
        let in_time = self.peers.may_send(&self.state, ws, chance::now(&self.env));
        let frame = match session.only {
            Some(text) => {
                Message::read(bytes).map(|message| Frame { text, said: Said::Message(message) })
            }
            None => Frame::read(bytes),
        };
        let (message, said) = match frame {
            Ok(frame) => (MessageId(frame.text), frame.said),
            Err(refused) => return refuse(ws, &session, MessageId(0), &unread(refused)),
        };
        let said = match said {
            Said::Message(said) => said,
            Said::Left => return self.leave_text(ws, session, message),
            Said::Kept => return Ok(()),
        };
        if !in_time {
            // Only typing is answered in its order, so only typing is refused by name.
            let typed = matches!(said, Message::SyncStep2(_) | Message::Update(_));
            let named = if typed { message } else { MessageId(0) };
            return refuse(ws, &session, named, &Code::TooFast.into());
        }
        if !self.reads_texts(&session.caller)? {
            return refuse(ws, &session, message, &Code::NotAllowed.into());
        }
        match said {
            Message::SyncStep1(state_vector) => {
                let session = self.enter_text(ws, session, message)?;
                self.answer_text(ws, &session, message, state_vector)
            }
            Message::SyncStep2(update) | Message::Update(update) => {
                let live = matches!(said, Message::Update(_));
                match self.take_in(&session, message, update, live)? {
                    Ok(new) => {
                        self.state.storage().sync().await?;
                        if let Some(new) = new {
                            self.pass_on(message, &Message::Update(update), Some(ws));
                            self.tell_writers(message, new);
                        }
                        acknowledge(ws, &session, message)?;
                    }
                    Err(refusal) => refuse(ws, &session, message, &refusal)?,
                }
                self.arm_for_typing().await
            }
            Message::Awareness(states) => self.show(ws, session, message, states),
            Message::QueryAwareness => self.tell_awareness(ws, &session, message),
            Message::Denied(_) => Ok(()),
        }
    }

    /// The socket hears of this text from now on.
    pub(super) fn enter_text(
        &self,
        ws: &WebSocket,
        mut session: Session,
        message: MessageId,
    ) -> Result<Session> {
        if session.reads(message) {
            return Ok(session);
        }
        let Some((state_vector, writers)) = self.with_text(message, |doc, _, _| {
            Ok((doc.document.state_vector(), doc.writers.clone()))
        })?
        else {
            return Ok(session);
        };
        if session.texts.len() >= TEXTS_MAX {
            session.texts.remove(0);
        }
        session.texts.push(message.0);
        self.peers.note(&self.state, ws, session.clone())?;
        say(ws, &session, message, &Message::SyncStep1(&state_vector))?;
        self.tell_awareness(ws, &session, message)?;
        if session.is_app() {
            send(ws, &ServerFrame::Writers { message, writers })?;
        }
        Ok(session)
    }

    fn leave_text(&self, ws: &WebSocket, session: Session, message: MessageId) -> Result<()> {
        let (mine, shown) = session.shown.iter().copied().partition(|(text, _)| *text == message.0);
        self.hide(&Session { shown: mine, ..session.clone() });
        let texts = session.texts.into_iter().filter(|text| *text != message.0).collect();
        let session = Session { texts, shown, ..session };
        self.peers.note(&self.state, ws, session)
    }

    /// What the caller lacks.
    fn answer_text(
        &self,
        ws: &WebSocket,
        session: &Session,
        message: MessageId,
        state_vector: &[u8],
    ) -> Result<()> {
        let lacking =
            self.with_text(message, |doc, _, _| Ok(doc.document.changes_since(state_vector)))?;
        match lacking {
            Some(Ok(update)) => say(ws, session, message, &Message::SyncStep2(&update)),
            Some(Err(refused)) => refuse(ws, session, message, &unread(refused)),
            None => {
                let refusal = Refusal::with(Code::NotFound, ["message"]);
                refuse(ws, session, message, &refusal)
            }
        }
    }

    /// Takes in what somebody typed, and passes it on; or says why not.
    fn take_in(
        &self,
        session: &Session,
        message: MessageId,
        update: &[u8],
        live: bool,
    ) -> Result<core::result::Result<Option<Vec<Writer>>, Refusal>> {
        if live && update.len() > Limits::LIVE.update_bytes {
            return Ok(Err(unread(Refused::UpdateTooLarge)));
        }
        let (now, person) = (chance::now(&self.env), session.person());
        let taken = self.with_text(message, |doc, core, store| {
            let told = match doc.document.inspect(update) {
                Ok(told) => told,
                Err(refused) => return Ok(Err(unread(refused))),
            };
            // Nothing new: a greeting, or what came before the line was cut.
            if !told.inserts && !told.deletes && !told.waits && told.new_writers.is_empty() {
                return Ok(Ok(None));
            }
            let may = may_write(&core.incident, &core.organisation, message, session.actor());
            if let Err(refusal) = may {
                return Ok(Err(refusal));
            }
            if told.waits {
                return Ok(Err(Code::TypingGap.into()));
            }
            let foreign = |client| doc.writer(client).is_some_and(|owner| owner != person);
            if told.new_writers.iter().any(|client| foreign(*client)) {
                return Ok(Err(Code::NotOwnTyping.into()));
            }
            if let Err(refused) = doc.document.apply(update) {
                return Ok(Err(unread(refused)));
            }
            doc.append(store, &Written { update, person, typed: true }, now)?;
            let mut new = Vec::new();
            for client in told.new_writers {
                let writer = Writer { client: client.0, person };
                if doc.lease(store, writer)? {
                    new.push(writer);
                }
            }
            Ok(Ok(Some(new)))
        })?;
        Ok(match taken {
            None => Err(Refusal::with(Code::NotFound, ["message"])),
            Some(Err(refusal)) => Err(refusal),
            Some(Ok(new)) => Ok(new),
        })
    }

    /// Tells everybody who has the text open, in one buffer for all of a kind.
    pub(super) fn pass_on(
        &self,
        message: MessageId,
        said: &Message<'_>,
        without: Option<&WebSocket>,
    ) {
        let mut buffers: [Option<ArrayBuffer>; 2] = [None, None];
        for (ws, is_app) in self.peers.readers(&self.state, message) {
            if without == Some(&ws) {
                continue;
            }
            let [app, stock] = &mut buffers;
            let buffer = if is_app { app } else { stock };
            let buffer = buffer.get_or_insert_with(|| shared(&framed(is_app, message, said)));
            // A socket that is gone is told so by its close event; the others still hear.
            let _ = ws.as_ref().send_with_array_buffer(buffer);
        }
    }

    pub(super) fn tell_writers(&self, message: MessageId, writers: Vec<Writer>) {
        if writers.is_empty() {
            return;
        }
        let frame = ServerFrame::Writers { message, writers };
        for (ws, is_app) in self.peers.readers(&self.state, message) {
            if is_app && let Err(failure) = send(&ws, &frame) {
                error::log("writers", &failure);
            }
        }
    }
}

/// What was typed is durable.
fn acknowledge(ws: &WebSocket, session: &Session, message: MessageId) -> Result<()> {
    if !session.is_app() {
        return Ok(());
    }
    let frame = Frame { text: message.0, said: Said::Kept };
    Ok(ws.as_ref().send_with_array_buffer(&shared(&frame.write()))?)
}

/// What was said is not taken, and why.
fn refuse(ws: &WebSocket, session: &Session, message: MessageId, refusal: &Refusal) -> Result<()> {
    let sentence = en::refusal(refusal);
    if session.is_app() && message.0 == 0 {
        return unreadable(ws, &sentence);
    }
    if session.is_app() {
        let refusal = refusal.clone();
        return send(ws, &ServerFrame::TypingRefused { message, refusal, sentence });
    }
    say(ws, session, message, &Message::Denied(&sentence))
}

/// Says something about a text to one socket.
pub(super) fn say(
    ws: &WebSocket,
    session: &Session,
    message: MessageId,
    said: &Message<'_>,
) -> Result<()> {
    let buffer = shared(&framed(session.is_app(), message, said));
    Ok(ws.as_ref().send_with_array_buffer(&buffer)?)
}

fn framed(is_app: bool, message: MessageId, said: &Message<'_>) -> Vec<u8> {
    if is_app {
        Frame { text: message.0, said: Said::Message(*said) }.write()
    } else {
        said.write()
    }
}

fn shared(bytes: &[u8]) -> ArrayBuffer {
    Uint8Array::from(bytes).buffer()
}

fn unread(refused: Refused) -> Refusal {
    Refusal::with(Code::BadTyping, [refused.code()])
}
