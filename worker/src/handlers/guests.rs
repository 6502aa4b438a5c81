//! Letting somebody from outside into one incident (R150): a person of their own kind in D1, made
//! known to that incident's room, which then decides whether whoever asks may let them in.

use super::Asking;
use crate::identity::{invitations, limits};
use crate::organisation::{self, NEXT_REVISION};
use crate::{answer, database as db, error};
use muster_domain::account::Invitee;
use muster_domain::command::{Command, Request as Asked};
use muster_domain::ids::{IncidentId, PersonId};
use muster_domain::setup::check;
use muster_domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use worker::{D1Type, Env, Method, Response, Result};

#[derive(Serialize)]
struct Made {
    person: PersonId,
    link: String,
    until: Timestamp,
}

/// Lets a guest in. A retry with the same id finds the guest that the first try made, and makes a
/// new link, because the old one is known to nobody.
pub async fn admit(asking: &Asking<'_>, id: &str) -> Result<Response> {
    let Some(room) = asking.room_id(id).await? else { return error::not_found() };
    let wanted: Invitee = match asking.json() {
        Ok(wanted) => wanted,
        Err(answer) => return answer,
    };
    let (name, mail) = match check::name_and_email(&wanted.name, &wanted.mail) {
        Ok(checked) => checked,
        Err(refusal) => return error::refused(&refusal, Vec::new()),
    };
    if !wanted.id.is_well_formed() {
        return super::bad_id();
    }
    let by = asking.caller.person.to_string();
    if let Some(refused) = limits::account(asking.env, "guests", &by).await? {
        return Ok(refused);
    }
    let incident = IncidentId::from(id);
    // Whoever sends the id of somebody else's request does not find their guest.
    let request = format!("{by}:{}", wanted.id);
    let new = New {
        request: &request,
        name: &name,
        mail: &mail,
        until: wanted.until,
        incident: &incident,
    };
    let Some(person) = make(asking.env, &new).await? else {
        let detail = "This id stands for another request.";
        return error::problem(409, "id_taken", detail);
    };
    organisation::push_to(asking.env, &incident, &room).await?;
    let (until, clearance) = (wanted.until, wanted.clearance);
    let command = Command::AdmitGuest { person, until, clearance };
    let body = muster_json::write(&Asked { id: wanted.id, command });
    let stub = super::room(asking.env, &room)?;
    let told = asking.pass(Some(stub), Method::Post, "/commands", Some(&body)).await?;
    if told.status_code() != 200 {
        unmake(asking.env, person, &request).await?;
        organisation::push_to(asking.env, &incident, &room).await?;
        return Ok(told);
    }
    let invitation = invitations::make(asking.env, person, Some(until)).await?;
    answer::json(201, &Made { person, link: invitation.link, until: invitation.until })
}

struct New<'a> {
    request: &'a str,
    name: &'a str,
    mail: &'a str,
    until: Timestamp,
    incident: &'a IncidentId,
}

#[derive(Deserialize)]
struct Row {
    id: u32,
}

/// The person, made once per request; nothing where the request was about another incident.
async fn make(env: &Env, new: &New<'_>) -> Result<Option<PersonId>> {
    let insert = "INSERT INTO person (id, name, title, phone, email, guest, guest_until, request) \
                  SELECT COALESCE(MAX(id), 0) + 1, ?1, 'Guest', '', ?2, ?3, ?4, ?5 FROM person \
                  WHERE true ON CONFLICT (request) WHERE request IS NOT NULL DO NOTHING";
    let values = [
        D1Type::Text(new.name),
        D1Type::Text(new.mail),
        D1Type::Text(new.incident.as_str()),
        db::moment(new.until),
        D1Type::Text(new.request),
    ];
    db::batch(env, &[(insert, &values), (NEXT_REVISION, &[])]).await?;
    let query = "SELECT id FROM person WHERE request = ?1 AND guest = ?2 AND deactivated = 0";
    let values = [D1Type::Text(new.request), D1Type::Text(new.incident.as_str())];
    let row: Option<Row> = db::first(env, query, &values).await?;
    Ok(row.map(|row| PersonId(row.id)))
}

/// The room said no: nothing is left, unless a retry was refused of what had been taken.
async fn unmake(env: &Env, person: PersonId, request: &str) -> Result<()> {
    let delete = "DELETE FROM person WHERE id = ?1 AND request = ?2 \
                  AND NOT EXISTS (SELECT 1 FROM invitation WHERE person = ?1) \
                  AND NOT EXISTS (SELECT 1 FROM session WHERE person = ?1)";
    let values = [db::person(person), D1Type::Text(request)];
    db::batch(env, &[(delete, &values), (NEXT_REVISION, &[])]).await
}

/// Keeps D1 in step with the room, which has the last word: until when each guest is let in, and
/// nobody else. Run by the room whenever its line in the index is written.
pub const GUESTS_UNTIL: &str = "UPDATE person SET guest_until = COALESCE((SELECT \
     json_extract(value, '$.until') FROM json_each(?2) \
     WHERE json_extract(value, '$.person') = person.id), 0) WHERE guest = ?1";
