//! Free text that may be withheld from a viewer or erased later.

use serde::{Deserialize, Serialize};

/// What somebody wrote, or the fact that it is not shown here.
///
/// Withheld words are `null` on the wire. That something was said is never hidden, only what
/// (decision 22); erasing personal data leaves the same trace (decision 21).
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Words(Option<Box<str>>);

impl Words {
    /// Words that nobody may see here.
    pub const WITHHELD: Self = Self(None);

    /// Words as they were said.
    pub fn said(text: &str) -> Self {
        Self(Some(text.into()))
    }

    /// The text, unless withheld.
    pub fn text(&self) -> Option<&str> {
        self.0.as_deref()
    }

    /// The text, or nothing where it is withheld.
    pub fn shown(&self) -> &str {
        self.text().unwrap_or_default()
    }

    /// Whether the text is not shown here.
    pub fn is_withheld(&self) -> bool {
        self.0.is_none()
    }

    /// Takes the text away. An empty one stays: nothing was said, and applying an event may leave a
    /// note empty by itself (decision 22).
    pub fn withhold(&mut self) {
        self.0.take_if(|text| !text.is_empty());
    }
}

impl From<&str> for Words {
    fn from(text: &str) -> Self {
        Self::said(text)
    }
}

impl From<String> for Words {
    fn from(text: String) -> Self {
        Self(Some(text.into_boxed_str()))
    }
}
