//! What a part is told: plain data.

use muster_domain::diff::Piece;
use muster_domain::time::Timestamp;
use std::rc::Rc;

/// What a colour says; the shape and the words say it too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Tone {
    /// Nothing particular.
    #[default]
    Plain,
    /// Done, here, at work.
    Ok,
    /// Waits for somebody.
    Wait,
    /// Stopped, objected, missing, late.
    Stop,
}

impl Tone {
    /// The value of `data-tone` in the style sheets.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Ok => "ok",
            Self::Wait => "wait",
            Self::Stop => "stop",
        }
    }
}

/// A run inside a line of text.
#[derive(Clone, Debug)]
pub enum Bit {
    /// Plain text.
    Text(String),
    /// Text that matters.
    Strong(String),
    /// How long ago: `6 min`.
    Since(Timestamp),
    /// How long still: `in 4 min`, or `2 min late`.
    Until(Timestamp),
    /// Time of day: `14:05`.
    At(Timestamp),
    /// Day and time: `24 Nov, 14:05`.
    On(Timestamp),
    /// A lock, with the word "Confidential".
    Confidential,
    /// A link inside the app or out of it.
    Link(String, String),
}

impl Bit {
    /// Plain text.
    #[inline(never)]
    pub fn text(text: &str) -> Self {
        Self::Text(text.into())
    }
}

/// A line of text.
pub type Line = Vec<Bit>;

/// A line without anything particular.
pub fn plain(text: impl AsRef<str>) -> Line {
    vec![Bit::text(text.as_ref())]
}

/// A state as shape, word and colour.
#[derive(Clone, Debug)]
pub struct Chip {
    /// The colour and the shape.
    pub tone: Tone,
    /// The words.
    pub line: Line,
}

impl Chip {
    /// A chip with plain words.
    pub fn new(tone: Tone, text: impl AsRef<str>) -> Self {
        Self::made(tone, text.as_ref())
    }

    #[inline(never)]
    fn made(tone: Tone, text: &str) -> Self {
        Self { tone, line: vec![Bit::text(text)] }
    }
}

/// What a press does.
pub type Press = Rc<dyn Fn()>;

/// How much a button asks to be pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Weight {
    /// One of several.
    #[default]
    Plain,
    /// What is most likely wanted.
    Main,
    /// Says no, or ends something.
    Harsh,
    /// Rarely needed: text only.
    Quiet,
}

impl Weight {
    /// The value of `data-weight` in the style sheets.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Main => "main",
            Self::Harsh => "harsh",
            Self::Quiet => "quiet",
        }
    }
}

/// A button.
#[derive(Clone)]
pub struct Action {
    /// What it does, as a verb.
    pub label: String,
    /// How it looks.
    pub weight: Weight,
    /// Why it cannot be pressed now, if so; the button stays, so that people learn what is missing.
    pub why_not: Option<String>,
    /// What it does.
    pub press: Press,
}

impl Action {
    /// The same with another weight.
    #[must_use]
    pub fn weigh(mut self, weight: Weight) -> Self {
        self.weight = weight;
        self
    }
}

/// A step of a chain.
#[derive(Clone, Debug)]
pub struct Step {
    /// What the step is.
    pub name: String,
    /// Whose, or what came of it.
    pub note: String,
    /// Done, waited for, stopped, or still ahead.
    pub tone: Tone,
}

/// One thing in a list.
#[derive(Clone, Default)]
pub struct Row {
    /// Tells it from all others of its card.
    pub key: String,
    /// A heading above it, where a new group begins.
    pub group: Option<String>,
    /// What it is.
    pub title: Line,
    /// Where its title leads.
    pub href: Option<String>,
    /// Its state.
    pub chip: Option<Chip>,
    /// Smaller lines below the title.
    pub lines: Vec<Line>,
    /// Words somebody wrote, shown as such.
    pub quote: Option<String>,
    /// How far it is, as a chain of steps.
    pub chain: Vec<Step>,
    /// The difference between two texts.
    pub difference: Vec<Piece>,
    /// What can be done with it.
    pub actions: Vec<Action>,
}

impl Row {
    /// A row with a plain title.
    pub fn new(key: impl AsRef<str>, title: impl AsRef<str>) -> Self {
        Self::made(key.as_ref(), title.as_ref())
    }

    /// Apart and not generic, because it is compiled into every page otherwise.
    #[inline(never)]
    fn made(key: &str, title: &str) -> Self {
        Self { key: key.into(), title: vec![Bit::text(title)], ..Self::default() }
    }

    /// Identity in the document: a row whose buttons change is drawn anew, so that nobody presses
    /// a button that took the place of another under their finger.
    pub fn identity(&self) -> String {
        self.actions.iter().fold(self.key.clone(), |key, action| key + "|" + &action.label)
    }
}

/// A titled part of a page.
#[derive(Clone, Default)]
pub struct Card {
    /// Names it for the style sheets, and tells it from all others of the page.
    pub key: &'static str,
    /// Its heading.
    pub title: String,
    /// Beside the heading.
    pub chip: Option<Chip>,
    /// Large text at the top.
    pub lead: Option<String>,
    /// Smaller lines below it.
    pub lines: Vec<Line>,
    /// The list.
    pub rows: Vec<Row>,
    /// Said where the list is empty; nothing where it may be.
    pub empty: &'static str,
    /// What can be done.
    pub actions: Vec<Action>,
    /// Its list stays folded until somebody opens it.
    pub folded: bool,
}

impl Card {
    /// A card with a heading.
    pub fn new(key: &'static str, title: impl AsRef<str>) -> Self {
        Self::made(key, title.as_ref())
    }

    #[inline(never)]
    fn made(key: &'static str, title: &str) -> Self {
        Self { key, title: title.into(), ..Self::default() }
    }
}
