//! The code that a deployment prints once: the first administrator's way in, and the last resort of
//! one who is locked out. Whoever knows it can change the deployment's secrets anyway.

use super::{secrets, whom};
use crate::{chance, database as db, error, organisation};
use muster_domain::ids::PersonId;
use muster_domain::organisation::{Organisation, Person, Template};
use serde::Deserialize;
use worker::{D1Type, Env, Result, console_warn};

/// Characters of the shortest code that is taken: 128 bits in base64url, or more.
const CHARS_MIN: usize = 22;

/// Who is set up, and of what.
pub struct Claim<'a> {
    /// The code, as it was typed.
    pub code: &'a str,
    /// What the organisation calls itself.
    pub organisation: &'a str,
    /// The administrator's name.
    pub name: &'a str,
    /// Their mail address.
    pub mail: &'a str,
}

fn fingerprint(code: &str) -> String {
    secrets::fingerprint("muster/set-up-code/1", code.trim())
}

/// Uses the code: who comes in by it. Each code works once.
pub async fn claim(env: &Env, claim: &Claim<'_>) -> Result<Option<PersonId>> {
    let Ok(secret) = env.secret("SETUP_CODE") else { return Ok(None) };
    let secret = secret.to_string();
    if secret.trim().len() < CHARS_MIN {
        console_warn!("SETUP_CODE is too short to be used; see `make setup-code`");
        return Ok(None);
    }
    // Fingerprints are compared, so that the time tells nothing of the code.
    let code = fingerprint(claim.code);
    if code != fingerprint(&secret) || !spend(env, &code).await? {
        return Ok(None);
    }
    let person = match come_in(env, claim).await {
        Ok(Some(person)) => return Ok(Some(person)),
        other => other,
    };
    // Nobody came in: the code is as good as before.
    db::run(env, "DELETE FROM setup_code WHERE code = ?1", &[D1Type::Text(&code)]).await?;
    person
}

async fn spend(env: &Env, code: &str) -> Result<bool> {
    #[derive(Deserialize)]
    struct Kept {}
    let insert = "INSERT INTO setup_code (code, used) VALUES (?1, ?2) \
                  ON CONFLICT (code) DO NOTHING RETURNING code";
    let values = [D1Type::Text(code), db::moment(chance::now(env))];
    Ok(db::first::<Kept>(env, insert, &values).await?.is_some())
}

async fn come_in(env: &Env, claim: &Claim<'_>) -> Result<Option<PersonId>> {
    if organisation::load(env).await?.is_none() {
        match organisation::found(env, &first(claim)).await {
            Ok(()) => return Ok(Some(FIRST)),
            Err(failure) => error::log("set-up", &failure),
        }
    }
    whom::by_mail(env, claim.mail, true).await
}

const FIRST: PersonId = PersonId(1);

/// An organisation with one person, and with texts to begin with: audiences, templates and
/// campaigns are samples (R12), the roles are built in.
fn first(claim: &Claim<'_>) -> Organisation {
    let samples = muster_demo::organisation();
    let administrator = Person {
        id: FIRST,
        name: claim.name.into(),
        email: claim.mail.into(),
        administrator: true,
        ..Person::default()
    };
    Organisation {
        revision: 1,
        name: claim.organisation.into(),
        people: vec![administrator],
        audiences: samples.audiences,
        campaigns: samples.campaigns,
        templates: samples.templates.into_iter().map(unapproved).collect(),
        ..Organisation::default()
    }
}

/// Nobody here has read it yet.
fn unapproved(template: Template) -> Template {
    Template { approved: None, ..template }
}
