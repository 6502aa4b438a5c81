//! People and rotations as spreadsheets: a preview of all that would change and of every fault, and
//! writing it, which is all of it or nothing.

use super::Asking;
use super::setup::{json, not_administrator, tell};
use crate::{chance, error, organisation};
use muster_domain::ids::{CommandId, PersonId};
use muster_domain::organisation::Organisation;
use muster_domain::refusal::Code;
use muster_domain::setup::{Imported, Subject, import_id, import_people, import_rotas};
use muster_domain::sheet::{Fault, Preview};
use muster_staffing::sheet;
use serde::{Deserialize, Serialize};
use worker::{Response, Result};

/// What is to be read in.
#[derive(Deserialize)]
struct Import {
    /// Made by the client, so that a retry after a lost reply writes nothing twice.
    id: CommandId,
    kind: Kind,
    csv: String,
    /// Without it, only the preview is made.
    #[serde(default)]
    write: bool,
    /// The revision of the preview that somebody looked at.
    #[serde(default)]
    revision: Option<u32>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    People,
    Rotas,
}

#[derive(Serialize)]
struct Answer<C> {
    /// The revision that the preview is of, or that writing made.
    revision: u32,
    written: bool,
    preview: Preview<C>,
}

/// The preview, or the writing, of a sheet.
pub async fn import(asking: &Asking<'_>) -> Result<Response> {
    let import: Import = match asking.json() {
        Ok(import) => import,
        Err(answer) => return answer,
    };
    if !import.id.is_well_formed() {
        return super::bad_id();
    }
    let before = asking.organisation().await?;
    if let Some(refused) = not_administrator(asking, &before) {
        return refused;
    }
    let (id, by, now) = (&import.id, asking.caller.person, chance::now(asking.env));
    match import.kind {
        Kind::People => {
            let preview = sheet::people(&before, &import.csv);
            let changes = import_people(&before, &preview.changes, id, by, now);
            answer(asking, &import, &before, preview, changes).await
        }
        Kind::Rotas => {
            let preview = sheet::rotas(&before, &import.csv);
            let changes = import_rotas(&before, &preview.changes, id, by, now);
            answer(asking, &import, &before, preview, changes).await
        }
    }
}

async fn answer<C: Serialize>(
    asking: &Asking<'_>,
    import: &Import,
    before: &Organisation,
    mut preview: Preview<C>,
    changes: core::result::Result<Imported, Fault>,
) -> Result<Response> {
    if let Some(by) = written_by(asking, &import.id).await? {
        if by != asking.caller.person {
            return error::refused(&Code::IdTaken.into(), Vec::new());
        }
        return json(&Answer { revision: before.revision, written: true, preview });
    }
    // What one row makes impossible for another shows only when all are made.
    let changes = match changes {
        Ok(changes) if import.write && preview.faults.is_empty() => Some(changes),
        Err(fault) if preview.faults.is_empty() => {
            preview.faults.push(fault);
            None
        }
        _ => None,
    };
    let Some(Imported { organisation: after, lines }) = changes.filter(|it| !it.lines.is_empty())
    else {
        return json(&Answer { revision: before.revision, written: false, preview });
    };
    if import.revision != Some(before.revision) {
        return error::refused(&Code::PreviewStale.into(), Vec::new());
    }
    if let Some(failure) = organisation::save(asking.env, before, &after, &lines).await.err() {
        // Somebody else was first, or only the answer was lost.
        if asking.organisation().await?.revision == before.revision {
            return Err(failure);
        }
        if written_by(asking, &import.id).await? != Some(asking.caller.person) {
            return error::refused(&Code::PreviewStale.into(), Vec::new());
        }
    }
    tell(asking, before).await?;
    json(&Answer { revision: after.revision, written: true, preview })
}

/// Who read in a sheet with this id, if somebody did.
async fn written_by(asking: &Asking<'_>, id: &CommandId) -> Result<Option<PersonId>> {
    let first = import_id(id, 1);
    let known = organisation::history(asking.env, &first, Subject::Name).await?;
    Ok(known.answered.map(|known| known.by))
}

/// People or rotations as a file.
pub async fn export(asking: &Asking<'_>, name: &str) -> Result<Response> {
    let it = asking.organisation().await?.without_guests();
    if let Some(refused) = not_administrator(asking, &it) {
        return refused;
    }
    let text = match name {
        "people.csv" => sheet::write_people(&it),
        "rotas.csv" => sheet::write_rotas(&it),
        _ => return error::not_found(),
    };
    let mut response = Response::ok(text)?;
    let headers = response.headers_mut();
    headers.set("content-type", "text/csv; charset=utf-8; header=present")?;
    headers.set("content-disposition", &format!("attachment; filename=\"{name}\""))?;
    headers.set("cache-control", "no-store")?;
    headers.set("x-content-type-options", "nosniff")?;
    Ok(response)
}
