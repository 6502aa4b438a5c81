//! The initial briefing: eight questions, notes, and "enough to draft" (requirements §2.2, §4.1).

use crate::time::Timestamp;
use crate::words::Words;
use serde::{Deserialize, Serialize};

/// The eight briefing questions (R43). Their answers are the incident's facts (R47).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// When the technical incident began.
    StartTime,
    /// The error that set it off.
    Trigger,
    /// Customers affected now.
    AffectedNow,
    /// Customers affected at worst.
    AffectedWorst,
    /// Business services affected.
    Services,
    /// What a customer sees.
    CustomerEffect,
    /// When to expect news.
    NextNews,
    /// Anything else.
    AnythingElse,
}

impl Question {
    /// All questions in the order they are asked.
    pub const ALL: [Self; 8] = [
        Self::StartTime,
        Self::Trigger,
        Self::AffectedNow,
        Self::AffectedWorst,
        Self::Services,
        Self::CustomerEffect,
        Self::NextNews,
        Self::AnythingElse,
    ];

    /// The token that stands for this fact in a message: `{{token}}`.
    pub const fn token(self) -> &'static str {
        match self {
            Self::StartTime => "start time",
            Self::Trigger => "trigger",
            Self::AffectedNow => "affected now",
            Self::AffectedWorst => "affected at worst",
            Self::Services => "services",
            Self::CustomerEffect => "customer effect",
            Self::NextNews => "next update",
            Self::AnythingElse => "anything else",
        }
    }

    /// The fact a token stands for.
    pub fn of_token(token: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|q| q.token().eq_ignore_ascii_case(token.trim()))
    }
}

/// An answer; "unknown" is one, and makes a debt of the Customer Liaison (R43).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// What is known.
    Known(Words),
    /// Not known yet.
    Unknown,
}

/// An answer and its age.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// What it answers.
    pub question: Question,
    /// The answer.
    pub answer: Answer,
    /// Since when it is the answer (R47 shows its age).
    pub at: Timestamp,
}

/// How far the briefing is.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Briefing {
    /// Current answers, one per question at most.
    pub facts: Vec<Fact>,
    /// The published notes (R44).
    pub notes: Option<Notes>,
    /// When the Technical SLT said "enough to draft" (R45).
    pub enough: Option<Timestamp>,
}

/// Published briefing notes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notes {
    /// The notes.
    pub text: Words,
    /// When they were published.
    pub at: Timestamp,
}

impl Briefing {
    /// The current answer to a question.
    pub fn fact(&self, question: Question) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.question == question)
    }

    /// Questions nobody has answered, and those answered "unknown".
    pub fn open(&self) -> impl Iterator<Item = Question> + '_ {
        Question::ALL
            .into_iter()
            .filter(|q| self.fact(*q).is_none_or(|fact| fact.answer == Answer::Unknown))
    }
}
