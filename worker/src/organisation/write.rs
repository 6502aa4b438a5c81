//! The organisation written: the whole of it where there is none, and what a change made different,
//! with the log's lines, in one batch.
//!
//! A batch is one transaction, but D1 has no "stop here" in it. The first statement therefore sets
//! the revision to `NULL` where it is not the one the change was decided on: the column does not
//! take that, and the whole batch is undone. Two isolates cannot both write on one revision.

use super::{bind, number};
use muster_domain::list::Keyed;
use muster_domain::organisation::{Organisation, Person, Roster, Template};
use muster_domain::rota::OnCall;
use muster_domain::setup::Line;
use worker::{D1Database, D1PreparedStatement, D1Type, Env, Result};

type Statements = Vec<D1PreparedStatement>;

/// Writes an organisation where there is none, all of it or nothing.
pub async fn found(env: &Env, organisation: &Organisation) -> Result<()> {
    let database = env.d1("DB")?;
    let mut all = vec![bind(
        &database,
        "INSERT INTO organisation (id, revision, name, call_link, chat_link, settings, \
         instructions) VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6)",
        &[
            number(organisation.revision),
            D1Type::Text(&organisation.name),
            D1Type::Text(&organisation.call_link),
            D1Type::Text(&organisation.chat_link),
            D1Type::Text(&muster_json::write(&organisation.settings)),
            D1Type::Text(&organisation.instructions),
        ],
    )?];
    differences(&database, &Organisation::default(), organisation, &mut all)?;
    database.batch(all).await.map(drop)
}

/// Writes what changes made of the organisation, and their lines in the log: all of it, or nothing
/// where somebody else wrote since it was read. Each change is on top of the one before it.
pub async fn save(
    env: &Env,
    before: &Organisation,
    after: &Organisation,
    lines: &[Line],
) -> Result<()> {
    let database = env.d1("DB")?;
    let mut all = vec![bind(
        &database,
        "UPDATE organisation SET revision = CASE WHEN revision = ?1 THEN ?2 ELSE NULL END, \
         name = ?3, call_link = ?4, chat_link = ?5, settings = ?6, instructions = ?7",
        &[
            number(before.revision),
            number(after.revision),
            D1Type::Text(&after.name),
            D1Type::Text(&after.call_link),
            D1Type::Text(&after.chat_link),
            D1Type::Text(&muster_json::write(&after.settings)),
            D1Type::Text(&after.instructions),
        ],
    )?];
    differences(&database, before, after, &mut all)?;
    all.push(super::log::write_lines(&database, lines)?);
    database.batch(all).await.map(drop)
}

/// What makes of one organisation the other. What others refer to comes first and goes last.
fn differences(
    database: &D1Database,
    before: &Organisation,
    after: &Organisation,
    all: &mut Statements,
) -> Result<()> {
    let people: Vec<&Person> = new(&before.people, &after.people).collect();
    if !people.is_empty() {
        all.push(write_people(database, &people)?);
    }
    for it in new(&before.departments, &after.departments) {
        let values = [number(it.id.0), D1Type::Text(&it.name), number(it.removed.into())];
        let query = "INSERT OR REPLACE INTO department VALUES (?1, ?2, ?3)";
        all.push(bind(database, query, &values)?);
    }
    for it in new(&before.custom_roles, &after.custom_roles) {
        let group = muster_json::write(&it.group);
        let (name, group) = (D1Type::Text(&it.name), D1Type::Text(&group));
        let values = [number(it.id.0), name, group, number(it.removed.into())];
        let query = "INSERT OR REPLACE INTO custom_role VALUES (?1, ?2, ?3, ?4)";
        all.push(bind(database, query, &values)?);
    }
    for it in new(&before.audiences, &after.audiences) {
        all.push(document(database, "audience", it.id.0, &muster_json::write(it))?);
    }
    for it in new(&before.campaigns, &after.campaigns) {
        all.push(document(database, "campaign", it.id.0, &muster_json::write(it))?);
    }
    rosters(database, before, after, all)?;
    rotas(database, before, after, all)?;
    templates(database, before, after, all)?;
    for it in gone(&before.audiences, &after.audiences) {
        all.push(bind(database, "DELETE FROM audience WHERE id = ?1", &[number(it.id.0)])?);
    }
    for it in gone(&before.campaigns, &after.campaigns) {
        all.push(bind(database, "DELETE FROM campaign WHERE id = ?1", &[number(it.id.0)])?);
    }
    Ok(())
}

/// What is new or different.
fn new<'a, T: Keyed + PartialEq>(
    before: &'a [T],
    after: &'a [T],
) -> impl Iterator<Item = &'a T> + 'a {
    after.iter().filter(|it| muster_domain::list::find(before, it.key()) != Some(*it))
}

/// What is not there any more.
fn gone<'a, T: Keyed>(before: &'a [T], after: &'a [T]) -> impl Iterator<Item = &'a T> + 'a {
    before.iter().filter(|it| muster_domain::list::find(after, it.key()).is_none())
}

/// One statement for all of them: D1 counts statements, and a sheet may hold two thousand people.
/// Nobody is ever deleted: logs and rosters refer to them.
fn write_people(database: &D1Database, people: &[&Person]) -> Result<D1PreparedStatement> {
    bind(
        database,
        "INSERT INTO person (id, name, title, phone, email, administrator, deactivated, zone, \
         channels, guest) SELECT value->>'id', value->>'name', value->>'title', value->>'phone', \
         value->>'email', value->>'administrator', value->>'deactivated', value->>'zone', \
         value->'channels', value->>'guest' FROM json_each(?1) WHERE true \
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, title = excluded.title, \
         phone = excluded.phone, email = excluded.email, \
         administrator = excluded.administrator, deactivated = excluded.deactivated, \
         zone = excluded.zone, channels = excluded.channels, guest = excluded.guest",
        &[D1Type::Text(&muster_json::write(&people))],
    )
}

fn document(
    database: &D1Database,
    table: &str,
    id: u32,
    body: &str,
) -> Result<D1PreparedStatement> {
    let query = format!(
        "INSERT INTO {table} (id, body) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET body = ?2"
    );
    bind(database, &query, &[number(id), D1Type::Text(body)])
}

fn rosters(
    database: &D1Database,
    before: &Organisation,
    after: &Organisation,
    all: &mut Statements,
) -> Result<()> {
    let delete = |roster: &Roster| {
        let role = muster_json::write(&roster.role);
        bind(database, "DELETE FROM roster WHERE role = ?1", &[D1Type::Text(&role)])
    };
    for roster in gone(&before.rosters, &after.rosters) {
        all.push(delete(roster)?);
    }
    for roster in new(&before.rosters, &after.rosters) {
        all.push(delete(roster)?);
        let role = muster_json::write(&roster.role);
        for (rank, person) in (0..).zip(&roster.people) {
            let values = [D1Type::Text(&role), number(rank), number(person.0)];
            all.push(bind(database, "INSERT INTO roster VALUES (?1, ?2, ?3)", &values)?);
        }
    }
    Ok(())
}

/// Shifts are stored nowhere, so that only the rotation itself is compared.
fn rotas(
    database: &D1Database,
    before: &Organisation,
    after: &Organisation,
    all: &mut Statements,
) -> Result<()> {
    for it in gone(&before.rotas, &after.rotas) {
        let role = muster_json::write(&it.role);
        all.push(bind(database, "DELETE FROM rota WHERE role = ?1", &[D1Type::Text(&role)])?);
    }
    let known = |it: &OnCall| muster_domain::list::find(&before.rotas, it.role).map(|it| &it.rota);
    for it in after.rotas.iter().filter(|it| known(it) != Some(&it.rota)) {
        let (role, rota) = (muster_json::write(&it.role), muster_json::write(&it.rota));
        let values = [D1Type::Text(&role), D1Type::Text(&rota)];
        all.push(bind(database, "INSERT OR REPLACE INTO rota VALUES (?1, ?2)", &values)?);
    }
    Ok(())
}

fn templates(
    database: &D1Database,
    before: &Organisation,
    after: &Organisation,
    all: &mut Statements,
) -> Result<()> {
    let bound = |query: &str, it: &Template, body: Option<&str>| {
        let key = [number(it.audience.0), D1Type::Text(it.phase.slug())];
        let values: Vec<_> = key.into_iter().chain(body.map(D1Type::Text)).collect();
        bind(database, query, &values)
    };
    for it in &before.templates {
        if after.template(it.audience, it.phase).is_none() {
            let query = "DELETE FROM template WHERE audience = ?1 AND phase = ?2";
            all.push(bound(query, it, None)?);
        }
    }
    for it in &after.templates {
        if before.template(it.audience, it.phase) != Some(it) {
            let query = "INSERT OR REPLACE INTO template VALUES (?1, ?2, ?3)";
            all.push(bound(query, it, Some(&muster_json::write(it)))?);
        }
    }
    Ok(())
}
