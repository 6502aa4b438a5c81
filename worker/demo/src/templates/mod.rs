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
use muster_domain::catalogue::Phase;
use muster_domain::ids::AudienceId;
use muster_domain::organisation::Template;

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
    Template { audience, phase, subject: subject.into(), body: body.into() }
}
