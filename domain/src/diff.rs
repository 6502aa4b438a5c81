//! The difference between two texts, word by word, for people who sign.
//!
//! Shortest edit script over words and the space between them (Myers), so that a reviewer sees
//! whole words struck out and put in. The work is bounded: two texts that have nothing in common
//! are shown as one removal and one addition.

use serde::{Deserialize, Serialize};

/// A run of text in a difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Piece {
    /// In both texts.
    Same(String),
    /// Only in the earlier text.
    Removed(String),
    /// Only in the later text.
    Added(String),
}

/// Edits beyond which two texts count as different throughout: a rewrite is read as a rewrite, and
/// the work stays below `EDITS_MAX²` steps.
const EDITS_MAX: usize = 500;

/// What turns `old` into `new`.
pub fn words(old: &str, new: &str) -> Vec<Piece> {
    let (a, b) = (tokens(old), tokens(new));
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let room = a.len().min(b.len()) - head;
    let tail = a.iter().rev().zip(b.iter().rev()).take(room).take_while(|(x, y)| x == y).count();
    let mut pieces = Pieces::default();
    a.iter().take(head).for_each(|word| pieces.push(Kind::Same, word));
    let middle_a = a.get(head..a.len() - tail).unwrap_or_default();
    let middle_b = b.get(head..b.len() - tail).unwrap_or_default();
    middle(middle_a, middle_b, &mut pieces);
    a.iter().skip(a.len() - tail).for_each(|word| pieces.push(Kind::Same, word));
    pieces.0.into_iter().map(|(kind, text)| kind.piece(text)).collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Same,
    Removed,
    Added,
}

impl Kind {
    fn piece(self, text: String) -> Piece {
        match self {
            Self::Same => Piece::Same(text),
            Self::Removed => Piece::Removed(text),
            Self::Added => Piece::Added(text),
        }
    }
}

#[derive(Default)]
struct Pieces(Vec<(Kind, String)>);

impl Pieces {
    fn push(&mut self, kind: Kind, text: &str) {
        match self.0.last_mut() {
            Some((last, run)) if *last == kind => run.push_str(text),
            _ => self.0.push((kind, text.into())),
        }
    }
}

/// Words, and the runs of space and punctuation between them.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut start = 0;
    let mut previous = None;
    for (at, c) in text.char_indices() {
        let class = if c.is_alphanumeric() { 1 } else { 2 };
        if previous.is_some_and(|p| p != class || class == 2) {
            tokens.extend(text.get(start..at));
            start = at;
        }
        previous = Some(class);
    }
    if start < text.len() {
        tokens.extend(text.get(start..));
    }
    tokens
}

/// The part between the common head and tail.
fn middle(a: &[&str], b: &[&str], pieces: &mut Pieces) {
    let Some(script) = shortest(a, b) else {
        for word in a {
            pieces.push(Kind::Removed, word);
        }
        for word in b {
            pieces.push(Kind::Added, word);
        }
        return;
    };
    let (mut x, mut y) = (0, 0);
    for kind in script {
        let word = if kind == Kind::Added { b.get(y) } else { a.get(x) };
        pieces.push(kind, word.copied().unwrap_or_default());
        x += usize::from(kind != Kind::Added);
        y += usize::from(kind != Kind::Removed);
    }
}

/// Myers' greedy algorithm; `None` beyond [`EDITS_MAX`] edits.
fn shortest(a: &[&str], b: &[&str]) -> Option<Vec<Kind>> {
    let max = (a.len() + b.len()).min(EDITS_MAX);
    let mut frontier: Vec<usize> = vec![0; 2 * max + 3];
    let at = |k: isize| usize::try_from(k + isize::try_from(max).unwrap_or(0) + 1).unwrap_or(0);
    let get = |v: &[usize], k: isize| v.get(at(k)).copied().unwrap_or(0);
    let mut trace = Vec::new();
    for edits in 0..=isize::try_from(max).ok()? {
        trace.push(frontier.clone());
        for k in (-edits..=edits).step_by(2) {
            let down = k == -edits || (k != edits && get(&frontier, k - 1) < get(&frontier, k + 1));
            let mut x =
                if down { get(&frontier, k + 1) } else { get(&frontier, k - 1).saturating_add(1) };
            let mut y = usize::try_from(isize::try_from(x).ok()? - k).unwrap_or(0);
            while a.get(x).is_some() && a.get(x) == b.get(y) {
                x += 1;
                y += 1;
            }
            if let Some(slot) = frontier.get_mut(at(k)) {
                *slot = x;
            }
            if x >= a.len() && y >= b.len() {
                return Some(backtrack(&trace, a.len(), b.len(), max));
            }
        }
    }
    None
}

/// Walks the recorded frontiers back from the end.
fn backtrack(trace: &[Vec<usize>], x_end: usize, y_end: usize, max: usize) -> Vec<Kind> {
    let signed = |n: usize| isize::try_from(n).unwrap_or(isize::MAX);
    let get = |v: &[usize], k: isize| {
        usize::try_from(k + signed(max) + 1).ok().and_then(|at| v.get(at).copied()).unwrap_or(0)
    };
    let (mut x, mut y) = (signed(x_end), signed(y_end));
    let mut script = Vec::new();
    for (edits, frontier) in trace.iter().enumerate().rev() {
        let (edits, k) = (signed(edits), x - y);
        let down = k == -edits || (k != edits && get(frontier, k - 1) < get(frontier, k + 1));
        let from = if down { k + 1 } else { k - 1 };
        let (x_from, y_from) = (signed(get(frontier, from)), signed(get(frontier, from)) - from);
        while x > x_from.max(0) && y > y_from.max(0) {
            script.push(Kind::Same);
            x -= 1;
            y -= 1;
        }
        if edits == 0 {
            break;
        }
        script.push(if down { Kind::Added } else { Kind::Removed });
        (x, y) = (x_from, y_from);
    }
    script.reverse();
    script
}

#[cfg(test)]
mod tests {
    use super::{Piece, words};
    use proptest::prelude::*;

    fn same(text: &str) -> Piece {
        Piece::Same(text.into())
    }

    fn removed(text: &str) -> Piece {
        Piece::Removed(text.into())
    }

    fn added(text: &str) -> Piece {
        Piece::Added(text.into())
    }

    /// The earlier and the later text, put together again.
    fn sides(pieces: &[Piece]) -> (String, String) {
        let (mut old, mut new) = (String::new(), String::new());
        for piece in pieces {
            match piece {
                Piece::Same(text) => {
                    old.push_str(text);
                    new.push_str(text);
                }
                Piece::Removed(text) => old.push_str(text),
                Piece::Added(text) => new.push_str(text),
            }
        }
        (old, new)
    }

    #[test]
    fn equal_texts_are_one_piece_and_empty_ones_none() {
        assert_eq!(words("Payments fail.", "Payments fail."), [same("Payments fail.")]);
        assert_eq!(words("", ""), []);
        assert_eq!(words("", "new"), [added("new")]);
        assert_eq!(words("old", ""), [removed("old")]);
    }

    // [R90]
    #[test]
    fn whole_words_are_struck_out_and_put_in() {
        let pieces =
            words("About 400 customers are affected.", "About 412 customers are affected.");
        let expected =
            [same("About "), removed("400"), added("412"), same(" customers are affected.")];
        assert_eq!(pieces, expected);
    }

    #[test]
    fn letters_beyond_ascii_are_letters() {
        assert_eq!(words("Störung", "Störungen"), [removed("Störung"), added("Störungen")]);
    }

    #[test]
    fn a_rewrite_is_read_as_a_rewrite() {
        let text = |letter| (0..600).map(|n| format!("{letter}{n}")).collect::<Vec<_>>();
        let (old, new) = (text("a").join(" "), text("b").join("-"));
        assert!(matches!(words(&old, &new).as_slice(), [Piece::Removed(_), Piece::Added(_)]));
    }

    proptest! {
        // [R90]
        #[test]
        fn both_texts_can_be_read_from_the_difference(
            old in "[ab .\n{}é]{0,60}",
            new in "[ab .\n{}é]{0,60}",
        ) {
            let (before, after) = sides(&words(&old, &new));
            prop_assert_eq!((before, after), (old, new));
        }

        #[test]
        fn what_is_the_same_is_found(text in "[a-d ]{0,40}", cut in 0usize..40) {
            let cut = cut.min(text.len());
            let (head, tail) = text.split_at(cut);
            let longer = format!("{head} zzz {tail}");
            let kept: usize = words(&text, &longer).iter().map(|piece| match piece {
                Piece::Removed(text) => text.len(),
                Piece::Same(_) | Piece::Added(_) => 0,
            }).sum();
            // At most the word that was cut in two is struck out.
            let word = |s: &str| s.chars().take_while(char::is_ascii_alphabetic).count();
            let split = word(&head.chars().rev().collect::<String>()) + word(tail);
            prop_assert!(kept <= split, "{kept} characters struck out of {text:?} to {longer:?}");
        }
    }
}
