//! The incident as files, for whoever may take it with them and as far as they may read it (R143).

use super::Room;
use super::answers::query;
use super::core::{Core, recorded};
use super::readings;
use super::store::{Row, Store};
use crate::caller::Caller;
use crate::{chance, error};
use muster_domain::chain::Digest;
use muster_domain::event::Recorded;
use muster_domain::ids::Seq;
use muster_domain::time::Timestamp;
use muster_domain::viewer::Viewer;
use muster_record::{
    About, FORMAT, Head, Line, Moment, Record, document, markdown, messages_csv, timeline_csv,
    write_export,
};
use worker::{Request, Response, Result};

/// Entries read at a time.
const PAGE: u32 = 1_000;

/// What a file holds.
#[derive(Clone, Copy)]
enum Form {
    Document,
    Postmortem,
    Data,
    Timeline,
    Messages,
}

impl Form {
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "document.html" => Self::Document,
            "postmortem.md" => Self::Postmortem,
            "export.json" => Self::Data,
            "timeline.csv" => Self::Timeline,
            "messages.csv" => Self::Messages,
            _ => return None,
        })
    }

    const fn media_type(self) -> &'static str {
        match self {
            Self::Document => "text/html; charset=utf-8",
            Self::Postmortem => "text/markdown; charset=utf-8",
            Self::Data => "application/json",
            Self::Timeline | Self::Messages => "text/csv; charset=utf-8; header=present",
        }
    }
}

impl Room {
    /// The file that is asked for.
    pub(super) fn tell_export(
        &self,
        request: &Request,
        caller: Option<&Caller>,
    ) -> Result<Response> {
        let name = query(request, "form").unwrap_or_default();
        let (Some(caller), Some(form)) = (caller, Form::of(&name)) else {
            return error::not_found();
        };
        let privileged = query(request, "privileged").as_deref() == Some("1");
        let offset = query(request, "offset").and_then(|text| text.parse().ok());
        let (now, clock) = (chance::now(&self.env), Moment::new(offset.unwrap_or_default()));
        self.with(|core, store| {
            let (incident, organisation) = (&core.incident, &core.organisation);
            let viewer = match incident.export_viewer(organisation, caller.person, privileged) {
                Ok(viewer) => viewer,
                Err(refusal) => return error::refused(&refusal, Vec::new()),
            };
            readings::note(core, store, &viewer, now)?;
            let rows = rows(store)?;
            let last = rows.last().map_or(Digest::WITHHELD, Row::hash);
            let by = caller.person;
            let clearance = viewer.clearance;
            let about = About { at: now, by, clearance, privileged, clock, last };
            let text = match form {
                Form::Data => data(core, &about, &viewer, &rows)?,
                form => {
                    let log = seen(core, &viewer, &rows)?;
                    let incident = &core.incident.for_viewer(&viewer);
                    let record = Record { about: &about, incident, organisation, log: &log };
                    match form {
                        Form::Document => document(&record),
                        Form::Timeline => timeline_csv(&record),
                        Form::Messages => messages_csv(&record),
                        _ => markdown(&record),
                    }
                }
            };
            file(&name, form, text)
        })
    }
}

fn file(name: &str, form: Form, text: String) -> Result<Response> {
    let mut response = Response::ok(text)?;
    let headers = response.headers_mut();
    headers.set("content-type", form.media_type())?;
    headers.set("content-disposition", &format!("attachment; filename=\"{name}\""))?;
    Ok(response)
}

fn rows(store: &Store) -> Result<Vec<Row>> {
    let mut rows: Vec<Row> = Vec::new();
    loop {
        let after = Seq(rows.last().map_or(0, |row| row.seq));
        let more = store.entries(after, PAGE)?;
        if more.is_empty() {
            return Ok(rows);
        }
        rows.extend(more);
    }
}

fn seen(core: &Core, viewer: &Viewer, rows: &[Row]) -> Result<Vec<Recorded>> {
    rows.iter().map(|row| Ok(recorded(row)?.for_viewer(&core.incident, viewer))).collect()
}

fn data(core: &Core, about: &About, viewer: &Viewer, rows: &[Row]) -> Result<String> {
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let recorded = recorded(row)?;
        let seen = recorded.for_viewer(&core.incident, viewer);
        lines.push(line(row, recorded.at)?.for_reader(&recorded, &seen));
    }
    let people = core.organisation.people.iter();
    let head = Head {
        format: FORMAT.into(),
        organisation: core.organisation.name.clone(),
        incident: core.incident.id.clone(),
        title: core.incident.title.clone(),
        exported: about.at,
        by: about.by,
        clearance: about.clearance,
        privileged: about.privileged,
        count: u64::try_from(lines.len()).unwrap_or(u64::MAX),
        last: about.last,
        people: people.map(|person| (person.id, person.name.clone())).collect(),
    };
    Ok(write_export(&head, &lines))
}

/// An entry with all that its seal covers.
fn line(row: &Row, at: Timestamp) -> Result<Line> {
    let digest = |hex: &str| Digest::from_hex(hex).ok_or_else(|| broken_digest(row.seq));
    Ok(Line {
        seq: Seq(row.seq),
        at: at.0,
        utc: Moment::utc(at),
        by: row.by.clone(),
        kind: row.kind.clone(),
        body: Some(row.body.clone()),
        salt: Some(row.salt.clone()),
        personal: row.personal.clone(),
        personal_salt: row.personal_salt.clone(),
        body_digest: digest(&row.body_digest)?,
        personal_digest: digest(&row.personal_digest)?,
        hash: digest(&row.hash)?,
        shown: None,
    })
}

fn broken_digest(seq: u64) -> worker::Error {
    worker::Error::RustError(format!("stored data: a digest of entry {seq}"))
}
