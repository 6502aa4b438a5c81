//! Setting the organisation up: its facts, changes of it, their log, and what is missing (R1–R12).
//!
//! | Path | Does |
//! | --- | --- |
//! | `GET /api/organisation` | its facts |
//! | `POST /api/organisation/changes` | one change |
//! | `GET /api/organisation/log` | what was changed, newest first; for administrators |
//! | `GET /api/organisation/readiness` | what would be missing in an incident |
//! | `POST /api/organisation/import`, `GET /api/organisation/export/…` | [`sheets`] |

use super::{Asking, sheets};
use crate::reach::addresses;
use crate::{answer, chance, error, identity, organisation};
use muster_domain::ids::PersonId;
use muster_domain::organisation::Organisation;
use muster_domain::refusal::{Code, Refusal};
use muster_domain::setup::{
    ADMINISTRATOR, Applied, Line, Request, Subject, decide, people_who_left,
};
use muster_domain::summary::Summary;
use muster_domain::view::readiness::readiness;
use muster_domain::viewer::{Clearance, Viewer};
use muster_staffing::zone_name;
use organisation::{Answered, History};
use serde::{Deserialize, Serialize};
use worker::{Method, Response, Result};

/// How often a change is decided anew because somebody else wrote in between.
const TRIES_MAX: usize = 8;
/// Lines of the log in one answer.
const LINES_MAX: u32 = 100;

/// The set-up's part of the route table.
pub async fn route(asking: &Asking<'_>, rest: &[&str]) -> Result<Response> {
    if asking.guest.is_some() && !rest.is_empty() {
        return error::not_found();
    }
    match (asking.request.method(), rest) {
        (Method::Get, []) => json(&facts(asking).await?),
        (Method::Post, ["changes"]) => change(asking).await,
        (Method::Get, ["log"]) => log(asking).await,
        (Method::Get, ["readiness"]) => ready(asking).await,
        (Method::Post, ["import"]) => sheets::import(asking).await,
        (Method::Get, ["export", sheet]) => sheets::export(asking, sheet).await,
        _ => error::not_found(),
    }
}

/// The facts as whoever asks may see them: guests do not exist outside their incident, and learn
/// names and nothing more.
async fn facts(asking: &Asking<'_>) -> Result<Organisation> {
    let person = Some(asking.caller.person);
    let viewer = Viewer { person, clearance: Clearance::Observer };
    let organisation = asking.organisation().await?;
    Ok(match &asking.guest {
        Some(only) => organisation.for_incident(only).for_viewer(&viewer),
        None => organisation.without_guests(),
    })
}

/// A change was taken.
#[derive(Serialize)]
struct Taken {
    revision: u32,
    /// The number of what was added.
    made: Option<u32>,
}

async fn change(asking: &Asking<'_>) -> Result<Response> {
    let request: Request = match asking.json() {
        Ok(request) => request,
        Err(answer) => return answer,
    };
    if !request.id.is_well_formed() {
        return super::bad_id();
    }
    if let Some(zone) = request.change.zone().filter(|zone| zone_name(zone).is_none()) {
        return error::refused(&Refusal::with(Code::BadZone, [zone]), Vec::new());
    }
    for _ in 0..TRIES_MAX {
        let before = asking.organisation().await?;
        // After the organisation was read: a retry that was taken meanwhile is found here.
        let subject = muster_domain::setup::subject(&before, &request, asking.caller.person);
        let History { answered, touched } =
            organisation::history(asking.env, &request.id, subject).await?;
        if let Some(answered) = answered {
            return known(&answered, asking.caller.person);
        }
        if touched > before.revision {
            continue;
        }
        let now = chance::now(asking.env);
        let applied = match decide(&before, &request, touched, asking.caller.person, now) {
            Ok(applied) => applied,
            Err(refusal) => return error::refused(&refusal, Vec::new()),
        };
        let Applied { organisation: after, entry, counts } = applied;
        let (revision, made) = (entry.revision, made(entry.subject));
        let lines = [Line { id: request.id.clone(), entry, counts }];
        if let Err(failure) = organisation::save(asking.env, &before, &after, &lines).await {
            // Somebody else was first, or only the answer was lost: either shows when it is read
            // again. Anything else is a fault.
            if asking.organisation().await?.revision == before.revision {
                return Err(failure);
            }
            continue;
        }
        tell(asking, &before).await?;
        return json(&Taken { revision, made });
    }
    error::problem(
        409,
        "busy",
        "Many people change the organisation at this moment. Try again in a moment.",
    )
}

fn known(answered: &Answered, by: PersonId) -> Result<Response> {
    if answered.by == by {
        json(&Taken { revision: answered.revision, made: made(answered.subject) })
    } else {
        error::refused(&Code::IdTaken.into(), Vec::new())
    }
}

/// The number of what a change was about, where it has one.
const fn made(subject: Subject) -> Option<u32> {
    match subject {
        Subject::Person(id) => Some(id.0),
        Subject::Department(id) => Some(id.0),
        Subject::CustomRole(id) => Some(id.0),
        Subject::Audience(id) => Some(id.0),
        Subject::Campaign(id) => Some(id.0),
        _ => None,
    }
}

/// Tells the rooms, and signs out who left. The change is written: what fails here is made up for
/// later, and is no reason to say that it was not.
pub async fn tell(asking: &Asking<'_>, before: &Organisation) -> Result<()> {
    let after = asking.organisation().await?;
    for person in people_who_left(before, &after) {
        identity::shut_out(asking.env, person).await?;
    }
    if let Err(failure) = organisation::push(asking.env, &after).await {
        error::log("telling the rooms of the organisation", &failure);
    }
    Ok(())
}

/// The answer to somebody who administers nothing, if the person who asks does not.
pub fn not_administrator(asking: &Asking<'_>, it: &Organisation) -> Option<Result<Response>> {
    let may = it.person(asking.caller.person).is_some_and(|person| person.administrator);
    let refusal = Refusal::with(Code::NotAllowed, [ADMINISTRATOR]);
    (!may).then(|| error::refused(&refusal, Vec::new()))
}

async fn log(asking: &Asking<'_>) -> Result<Response> {
    let it = asking.organisation().await?;
    if let Some(refused) = not_administrator(asking, &it) {
        return refused;
    }
    let number = |name| asking.query(name).and_then(|text| text.parse::<u32>().ok());
    let limit = number("limit").unwrap_or(LINES_MAX).clamp(1, LINES_MAX);
    let before = number("before").unwrap_or(u32::MAX);
    json(&organisation::lines(asking.env, before, limit).await?)
}

#[derive(Deserialize)]
struct Row {
    summary: String,
}

async fn ready(asking: &Asking<'_>) -> Result<Response> {
    let it = asking.organisation().await?.without_guests();
    let query = "SELECT summary FROM incident WHERE json_extract(summary, '$.exercise') = 1 \
                 ORDER BY opened DESC LIMIT 1";
    let rows: Vec<Row> = asking.env.d1("DB")?.prepare(query).all().await?.results()?;
    let drills =
        rows.iter().map(|row| muster_json::read(&row.summary).map_err(crate::room::broken));
    let drills: Vec<Summary> = drills.collect::<Result<_>>()?;
    let tests = addresses::tests(asking.env, None).await?;
    json(&readiness(&it, &drills, tests, chance::now(asking.env)))
}

pub fn json<T: Serialize>(value: &T) -> Result<Response> {
    answer::json(200, value)
}
