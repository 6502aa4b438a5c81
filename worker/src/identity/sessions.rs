//! Sessions: rows in D1, and what this isolate remembers of them for a moment.

use super::{Known, cookie, device, rooms, secrets};
use crate::caller::Caller;
use crate::room::News;
use crate::{chance, database as db, error};
use muster_domain::account::Means;
use muster_domain::ids::{IncidentId, PersonId};
use muster_domain::proof::{Proof, ProofMeans};
use muster_domain::time::{Minutes, Timestamp};
use serde::Deserialize;
use std::cell::RefCell;
use std::collections::BTreeMap;
use worker::{D1Type, Env, Request, Result};

/// How long a session lasts at most, and how long without being used.
const LASTS: Minutes = Minutes(30 * Minutes::DAY.0);
const IDLE_MS: i64 = Minutes(7 * Minutes::DAY.0).millis();
/// How long an isolate takes a session for good without asking D1 again: one that ended is over
/// everywhere after that at the latest.
const TRUST_MS: i64 = 10_000;
/// How often it is written down that a session is used.
const SEEN_EVERY_MS: i64 = 5 * 60_000;
/// Sessions this isolate remembers, some 300 bytes each.
const CACHED_MAX: usize = 10_000;
/// Sessions that one person has at once; the oldest give way.
const SESSIONS_MAX: u32 = 50;

thread_local! {
    /// By the fingerprint of the token, and when it was read. Whoever was known is still known
    /// while D1 is away: only newcomers wait for it (decision 20).
    static CACHE: RefCell<BTreeMap<String, (Session, Timestamp)>> =
        const { RefCell::new(BTreeMap::new()) };
}

/// A session, as D1 has it.
#[derive(Clone, Deserialize)]
pub struct Session {
    /// Its public id.
    pub id: String,
    person: u32,
    created: f64,
    seen: f64,
    until: f64,
    /// On what device, in plain words.
    pub device: String,
    /// How it was opened.
    pub means: Means,
    proved: Option<f64>,
    proof: Option<ProofMeans>,
    guest: Option<String>,
    guest_until: Option<f64>,
}

const COLUMNS: &str = "session.id, session.person, session.created, session.seen, session.until, \
     session.device, session.means, session.proved, session.proof, person.guest, \
     person.guest_until";
/// It goes on at `?1`, unused since `?2` at the longest, and its person may come in.
const GOES_ON: &str = "session.ended IS NULL AND session.until > ?1 AND session.seen > ?2 \
     AND person.deactivated = 0 AND (person.guest IS NULL OR person.guest_until > ?1)";

impl Session {
    /// Whose it is.
    pub const fn person(&self) -> PersonId {
        PersonId(self.person)
    }

    /// When it was opened.
    pub const fn since(&self) -> Timestamp {
        db::at(self.created)
    }

    /// When it was last used, within minutes.
    pub const fn seen(&self) -> Timestamp {
        db::at(self.seen)
    }

    /// When it ends at the latest.
    pub fn until(&self) -> Timestamp {
        let until = db::at(self.until);
        self.guest_until.map_or(until, |guest| until.min(db::at(guest)))
    }

    /// When it was opened, if by the code of the deployment.
    pub fn set_up(&self) -> Option<Timestamp> {
        (self.means == Means::SetUp).then(|| self.since())
    }

    /// How its person last proved who they are.
    pub fn proof(&self) -> Option<Proof> {
        Some(Proof { at: db::at(self.proved?), means: self.proof? })
    }

    /// As rooms hear of it.
    pub fn known(self) -> Known {
        let caller = Caller {
            person: self.person(),
            until: self.until(),
            proof: self.proof(),
            session: self.id,
        };
        Known { caller, guest: self.guest.map(IncidentId) }
    }

    fn goes_on(&self, now: Timestamp) -> bool {
        now < self.until() && now - self.seen() < IDLE_MS
    }
}

/// The session that a request belongs to. A token that is unknown here, such as one of another
/// deployment, is as good as none.
pub async fn of(request: &Request, env: &Env) -> Result<Option<Session>> {
    let Some(token) = token(request)? else { return Ok(None) };
    let now = chance::now(env);
    let cached = CACHE.with_borrow(|cache| cache.get(&token).cloned());
    if let Some((session, read)) = &cached
        && now - *read < TRUST_MS
    {
        return Ok(Some(session.clone()).filter(|session| session.goes_on(now)));
    }
    match read(env, &token, now).await {
        Ok(Some(session)) => {
            remember(token, &session, now);
            note_use(env, &session, now).await;
            Ok(Some(session))
        }
        Ok(None) => {
            CACHE.with_borrow_mut(|cache| cache.remove(&token));
            Ok(None)
        }
        Err(failure) => {
            let Some((session, _)) = cached else { return Err(failure) };
            error::log("session", &failure);
            Ok(Some(session).filter(|session| session.goes_on(now)))
        }
    }
}

/// The same, as D1 has it at this moment.
pub async fn fresh(request: &Request, env: &Env) -> Result<Option<Session>> {
    let Some(token) = token(request)? else { return Ok(None) };
    let now = chance::now(env);
    let session = read(env, &token, now).await?;
    match &session {
        Some(session) => remember(token, session, now),
        None => CACHE.with_borrow_mut(|cache| drop(cache.remove(&token))),
    }
    Ok(session)
}

fn token(request: &Request) -> Result<Option<String>> {
    let token = cookie::token(request)?.filter(|token| secrets::is_token(token));
    Ok(token.map(|token| fingerprint(&token)))
}

fn fingerprint(token: &str) -> String {
    secrets::fingerprint("muster/session/1", token)
}

async fn read(env: &Env, token: &str, now: Timestamp) -> Result<Option<Session>> {
    let query = format!(
        "SELECT {COLUMNS} FROM session JOIN person ON person.id = session.person \
         WHERE {GOES_ON} AND session.token = ?3"
    );
    let values = [db::moment(now), idle(now), D1Type::Text(token)];
    db::first(env, &query, &values).await
}

const fn idle(now: Timestamp) -> D1Type<'static> {
    db::moment(Timestamp(now.0.saturating_sub(IDLE_MS)))
}

fn remember(token: String, session: &Session, now: Timestamp) {
    CACHE.with_borrow_mut(|cache| {
        if cache.len() >= CACHED_MAX {
            cache.clear();
        }
        cache.insert(token, (session.clone(), now));
    });
}

/// Forgets what this isolate remembers of some sessions, so that D1 is asked again.
pub fn forget(which: impl Fn(&Session) -> bool) {
    CACHE.with_borrow_mut(|cache| cache.retain(|_, (session, _)| !which(session)));
}

async fn note_use(env: &Env, session: &Session, now: Timestamp) {
    if now - session.seen() < SEEN_EVERY_MS {
        return;
    }
    let query = "UPDATE session SET seen = ?1 WHERE id = ?2 AND seen < ?1";
    let noted = db::run(env, query, &[db::moment(now), D1Type::Text(&session.id)]).await;
    if let Err(failure) = noted {
        error::log("session", &failure);
    }
}

/// Why a session begins.
pub struct Opening<'a> {
    /// Whose it is.
    pub person: PersonId,
    /// How it is opened.
    pub means: Means,
    /// By which passkey, if by one.
    pub passkey: Option<&'a str>,
    /// Whether that proves who they are.
    pub proof: Option<ProofMeans>,
}

/// Begins a session: the token for the cookie. It is new, whatever the browser held before; a
/// session that it held is over.
pub async fn open(env: &Env, request: &Request, opening: &Opening<'_>) -> Result<String> {
    let (token, id, now) = (secrets::token()?, chance::name()?, chance::now(env));
    let agent = request.headers().get("user-agent")?.unwrap_or_default();
    let proof = opening.proof.map(ProofMeans::slug);
    let row = [
        D1Type::Text(&id),
        D1Type::Text(&fingerprint(&token)),
        db::person(opening.person),
        db::moment(now),
        db::moment(now + LASTS),
        D1Type::Text(&device::words(&agent)),
        D1Type::Text(opening.means.slug()),
        db::optional(opening.passkey),
        proof.map_or(D1Type::Null, |_| db::moment(now)),
        db::optional(proof),
    ];
    let insert = "INSERT INTO session (id, token, person, created, seen, until, device, means, \
                  passkey, proved, proof) VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    let over = [db::person(opening.person), db::moment(now), idle(now)];
    let tidy_rooms = "DELETE FROM session_room WHERE session IN (SELECT id FROM session \
                      WHERE person = ?1 AND (ended < ?3 OR until < ?2))";
    let tidy = "DELETE FROM session WHERE person = ?1 AND (ended < ?3 OR until < ?2)";
    db::batch(env, &[(tidy_rooms, &over), (tidy, &over), (insert, &row)]).await?;
    if let Some(before) = fresh(request, env).await? {
        let which = Which { only: Some(&before.id), ..Which::all_of(before.person()) };
        end(env, &which).await?;
    }
    let oldest: Vec<Id> = db::rows(
        env,
        "SELECT id FROM session WHERE person = ?1 AND ended IS NULL \
         ORDER BY created DESC LIMIT 50 OFFSET ?2",
        &[db::person(opening.person), D1Type::Real(SESSIONS_MAX.into())],
    )
    .await?;
    for Id { id } in &oldest {
        end(env, &Which { only: Some(id), ..Which::all_of(opening.person) }).await?;
    }
    Ok(token)
}

#[derive(Deserialize)]
struct Id {
    id: String,
}

/// The session that a token was made for a moment ago.
pub async fn by_token(env: &Env, token: &str) -> Result<Option<Session>> {
    read(env, &fingerprint(token), chance::now(env)).await
}

/// Somebody's sessions, the latest first.
pub async fn list(env: &Env, person: PersonId) -> Result<Vec<Session>> {
    let now = chance::now(env);
    let query = format!(
        "SELECT {COLUMNS} FROM session JOIN person ON person.id = session.person \
         WHERE {GOES_ON} AND session.person = ?3 ORDER BY session.created DESC LIMIT 100"
    );
    db::rows(env, &query, &[db::moment(now), idle(now), db::person(person)]).await
}

/// Which of somebody's sessions.
pub struct Which<'a> {
    /// Whose.
    pub person: PersonId,
    /// Only the one with this id.
    pub only: Option<&'a str>,
    /// All but the one with this id.
    pub but: Option<&'a str>,
    /// Only those that this passkey opened.
    pub passkey: Option<&'a str>,
}

impl Which<'_> {
    /// All of them.
    pub const fn all_of(person: PersonId) -> Self {
        Self { person, only: None, but: None, passkey: None }
    }
}

/// Ends sessions and closes their sockets; how many there were.
pub async fn end(env: &Env, which: &Which<'_>) -> Result<usize> {
    let ended: Vec<Id> = db::rows(
        env,
        "UPDATE session SET ended = ?1 WHERE ended IS NULL AND person = ?2 \
         AND (?3 IS NULL OR id = ?3) AND (?4 IS NULL OR id <> ?4) \
         AND (?5 IS NULL OR passkey = ?5) RETURNING id",
        &[
            db::moment(chance::now(env)),
            db::person(which.person),
            db::optional(which.only),
            db::optional(which.but),
            db::optional(which.passkey),
        ],
    )
    .await?;
    for Id { id } in &ended {
        forget(|session| session.id == *id);
        rooms::tell(env, id, &News::Ended { session: id.clone() }).await?;
    }
    Ok(ended.len())
}

/// Notes a fresh proof of identity, and tells the rooms of it before the client hears.
pub async fn prove(env: &Env, session: &str, means: ProofMeans) -> Result<()> {
    let proof = Proof { at: chance::now(env), means };
    let values = [db::moment(proof.at), D1Type::Text(means.slug()), D1Type::Text(session)];
    db::run(env, "UPDATE session SET proved = ?1, proof = ?2 WHERE id = ?3", &values).await?;
    forget(|known| known.id == session);
    rooms::tell(env, session, &News::Proved { session: session.into(), proof }).await
}
