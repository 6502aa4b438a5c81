//! Templates of messages, and their approvals ahead of any incident (R8, R9).

use crate::catalogue::{Phase, Role};
use crate::ids::{AudienceId, PersonId};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A message template: fixed text with named placeholders, per audience and phase (R8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    /// For whom.
    pub audience: AudienceId,
    /// In which phase.
    pub phase: Phase,
    /// Subject line.
    pub subject: String,
    /// Text with `{{fact}}` and `[[merge field]]` tokens.
    pub body: String,
    /// By whom its words were approved ahead of time, if they were (R9).
    #[serde(default)]
    pub approved: Option<TemplateApproval>,
    /// The first of the two approvals, while the other is missing; also a renewal.
    #[serde(default)]
    pub half: Option<HalfApproval>,
}

/// A template's approval ahead of any incident; it shortens no gate, it tells signers what they
/// know already (R9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateApproval {
    /// Who approved it for Legal.
    pub legal: PersonId,
    /// Who approved it for Messaging.
    pub messaging: PersonId,
    /// When the later of the two did.
    pub at: Timestamp,
    /// Until when it holds.
    pub until: Timestamp,
}

/// One office's approval of a template; with the other's it becomes a [`TemplateApproval`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HalfApproval {
    /// For which office.
    pub office: Office,
    /// Who, in their own name.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
    /// Until when it holds.
    pub until: Timestamp,
}

/// Whose approval a template needs (R9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Office {
    /// The Legal Officer's.
    Legal,
    /// The Messaging Officer's.
    Messaging,
}

impl Office {
    /// The role whose people speak for the office.
    pub const fn role(self) -> Role {
        match self {
            Self::Legal => Role::LegalOfficer,
            Self::Messaging => Role::MessagingOfficer,
        }
    }
}

impl Template {
    /// Writes it anew; an approval was of the old words and ends with them (R9).
    pub fn write(&mut self, subject: String, body: String) {
        if (&self.subject, &self.body) != (&subject, &body) {
            (self.approved, self.half) = (None, None);
        }
        (self.subject, self.body) = (subject, body);
    }
}

#[cfg(test)]
mod tests {
    use super::{Template, TemplateApproval};
    use crate::catalogue::Phase;
    use crate::ids::{AudienceId, PersonId};
    use crate::time::Timestamp;

    // [R9]
    #[test]
    fn editing_a_template_ends_its_approval_and_saving_it_as_it_was_does_not() {
        let (legal, messaging) = (PersonId(1), PersonId(2));
        let (at, until) = (Timestamp(1), Timestamp(2));
        let mut template = Template {
            audience: AudienceId::INTERNAL,
            phase: Phase::Resolution,
            subject: "Over".into(),
            body: "It is over.".into(),
            approved: Some(TemplateApproval { legal, messaging, at, until }),
            half: None,
        };
        template.write("Over".into(), "It is over.".into());
        assert!(template.approved.is_some());
        template.write("Over".into(), "It is all over.".into());
        assert_eq!(template.approved, None);
    }
}
