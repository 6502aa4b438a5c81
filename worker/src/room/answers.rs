//! What a room answers when it is asked: state, events, versions, and the difference of a text that
//! changed meanwhile. All of it redacted for whoever asks.

use super::Room;
use super::core::{Core, broken, recorded};
use super::store::Store;
use crate::caller::Caller;
use crate::error;
use muster_domain::chain::Digest;
use muster_domain::command::Command as C;
use muster_domain::diff::{self, Piece};
use muster_domain::event::{Event, Recorded};
use muster_domain::ids::{CommandId, MessageId, Seq};
use muster_domain::list::find;
use muster_domain::message::{Content, Message};
use muster_domain::refusal::{Code, Refusal};
use muster_domain::viewer::{Clearance, Viewer};
use serde::Serialize;
use worker::{Request, Response, Result};

/// Entries in one answer.
const EVENTS_MAX: u32 = 500;

/// JSON that no cache keeps.
pub fn json<T: Serialize>(value: &T) -> Result<Response> {
    let mut response = Response::ok(muster_json::write(value))?;
    let headers = response.headers_mut();
    headers.set("content-type", "application/json")?;
    headers.set("cache-control", "no-store")?;
    Ok(response)
}

/// A command was taken.
pub fn accepted(id: &CommandId, seq: Seq) -> Result<Response> {
    json(&Accepted { id: id.clone(), seq })
}

#[derive(Serialize)]
struct Accepted {
    id: CommandId,
    seq: Seq,
}

#[derive(Serialize)]
struct StateAnswer {
    clearance: Clearance,
    incident: muster_domain::incident::Incident,
}

impl Room {
    pub(super) fn tell_state(&self, caller: Option<&Caller>) -> Result<Response> {
        let Some(viewer) = self.viewer(caller)? else { return error::not_found() };
        self.note_reading(&viewer)?;
        self.with(|core, _| {
            let incident = core.incident.for_viewer(&viewer);
            json(&StateAnswer { clearance: viewer.clearance, incident })
        })
    }

    pub(super) fn tell_events(
        &self,
        request: &Request,
        caller: Option<&Caller>,
    ) -> Result<Response> {
        let number = |name| query(request, name).and_then(|text| text.parse::<u64>().ok());
        let limit = number("limit").and_then(|n| u32::try_from(n).ok()).unwrap_or(100);
        let limit = limit.clamp(1, EVENTS_MAX);
        let after = match (number("after"), number("before")) {
            (Some(after), _) => after,
            (None, Some(before)) => before.saturating_sub(u64::from(limit) + 1),
            (None, None) => 0,
        };
        let before = number("before").unwrap_or(u64::MAX);
        let Some(viewer) = self.viewer(caller)? else { return error::not_found() };
        self.note_reading(&viewer)?;
        self.with(|core, store| {
            let mut seen = Vec::new();
            for row in store.entries(Seq(after), limit)? {
                if row.seq < before {
                    seen.push(recorded(&row)?.for_viewer(&core.incident, &viewer));
                }
            }
            json(&seen)
        })
    }

    pub(super) fn tell_versions(
        &self,
        request: &Request,
        caller: Option<&Caller>,
    ) -> Result<Response> {
        let Some(viewer) = self.viewer(caller)? else { return error::not_found() };
        let message = message(request);
        self.with(|core, store| {
            let out = find(&core.incident.messages, message).is_some_and(Message::is_out);
            let current = find(&core.incident.messages, message).and_then(Message::fingerprint);
            let mut versions = submissions(store, message)?;
            if viewer.clearance < Clearance::Responder {
                versions.retain(|v| out && Some(v.fingerprint) == current);
            }
            json(&versions)
        })
    }
}

/// A version's text, from the log.
#[derive(Serialize)]
pub struct VersionText {
    version: u32,
    fingerprint: Digest,
    content: Option<Box<Content>>,
}

fn submissions(store: &Store, wanted: MessageId) -> Result<Vec<VersionText>> {
    let mut versions = Vec::new();
    for body in store.submissions()? {
        let event = muster_json::read(&body).map_err(broken)?;
        if let Event::Submitted { message, version, fingerprint, content, .. } = event
            && message == wanted
        {
            versions.push(VersionText { version, fingerprint, content });
        }
    }
    Ok(versions)
}

/// The entries after `since`, for somebody who may read them all or nearly all.
pub fn events_after(
    core: &Core,
    store: &Store,
    since: Seq,
    viewer: &Viewer,
) -> Result<Vec<Recorded>> {
    let rows = store.entries(since, EVENTS_MAX)?;
    rows.iter().map(|row| Ok(recorded(row)?.for_viewer(&core.incident, viewer))).collect()
}

/// For a command on a text that changed meanwhile: from the text its sender knew to the present one
/// (R89). Empty for any other refusal: those are given before it is known that the sender may read
/// the text, and a difference to nothing is the text.
pub fn difference(
    core: &Core,
    store: &Store,
    command: &C,
    refusal: &Refusal,
) -> Result<Vec<Piece>> {
    if !matches!(refusal.code, Code::TextChanged | Code::DraftMoved) {
        return Ok(Vec::new());
    }
    let (message, known) = match command {
        C::GiveVerdict { message, fingerprint, .. }
        | C::WaiveGate { message, fingerprint, .. }
        | C::RecordAnswer { message, fingerprint, .. }
        | C::BeginDistribution { message, fingerprint, .. } => {
            let versions = submissions(store, *message)?;
            let known = versions.into_iter().find(|v| v.fingerprint == *fingerprint);
            (*message, known.and_then(|v| v.content))
        }
        C::SaveDraft { message, content, .. } => (*message, Some(content.clone())),
        _ => return Ok(Vec::new()),
    };
    let message = find(&core.incident.messages, message);
    let (Some(message), Some(known)) = (message, known) else { return Ok(Vec::new()) };
    let version = message.version.as_ref().and_then(|v| v.content.as_deref());
    let present = version.unwrap_or(&message.draft.content);
    Ok(diff::words(known.body.shown(), present.body.shown()))
}

/// The message that is asked about; none has the number 0.
pub fn message(request: &Request) -> MessageId {
    let message = query(request, "message").and_then(|text| text.parse().ok());
    MessageId(message.unwrap_or_default())
}

/// A value of the query; the room is asked with plain names and numbers only.
pub fn query(request: &Request, name: &str) -> Option<String> {
    let url = request.inner().url();
    let (_, query) = url.split_once('?')?;
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.into_iter().find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
}
