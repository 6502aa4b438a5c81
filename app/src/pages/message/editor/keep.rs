//! What was typed beside the text of a draft and how it relates to the room's: what is saved, what
//! is not, and what somebody else saved meanwhile. Pure, so that "nothing typed is ever lost" can be
//! tested. The text itself is [`crate::doc`]'s.

use muster_domain::message::Content;
use serde::{Deserialize, Serialize};

/// The draft as it is typed here.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Typed {
    /// What stands in the fields.
    pub mine: Content,
    /// What the room has at `base`, as far as known here.
    saved: Content,
    /// The revision that `mine` started from.
    pub base: u32,
    /// Typed words that gave way to another's; kept to be put back.
    pub aside: Option<Content>,
    /// What was sent to be saved and not answered yet.
    #[serde(skip)]
    sent: Option<Content>,
}

/// Where the typed words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// As in the room.
    Saved,
    /// On the way to the room.
    Saving,
    /// Only here, to be saved in a moment.
    Unsaved,
    /// Somebody else saved meanwhile: a person must choose.
    Moved,
}

impl Typed {
    /// Starts from the room's draft, or from words left here before.
    pub fn begin(revision: u32, theirs: &Content, kept: Option<Self>) -> Self {
        let fresh =
            Self { mine: theirs.clone(), saved: theirs.clone(), base: revision, ..Self::default() };
        match kept {
            Some(kept) if kept.mine != *theirs => {
                Self { mine: kept.mine, base: kept.base, aside: kept.aside, ..fresh }
            }
            Some(kept) => Self { aside: kept.aside, ..fresh },
            None => fresh,
        }
    }

    /// Takes in the room's draft.
    pub fn hear(&mut self, revision: u32, theirs: &Content) {
        let own = self.sent.as_ref() == Some(theirs);
        if own || self.mine == *theirs {
            (self.base, self.saved) = (revision, theirs.clone());
        } else if revision != self.base && self.mine == self.saved {
            *self = Self { aside: self.aside.take(), ..Self::begin(revision, theirs, None) };
        }
    }

    /// Where the words stand against the room's revision.
    pub fn state(&self, revision: u32) -> State {
        match () {
            () if self.sent.is_some() => State::Saving,
            () if self.mine == self.saved => State::Saved,
            () if revision != self.base => State::Moved,
            () => State::Unsaved,
        }
    }

    /// What to save now, if anything, and the revision it starts from.
    pub fn next(&self, revision: u32) -> Option<(u32, Content)> {
        (self.state(revision) == State::Unsaved).then(|| (self.base, self.mine.clone()))
    }

    /// The words are on their way.
    pub fn send(&mut self) {
        self.sent = Some(self.mine.clone());
    }

    /// The room has answered what was sent.
    pub fn answered(&mut self, taken: bool) {
        let sent = self.sent.take();
        if let Some(sent) = sent.filter(|_| taken) {
            self.saved = sent;
        }
    }

    /// Theirs in place of mine, which is set aside.
    pub fn take_theirs(&mut self, revision: u32, theirs: &Content) {
        let mine = core::mem::take(&mut self.mine);
        *self = Self { aside: Some(mine), ..Self::begin(revision, theirs, None) };
    }

    /// Mine as the next save, on top of theirs.
    pub fn keep_mine(&mut self, revision: u32, theirs: &Content) {
        (self.base, self.saved) = (revision, theirs.clone());
    }

    /// What was set aside, back into the fields; what stands there is set aside instead.
    pub fn put_back(&mut self) {
        if let Some(aside) = self.aside.take() {
            self.aside = Some(core::mem::replace(&mut self.mine, aside));
        }
    }

    /// Whether a reload would lose something.
    pub fn is_worth_keeping(&self) -> bool {
        self.mine != self.saved || self.aside.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(body: &str) -> Content {
        Content { subject: "".into(), body: body.into(), ..Content::default() }
    }

    fn typed(base: u32, before: &str, now: &str) -> Typed {
        let mut typed = Typed::begin(base, &text(before), None);
        typed.mine = text(now);
        typed
    }

    #[test]
    fn a_save_that_is_taken_becomes_what_the_next_one_starts_from() {
        let mut it = typed(1, "a", "b");
        assert_eq!(it.next(1), Some((1, text("b"))));
        it.send();
        assert_eq!(it.next(1), None, "one save at a time");
        it.hear(2, &text("b"));
        it.answered(true);
        assert_eq!((it.state(2), it.base), (State::Saved, 2));
    }

    #[test]
    fn words_typed_while_a_save_is_on_its_way_are_saved_next() {
        let mut it = typed(1, "a", "b");
        it.send();
        it.mine = text("bc");
        it.hear(2, &text("b"));
        it.answered(true);
        assert_eq!(it.next(2), Some((2, text("bc"))));
    }

    #[test]
    fn another_persons_save_is_shown_at_once_where_nothing_was_typed() {
        let mut it = typed(1, "a", "a");
        it.hear(2, &text("theirs"));
        assert_eq!((it.mine.clone(), it.state(2)), (text("theirs"), State::Saved));
    }

    #[test]
    fn another_persons_save_never_takes_typed_words_away() {
        let mut it = typed(1, "a", "mine");
        it.hear(2, &text("theirs"));
        assert_eq!((it.mine.clone(), it.state(2)), (text("mine"), State::Moved));
        assert_eq!(it.next(2), None, "a person chooses first");
        let mut kept = it.clone();
        kept.keep_mine(2, &text("theirs"));
        assert_eq!(kept.next(2), Some((2, text("mine"))));
        it.take_theirs(2, &text("theirs"));
        assert_eq!((it.mine.clone(), it.aside.clone()), (text("theirs"), Some(text("mine"))));
        it.put_back();
        assert_eq!((it.mine, it.aside), (text("mine"), Some(text("theirs"))));
    }

    #[test]
    fn a_refused_save_leaves_the_words_as_they_are() {
        let mut it = typed(1, "a", "mine");
        it.send();
        it.hear(2, &text("theirs"));
        it.answered(false);
        assert_eq!((it.mine.clone(), it.state(2)), (text("mine"), State::Moved));
    }

    #[test]
    fn words_left_here_before_a_reload_come_back() {
        let left = typed(1, "a", "mine");
        let same = Typed::begin(1, &text("a"), Some(left.clone()));
        assert_eq!((same.mine.clone(), same.state(1)), (text("mine"), State::Unsaved));
        let moved = Typed::begin(4, &text("theirs"), Some(left.clone()));
        assert_eq!((moved.mine.clone(), moved.state(4)), (text("mine"), State::Moved));
        assert!(!Typed::begin(2, &text("mine"), Some(left)).is_worth_keeping(), "it was saved");
    }
}
