//! What is worth another look in a text (R96): read before every submission, blocking none.
//!
//! Plain words in, places out. The rules are few and crude on purpose: a hint that is wrong costs
//! a glance, and whoever writes has the last word.

mod names;
mod phrases;

use crate::briefing::Question;
use crate::catalogue::Phase;
use crate::hidden::is_hidden;
use crate::list::sort_by_key;
use crate::tokens;

/// A place in a text, in UTF-16 units, and what it may have to do with. The place of something
/// that is missing is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hint {
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
}

/// What may be wrong with a place; [`crate::copy::en::hint`] says it in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Customers are promised a time of repair.
    PromisedFix,
    /// "Outage", which says that everything was down.
    Outage,
    /// The name of a machine, or an address that only works inside.
    InternalName,
    /// A guess.
    Guess,
    /// Somebody outside is blamed.
    Blame,
    /// Characters that nobody sees.
    Hidden,
    /// Nothing says when the next news comes.
    NoNextUpdate,
}

/// What the rules need to know beside the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About {
    /// The readers are colleagues, who may be told a time.
    pub internal: bool,
    /// The phase; after the last there is no next update.
    pub phase: Phase,
}

/// Hints on one text; a screen full of them would not be read.
const HINTS_MAX: usize = 40;

/// Everything worth another look in a text, from its beginning to its end.
pub fn hints(text: &str, about: About) -> Vec<Hint> {
    let words = words(text);
    let mut hints = Vec::new();
    for sentence in words.split_inclusive(|word| word.ends) {
        hints.extend(phrases::hints(sentence, about.internal));
    }
    hints.extend(words.iter().filter(|word| names::is_internal(word.text)).map(|word| Hint {
        start: word.start,
        end: word.start + units(word.text),
        kind: Kind::InternalName,
    }));
    hints.extend(hidden(text));
    sort_by_key(&mut hints, |hint| hint.start);
    let has_words = !text.trim().is_empty();
    if has_words && about.phase != Phase::Resolution && !tells_next(text, &words) {
        let end = units(text);
        hints.insert(0, Hint { start: end, end, kind: Kind::NoNextUpdate });
    }
    hints.truncate(HINTS_MAX);
    hints
}

/// The words that a hint is about.
pub fn quoted(text: &str, hint: Hint) -> String {
    let units = text.encode_utf16().skip(hint.start).take(hint.end - hint.start);
    char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// A word without the marks around it.
#[derive(Clone, Copy)]
struct Word<'a> {
    text: &'a str,
    start: usize,
    /// A sentence ends after it.
    ends: bool,
}

impl Word<'_> {
    fn is(&self, other: &str) -> bool {
        self.text.eq_ignore_ascii_case(other)
    }

    fn is_one_of(&self, others: &[&str]) -> bool {
        others.iter().any(|other| self.is(other))
    }

    fn has_digit(&self) -> bool {
        self.text.bytes().any(|byte| byte.is_ascii_digit())
    }
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut start = 0;
    for piece in text.split_inclusive(char::is_whitespace) {
        let bare = piece.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '{');
        let lead = piece.get(..piece.len() - bare.len()).unwrap_or_default();
        let word = bare.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '}');
        let tail = bare.get(word.len()..).unwrap_or_default();
        let ends = tail.contains(['.', '!', '?', ';', '\n']);
        if !word.is_empty() {
            words.push(Word { text: word, start: start + units(lead), ends });
        } else if let Some(last) = words.last_mut() {
            last.ends |= piece.contains('\n');
        }
        start += units(piece);
    }
    words
}

/// Whether some sentence says when news comes: a word of news and a time, or the fact itself.
fn tells_next(text: &str, words: &[Word<'_>]) -> bool {
    const NEWS: [&str; 10] =
        ["update", "updates", "news", "again", "hear", "write", "post", "tell", "inform", "call"];
    const TIMES: [&str; 8] =
        ["hour", "hours", "minutes", "noon", "midnight", "tonight", "today", "tomorrow"];
    let news = |sentence: &[Word<'_>]| {
        let told = sentence.iter().any(|word| word.is_one_of(&NEWS));
        told && sentence.iter().any(|word| word.has_digit() || word.is_one_of(&TIMES))
    };
    tokens::facts(text).any(|token| Question::of_token(token) == Some(Question::NextNews))
        || words.split_inclusive(|word| word.ends).any(news)
}

/// Runs of characters that nobody sees.
fn hidden(text: &str) -> Vec<Hint> {
    let mut hints: Vec<Hint> = Vec::new();
    let (mut start, mut before) = (0, None);
    for letter in text.chars() {
        let end = start + letter.len_utf16();
        if is_hidden(letter, before) {
            match hints.last_mut().filter(|last| last.end == start) {
                Some(last) => last.end = end,
                None => hints.push(Hint { start, end, kind: Kind::Hidden }),
            }
        }
        (start, before) = (end, Some(letter));
    }
    hints
}

#[cfg(test)]
mod tests;
