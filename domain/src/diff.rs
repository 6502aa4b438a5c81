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
