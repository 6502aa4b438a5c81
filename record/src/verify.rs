//! Verifies an export, with nothing but the file (R142).
//!
//! What it proves: nothing was added to the log, taken out of it, moved or changed after it was
//! written, and every text that was signed is the text under its fingerprint. What it cannot prove:
//! that the file holds the log of the incident it names. For that the hash of the last entry is
//! compared with another export of the same incident, or with what the incident itself says.
//!
//! Lines are read as the app reads its own server, which costs it no more code: what is taken from
//! one is nothing before the text that it came from has been compared with the chain.

use crate::lines::{BEGINS, CLOSES, FORMAT, Head, Line, OPENS, open};
use muster_domain::chain::{self, Digest, Salt};
use muster_domain::event::Event;
use muster_domain::ids::{AudienceId, MessageId, Seq};
use muster_domain::render::{fingerprint, payloads};

/// What a file that is whole turned out to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// What it says of itself.
    pub head: Head,
    /// Entries whose words were compared with the chain.
    pub open: u64,
    /// Entries whose words were left out; their place and kind were compared all the same.
    pub left_out: u64,
    /// Signed texts that were compared with their fingerprints.
    pub versions: u64,
}

/// Where a file is not what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The first entry that is not; 0 is what stands before the first.
    pub entry: Seq,
    /// In which way.
    pub fault: Fault,
}

/// In which way an entry is not what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is no export of ours, or of a later version.
    Format,
    /// Its line was changed, or cannot be read.
    Line,
    /// An entry is missing, doubled or out of place.
    Order,
    /// It does not follow from the entry before.
    Chain,
    /// Its words are not those that were written.
    Words,
    /// A personal detail beside it is not what was written.
    Personal,
    /// The text of a message is not the one under its fingerprint.
    Fingerprint,
    /// The end is missing, or something follows it.
    End,
}

/// Verifies a file.
///
/// # Errors
/// The first entry that is not what was written.
pub fn verify(text: &str) -> Result<Verified, Broken> {
    let mut lines = text.strip_suffix('\n').unwrap_or(text).split('\n');
    let first = lines.next().and_then(|line| line.strip_prefix(BEGINS)?.strip_suffix(','));
    let head = first.and_then(|line| open(Digest::WITHHELD, line));
    let Some((head, mut check)) = head else { return Err(at(0, Fault::Format)) };
    let Ok(head) = muster_json::read_trusted::<Head>(&head) else {
        return Err(at(0, Fault::Format));
    };
    if head.format != FORMAT || lines.next() != Some(OPENS) {
        return Err(at(0, Fault::Format));
    }
    let mut found = Found { audiences: Vec::new(), previous: Digest::WITHHELD };
    let mut verified = Verified { head, open: 0, left_out: 0, versions: 0 };
    let count = verified.head.count;
    for place in 1..=count {
        let broken = |fault| at(place, fault);
        let line = lines.next().ok_or_else(|| broken(Fault::End))?;
        if line == CLOSES {
            return Err(broken(Fault::End));
        }
        let line = if place < count { line.strip_suffix(',') } else { Some(line) };
        let (line, next) =
            line.and_then(|line| open(check, line)).ok_or_else(|| broken(Fault::Line))?;
        check = next;
        let line: Line = muster_json::read_trusted(&line).map_err(|_| broken(Fault::Line))?;
        if line.seq != Seq(place) {
            return Err(broken(Fault::Order));
        }
        found.entry(&line, &mut verified).map_err(broken)?;
    }
    let ends = lines.next() == Some(CLOSES) && lines.next().is_none() && text.ends_with('\n');
    if !ends || found.previous != verified.head.last {
        return Err(at(count, Fault::End));
    }
    Ok(verified)
}

const fn at(place: u64, fault: Fault) -> Broken {
    Broken { entry: Seq(place), fault }
}

/// What earlier entries said that later ones are compared with.
struct Found {
    audiences: Vec<(MessageId, AudienceId)>,
    previous: Digest,
}

impl Found {
    fn entry(&mut self, line: &Line, verified: &mut Verified) -> Result<(), Fault> {
        let entry = chain::Entry { seq: line.seq.0, at: line.at, by: &line.by, kind: &line.kind };
        let hash = chain::link(self.previous, entry, line.body_digest, line.personal_digest);
        if hash != line.hash {
            return Err(Fault::Chain);
        }
        self.previous = hash;
        let personal = (line.personal.as_deref(), line.personal_salt.as_deref());
        if let (Some(_), _) | (_, Some(_)) = personal
            && digest(personal) != Some(line.personal_digest)
        {
            return Err(Fault::Personal);
        }
        let Some(body) = &line.body else {
            verified.left_out += 1;
            return Ok(());
        };
        if digest((Some(body), line.salt.as_deref())) != Some(line.body_digest) {
            return Err(Fault::Words);
        }
        verified.open += 1;
        // An event that only a later version knows is in the chain all the same.
        match muster_json::read_trusted::<Event>(body) {
            Ok(event) => self.event(&event, verified),
            Err(_) => Ok(()),
        }
    }

    fn event(&mut self, event: &Event, verified: &mut Verified) -> Result<(), Fault> {
        match event {
            Event::MessagePlanned { message, audience, .. } => {
                self.audiences.push((*message, *audience));
            }
            Event::Submitted {
                message,
                fingerprint: signed,
                content: Some(content),
                payloads: sent,
                ..
            } => {
                let audience = self.audiences.iter().find(|(id, _)| id == message);
                let Some((_, audience)) = audience else { return Ok(()) };
                let same = fingerprint(*audience, content, sent) == *signed;
                if !same || payloads(content) != *sent {
                    return Err(Fault::Fingerprint);
                }
                verified.versions += 1;
            }
            _ => {}
        }
        Ok(())
    }
}

/// The salted digest of a text, where both are there.
fn digest((text, salt): (Option<&str>, Option<&str>)) -> Option<Digest> {
    Some(chain::salted(&salt_of(salt?)?, text?))
}

fn salt_of(hex: &str) -> Option<Salt> {
    let mut salt = Salt::default();
    if hex.len() != salt.len() * 2 || !hex.is_ascii() {
        return None;
    }
    for (byte, pair) in salt.iter_mut().zip(hex.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(salt)
}
