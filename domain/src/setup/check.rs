//! Bounds and shapes of what is typed into the organisation's set-up.
//!
//! What nobody sees in a text (controls, marks that turn the direction of writing) is refused: a
//! name that reads like somebody else's must not be made of them.

use crate::hidden::is_hidden;
use crate::ids::PersonId;
use crate::limits::{
    EMAIL_CHARS_MAX, LINK_BYTES_MAX, NAME_CHARS_MAX, NOTE_BYTES_MAX, PHONE_CHARS_MAX,
    ZONE_BYTES_MAX,
};
use crate::organisation::Organisation;
use crate::refusal::{Code, Refusal};

type Checked = Result<String, Refusal>;

/// A name that must be there, on one line.
pub fn name(what: &str, text: &str) -> Checked {
    if text.trim().is_empty() {
        return Err(Refusal::with(Code::Empty, [what]));
    }
    line(what, text, NAME_CHARS_MAX)
}

/// One line that may be empty, without the spaces around it.
pub fn line(what: &str, text: &str, characters_max: usize) -> Checked {
    let text = text.trim();
    if text.chars().count() > characters_max {
        return Err(Refusal::with(Code::TooLong, [what, &characters_max.to_string()]));
    }
    visible(what, text)?;
    match text.chars().find(|letter| matches!(letter, '\n' | '\t')) {
        Some(letter) => Err(hidden(what, letter)),
        None => Ok(text.into()),
    }
}

/// Several lines that may be empty.
pub fn paragraphs(what: &str, text: &str) -> Checked {
    if text.len() > NOTE_BYTES_MAX {
        return Err(Refusal::with(Code::TooLong, [what, "16 KiB"]));
    }
    visible(what, text)?;
    Ok(text.trim().into())
}

fn visible(what: &str, text: &str) -> Result<(), Refusal> {
    let mut before = None;
    for letter in text.chars() {
        if is_hidden(letter, before) {
            return Err(hidden(what, letter));
        }
        before = Some(letter);
    }
    Ok(())
}

fn hidden(what: &str, letter: char) -> Refusal {
    Refusal::with(Code::HiddenCharacters, [what, &format!("U+{:04X}", u32::from(letter))])
}

/// A telephone number as people write it, or nothing.
pub fn phone(text: &str) -> Checked {
    let text = line("phone", text, PHONE_CHARS_MAX)?;
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let fits = |letter: char| letter.is_ascii_digit() || "+ ()-./x,#".contains(letter);
    if text.is_empty() || (digits >= 3 && text.chars().all(fits)) {
        Ok(text)
    } else {
        Err(Refusal::with(Code::BadPhone, [&text]))
    }
}

/// A mail address, or nothing. Only its outline is looked at: whether it is anybody's, a mail
/// shows.
pub fn email(text: &str) -> Checked {
    let text = line("email", text, EMAIL_CHARS_MAX)?;
    let fits = |part: &str| {
        !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || "@<>,;\"\\()".contains(c))
    };
    let whole = text.split_once('@').is_some_and(|(mailbox, host)| {
        fits(mailbox) && fits(host) && !host.starts_with('.') && !host.ends_with('.')
    });
    if text.is_empty() || whole { Ok(text) } else { Err(Refusal::with(Code::BadMail, [&text])) }
}

/// Somebody's name and mail address, where both must be there.
pub fn name_and_email(named: &str, address: &str) -> Result<(String, String), Refusal> {
    let (named, address) = (name("name", named)?, email(address)?);
    if address.is_empty() {
        return Err(Refusal::with(Code::Empty, ["email"]));
    }
    Ok((named, address))
}

/// A mail address that nobody else has: people are found by it.
pub fn own_email(text: &str, person: PersonId, organisation: &Organisation) -> Checked {
    let email = email(text)?;
    let same = |other: &&crate::organisation::Person| {
        !email.is_empty() && other.id != person && other.email.eq_ignore_ascii_case(&email)
    };
    match organisation.people.iter().find(same) {
        Some(other) => Err(Refusal::with(Code::MailTaken, [&other.name])),
        None => Ok(email),
    }
}

/// The name of a time zone by its shape, or nothing. Whether it exists, the worker knows.
pub fn zone(text: &str) -> Checked {
    let text = text.trim();
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"_+-/".contains(&byte);
    if text.len() <= ZONE_BYTES_MAX && text.bytes().all(fits) {
        return Ok(text.into());
    }
    let shown: String = text.chars().take(ZONE_BYTES_MAX).collect();
    Err(Refusal::with(Code::BadZone, [&shown]))
}

/// A link that opens a page of somebody's choosing and nothing else (R11), or nothing.
pub fn link(text: &str) -> Checked {
    let text = text.trim();
    let bad = || Err(Refusal::with(Code::BadLink, [text]));
    if text.is_empty() {
        return Ok(String::new());
    }
    if text.len() > LINK_BYTES_MAX {
        return Err(Refusal::with(Code::TooLong, ["link", "2,000"]));
    }
    let Some(rest) = text.strip_prefix("https://") else { return bad() };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (name, port) = host.split_once(':').unwrap_or((host, "443"));
    let named = !name.is_empty()
        && !name.starts_with(['.', '-'])
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'-');
    let plain = text.bytes().all(|b| b.is_ascii_graphic() && !b"\"'<>\\`{}|^".contains(&b));
    if named && plain && port.parse::<u16>().is_ok() { Ok(text.into()) } else { bad() }
}

/// A list in which nothing comes twice.
pub fn each_once<T: PartialEq>(what: &str, list: &[T]) -> Result<(), Refusal> {
    let twice = list.iter().enumerate().any(|(n, item)| list.iter().take(n).any(|it| it == item));
    if twice { Err(Refusal::with(Code::NamedTwice, [what])) } else { Ok(()) }
}

/// Refuses when a list would grow beyond its bound.
pub fn room(what: &str, count: usize, max: usize) -> Result<(), Refusal> {
    if count < max { Ok(()) } else { Err(Refusal::with(Code::TooMany, [what, &max.to_string()])) }
}
