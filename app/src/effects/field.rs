//! A text field whose text others write too. The browser does the typing (every keyboard, method of
//! input, dictation and spelling aid of the device works), and this says what it did, from what
//! stands there afterwards.
//!
//! What was measured in Chromium, and is heeded here: a text put into a field while a word is being
//! composed spoils the word, so nothing is put there before it is done. The browser's own undo
//! breaks once others have written, so it is asked for and not done. Putting text into a field
//! keeps the selection but not its direction.

use crate::doc::binding::{Selection, byte_at, shown, typed};
use gloo::events::{EventListener, EventListenerOptions};
use muster_text::Edit;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, HtmlTextAreaElement, InputEvent, KeyboardEvent};

/// What somebody did in a field.
pub enum Did {
    /// Changed the text, with the selection afterwards. Whether that is taken; else it is put back.
    Typed(Edit, Selection),
    /// Moved the caret, or selected something.
    Moved(Selection),
    /// Began to compose a word, or has composed it.
    Composes(bool),
    /// Asked for the last change to be undone (or, with false, done again).
    Undo(bool),
}

/// A field for as long as this lives.
pub struct Field(Rc<Inner>);

struct Inner {
    area: HtmlTextAreaElement,
    /// What stands in it, as far as it was told.
    text: RefCell<String>,
    selection: Cell<Selection>,
    hear: Box<dyn Fn(Did) -> bool>,
    listening: RefCell<Vec<EventListener>>,
}

impl Field {
    /// Binds a field; nothing where the element is none.
    pub fn bind(
        element: &Element,
        text: &str,
        hear: impl Fn(Did) -> bool + 'static,
    ) -> Option<Self> {
        let area: HtmlTextAreaElement = element.clone().dyn_into().ok()?;
        let text = shown(text);
        area.set_value(&text);
        let inner = Rc::new(Inner {
            area,
            text: RefCell::new(text),
            selection: Cell::default(),
            hear: Box::new(hear),
            listening: RefCell::default(),
        });
        inner.listening.replace(Inner::listen(&inner));
        Some(Self(inner))
    }

    /// What stands in it.
    pub fn text(&self) -> String {
        self.0.text.borrow().clone()
    }

    /// What is selected, or was when somebody left it.
    pub fn selection(&self) -> Selection {
        self.0.selection()
    }

    /// Does what others did, under the hands of somebody who types: the selection stays.
    pub fn patch(&self, edits: &[Edit]) {
        let inner = &self.0;
        let selection = inner.selection().after(edits);
        for edit in edits {
            inner.put(edit);
        }
        inner.select(selection);
    }

    /// Brings it to another text, by the one difference.
    pub fn turn_to(&self, text: &str) {
        let edit = Edit::between(&self.text(), &shown(text));
        if let Some(edit) = edit {
            self.patch(&[edit]);
        }
    }

    /// Does what a button does, as if it was typed.
    pub fn act(&self, edit: &Edit, selection: Selection) {
        let inner = &self.0;
        let before = self.text();
        let _ = inner.area.focus();
        inner.put(edit);
        inner.select(selection);
        if !(inner.hear)(Did::Typed(edit.clone(), selection)) {
            self.turn_to(&before);
        }
    }

    /// Selects something, brings it into sight and goes there.
    pub fn go_to(&self, selection: Selection) {
        let _ = self.0.area.focus();
        self.0.select(selection);
        self.0.area.scroll_into_view_with_bool(true);
        (self.0.hear)(Did::Moved(selection));
    }
}

impl Inner {
    fn listen(inner: &Rc<Self>) -> Vec<EventListener> {
        let area = &inner.area;
        let mut all = vec![
            on(inner, area, "input", |inner, _| inner.typed()),
            on(inner, area, "beforeinput", Self::asked),
            on(inner, area, "keydown", Self::pressed),
            on(inner, area, "compositionstart", |inner, _| inner.composes(true)),
            on(inner, area, "compositionend", |inner, _| inner.composes(false)),
        ];
        if let Some(document) = area.owner_document() {
            all.push(on(inner, &document, "selectionchange", |inner, _| inner.moved()));
        }
        all
    }

    fn typed(&self) {
        let now = self.area.value();
        let selection = self.seen();
        let edit = typed(&self.text.borrow(), &now, selection.end);
        let Some(edit) = edit else { return };
        let before = self.text.replace(now);
        self.selection.set(selection);
        if !(self.hear)(Did::Typed(edit.clone(), selection)) {
            self.text.replace(before);
            self.area.set_value(&self.text.borrow());
            self.select(Selection::caret(edit.at));
        }
    }

    fn asked(&self, event: &Event) {
        let kind = event.dyn_ref::<InputEvent>().map(InputEvent::input_type).unwrap_or_default();
        let back = match kind.as_str() {
            "historyUndo" => true,
            "historyRedo" => false,
            _ => return,
        };
        event.prevent_default();
        (self.hear)(Did::Undo(back));
    }

    fn pressed(&self, event: &Event) {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
        if key.alt_key() || !(key.ctrl_key() || key.meta_key()) {
            return;
        }
        // With the shift key, the browser says the large letter.
        let back = match key.key().as_str() {
            "z" | "Z" => !key.shift_key(),
            "y" | "Y" => false,
            _ => return,
        };
        event.prevent_default();
        (self.hear)(Did::Undo(back));
    }

    fn composes(&self, begins: bool) {
        if !begins {
            self.typed();
        }
        (self.hear)(Did::Composes(begins));
    }

    fn moved(&self) {
        if self.is_active() && self.seen() != self.selection.replace(self.seen()) {
            (self.hear)(Did::Moved(self.seen()));
        }
    }

    fn is_active(&self) -> bool {
        let active = self.area.owner_document().and_then(|document| document.active_element());
        active.as_ref() == Some(self.area.as_ref())
    }

    /// What the browser says is selected.
    fn seen(&self) -> Selection {
        let at = |place: Result<Option<u32>, _>| place.ok().flatten().unwrap_or_default();
        let direction = self.area.selection_direction().ok().flatten();
        Selection {
            start: at(self.area.selection_start()),
            end: at(self.area.selection_end()),
            backward: direction.as_deref() == Some("backward"),
        }
    }

    fn selection(&self) -> Selection {
        if self.is_active() { self.seen() } else { self.selection.get() }
    }

    /// Selects something. Some browsers give a field the focus with that, so that is left alone.
    fn select(&self, selection: Selection) {
        self.selection.set(selection);
        if self.is_active() {
            let direction = if selection.backward { "backward" } else { "forward" };
            let Selection { start, end, .. } = selection;
            let _ = self.area.set_selection_range_with_direction(start, end, direction);
        }
    }

    fn put(&self, edit: &Edit) {
        let inserted = shown(&edit.inserted);
        let end = edit.at + edit.removed;
        let _ = self.area.set_range_text_with_start_and_end(&inserted, edit.at, end);
        let mut text = self.text.borrow_mut();
        let (from, to) = (byte_at(&text, edit.at), byte_at(&text, end));
        text.replace_range(from..to, &inserted);
    }
}

fn on(
    inner: &Rc<Inner>,
    target: &web_sys::EventTarget,
    event: &'static str,
    act: fn(&Inner, &Event),
) -> EventListener {
    let inner = Rc::downgrade(inner);
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(target, event, options, move |event| {
        if let Some(inner) = Weak::upgrade(&inner) {
            act(&inner, event);
        }
    })
}
