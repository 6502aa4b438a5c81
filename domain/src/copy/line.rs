//! A line of the timeline, whatever its language.

/// Who did what, in which capacity, and what they said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The person's name, the commander's, or the product's own for what follows by rule.
    pub who: String,
    /// The seat whose authority the act used, such as "Legal Officer, backup 1" (R141).
    pub capacity: Option<String>,
    /// What happened, to be read after `who`.
    pub what: String,
    /// What was said, word by word; a stand-in where this reader may not see it.
    pub words: Option<String>,
    /// How it is meant to be felt.
    pub tone: Tone,
}

/// How a line is meant to be felt; always shown beside words, never alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Tone {
    /// One of many.
    #[default]
    Plain,
    /// A step forward.
    Good,
    /// Somebody should look.
    Attention,
    /// Something is stopped or wrong.
    Trouble,
}
