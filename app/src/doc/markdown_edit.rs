//! What the buttons above the text do: light Markdown around the selection, and away again. Pure.

use super::binding::{Selection, byte_at, part, units};
use muster_text::Edit;

/// A button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// Important words.
    Bold,
    /// A heading of its own line.
    Heading,
    /// Items of a list.
    List,
    /// Words that lead somewhere.
    Link,
}

impl Tool {
    /// All of them, as they stand.
    pub const ALL: [Self; 4] = [Self::Bold, Self::Heading, Self::List, Self::Link];

    /// What it is called.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Bold => "Bold",
            Self::Heading => "Heading",
            Self::List => "List",
            Self::Link => "Link",
        }
    }

    /// Whether the selection has it already; nothing for what is only ever put in.
    pub fn is_on(self, text: &str, at: Selection) -> Option<bool> {
        match self {
            Self::Bold => Some(wrapped(text, at)),
            Self::Heading => Some(every_line(text, at, "## ")),
            Self::List => Some(every_line(text, at, "- ")),
            Self::Link => None,
        }
    }

    /// What it changes, and what is selected afterwards.
    pub fn press(self, text: &str, at: Selection) -> (Edit, Selection) {
        match self {
            Self::Bold => bold(text, at),
            Self::Heading => prefix(text, at, "## "),
            Self::List => prefix(text, at, "- "),
            Self::Link => link(text, at),
        }
    }
}

/// What marks bold words.
const STARS: &str = "**";
/// What a new link leads to until somebody says where.
const ADDRESS: &str = "https://";

fn wrapped(text: &str, at: Selection) -> bool {
    let before = part(text, 0, at.start);
    let after = part(text, at.end, u32::MAX);
    before.ends_with(STARS) && after.starts_with(STARS)
}

fn bold(text: &str, at: Selection) -> (Edit, Selection) {
    let words = part(text, at.start, at.end);
    let (start, end) = (at.start, at.end);
    if wrapped(text, at) {
        let edit = Edit { at: start - 2, removed: end - start + 4, inserted: words.into() };
        return (edit, Selection { start: start - 2, end: end - 2, ..at });
    }
    let inserted = format!("{STARS}{words}{STARS}");
    let edit = Edit { at: start, removed: end - start, inserted };
    (edit, Selection { start: start + 2, end: end + 2, ..at })
}

fn link(text: &str, at: Selection) -> (Edit, Selection) {
    let words = part(text, at.start, at.end);
    let edit = Edit {
        at: at.start,
        removed: at.end - at.start,
        inserted: format!("[{words}]({ADDRESS})"),
    };
    let selection = if words.is_empty() {
        Selection::caret(at.start + 1)
    } else {
        let start = at.end + 3;
        Selection { start, end: start + units(ADDRESS), backward: false }
    };
    (edit, selection)
}

/// The lines that the selection touches: from where, and their text.
fn lines(text: &str, at: Selection) -> (u32, &str) {
    let (from, to) = (byte_at(text, at.start), byte_at(text, at.end));
    let (before, after) =
        (text.get(..from).unwrap_or_default(), text.get(to..).unwrap_or_default());
    let start = before.rfind('\n').map_or(0, |line| line + 1);
    let end = after.find('\n').map_or(text.len(), |line| to + line);
    (units(before.get(..start).unwrap_or_default()), text.get(start..end).unwrap_or_default())
}

fn every_line(text: &str, at: Selection, mark: &str) -> bool {
    let (_, lines) = lines(text, at);
    !lines.is_empty() && lines.split('\n').all(|line| line.is_empty() || line.starts_with(mark))
}

/// Puts a mark before every line, or takes it away where all have it.
fn prefix(text: &str, at: Selection, mark: &str) -> (Edit, Selection) {
    let off = every_line(text, at, mark);
    let (from, old) = lines(text, at);
    let single = !old.contains('\n');
    let changed = old.split('\n').map(|line| match line.strip_prefix(mark) {
        Some(rest) if off => rest.to_string(),
        Some(_) => line.to_string(),
        None if off || (line.is_empty() && !single) => line.to_string(),
        None => format!("{mark}{line}"),
    });
    let inserted = changed.collect::<Vec<_>>().join("\n");
    let edit = Edit { at: from, removed: units(old), inserted };
    let end = from + units(&edit.inserted);
    let selection = if at.is_caret() {
        let grown = i64::from(units(&edit.inserted)) - i64::from(edit.removed);
        let caret = (i64::from(at.start) + grown).clamp(i64::from(from), i64::from(end));
        Selection::caret(u32::try_from(caret).unwrap_or(end))
    } else {
        Selection { start: from, end, ..at }
    };
    (edit, selection)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn over(start: u32, end: u32) -> Selection {
        Selection { start, end, backward: false }
    }

    /// Presses a button, and says what stands there and which words are selected.
    fn pressed(tool: Tool, text: &str, at: Selection) -> (String, String) {
        let (edit, selection) = tool.press(text, at);
        let now = edit.done(text);
        let words = part(&now, selection.start, selection.end).to_string();
        (now, words)
    }

    #[test]
    fn bold_goes_around_the_words_and_away_again() {
        let (text, words) = pressed(Tool::Bold, "we are sorry", over(3, 6));
        assert_eq!((text.as_str(), words.as_str()), ("we **are** sorry", "are"));
        assert_eq!(Tool::Bold.is_on(&text, over(5, 8)), Some(true));
        let (text, words) = pressed(Tool::Bold, &text, over(5, 8));
        assert_eq!((text.as_str(), words.as_str()), ("we are sorry", "are"));
    }

    #[test]
    fn a_list_takes_every_line_that_is_touched_and_leaves_the_empty_ones() {
        let (text, words) = pressed(Tool::List, "a\none\n\ntwo\nb", over(3, 8));
        assert_eq!(text, "a\n- one\n\n- two\nb");
        assert_eq!(words, "- one\n\n- two");
        assert_eq!(Tool::List.is_on(&text, over(2, 14)), Some(true));
        let (text, _) = pressed(Tool::List, &text, over(2, 14));
        assert_eq!(text, "a\none\n\ntwo\nb");
    }

    #[test]
    fn a_heading_is_begun_where_the_caret_is_and_the_caret_goes_along() {
        let (edit, selection) = Tool::Heading.press("intro\nTitle", Selection::caret(8));
        assert_eq!(edit.done("intro\nTitle"), "intro\n## Title");
        assert_eq!(selection, Selection::caret(11));
        let (edit, selection) = Tool::List.press("", Selection::caret(0));
        assert_eq!((edit.inserted.as_str(), selection), ("- ", Selection::caret(2)));
    }

    #[test]
    fn a_link_asks_for_its_address_or_for_its_words() {
        let (text, words) = pressed(Tool::Link, "see \u{1F600} status", over(7, 13));
        assert_eq!(
            (text.as_str(), words.as_str()),
            ("see \u{1F600} [status](https://)", "https://")
        );
        let (edit, selection) = Tool::Link.press("", Selection::caret(0));
        assert_eq!((edit.inserted.as_str(), selection), ("[](https://)", Selection::caret(1)));
    }
}
