//! The approved template that a message starts from (R9), and whether its words still stand.

use crate::chain::Digest;
use crate::message::Content;
use crate::organisation::{Template, TemplateApproval};
use crate::render::text_digest;
use serde::{Deserialize, Serialize};

/// What a message started from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Who approved the template, and until when.
    pub approved: TemplateApproval,
    /// Tells its words from any others.
    pub words: Digest,
}

impl Origin {
    /// The origin of a text from a template; none where the template was never approved.
    pub fn of(template: &Template) -> Option<Self> {
        let words = words(&template.subject, &template.body);
        template.approved.map(|approved| Self { approved, words })
    }

    /// Whether nobody has changed a word since. Facts that were filled in change none.
    pub fn is_unchanged(&self, content: &Content) -> bool {
        words(content.subject.shown(), content.body.shown()) == self.words
    }
}

fn words(subject: &str, body: &str) -> Digest {
    text_digest(&[subject.trim(), body.trim()].join("\n\n"))
}

#[cfg(test)]
mod tests {
    use super::Origin;
    use crate::catalogue::Phase;
    use crate::ids::{AudienceId, PersonId};
    use crate::message::Content;
    use crate::organisation::{Template, TemplateApproval};
    use crate::time::Timestamp;

    // [R9]
    #[test]
    fn a_text_is_the_templates_until_somebody_changes_a_word() {
        let (legal, messaging) = (PersonId(1), PersonId(2));
        let (at, until) = (Timestamp(1), Timestamp(2));
        let template = Template {
            audience: AudienceId::INTERNAL,
            phase: Phase::Resolution,
            subject: "Over".into(),
            body: "It began at {{start time}}.\n".into(),
            approved: Some(TemplateApproval { legal, messaging, at, until }),
            half: None,
        };
        let content = |body: &str| Content {
            subject: "Over".into(),
            body: body.into(),
            ..Content::default()
        };
        let unchanged = |body| Origin::of(&template).map(|it| it.is_unchanged(&content(body)));
        assert_eq!(unchanged("It began at {{start time}}."), Some(true), "but for a line's end");
        assert_eq!(unchanged("It began at {{start time}}!"), Some(false));
        assert_eq!(Origin::of(&Template { approved: None, ..template.clone() }), None);
    }
}
