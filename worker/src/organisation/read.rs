//! The organisation read whole, at one instant: all its tables in one batch, which D1 runs as one
//! transaction.

use super::{bind, heard_of, number, parse};
use crate::chance;
use muster_domain::catalogue::{Group, Role};
use muster_domain::ids::{CustomRoleId, DepartmentId, IncidentId, PersonId};
use muster_domain::organisation::{CustomRole, Department, Organisation, Person, Roster};
use muster_domain::rota::{OnCall, Rota};
use muster_domain::time::{Minutes, Timestamp};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::slice::Iter;
use worker::{D1Result, Env, Result, console_error};

/// How far ahead shifts are known to the rule book: five weeks, longer than any incident is open.
const AHEAD: Minutes = Minutes(35 * Minutes::DAY.0);
/// And how far back: a device whose clock is behind finds who is on call too.
const BEHIND: Minutes = Minutes(60);

#[derive(Deserialize)]
struct Head {
    revision: u32,
    name: String,
    call_link: String,
    chat_link: String,
    instructions: String,
    settings: String,
}

#[derive(Deserialize)]
struct Revision {
    revision: u32,
}

#[derive(Deserialize)]
struct PersonRow {
    id: u32,
    name: String,
    title: String,
    phone: String,
    email: String,
    administrator: u32,
    deactivated: u32,
    zone: String,
    channels: String,
    guest: Option<String>,
}

#[derive(Deserialize)]
struct DepartmentRow {
    id: u32,
    name: String,
    removed: u32,
}

#[derive(Deserialize)]
struct CustomRow {
    id: u32,
    name: String,
    grp: String,
    removed: u32,
}

#[derive(Deserialize)]
struct RosterRow {
    role: String,
    person: u32,
}

#[derive(Deserialize)]
struct RotaRow {
    role: String,
    body: String,
}

#[derive(Deserialize)]
struct Body {
    body: String,
}

/// In the order in which [`of_tables`] takes them.
const TABLES: [&str; 9] = [
    "SELECT * FROM organisation",
    "SELECT * FROM person ORDER BY id",
    "SELECT role, person FROM roster ORDER BY role, rank",
    "SELECT role, body FROM rota ORDER BY role",
    "SELECT * FROM department ORDER BY id",
    "SELECT * FROM custom_role ORDER BY id",
    "SELECT body FROM audience ORDER BY id",
    "SELECT body FROM campaign ORDER BY id",
    "SELECT body FROM template ORDER BY audience, phase",
];

/// The organisation, unless none is set up yet.
pub async fn load(env: &Env) -> Result<Option<Organisation>> {
    let database = env.d1("DB")?;
    let statements = TABLES.iter().map(|query| database.prepare(*query)).collect();
    let tables = database.batch(statements).await?;
    let organisation = of_tables(&mut tables.iter(), chance::now(env))?;
    if let Some(organisation) = &organisation {
        heard_of(organisation.revision);
    }
    Ok(organisation)
}

fn of_tables(tables: &mut Iter<'_, D1Result>, now: Timestamp) -> Result<Option<Organisation>> {
    let heads: Vec<Head> = next(tables)?;
    let Some(head) = heads.into_iter().next() else { return Ok(None) };
    let people: Vec<PersonRow> = next(tables)?;
    let roster_rows: Vec<RosterRow> = next(tables)?;
    let rotas: Vec<RotaRow> = next(tables)?;
    let departments: Vec<DepartmentRow> = next(tables)?;
    let custom: Vec<CustomRow> = next(tables)?;
    let people: Vec<Person> = people.into_iter().map(of_row).collect::<Result<_>>()?;
    let may = |id| people.iter().any(|person| person.id == id && !person.deactivated);
    let rotas = rotas.iter().map(|row| on_call(row, now, may)).collect::<Result<_>>()?;
    Ok(Some(Organisation {
        revision: head.revision,
        name: head.name,
        people,
        rosters: rosters(roster_rows)?,
        rotas,
        departments: departments.into_iter().map(department).collect(),
        custom_roles: custom.into_iter().map(custom_role).collect::<Result<_>>()?,
        audiences: documents(next(tables)?)?,
        campaigns: documents(next(tables)?)?,
        templates: documents(next(tables)?)?,
        call_link: head.call_link,
        chat_link: head.chat_link,
        instructions: head.instructions,
        settings: parse(&head.settings)?,
    }))
}

fn next<T: DeserializeOwned>(tables: &mut Iter<'_, D1Result>) -> Result<Vec<T>> {
    tables.next().map_or_else(|| Ok(Vec::new()), D1Result::results)
}

#[expect(clippy::needless_pass_by_value, reason = "rows are read to be used up")]
fn documents<T: DeserializeOwned>(rows: Vec<Body>) -> Result<Vec<T>> {
    rows.iter().map(|row| parse(&row.body)).collect()
}

/// A person who is still active.
pub async fn person(env: &Env, id: PersonId) -> Result<Option<Person>> {
    let database = env.d1("DB")?;
    let revision = database.prepare("SELECT revision FROM organisation");
    let row = bind(&database, "SELECT * FROM person WHERE id = ?1", &[number(id.0)])?;
    let tables = database.batch(vec![revision, row]).await?;
    let mut tables = tables.iter();
    let revisions: Vec<Revision> = next(&mut tables)?;
    for it in revisions {
        heard_of(it.revision);
    }
    let rows: Vec<PersonRow> = next(&mut tables)?;
    let person = rows.into_iter().next().map(of_row).transpose()?;
    Ok(person.filter(|person| !person.deactivated))
}

fn of_row(row: PersonRow) -> Result<Person> {
    Ok(Person {
        id: PersonId(row.id),
        name: row.name,
        title: row.title,
        phone: row.phone,
        email: row.email,
        administrator: row.administrator != 0,
        deactivated: row.deactivated != 0,
        zone: row.zone,
        channels: parse(&row.channels)?,
        guest: row.guest.map(IncidentId),
    })
}

fn department(DepartmentRow { id, name, removed }: DepartmentRow) -> Department {
    Department { id: DepartmentId(id), name, removed: removed != 0 }
}

fn custom_role(CustomRow { id, name, grp, removed }: CustomRow) -> Result<CustomRole> {
    let group: Group = parse(&grp)?;
    Ok(CustomRole { id: CustomRoleId(id), name, group, removed: removed != 0 })
}

/// A rotation with its shifts in the weeks ahead, so that the rule book needs no time zones. One
/// that comes to none, because its zone went out of use, leaves the role to its roster.
fn on_call(row: &RotaRow, now: Timestamp, may: impl Fn(PersonId) -> bool) -> Result<OnCall> {
    let rota: Rota = parse(&row.body)?;
    let from = Timestamp(now.0 - BEHIND.millis());
    let shifts = muster_staffing::shifts(&rota, from, now + AHEAD, may).unwrap_or_else(|refusal| {
        console_error!("a rotation comes to no shifts: {refusal:?}");
        Vec::new()
    });
    Ok(OnCall { role: parse(&row.role)?, rota, shifts })
}

/// Rows come ordered by role and rank.
fn rosters(rows: Vec<RosterRow>) -> Result<Vec<Roster>> {
    let mut rosters: Vec<Roster> = Vec::new();
    for row in rows {
        let role: Role = parse(&row.role)?;
        match rosters.last_mut() {
            Some(roster) if roster.role == role => roster.people.push(PersonId(row.person)),
            _ => rosters.push(Roster { role, people: vec![PersonId(row.person)] }),
        }
    }
    Ok(rosters)
}
