//! Passkeys in D1, and what browsers say of them, held against it by `muster-passkeys`.

use super::ceremonies::{Ceremony, TIMEOUT_MS};
use super::origin::Origin;
use super::web_crypto::{self, WebCrypto};
use crate::{chance, database as db};
use muster_domain::ids::PersonId;
use muster_domain::time::Timestamp;
use muster_passkeys::{
    Assertion, Creation, CredentialId, Expected, Failed, Identified, Known, PublicKey, Registered,
    Registration, Request, Stored, UserHandle, UserVerification, base64url,
};
use serde::{Deserialize, Serialize};
use worker::{D1Type, Env, Result, console_warn};

/// Passkeys of one person: every device that they own, twice.
pub const PASSKEYS_MAX: usize = 20;

/// A passkey, as its person and administrators see it.
#[derive(Serialize, Deserialize)]
pub struct Listed {
    /// Its name here.
    pub id: String,
    /// What its person calls it.
    pub name: String,
    /// When it was added.
    pub added: Timestamp,
    /// When it was last used.
    pub used: Option<Timestamp>,
    /// Whether it outlives its device, as far as it says so.
    #[serde(deserialize_with = "flag")]
    pub backed_up: bool,
}

fn flag<'de, D: serde::Deserializer<'de>>(column: D) -> core::result::Result<bool, D::Error> {
    f64::deserialize(column).map(|number| number > 0.5)
}

/// Somebody's passkeys, the oldest first.
pub async fn list(env: &Env, person: PersonId) -> Result<Vec<Listed>> {
    let query = "SELECT id, name, added, used, backed_up FROM passkey WHERE person = ?1 \
                 ORDER BY added, id LIMIT 100";
    db::rows(env, query, &[db::person(person)]).await
}

#[derive(Deserialize)]
struct Row {
    id: String,
    credential: String,
    person: u32,
    key: String,
    counter: f64,
    backup_eligible: f64,
    handle: String,
}

#[derive(Deserialize)]
struct Way {
    credential: String,
    transports: String,
}

struct Owned {
    id: CredentialId,
    transports: Vec<String>,
}

async fn owned(env: &Env, person: PersonId) -> Result<Vec<Owned>> {
    let query = "SELECT credential, transports FROM passkey WHERE person = ?1 LIMIT 100";
    let ways: Vec<Way> = db::rows(env, query, &[db::person(person)]).await?;
    let read = |way: Way| {
        let id = CredentialId::from_base64url(&way.credential)?;
        Some(Owned { id, transports: muster_json::read(&way.transports).ok()? })
    };
    Ok(ways.into_iter().filter_map(read).collect())
}

fn known(owned: &[Owned]) -> Vec<Known<'_>> {
    owned.iter().map(|it| Known { id: &it.id, transports: &it.transports }).collect()
}

/// What a browser is asked for when somebody who is not known yet signs in.
pub fn sign_in_options(ceremony: &Ceremony, origin: &Origin) -> String {
    request(ceremony, origin, &[])
}

/// The same for a fresh proof by somebody who is signed in; nothing where they have no passkey.
pub async fn proof_options(
    env: &Env,
    person: PersonId,
    ceremony: &Ceremony,
    origin: &Origin,
) -> Result<Option<String>> {
    let owned = owned(env, person).await?;
    Ok((!owned.is_empty()).then(|| request(ceremony, origin, &known(&owned))))
}

fn request(ceremony: &Ceremony, origin: &Origin, allow: &[Known<'_>]) -> String {
    let request = Request {
        challenge: &ceremony.challenge,
        rp_id: &origin.rp_id,
        allow,
        user_verification: UserVerification::Required,
        timeout_ms: TIMEOUT_MS,
    };
    request.to_json()
}

/// Who a new passkey is for, as its device shows them.
pub struct Owner<'a> {
    /// Who.
    pub person: PersonId,
    /// By what they know the account.
    pub account: &'a str,
    /// Their name.
    pub name: &'a str,
    /// What the organisation calls itself.
    pub organisation: &'a str,
}

/// What a browser is asked for when a passkey is added.
pub async fn creation_options(
    env: &Env,
    owner: &Owner<'_>,
    ceremony: &Ceremony,
    origin: &Origin,
) -> Result<String> {
    let handle = handle(env, owner.person).await?;
    let others = owned(env, owner.person).await?;
    let creation = Creation {
        challenge: &ceremony.challenge,
        rp_id: &origin.rp_id,
        rp_name: owner.organisation,
        user_handle: &handle,
        user_name: owner.account,
        display_name: owner.name,
        exclude: &known(&others),
        timeout_ms: TIMEOUT_MS,
    };
    Ok(creation.to_json())
}

#[derive(Deserialize)]
struct Handle {
    handle: String,
}

/// By what passkeys call somebody; made when it is first needed.
async fn handle(env: &Env, person: PersonId) -> Result<UserHandle> {
    let new = base64url::encode(&chance::bytes::<32>()?);
    let kept: Option<Handle> = db::first(
        env,
        "INSERT INTO user_handle (person, handle) VALUES (?1, ?2) \
         ON CONFLICT (person) DO UPDATE SET handle = handle RETURNING handle",
        &[db::person(person), D1Type::Text(&new)],
    )
    .await?;
    let handle = kept.and_then(|row| UserHandle::from_base64url(&row.handle));
    handle.ok_or_else(|| worker::Error::RustError("no user handle was kept".into()))
}

fn expected<'a>(
    env: &Env,
    ceremony: &'a Ceremony,
    origin: &'a Origin,
    origins: &'a [&'a str],
) -> Expected<'a> {
    Expected {
        challenge: &ceremony.challenge,
        challenge_ends_ms: ceremony.ends.0,
        now_ms: chance::now(env).0,
        origins,
        rp_id: &origin.rp_id,
        user_verification: UserVerification::Required,
    }
}

/// Why a passkey was not taken. Logged by its code, which holds nothing of what was sent.
fn refuse(doing: &str, code: &str) {
    console_warn!("{doing}: {code}");
}

/// Takes a new passkey in; whether it was taken.
pub async fn register(
    env: &Env,
    person: PersonId,
    name: &str,
    (ceremony, origin): (&Ceremony, &Origin),
    credential: &[u8],
) -> Result<bool> {
    let origins = [origin.origin.as_str()];
    let expected = expected(env, ceremony, origin, &origins);
    let registered = Registration::read(credential).and_then(|it| it.verify(&expected));
    let registered = match registered {
        Ok(registered) => registered,
        Err(refused) => {
            refuse("a passkey is not added", refused.code());
            return Ok(false);
        }
    };
    if !web_crypto::is_key(&registered.public_key).await {
        refuse("a passkey is not added", "key_unusable");
        return Ok(false);
    }
    keep(env, person, name, &registered).await
}

async fn keep(env: &Env, person: PersonId, name: &str, new: &Registered) -> Result<bool> {
    #[derive(Deserialize)]
    struct Kept {}
    let transports = muster_json::write(&new.transports);
    let kept: Option<Kept> = db::first(
        env,
        "INSERT INTO passkey (id, credential, person, name, key, counter, backup_eligible, \
         backed_up, transports, added) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10 \
         WHERE (SELECT COUNT(*) FROM passkey WHERE person = ?3) < ?11 \
         ON CONFLICT (credential) DO NOTHING RETURNING id",
        &[
            D1Type::Text(&chance::name()?),
            D1Type::Text(&new.credential_id.to_base64url()),
            db::person(person),
            D1Type::Text(name),
            D1Type::Text(&base64url::encode(new.public_key.as_cose())),
            D1Type::Real(new.counter.into()),
            D1Type::Real(f64::from(u8::from(new.backup_eligible))),
            D1Type::Real(f64::from(u8::from(new.backed_up))),
            D1Type::Text(&transports),
            db::moment(chance::now(env)),
            #[expect(clippy::cast_precision_loss, reason = "twenty")]
            D1Type::Real(PASSKEYS_MAX as f64),
        ],
    )
    .await?;
    if kept.is_none() {
        refuse("a passkey is not added", "known_already_or_too_many");
    }
    Ok(kept.is_some())
}

/// Somebody who proved who they are with a passkey.
pub struct Recognised {
    /// Who.
    pub person: PersonId,
    /// With which passkey.
    pub passkey: String,
}

/// Who signed the challenge. With `person`, only with a passkey of theirs. Nothing for whatever
/// reason it is nobody: the reason is logged, and told to nobody.
pub async fn recognise(
    env: &Env,
    person: Option<PersonId>,
    (ceremony, origin): (&Ceremony, &Origin),
    credential: &[u8],
) -> Result<Option<Recognised>> {
    let doing = "a passkey is not recognised";
    let assertion = match Assertion::read(credential) {
        Ok(assertion) => assertion,
        Err(refused) => {
            refuse(doing, refused.code());
            return Ok(None);
        }
    };
    let row = find(env, assertion.credential_id(), person).await?;
    let Some((stored, row)) = row.and_then(|row| Some((Kept::of(&row)?, row))) else {
        refuse(doing, "credential_unknown");
        return Ok(None);
    };
    let origins = [origin.origin.as_str()];
    let expected = expected(env, ceremony, origin, &origins);
    let identified = if person.is_some() { Identified::Before } else { Identified::ByPasskey };
    let against = Stored {
        credential_id: &stored.id,
        public_key: &stored.key,
        counter: stored.counter,
        backup_eligible: row.backup_eligible > 0.5,
        user_handle: &stored.handle,
        identified,
    };
    let asserted = match assertion.verify(&expected, &against, &WebCrypto).await {
        Ok(asserted) => asserted,
        Err(Failed::Refused(refused)) => {
            refuse(doing, refused.code());
            return Ok(None);
        }
        Err(Failed::Unchecked(failure)) => return Err(failure),
    };
    if !count(env, &row, asserted.counter, asserted.backed_up).await? {
        refuse(doing, "counter_used_at_the_same_time");
        return Ok(None);
    }
    Ok(Some(Recognised { person: PersonId(row.person), passkey: row.id }))
}

/// What is stored of a passkey, read.
struct Kept {
    id: CredentialId,
    key: PublicKey,
    handle: UserHandle,
    counter: u32,
}

impl Kept {
    fn of(row: &Row) -> Option<Self> {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a u32")]
        let counter = row.counter as u32;
        Some(Self {
            id: CredentialId::from_base64url(&row.credential)?,
            key: PublicKey::from_cose(&base64url::decode(&row.key, KEY_BYTES_MAX)?).ok()?,
            handle: UserHandle::from_base64url(&row.handle)?,
            counter,
        })
    }
}

/// An RSA key of 4096 bits, and what is around it.
const KEY_BYTES_MAX: usize = 1_024;

async fn find(
    env: &Env,
    credential: &CredentialId,
    person: Option<PersonId>,
) -> Result<Option<Row>> {
    let query = "SELECT passkey.id, passkey.credential, passkey.person, passkey.key, \
                 passkey.counter, passkey.backup_eligible, user_handle.handle \
                 FROM passkey JOIN user_handle ON user_handle.person = passkey.person \
                 JOIN person ON person.id = passkey.person \
                 WHERE passkey.credential = ?1 AND (?2 IS NULL OR passkey.person = ?2) \
                 AND person.deactivated = 0 AND (person.guest IS NULL OR person.guest_until > ?3)";
    let values = [
        D1Type::Text(&credential.to_base64url()),
        person.map_or(D1Type::Null, db::person),
        db::moment(chance::now(env)),
    ];
    db::first(env, query, &values).await
}

/// Notes a use. Of two at once that saw the same counter, one notes it first; the other is a copy
/// of the key or of the answer, and is refused, unless this passkey does not count at all.
async fn count(env: &Env, row: &Row, counter: u32, backed_up: bool) -> Result<bool> {
    #[derive(Deserialize)]
    struct Kept {}
    let kept: Option<Kept> = db::first(
        env,
        "UPDATE passkey SET counter = ?2, backed_up = ?3, used = ?4 \
         WHERE id = ?1 AND counter = ?5 RETURNING id",
        &[
            D1Type::Text(&row.id),
            D1Type::Real(counter.into()),
            D1Type::Real(f64::from(u8::from(backed_up))),
            db::moment(chance::now(env)),
            D1Type::Real(row.counter),
        ],
    )
    .await?;
    Ok(kept.is_some())
}

/// Gives a passkey of somebody another name; whether there is such a passkey.
pub async fn rename(env: &Env, person: PersonId, id: &str, name: &str) -> Result<bool> {
    #[derive(Deserialize)]
    struct Kept {}
    let query = "UPDATE passkey SET name = ?3 WHERE id = ?1 AND person = ?2 RETURNING id";
    let values = [D1Type::Text(id), db::person(person), D1Type::Text(name)];
    Ok(db::first::<Kept>(env, query, &values).await?.is_some())
}

/// Takes a passkey of somebody away; whether there was such a passkey.
pub async fn remove(env: &Env, person: PersonId, id: &str) -> Result<bool> {
    #[derive(Deserialize)]
    struct Kept {}
    let query = "DELETE FROM passkey WHERE id = ?1 AND person = ?2 RETURNING id";
    let values = [D1Type::Text(id), db::person(person)];
    Ok(db::first::<Kept>(env, query, &values).await?.is_some())
}
