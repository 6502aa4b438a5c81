//! Where people's devices, chats and paging services are, in D1 and nowhere else.

use crate::chance;
use crate::database as db;
use muster_domain::ids::PersonId;
use muster_domain::organisation::ContactChannel;
use muster_domain::reach::ChannelTest;
use serde::{Deserialize, Serialize};
use worker::{D1Type, Env, Result};

/// Devices of one person: whoever has more has old ones among them, and the oldest goes.
const DEVICES_MAX: u32 = 10;

/// A browser that takes notifications.
#[derive(Deserialize)]
pub struct Device {
    /// Our name for it.
    pub id: String,
    /// Where its push service is called.
    pub endpoint: String,
    /// Its public key.
    pub p256dh: String,
    /// What it shares with us.
    pub auth: String,
    /// Where our pages are for it.
    pub origin: String,
    /// What it is, in plain words.
    pub name: String,
    /// When it was added.
    pub added: f64,
}

/// Where somebody's chat or paging service is called.
#[derive(Deserialize)]
pub struct Hook {
    /// Who reads it.
    pub kind: HookKind,
    /// Where.
    pub url: String,
    /// The key of an integration, for those that want one in the body.
    pub key: String,
    /// What calls are signed with.
    pub secret: String,
    /// Where our pages are.
    pub origin: String,
}

/// Who reads what a hook is called with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HookKind {
    /// Slack, or what speaks as it does.
    Slack,
    /// A workflow of Microsoft Teams.
    Teams,
    /// `PagerDuty`'s events.
    PagerDuty,
    /// A program of their own.
    Generic,
}

impl HookKind {
    const fn slug(self) -> &'static str {
        match self {
            Self::Slack => "slack",
            Self::Teams => "teams",
            Self::PagerDuty => "pager_duty",
            Self::Generic => "generic",
        }
    }
}

#[derive(Deserialize)]
struct TestRow {
    person: u32,
    channel: String,
    at: f64,
    result: String,
}

/// Somebody's devices, the newest first.
pub async fn devices(env: &Env, person: PersonId) -> Result<Vec<Device>> {
    let query = "SELECT * FROM push_subscription WHERE person = ?1 ORDER BY added DESC LIMIT ?2";
    db::rows(env, query, &[db::person(person), D1Type::Real(DEVICES_MAX.into())]).await
}

/// Keeps a device; the same browser again takes its own place, also where somebody else used it.
pub async fn keep_device(env: &Env, person: PersonId, device: &Device) -> Result<()> {
    let Device { id, endpoint, p256dh, auth, origin, name, added } = device;
    let values = [
        D1Type::Text(id),
        db::person(person),
        D1Type::Text(endpoint),
        D1Type::Text(p256dh),
        D1Type::Text(auth),
        D1Type::Text(origin),
        D1Type::Text(name),
        D1Type::Real(*added),
    ];
    let bound = [db::person(person), D1Type::Real(DEVICES_MAX.into())];
    db::batch(
        env,
        &[
            ("DELETE FROM push_subscription WHERE endpoint = ?1", &[D1Type::Text(endpoint)]),
            ("INSERT INTO push_subscription VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", &values),
            (
                "DELETE FROM push_subscription WHERE person = ?1 AND id NOT IN (SELECT id FROM \
                 push_subscription WHERE person = ?1 ORDER BY added DESC LIMIT ?2)",
                &bound,
            ),
        ],
    )
    .await
}

/// Forgets a device of somebody.
pub async fn forget_device(env: &Env, person: PersonId, id: &str) -> Result<()> {
    let query = "DELETE FROM push_subscription WHERE person = ?1 AND id = ?2";
    db::run(env, query, &[db::person(person), D1Type::Text(id)]).await
}

/// Somebody's hook.
pub async fn hook(env: &Env, person: PersonId) -> Result<Option<Hook>> {
    db::first(env, "SELECT * FROM webhook WHERE person = ?1", &[db::person(person)]).await
}

/// Keeps somebody's hook in place of the one before.
pub async fn keep_hook(env: &Env, person: PersonId, hook: &Hook) -> Result<()> {
    let Hook { kind, url, key, secret, origin } = hook;
    let query = "INSERT OR REPLACE INTO webhook VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let values = [
        db::person(person),
        D1Type::Text(kind.slug()),
        D1Type::Text(url),
        D1Type::Text(key),
        D1Type::Text(secret),
        D1Type::Text(origin),
        db::moment(chance::now(env)),
    ];
    db::run(env, query, &values).await
}

/// Forgets somebody's hook.
pub async fn forget_hook(env: &Env, person: PersonId) -> Result<()> {
    db::run(env, "DELETE FROM webhook WHERE person = ?1", &[db::person(person)]).await
}

/// Notes how a test went.
pub async fn note_test(env: &Env, test: &ChannelTest) -> Result<()> {
    let query = "INSERT OR REPLACE INTO channel_test VALUES (?1, ?2, ?3, ?4)";
    let outcome = muster_json::write(&test.outcome);
    let channel = D1Type::Text(test.channel.slug());
    let values = [db::person(test.person), channel, db::moment(test.at), D1Type::Text(&outcome)];
    db::run(env, query, &values).await
}

/// How somebody's last tests went; everybody's, where it is nobody's.
pub async fn tests(env: &Env, person: Option<PersonId>) -> Result<Vec<ChannelTest>> {
    let query = "SELECT * FROM channel_test WHERE ?1 IS NULL OR person = ?1 ORDER BY person";
    let rows: Vec<TestRow> =
        db::rows(env, query, &[person.map_or(D1Type::Null, db::person)]).await?;
    let known = |slug: &str| ContactChannel::ALL.into_iter().find(|it| it.slug() == slug);
    let read = rows.into_iter().filter_map(|row| {
        let (person, at, channel) = (PersonId(row.person), db::at(row.at), known(&row.channel)?);
        let outcome = muster_json::read(&row.result).ok()?;
        Some(ChannelTest { person, channel, at, outcome })
    });
    Ok(read.collect())
}
