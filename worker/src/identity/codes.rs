//! Printed recovery codes, for the day on which every device is gone.

use super::secrets;
use crate::{chance, database as db};
use muster_domain::ids::PersonId;
use serde::Deserialize;
use worker::{D1Type, Env, Result};

/// Letters and digits that nobody takes for one another: no I, L, O, 0 or 1.
const ALPHABET: &[u8; 31] = b"ABCDEFGHJKMNPQRSTUVWXYZ23456789";
/// Characters of a code: 16 of 31 are 79 bits.
const CHARS: usize = 16;
const GROUP: usize = 4;
/// Codes on one sheet.
const CODES: usize = 10;

/// A code in groups: `ABCD-EFGH-JKMN-PQRS`.
fn draw() -> Result<String> {
    let mut code = String::with_capacity(CHARS + CHARS / GROUP);
    let mut drawn = 0;
    while drawn < CHARS {
        for byte in chance::bytes::<32>()? {
            // 248 is the largest multiple of 31: beyond it some characters would be likelier.
            let Some(letter) = ALPHABET.get(usize::from(byte % 31)).filter(|_| byte < 248) else {
                continue;
            };
            if drawn == CHARS {
                break;
            }
            if drawn > 0 && drawn % GROUP == 0 {
                code.push('-');
            }
            code.push(char::from(*letter));
            drawn += 1;
        }
    }
    Ok(code)
}

/// A code as it was typed, in the one spelling: case, spaces and dashes do not count.
fn spelled(code: &str) -> Option<String> {
    let plain = code.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '—'));
    let plain: String = plain.take(CHARS + 1).map(|c| c.to_ascii_uppercase()).collect();
    let fits = plain.len() == CHARS && plain.bytes().all(|byte| ALPHABET.contains(&byte));
    fits.then_some(plain)
}

fn fingerprint(code: &str) -> String {
    let spelled = spelled(code).unwrap_or_default();
    secrets::fingerprint("muster/recovery-code/1", &spelled)
}

/// Ten new codes; older ones do not count any more.
pub async fn renew(env: &Env, person: PersonId) -> Result<Vec<String>> {
    let codes: Vec<String> = (0..CODES).map(|_| draw()).collect::<Result<_>>()?;
    let database = env.d1("DB")?;
    let delete = "DELETE FROM recovery_code WHERE person = ?1";
    let mut all = vec![db::bind(&database, delete, &[db::person(person)])?];
    for code in &codes {
        let values = [D1Type::Text(&fingerprint(code)), db::person(person)];
        let insert = "INSERT INTO recovery_code (code, person) VALUES (?1, ?2)";
        all.push(db::bind(&database, insert, &values)?);
    }
    database.batch(all).await?;
    Ok(codes)
}

#[derive(Deserialize)]
struct Whose {
    person: u32,
}

/// Uses a code up: whose it was. One question to D1, whether the address, the code or both are
/// wrong, so that they take the same time.
pub async fn spend_by_mail(env: &Env, mail: &str, code: &str) -> Result<Option<PersonId>> {
    let used: Option<Whose> = db::first(
        env,
        "UPDATE recovery_code SET used = ?1 WHERE code = ?2 AND used IS NULL AND person IN \
         (SELECT id FROM person WHERE email <> '' AND lower(email) = lower(?3) \
         AND deactivated = 0 AND (guest IS NULL OR guest_until > ?1)) RETURNING person",
        &[
            db::moment(chance::now(env)),
            D1Type::Text(&fingerprint(code)),
            D1Type::Text(mail.trim()),
        ],
    )
    .await?;
    Ok(used.map(|row| PersonId(row.person)))
}

/// Uses a code of somebody up; whether it was one.
pub async fn spend(env: &Env, person: PersonId, code: &str) -> Result<bool> {
    let used: Option<Whose> = db::first(
        env,
        "UPDATE recovery_code SET used = ?1 WHERE code = ?2 AND used IS NULL AND person = ?3 \
         RETURNING person",
        &[db::moment(chance::now(env)), D1Type::Text(&fingerprint(code)), db::person(person)],
    )
    .await?;
    Ok(used.is_some())
}
