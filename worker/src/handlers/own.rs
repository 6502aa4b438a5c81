//! What somebody who is signed in does about their own ways in: sessions, passkeys, recovery codes,
//! and a fresh proof of who they are.

use super::sign_in::{Finish, asked, ceremony_over, malformed};
use super::{calendars, me};
use crate::caller::Caller;
use crate::identity::ceremonies::{self, Ceremony, Purpose};
use crate::identity::passkeys::{self, Owner};
use crate::identity::sessions::{self, Session, Which};
use crate::identity::{Known, codes, cookie, demo, limits, origin, whom};
use crate::{answer, chance, error};
use muster_domain::account::Means;
use muster_domain::ids::PersonId;
use muster_domain::organisation::Person;
use muster_domain::proof::ProofMeans;
use muster_domain::refusal::Refusal;
use muster_domain::setup::check;
use muster_domain::time::Timestamp;
use muster_domain::ways_in::may_change;
use serde::{Deserialize, Serialize};
use worker::{Env, Method, Request, Response, Result};

/// Somebody about their own ways in, or an administrator about others'.
pub struct Own<'a> {
    /// The bindings.
    pub env: &'a Env,
    /// The request; its body is read already.
    pub request: &'a Request,
    /// The body.
    pub body: &'a str,
    /// Who asks, as D1 has their session at this moment.
    pub caller: Caller,
    set_up: Option<Timestamp>,
    /// What D1 knows of them.
    pub facts: whom::Facts,
}

impl<'a> Own<'a> {
    /// Who asks, if they are known.
    pub async fn of(env: &'a Env, request: &'a Request, body: &'a str) -> Result<Option<Self>> {
        let session = sessions::fresh(request, env).await?;
        let set_up = session.as_ref().and_then(Session::set_up);
        let known = match session {
            Some(session) => Some(session.known()),
            None => demo::known(request, env).await?,
        };
        let Some(Known { caller, .. }) = known else { return Ok(None) };
        let facts = whom::facts(env, caller.person).await?;
        Ok(facts.map(|facts| Self { env, request, body, caller, set_up, facts }))
    }

    /// Whether they may change how people get in (see the rule).
    pub fn proved(&self) -> core::result::Result<(), Refusal> {
        let has_passkey = self.facts.passkeys > 0;
        let now = chance::now(self.env);
        may_change(has_passkey, self.caller.proof, self.set_up, now)
    }

    /// The answer to somebody who asks for this too often, if they do.
    pub async fn too_often(&self, what: &str) -> Result<Option<Response>> {
        if let Some(refused) = limits::address(self.env, self.request).await? {
            return Ok(Some(refused));
        }
        limits::account(self.env, what, &self.caller.person.to_string()).await
    }
}

/// Everything below `/api/me/`, `/api/prove/` and `/api/sign-out`.
pub async fn route(own: &Own<'_>, method: Method, parts: &[&str]) -> Result<Response> {
    // A demo's "act as" is no session, and has nothing that could be proved.
    if own.caller.session.is_empty() {
        return me::not_signed_in();
    }
    match (method, parts) {
        (Method::Post, ["sign-out"]) => sign_out(own).await,
        (Method::Get, ["me", "sessions"]) => {
            let current = Some(own.caller.session.as_str());
            list_sessions(own.env, own.caller.person, current).await
        }
        (Method::Delete, ["me", "sessions"]) => {
            let which = Which { but: Some(&own.caller.session), ..of(own) };
            sessions::end(own.env, &which).await?;
            answer::done()
        }
        (Method::Delete, ["me", "sessions", id]) => {
            end_one(own.env, &Which { only: Some(id), ..of(own) }).await
        }
        (Method::Get, ["me", "passkeys"]) => list_passkeys(own, 200).await,
        (Method::Post, ["me", "passkeys", "begin"]) => begin_passkey(own).await,
        (Method::Post, ["me", "passkeys", "finish"]) => finish_passkey(own).await,
        (Method::Post, ["me", "passkeys", id]) => rename_passkey(own, id).await,
        (Method::Delete, ["me", "passkeys", id]) => remove_passkey(own, id).await,
        (Method::Post, ["me", "recovery-codes"]) => renew_codes(own).await,
        (method, ["me", "calendar"]) => calendars::own(own, method).await,
        (Method::Post, ["prove", "begin"]) => begin_proof(own).await,
        (Method::Post, ["prove", "finish"]) => finish_proof(own).await,
        (Method::Post, ["prove", "recovery"]) => prove_by_code(own).await,
        _ => error::not_found(),
    }
}

const fn of<'a>(own: &Own<'_>) -> Which<'a> {
    Which::all_of(own.caller.person)
}

async fn sign_out(own: &Own<'_>) -> Result<Response> {
    sessions::end(own.env, &Which { only: Some(&own.caller.session), ..of(own) }).await?;
    let response = answer::done()?;
    response.headers().set("set-cookie", &cookie::clear())?;
    Ok(response)
}

#[derive(Serialize)]
struct Listed<'a> {
    id: &'a str,
    current: bool,
    device: &'a str,
    since: Timestamp,
    seen: Timestamp,
    until: Timestamp,
    means: Means,
}

/// Somebody's sessions.
pub async fn list_sessions(env: &Env, person: PersonId, current: Option<&str>) -> Result<Response> {
    let sessions = sessions::list(env, person).await?;
    let listed = sessions.iter().map(|session| Listed {
        id: &session.id,
        current: current == Some(session.id.as_str()),
        device: &session.device,
        since: session.since(),
        seen: session.seen(),
        until: session.until(),
        means: session.means,
    });
    answer::json(200, &listed.collect::<Vec<_>>())
}

/// Ends one session, if there is such a one.
pub async fn end_one(env: &Env, which: &Which<'_>) -> Result<Response> {
    match sessions::end(env, which).await? {
        0 => error::not_found(),
        _ => answer::done(),
    }
}

async fn list_passkeys(own: &Own<'_>, status: u16) -> Result<Response> {
    answer::json(status, &passkeys::list(own.env, own.caller.person).await?)
}

async fn begin_passkey(own: &Own<'_>) -> Result<Response> {
    if let Some(refused) = own.too_often("passkeys").await? {
        return Ok(refused);
    }
    if let Err(refusal) = own.proved() {
        return error::refused(&refusal, Vec::new());
    }
    let person = own.caller.person;
    let origin = origin::own(own.request, own.env);
    let ceremony = ceremonies::begin(own.env, Purpose::Register, Some(person)).await?;
    let Person { name, email, .. } = &own.facts.person;
    let account = if email.is_empty() { name } else { email };
    let owner = Owner { person, account, name, organisation: &own.facts.organisation };
    let options = passkeys::creation_options(own.env, &owner, &ceremony, &origin).await?;
    asked(&ceremony.id, &options)
}

async fn finish_passkey(own: &Own<'_>) -> Result<Response> {
    let Some((said, credential)) = Finish::read(own.body) else { return malformed() };
    let name = match check::name("name", &said.name) {
        Ok(name) => name,
        Err(refusal) => return error::refused(&refusal, Vec::new()),
    };
    if let Err(refusal) = own.proved() {
        return error::refused(&refusal, Vec::new());
    }
    let Some(ceremony) = take(own, Purpose::Register, &said.ceremony).await? else {
        return ceremony_over();
    };
    let origin = origin::own(own.request, own.env);
    let (env, person) = (own.env, own.caller.person);
    if !passkeys::register(env, person, &name, (&ceremony, &origin), credential).await? {
        let detail = "This passkey could not be added. Try again, or use another device.";
        return error::problem(400, "bad_passkey", detail);
    }
    // The device has just made sure of its person, and nobody may do this who has not proved who
    // they are, or is new.
    sessions::prove(env, &own.caller.session, ProofMeans::Passkey).await?;
    list_passkeys(own, 201).await
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

async fn rename_passkey(own: &Own<'_>, id: &str) -> Result<Response> {
    let Ok(said) = muster_json::read::<Named>(own.body) else { return malformed() };
    let name = match check::name("name", &said.name) {
        Ok(name) => name,
        Err(refusal) => return error::refused(&refusal, Vec::new()),
    };
    if !passkeys::rename(own.env, own.caller.person, id, &name).await? {
        return error::not_found();
    }
    list_passkeys(own, 200).await
}

async fn remove_passkey(own: &Own<'_>, id: &str) -> Result<Response> {
    if let Err(refusal) = own.proved() {
        return error::refused(&refusal, Vec::new());
    }
    if !passkeys::remove(own.env, own.caller.person, id).await? {
        return error::not_found();
    }
    let which = Which { passkey: Some(id), but: Some(&own.caller.session), ..of(own) };
    sessions::end(own.env, &which).await?;
    list_passkeys(own, 200).await
}

#[derive(Serialize)]
struct Codes {
    codes: Vec<String>,
}

async fn renew_codes(own: &Own<'_>) -> Result<Response> {
    if let Some(refused) = own.too_often("codes").await? {
        return Ok(refused);
    }
    if let Err(refusal) = own.proved() {
        return error::refused(&refusal, Vec::new());
    }
    let codes = codes::renew(own.env, own.caller.person).await?;
    answer::json(201, &Codes { codes })
}

async fn take(own: &Own<'_>, purpose: Purpose, id: &str) -> Result<Option<Ceremony>> {
    ceremonies::take(own.env, id, purpose, Some(own.caller.person)).await
}

async fn begin_proof(own: &Own<'_>) -> Result<Response> {
    if let Some(refused) = own.too_often("prove").await? {
        return Ok(refused);
    }
    let person = own.caller.person;
    let origin = origin::own(own.request, own.env);
    let ceremony = ceremonies::begin(own.env, Purpose::Prove, Some(person)).await?;
    let options = passkeys::proof_options(own.env, person, &ceremony, &origin).await?;
    let Some(options) = options else {
        let detail = "You have no passkey yet. Use a recovery code, or add a passkey.";
        return error::problem(409, "no_passkey", detail);
    };
    asked(&ceremony.id, &options)
}

async fn finish_proof(own: &Own<'_>) -> Result<Response> {
    let Some((said, credential)) = Finish::read(own.body) else { return malformed() };
    let Some(ceremony) = take(own, Purpose::Prove, &said.ceremony).await? else {
        return ceremony_over();
    };
    let origin = origin::own(own.request, own.env);
    let person = Some(own.caller.person);
    let known = passkeys::recognise(own.env, person, (&ceremony, &origin), credential).await?;
    if known.is_none() {
        return not_proved();
    }
    proved(own, ProofMeans::Passkey).await
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

async fn prove_by_code(own: &Own<'_>) -> Result<Response> {
    if let Some(refused) = own.too_often("recovery").await? {
        return Ok(refused);
    }
    let Ok(said) = muster_json::read::<Code>(own.body) else { return malformed() };
    if !codes::spend(own.env, own.caller.person, &said.code).await? {
        return not_proved();
    }
    proved(own, ProofMeans::RecoveryCode).await
}

async fn proved(own: &Own<'_>, means: ProofMeans) -> Result<Response> {
    sessions::prove(own.env, &own.caller.session, means).await?;
    me::again(own.env, own.request).await
}

fn not_proved() -> Result<Response> {
    error::problem(403, "not_recognised", "That was not recognised. Try again, or another way.")
}
