//! The doors: everything that somebody may ask for before they are known.

use super::me;
use crate::identity::ceremonies::{self, Purpose};
use crate::identity::sessions::Opening;
use crate::identity::set_up::{self, Claim};
use crate::identity::sso::{self, Vouched};
use crate::identity::{codes, cookie, invitations, limits, origin, passkeys, sessions};
use crate::{answer, error};
use muster_domain::account::Means;
use muster_domain::ids::PersonId;
use muster_domain::proof::ProofMeans;
use muster_domain::refusal::Refusal;
use muster_domain::setup::check;
use serde::Deserialize;
use worker::{Env, Request, Response, Result};

/// The answer to a door, if the path is one.
pub async fn route(
    request: &Request,
    env: &Env,
    parts: &[&str],
    body: &str,
) -> Result<Option<Response>> {
    let known = [
        &["set-up"][..],
        &["sign-in", "begin"],
        &["sign-in", "finish"],
        &["sign-in", "recovery"],
        &["invitations", "look"],
        &["invitations", "accept"],
    ];
    if !known.contains(&parts) {
        return Ok(None);
    }
    if let Some(refused) = limits::address(env, request).await? {
        return Ok(Some(refused));
    }
    let answered = match parts {
        ["set-up"] => claim(request, env, body).await,
        ["sign-in", "begin"] => begin(request, env).await,
        ["sign-in", "finish"] => finish(request, env, body).await,
        ["sign-in", _] => recover(request, env, body).await,
        [_, "look"] => look(env, body).await,
        _ => accept(request, env, body).await,
    };
    answered.map(Some)
}

/// A body that is not what is expected. It says nothing of what was sent: that is a secret here.
pub fn malformed() -> Result<Response> {
    error::problem(400, "malformed", "The request is not what is expected here.")
}

/// The one answer to whoever was not recognised, whatever the reason.
fn not_recognised() -> Result<Response> {
    error::problem(403, "not_recognised", "That was not recognised. Try again, or another way.")
}

/// A ceremony that was used, or is too old.
pub fn ceremony_over() -> Result<Response> {
    error::problem(403, "ceremony_over", "That took too long. Please start again.")
}

fn bad_code() -> Result<Response> {
    let detail = "This set-up code is not good. Print a new one with `make setup-code`.";
    error::problem(403, "bad_code", detail)
}

#[derive(Deserialize)]
struct SetUp {
    code: String,
    organisation: String,
    name: String,
    mail: String,
}

impl SetUp {
    /// The organisation's name, and theirs with their mail address.
    fn checked(&self) -> core::result::Result<(String, (String, String)), Refusal> {
        let organisation = check::name("organisation", &self.organisation)?;
        Ok((organisation, check::name_and_email(&self.name, &self.mail)?))
    }
}

async fn claim(request: &Request, env: &Env, body: &str) -> Result<Response> {
    let Ok(asked) = muster_json::read::<SetUp>(body) else { return malformed() };
    let (organisation, (name, mail)) = match asked.checked() {
        Ok(checked) => checked,
        Err(refusal) => return error::refused(&refusal, Vec::new()),
    };
    let claim = Claim { code: &asked.code, organisation: &organisation, name: &name, mail: &mail };
    match set_up::claim(env, &claim).await? {
        Some(person) => {
            let opening = Opening { person, means: Means::SetUp, passkey: None, proof: None };
            me::welcome(env, request, 201, &opening).await
        }
        None => bad_code(),
    }
}

async fn begin(request: &Request, env: &Env) -> Result<Response> {
    let origin = origin::own(request, env);
    let ceremony = ceremonies::begin(env, Purpose::SignIn, None).await?;
    let options = passkeys::sign_in_options(&ceremony, &origin);
    asked(&ceremony.id, &options)
}

/// A ceremony's name, and what the browser is asked for, which is JSON already.
pub fn asked(ceremony: &str, options: &str) -> Result<Response> {
    let text = format!("{{\"ceremony\":\"{ceremony}\",\"options\":{options}}}");
    let response = Response::ok(text)?;
    response.headers().set("content-type", "application/json")?;
    Ok(response)
}

/// What a browser answers to a ceremony.
#[derive(Deserialize)]
pub struct Finish {
    /// The ceremony's name.
    pub ceremony: String,
    /// What a new passkey is to be called.
    #[serde(default)]
    pub name: String,
}

impl Finish {
    /// Reads it, and finds in it the credential, which is for `muster-passkeys` to read.
    pub fn read(body: &str) -> Option<(Self, &[u8])> {
        let credential = muster_json::member(body, "credential").ok()??;
        Some((muster_json::read(body).ok()?, credential.as_bytes()))
    }
}

async fn finish(request: &Request, env: &Env, body: &str) -> Result<Response> {
    let Some((said, credential)) = Finish::read(body) else { return malformed() };
    let origin = origin::own(request, env);
    let Some(ceremony) = ceremonies::take(env, &said.ceremony, Purpose::SignIn, None).await? else {
        return ceremony_over();
    };
    let recognised = passkeys::recognise(env, None, (&ceremony, &origin), credential).await?;
    let Some(recognised) = recognised else { return not_recognised() };
    let opening = Opening {
        person: recognised.person,
        means: Means::Passkey,
        passkey: Some(&recognised.passkey),
        proof: Some(ProofMeans::Passkey),
    };
    me::welcome(env, request, 200, &opening).await
}

#[derive(Deserialize)]
struct Recovery {
    mail: String,
    code: String,
}

async fn recover(request: &Request, env: &Env, body: &str) -> Result<Response> {
    let Ok(said) = muster_json::read::<Recovery>(body) else { return malformed() };
    if let Some(refused) = limits::account(env, "recovery", &said.mail).await? {
        return Ok(refused);
    }
    let Some(person) = codes::spend_by_mail(env, &said.mail, &said.code).await? else {
        return not_recognised();
    };
    let proof = Some(ProofMeans::RecoveryCode);
    let opening = Opening { person, means: Means::RecoveryCode, passkey: None, proof };
    me::welcome(env, request, 200, &opening).await
}

#[derive(Deserialize)]
struct Invited {
    token: String,
}

async fn look(env: &Env, body: &str) -> Result<Response> {
    let Ok(said) = muster_json::read::<Invited>(body) else { return malformed() };
    match invitations::look(env, &said.token).await? {
        Some(look) => answer::json(200, &look),
        None => error::not_found(),
    }
}

async fn accept(request: &Request, env: &Env, body: &str) -> Result<Response> {
    let Ok(said) = muster_json::read::<Invited>(body) else { return malformed() };
    match invitations::accept(env, &said.token).await? {
        Some(person) => {
            let opening = Opening { person, means: Means::Invitation, passkey: None, proof: None };
            me::welcome(env, request, 200, &opening).await
        }
        None => error::not_found(),
    }
}

/// `GET /sso`: signs in whomever the organisation's own sign-in vouches for, and goes on to the
/// app. That it is a GET is safe: a page elsewhere that leads here signs people in as themselves.
pub async fn single(request: &Request, env: &Env) -> Result<Response> {
    if let Some(refused) = limits::address(env, request).await? {
        return Ok(refused);
    }
    let person: PersonId = match sso::vouched(request, env).await? {
        Vouched::Not => return error::not_found(),
        Vouched::Unknown => return not_recognised(),
        Vouched::For(person) => person,
    };
    let opening = Opening { person, means: Means::Sso, passkey: None, proof: None };
    let token = sessions::open(env, request, &opening).await?;
    let response = Response::empty()?.with_status(303);
    response.headers().set("location", "/")?;
    response.headers().set("set-cookie", &cookie::set(&token))?;
    Ok(response)
}
