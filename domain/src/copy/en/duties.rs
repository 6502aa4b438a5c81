//! Guidance: what each role does first, what a message of each phase should say, and how to behave.
//!
//! Written for somebody who has never done this and has no time to read.

use crate::catalogue::{Phase, Role};

/// What a role is for and what it does first.
#[derive(Clone, Copy, Debug)]
pub struct Guide {
    /// What the role answers for.
    pub purpose: &'static str,
    /// What to do, in order.
    pub steps: &'static [&'static str],
}

/// A word of the call and what it means there.
#[derive(Clone, Copy, Debug)]
pub struct Lingo {
    /// The word.
    pub word: &'static str,
    /// What it means.
    pub meaning: &'static str,
}

/// The guide of a role.
pub const fn guide(role: Role) -> &'static Guide {
    match role {
        Role::BusinessLead => &BUSINESS_LEAD,
        Role::TechnicalSlt => &TECHNICAL_SLT,
        Role::CustomerLiaison => &CUSTOMER_LIAISON,
        Role::MarketingOfficer => &MARKETING_OFFICER,
        Role::SocialOfficer => &SOCIAL_OFFICER,
        Role::MediaOfficer => &MEDIA_OFFICER,
        Role::LegalOfficer => &LEGAL_OFFICER,
        Role::MessagingOfficer => &MESSAGING_OFFICER,
        Role::EltApprover => &ELT_APPROVER,
        Role::Department(_) | Role::Custom(_) => &DEPARTMENT,
    }
}

const BUSINESS_LEAD: Guide = Guide {
    purpose: "You know what is happening, you decide, and you delegate all of the work.",
    steps: &[
        "Say your name and that you lead. Get everybody onto the call and into the chat.",
        "Check that the Customer Liaison can brief and the Technical SLT can take notes; then open \
         the briefing.",
        "Order the halts. Ask each officer how long it takes, and check back when that time is up.",
        "Plan the messages and say which audience comes first.",
        "Give every action to one named person. Before anything large, ask for strong objections.",
        "Keep the status true. It is the only one people go by.",
    ],
};

const TECHNICAL_SLT: Guide = Guide {
    purpose: "You write the first draft of everything that goes out, and it carries your voice.",
    steps: &[
        "Take notes in the briefing. Ask until you could write from them, then publish them.",
        "Say “enough to draft” when it is so; that lets the Customer Liaison go and listen.",
        "Start from the template. Answer the four questions beside the draft before you polish.",
        "Submit as soon as it is true and clear. Settle suggestions fast; tweaks can wait.",
        "When a strong objection comes, change the words it names and submit again.",
    ],
};

const CUSTOMER_LIAISON: Guide = Guide {
    purpose: "You connect the two incidents, and you answer for every technical statement we make.",
    steps: &[
        "Ask a standby to take over on the technical call. Do not leave it before they accept.",
        "Brief this group. “Unknown” is an answer; it stays yours to find out.",
        "Then go back to the technical call and listen. Relay what changes, and every new phase.",
        "Check each draft for accuracy from there, without waiting to be called.",
        "Once a message is approved, put it to the technical Incident Commander and record the \
         answer.",
    ],
};

const MARKETING_OFFICER: Guide = Guide {
    purpose: "You stop what marketing sends, start it again later, and mail approved messages.",
    steps: &[
        "When the halt is ordered, say how long you need and go through the list from the top.",
        "Add what is missing from the list. Exempt only what must go out, and say why.",
        "Attach proof where you can. Report once everything has stopped.",
        "Send approved personal messages when you are directed to, exactly as they were approved.",
        "At the end, wait for the order. Then decide about each activity: never release a backlog.",
    ],
};

const SOCIAL_OFFICER: Guide = Guide {
    purpose: "You stop what we post, then you listen, inside the company and outside.",
    steps: &[
        "Stop scheduled posts first; they go out by themselves. Then the other social campaigns.",
        "Report to the Business Lead once everything has stopped.",
        "Listen to what customers and colleagues say. Report what stands out: a shift in mood, a \
         question nobody can answer, another emergency.",
        "Reply only with words that were approved.",
        "At the end, social restarts before marketing, on order.",
    ],
};

const MEDIA_OFFICER: Guide = Guide {
    purpose: "You answer the press, analysts and officials who ask us about the incident.",
    steps: &[
        "Tell whoever may be called by the press to pass every inquiry to you.",
        "Note who asks, for whom they write, what they want to know and by when.",
        "Answer with approved words. Anything new goes through the same gates as a message.",
        "Tell the Business Lead when coverage changes what customers will ask.",
    ],
};

const LEGAL_OFFICER: Guide = Guide {
    purpose: "You advise from the first minute, and nothing goes out that breaks our obligations.",
    steps: &[
        "Do not wait for a draft: say early what must not be said, and whom we may have to tell.",
        "Limit advice to messaging responders where it should not spread.",
        "Review for law only. Say how long you need.",
        "Object strongly only where the words must not go out: quote them and name the rule.",
    ],
};

const MESSAGING_OFFICER: Guide = Guide {
    purpose: "You see to it that what we say follows our guidelines.",
    steps: &[
        "Read along while it is being drafted; suggest early.",
        "Review for the guidelines only; the tone is the Technical SLT's.",
        "Fix plain spelling yourself. Say how long you need.",
        "Object strongly only where a guideline leaves no choice: quote the words and name it.",
    ],
};

const ELT_APPROVER: Guide = Guide {
    purpose: "You give the company's last yes before the technical Incident Commander is asked.",
    steps: &[
        "Say how long you can be reached, and make sure that a backup stands by.",
        "Read the whole text of the version that the reviewers signed.",
        "Approve it, or return it with one clear reason.",
        "If you drafted any of it, a backup has to approve instead.",
    ],
};

const DEPARTMENT: Guide = Guide {
    purpose: "You speak for your part of the company and help where the others cannot.",
    steps: &[
        "Say your name and which part of the company you speak for.",
        "Tell the Business Lead what the incident does to your work and your customers.",
        "Report anything that runs abnormally, with where and since when.",
        "Take on what you are given: acknowledge it, estimate it, report when it is done.",
    ],
};

/// The guide of somebody who follows along without a role.
pub const OBSERVER: Guide = Guide {
    purpose: "You follow along. The status and every sent message are here for you.",
    steps: &[
        "Read the status before you ask.",
        "Do not speak on the call unless the Business Lead asks you.",
        "If customers or the press ask you, pass it on; do not answer from what you hear.",
    ],
};

/// Opens the checklist of a phase.
pub const ELEMENTS_INTRO: &str = "Does the text say";

/// What a message of a phase should say (R87); newest facts first when space is short.
pub const fn elements(phase: Phase) -> &'static [&'static str] {
    match phase {
        Phase::Detection | Phase::Investigation => INVESTIGATION,
        Phase::Identification => IDENTIFICATION,
        Phase::Monitoring => MONITORING,
        Phase::Resolution | Phase::Analysis | Phase::Publishing => RESOLUTION,
    }
}

const INVESTIGATION: &[&str] = &[
    "since when it has been going on",
    "what goes wrong, as a customer would put it",
    "which services are hit",
    "how far it reaches, if that is known",
    "what the reader should do now",
    "where to look for news",
    "when the next update comes at the latest",
];

const IDENTIFICATION: &[&str] = &[
    "what is new, first",
    "what contributed to it (inside the company only)",
    "which remedy is planned, and since when that is decided",
    "how long it may take (inside the company only)",
    "how readers can tell whether they are affected",
    "how serious it is",
    "when the next update comes at the latest",
];

const MONITORING: &[&str] = &[
    "that a remedy is in place, and since when",
    "what it has changed so far",
    "what to do if it shows again",
    "what to tell customers who ask",
    "which workarounds still help",
    "when the next update comes at the latest",
];

const RESOLUTION: &[&str] = &[
    "that it is over, and since when",
    "what ended it, if that helps the reader",
    "what to do if trouble persists",
    "which workarounds can be dropped",
    "when to expect a full account",
    "where to send questions from now on",
];

/// What to settle before writing (R87).
pub const SIZING_UP: [&str; 4] = [
    "What can the reader count on after reading this?",
    "How large or small is this, seen from where the reader stands?",
    "Who exactly gets it, and who is deliberately left out?",
    "Which technical details help the reader, and which do not?",
];

/// The card for somebody's first call (R57).
pub const ETIQUETTE: &[Lingo] = &[
    Lingo { word: "Say again", meaning: "I did not hear you. Repeat it, please." },
    Lingo { word: "Standby", meaning: "I heard you and need a moment. Do not go on without me." },
    Lingo { word: "Acknowledged", meaning: "I heard and understood. It promises nothing more." },
    Lingo { word: "Will do", meaning: "It is mine now. I will report when it is done." },
    Lingo {
        word: "Strong objection",
        meaning: "This must not happen, and I can say why. Anything less is a suggestion.",
    },
    Lingo { word: "I do not know", meaning: "A good answer, always better than a guess." },
];

#[cfg(test)]
mod tests {
    use super::{ETIQUETTE, SIZING_UP, elements, guide};
    use crate::catalogue::{Phase, Role};

    #[test]
    fn every_role_has_three_to_six_steps() {
        for role in Role::BUILT_IN {
            assert!((3..=6).contains(&guide(role).steps.len()), "{}", role.slug());
        }
    }

    #[test]
    fn every_message_phase_has_a_checklist_and_there_are_four_questions() {
        assert!(Phase::MESSAGING.into_iter().all(|phase| elements(phase).len() >= 5));
        assert!(SIZING_UP.iter().all(|question| question.ends_with('?')));
    }

    #[test]
    fn the_words_of_the_call_are_on_the_card() {
        let words: Vec<&str> = ETIQUETTE.iter().map(|lingo| lingo.word).collect();
        for word in ["Say again", "Standby", "Acknowledged", "Will do"] {
            assert!(words.contains(&word), "{word}");
        }
    }
}
