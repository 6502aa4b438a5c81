//! The organisation's facts in D1: read whole, written whole for the demo.
//!
//! It knows no rule; `domain::organisation` says what the facts mean.

use crate::chance;
use muster_domain::catalogue::{Group, Phase, Role};
use muster_domain::ids::{CustomRoleId, DepartmentId, IncidentId, PersonId};
use muster_domain::organisation::{CustomRole, Department, Organisation, Person, Roster};
use muster_domain::rota::{OnCall, Rota};
use muster_domain::time::{Minutes, Timestamp};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use worker::{D1Database, D1PreparedStatement, D1Type, Env, Error, Result};

/// How far ahead shifts are known to the rule book: five weeks, longer than any incident is open.
const AHEAD: Minutes = Minutes(35 * Minutes::DAY.0);

#[derive(Deserialize)]
struct Head {
    revision: u32,
    name: String,
    call_link: String,
    chat_link: String,
    settings: String,
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
struct Named {
    id: u32,
    name: String,
}

#[derive(Deserialize)]
struct CustomRow {
    id: u32,
    name: String,
    grp: String,
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

/// The organisation, unless none is set up yet.
pub async fn load(env: &Env) -> Result<Option<Organisation>> {
    let database = env.d1("DB")?;
    let heads: Vec<Head> = rows(&database, "SELECT * FROM organisation").await?;
    let Some(head) = heads.into_iter().next() else { return Ok(None) };
    let people: Vec<PersonRow> = rows(&database, "SELECT * FROM person ORDER BY id").await?;
    let rotas: Vec<RotaRow> = rows(&database, "SELECT role, body FROM rota ORDER BY role").await?;
    let departments: Vec<Named> = rows(&database, "SELECT * FROM department ORDER BY id").await?;
    let custom: Vec<CustomRow> = rows(&database, "SELECT * FROM custom_role ORDER BY id").await?;
    Ok(Some(Organisation {
        revision: head.revision,
        name: head.name,
        people: people.into_iter().map(of_row).collect::<Result<_>>()?,
        rosters: rosters(
            rows(&database, "SELECT role, person FROM roster ORDER BY role, rank").await?,
        )?,
        rotas: rotas.iter().map(|row| on_call(row, chance::now(env))).collect::<Result<_>>()?,
        departments: departments
            .into_iter()
            .map(|d| Department { id: DepartmentId(d.id), name: d.name })
            .collect(),
        custom_roles: custom.into_iter().map(custom_role).collect::<Result<_>>()?,
        audiences: documents(&database, "SELECT body FROM audience ORDER BY id").await?,
        campaigns: documents(&database, "SELECT body FROM campaign ORDER BY id").await?,
        templates: documents(&database, "SELECT body FROM template ORDER BY audience, phase")
            .await?,
        call_link: head.call_link,
        chat_link: head.chat_link,
        settings: parse(&head.settings)?,
    }))
}

/// A person who is still active.
pub async fn person(env: &Env, id: PersonId) -> Result<Option<Person>> {
    let query = "SELECT * FROM person WHERE id = ?1";
    let query = bind(&env.d1("DB")?, query, &[number(id.0)])?;
    let rows: Vec<PersonRow> = query.all().await?.results()?;
    let person = rows.into_iter().next().map(of_row).transpose()?;
    Ok(person.filter(|person| !person.deactivated))
}

/// Writes an organisation where there is none, all of it or nothing.
pub async fn found(env: &Env, organisation: &Organisation) -> Result<()> {
    let database = env.d1("DB")?;
    let mut all = vec![bind(
        &database,
        "INSERT INTO organisation VALUES (1, ?1, ?2, ?3, ?4, ?5)",
        &[
            number(organisation.revision),
            D1Type::Text(&organisation.name),
            D1Type::Text(&organisation.call_link),
            D1Type::Text(&organisation.chat_link),
            D1Type::Text(&write(&organisation.settings)?),
        ],
    )?];
    all.extend(people(&database, organisation)?);
    all.extend(lists(&database, organisation)?);
    database.batch(all).await.map(drop)
}

fn people(database: &D1Database, organisation: &Organisation) -> Result<Vec<D1PreparedStatement>> {
    let mut all = Vec::new();
    for person in &organisation.people {
        all.push(bind(
            database,
            "INSERT INTO person (id, name, title, phone, email, administrator, deactivated, \
             zone, channels, guest) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            &[
                number(person.id.0),
                D1Type::Text(&person.name),
                D1Type::Text(&person.title),
                D1Type::Text(&person.phone),
                D1Type::Text(&person.email),
                number(person.administrator.into()),
                number(person.deactivated.into()),
                D1Type::Text(&person.zone),
                D1Type::Text(&write(&person.channels)?),
                person.guest.as_ref().map_or(D1Type::Null, |only| D1Type::Text(only.as_str())),
            ],
        )?);
    }
    for roster in &organisation.rosters {
        let role = write(&roster.role)?;
        for (rank, person) in (0..).zip(&roster.people) {
            let values = [D1Type::Text(&role), number(rank), number(person.0)];
            all.push(bind(database, "INSERT INTO roster VALUES (?1, ?2, ?3)", &values)?);
        }
    }
    for OnCall { role, rota, .. } in &organisation.rotas {
        let (role, rota) = (write(role)?, write(rota)?);
        let values = [D1Type::Text(&role), D1Type::Text(&rota)];
        all.push(bind(database, "INSERT INTO rota VALUES (?1, ?2)", &values)?);
    }
    Ok(all)
}

fn lists(database: &D1Database, organisation: &Organisation) -> Result<Vec<D1PreparedStatement>> {
    let mut all = Vec::new();
    for department in &organisation.departments {
        let values = [number(department.id.0), D1Type::Text(&department.name)];
        all.push(bind(database, "INSERT INTO department VALUES (?1, ?2)", &values)?);
    }
    for role in &organisation.custom_roles {
        let group = write(&role.group)?;
        let values = [number(role.id.0), D1Type::Text(&role.name), D1Type::Text(&group)];
        all.push(bind(database, "INSERT INTO custom_role VALUES (?1, ?2, ?3)", &values)?);
    }
    for audience in &organisation.audiences {
        let values = [number(audience.id.0), D1Type::Text(&write(audience)?)];
        all.push(bind(database, "INSERT INTO audience VALUES (?1, ?2)", &values)?);
    }
    for campaign in &organisation.campaigns {
        let values = [number(campaign.id.0), D1Type::Text(&write(campaign)?)];
        all.push(bind(database, "INSERT INTO campaign VALUES (?1, ?2)", &values)?);
    }
    for template in &organisation.templates {
        let phase: Phase = template.phase;
        let values = [
            number(template.audience.0),
            D1Type::Text(phase.slug()),
            D1Type::Text(&write(template)?),
        ];
        all.push(bind(database, "INSERT INTO template VALUES (?1, ?2, ?3)", &values)?);
    }
    Ok(all)
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

fn custom_role(row: CustomRow) -> Result<CustomRole> {
    let group: Group = parse(&row.grp)?;
    Ok(CustomRole { id: CustomRoleId(row.id), name: row.name, group })
}

/// A rotation with its shifts in the weeks ahead, so that the rule book needs no time zones. One
/// that comes to none, because its zone went out of use, leaves the role to its roster.
fn on_call(row: &RotaRow, now: Timestamp) -> Result<OnCall> {
    let rota: Rota = parse(&row.body)?;
    let shifts = muster_staffing::shifts(&rota, now, now + AHEAD).unwrap_or_default();
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

async fn rows<T: DeserializeOwned>(database: &D1Database, query: &str) -> Result<Vec<T>> {
    database.prepare(query).all().await?.results()
}

async fn documents<T: DeserializeOwned>(database: &D1Database, query: &str) -> Result<Vec<T>> {
    let bodies: Vec<Body> = rows(database, query).await?;
    bodies.iter().map(|row| parse(&row.body)).collect()
}

fn bind(database: &D1Database, query: &str, values: &[D1Type<'_>]) -> Result<D1PreparedStatement> {
    database.prepare(query).bind_refs(values)
}

fn number(number: u32) -> D1Type<'static> {
    D1Type::Real(number.into())
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(crate::room::broken)
}

fn write<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|e| Error::RustError(e.to_string()))
}
