//! Message templates: every audience in every phase that has messages (R8).
//!
//! Three kinds of blanks: `{{fact}}` is filled in from the briefing, `[[merge field]]` from the
//! recipient list, and `{{write: …}}` names no fact, so that a text cannot be submitted before its
//! author has put words there (R97).

mod everybody;
mod internal;
mod partners;
mod strategic;

use crate::organisation::AUDIENCE_PARTNERS;
use crate::people::{DANA, NOOR};
use muster_domain::catalogue::Phase;
use muster_domain::ids::AudienceId;
use muster_domain::organisation::{Template, TemplateApproval};
use muster_domain::time::{Minutes, Timestamp};

/// One text: its phase, subject line and body.
type Text = (Phase, &'static str, &'static str);

/// All templates.
pub fn templates() -> Vec<Template> {
    let sets = [
        (AudienceId::INTERNAL, internal::TEXTS),
        (AudienceId::STRATEGIC, strategic::TEXTS),
        (AudienceId::ALL_CUSTOMERS, everybody::TEXTS),
        (AUDIENCE_PARTNERS, partners::TEXTS),
    ];
    sets.into_iter()
        .flat_map(|(audience, texts)| texts.map(|text| template(audience, text)))
        .collect()
}

fn template(audience: AudienceId, (phase, subject, body): Text) -> Template {
    let approved = approval(audience, phase);
    Template { audience, phase, subject: subject.into(), body: body.into(), approved, half: None }
}

/// Whatever customers get was read by Legal and Messaging ahead of time; partners' texts were read
/// longest ago, and nobody has looked at them since (R9).
fn approval(audience: AudienceId, phase: Phase) -> Option<TemplateApproval> {
    let (at, until) = match audience {
        AudienceId::INTERNAL => return None,
        AUDIENCE_PARTNERS => (FIRST_READ, FIRST_READ + Minutes(YEAR.0 / 2)),
        // Still being argued about.
        AudienceId::STRATEGIC if phase == Phase::Resolution => return None,
        _ => (LAST_READ, LAST_READ + Minutes(YEAR.0 * 10)),
    };
    Some(TemplateApproval { legal: DANA, messaging: NOOR, at, until })
}

/// 3 March 2025.
const FIRST_READ: Timestamp = Timestamp(1_740_992_400_000);
/// 1 September 2025.
const LAST_READ: Timestamp = Timestamp(1_756_717_200_000);
const YEAR: Minutes = Minutes(365 * Minutes::DAY.0);
