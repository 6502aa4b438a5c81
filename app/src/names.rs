//! Names as the screens use them. The words are the catalogue's; here they become lists of choices.

use crate::parts::model::Bit;
use muster_domain::catalogue::Phase;
use muster_domain::copy::en;
use muster_domain::liaison::Location;
use muster_domain::message::Means;
use muster_domain::operations::{ItemKind, Missed, Side};
use muster_domain::organisation::Person;
use muster_domain::seat::{Presence, Rank};
use muster_domain::viewer::Clearance;

/// A link that calls somebody; nothing where their number is not known.
pub fn call(person: &Person) -> Option<Bit> {
    let phone = &person.phone;
    let link = || Bit::Link(phone.clone(), format!("tel:{}", phone.replace(' ', "")));
    (!phone.is_empty()).then(link)
}

/// In which capacity, where it is not as primary.
pub fn rank(rank: Rank) -> Option<String> {
    match rank {
        Rank::Primary => None,
        Rank::Backup(n) => Some(format!("backup {n}")),
        Rank::CalledIn => Some("called in".into()),
    }
}

/// Where somebody can be reached.
pub fn presence(presence: Option<&Presence>) -> &'static str {
    match presence.map(|presence| (presence.call, presence.chat, presence.proxy)) {
        Some((true, true, _)) => "on call and chat",
        Some((true, false, _)) => "only on the call",
        Some((false, true, _)) => "only in the chat",
        Some((false, false, Some(_))) => "through somebody else",
        Some((false, false, None)) | None => "not here",
    }
}

/// All phases of the technical incident.
pub fn named_phases() -> Vec<(Phase, String)> {
    Phase::ALL.map(|phase| (phase, en::phase(phase).into())).into()
}

/// Phases that an update may report.
pub fn phases() -> Vec<(Option<Phase>, String)> {
    let named = named_phases().into_iter().map(|(phase, name)| (Some(phase), name));
    core::iter::once((None, "no change".into())).chain(named).collect()
}

/// Kinds of activities of one side.
pub fn item_kinds(side: Side) -> Vec<(ItemKind, String)> {
    let kinds: &[ItemKind] = match side {
        Side::Marketing => &ItemKind::MARKETING_STOPS,
        Side::Social => &ItemKind::SOCIAL_STOPS,
    };
    kinds
        .iter()
        .chain([&ItemKind::Other])
        .map(|kind| (*kind, en::item_kind(*kind).into()))
        .collect()
}

/// What can become of what was missed while halted.
pub fn missed() -> Vec<(Missed, String)> {
    [Missed::Resume, Missed::Skip, Missed::Reschedule, Missed::Retire]
        .map(|missed| (missed, en::missed(missed).into()))
        .into()
}

/// How an answer of the commander can come to somebody who records it.
pub fn means() -> Vec<(Means, String)> {
    [(Means::Call, "on the technical call".into()), (Means::Chat, "in the technical chat".into())]
        .into()
}

/// Where the Customer Liaison can be.
pub fn locations() -> Vec<(Location, String)> {
    [Location::TechnicalCall, Location::BusinessCall, Location::Listening, Location::Asking]
        .map(|it| (it, location(it).into()))
        .into()
}

/// Where the Customer Liaison is.
pub const fn location(location: Location) -> &'static str {
    match location {
        Location::TechnicalCall => "on the technical call",
        Location::BusinessCall => "on the business call",
        Location::Listening => "listening on the technical call",
        Location::Asking => "asking on the technical call",
    }
}

/// What a guest may read.
pub const fn clearance(clearance: Clearance) -> &'static str {
    match clearance {
        Clearance::Observer => "the status, the roles and what was sent",
        Clearance::Responder => "everything but advice for those who write messages",
        Clearance::Messaging => "everything",
    }
}

/// Said to everybody while the Business Lead waits for the Customer Liaison.
pub const RECALLED: &str = "The Business Lead asks the Customer Liaison back to the business call.";
