//! Mail, through the platform's own binding where the deployment has one. Without it, mail counts
//! as not set up, and says so.

use super::{Attempt, Letter};
use crate::organisation;
use wasm_bindgen::JsValue;
use worker::{Env, Error, Result, SendEmailBuilder};

/// The binding, and the variable that names the sender.
const BINDING: &str = "MAIL";
const FROM: &str = "MAIL_FROM";

/// Who mails come from, where this deployment can send any.
fn sender(env: &Env) -> Option<String> {
    let bound = env.send_email(BINDING).is_ok();
    let from = env.var(FROM).ok()?.to_string();
    (bound && from.contains('@')).then_some(from)
}

/// Whether this deployment can send mail.
pub fn is_set_up(env: &Env) -> bool {
    sender(env).is_some()
}

/// Mails somebody.
pub async fn send(env: &Env, letter: &Letter) -> Result<Attempt> {
    let Some(from) = sender(env) else { return Ok(Attempt::NotSetUp) };
    let person = organisation::person(env, letter.person).await?;
    let Some(to) = person.map(|person| person.email).filter(|mail| !mail.is_empty()) else {
        return Ok(Attempt::NotSetUp);
    };
    // A mail has no page of ours beside it, so that its links need the deployment's one address.
    let origin = env.var("ORIGIN").map(|origin| origin.to_string()).unwrap_or_default();
    let link = format!("{}{}", origin.trim_end_matches('/'), letter.path);
    let text = format!("{}\n\n{link}\n", letter.text);
    let mail = SendEmailBuilder::builder(&from, &to, &letter.title).text(&text).build();
    let sent = env.send_email(BINDING)?.send_with_builder(&mail).await;
    match sent.map_err(|failure| Error::from(JsValue::from(failure))) {
        Ok(_) => Ok(Attempt::Delivered),
        Err(Error::EmailRecipientSuppressed(_) | Error::EmailRecipientNotAllowed(_)) => {
            Ok(Attempt::Refused)
        }
        Err(_) => Ok(Attempt::Later(None)),
    }
}
