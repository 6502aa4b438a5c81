//! A redline as people read it: in one text or side by side, with whose doing each change is.
//! Screen readers hear where a change begins and ends, because few of them say it by themselves.

use crate::node::{Element, Node, el};
use muster_domain::hidden::shown;
use muster_domain::ids::PersonId;
use muster_domain::redline::{Change, Piece, Row, is_moved, rows};

/// What is drawn, and how.
pub struct Redline<'a> {
    /// The pieces.
    pub pieces: &'a [Piece],
    /// What a person is called.
    pub name: &'a dyn Fn(PersonId) -> String,
    /// Begins the ids of the changes, which are numbered from 1.
    pub id: &'a str,
}

impl Redline<'_> {
    /// Both texts in one.
    pub fn inline(&self) -> Element {
        el("p", "diff").with_all(self.run(self.pieces, self.id))
    }

    /// The earlier text beside the later one, under these headings.
    pub fn beside(&self, old: &str, new: &str) -> Element {
        let heading = |words: &str| el("th", "").set("scope", "col").with(words);
        let head = el("tr", "").with(heading(old)).with(heading(new));
        let mut before = 0;
        let body = rows(self.pieces).into_iter().map(|Row { old, new }| {
            // The changes of a row are found in its later text where there are any.
            let (left, right) = if runs(&new) > 0 { ("", self.id) } else { (self.id, "") };
            let count = runs(&new).max(runs(&old));
            let cell = |pieces: &[Piece], id: &str| {
                el("td", "redline__cell").with_all(self.numbered(pieces, id, before))
            };
            let row = el("tr", "").with(cell(&old, left)).with(cell(&new, right));
            before += count;
            row
        });
        let body: Vec<_> = body.collect();
        el("table", "redline__sides")
            .with(el("thead", "").with(head))
            .with(el("tbody", "").with_all(body))
    }

    /// Who did what, for the short marks behind the changes; nothing where nobody is known.
    pub fn legend(&self) -> Option<Element> {
        let changed = self.pieces.iter().filter(|piece| piece.change != Change::Kept);
        let mut people: Vec<PersonId> = Vec::new();
        for person in changed.filter_map(Piece::hand) {
            if !people.contains(&person) {
                people.push(person);
            }
        }
        let known = (!people.is_empty()).then(|| el("p", "meta"));
        let mark = |person: PersonId| {
            let name = (self.name)(person);
            let mark = el("span", "redline__who").with(initials(&name));
            el("span", "redline__person").with(mark).with(name)
        };
        known.map(|known| known.with_all(people.into_iter().map(mark)))
    }

    fn run(&self, pieces: &[Piece], id: &str) -> Vec<Node> {
        self.numbered(pieces, id, 0)
    }

    fn numbered(&self, pieces: &[Piece], id: &str, before: usize) -> Vec<Node> {
        let mut nodes = Vec::new();
        let (mut number, mut inside) = (before, false);
        for piece in pieces {
            if piece.change == Change::Kept {
                inside = false;
                nodes.push(shown(&piece.text).into());
                continue;
            }
            number += usize::from(!inside);
            let id = (!inside && !id.is_empty()).then(|| format!("{id}-{number}"));
            inside = true;
            nodes.extend(self.change(piece, id));
        }
        nodes
    }

    fn change(&self, piece: &Piece, id: Option<String>) -> Vec<Node> {
        let moved = is_moved(self.pieces, piece);
        let (mark, word) = match (piece.change, moved) {
            (Change::Deleted, false) => (el("del", "diff__del"), "deleted"),
            (Change::Deleted, true) => (el("del", "diff__del"), "moved from here"),
            (_, false) => (el("ins", "diff__ins"), "inserted"),
            (_, true) => (el("ins", "diff__ins"), "moved to here"),
        };
        let mark = match id {
            Some(id) => mark.set("id", &id).set("tabindex", "-1"),
            None => mark,
        };
        let mark = if moved { mark.set("data-moved", "true") } else { mark };
        let name = piece.hand().map(|person| (self.name)(person));
        let by = name.as_ref().map(|name| format!(" by {name}")).unwrap_or_default();
        let spoken = |words: String| -> Node { el("span", "spoken").with(words).into() };
        let who = name.map(|name| {
            let who = el("span", "redline__who").set("aria-hidden", "true").set("title", &name);
            who.with(initials(&name)).into()
        });
        let begin = spoken(format!(" {word}{by}: "));
        let end = spoken(format!(" end {} ", word.split(' ').next().unwrap_or_default()));
        [begin, mark.with(shown(&piece.text)).into(), end].into_iter().chain(who).collect()
    }
}

/// How many changes begin in these pieces.
fn runs(pieces: &[Piece]) -> usize {
    muster_domain::redline::changes(pieces)
}

/// `NH` for Noor Haddad.
fn initials(name: &str) -> String {
    let words = name.split_whitespace().filter(|word| word.starts_with(char::is_alphabetic));
    words.filter_map(|word| word.chars().next()).take(2).collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_leave_out_what_is_said_about_a_person() {
        assert_eq!(initials("Noor Haddad (you)"), "NH");
        assert_eq!(initials("somebody who left"), "sw");
    }
}
