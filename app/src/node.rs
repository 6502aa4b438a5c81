//! What is to be seen, as plain data: the only kind of view that the app has.
//!
//! Leptos compiles every shape of view for itself, which is fast on screens of ten thousand rows
//! and heavy to download. The screens here are small and the networks bad, so all of them are made
//! of one type, and [`crate::effects::draw`] brings the document to it by the difference.

use std::rc::Rc;
use web_sys::Event;

/// What happens on an event.
pub type Listener = Rc<dyn Fn(&Event)>;

/// What is done with an element once it is there.
pub type Made = Rc<dyn Fn(&web_sys::Element)>;

/// What draws the inside of an element, again whenever a signal that it reads has changed.
pub type Live = Rc<dyn Fn() -> Vec<Node>>;

/// A part of a document.
#[derive(Clone)]
pub enum Node {
    /// Words.
    Text(String),
    /// An element.
    Element(Box<Element>),
}

/// What is inside an element.
#[derive(Clone)]
pub enum Inside {
    /// These, until what draws the element draws it again.
    Nodes(Vec<Node>),
    /// What this draws. It is kept for as long as the element is, so the element's key must name
    /// everything that it holds on to.
    Live(Live),
}

/// An element.
#[must_use = "an element is seen when it is inside another"]
#[derive(Clone)]
pub struct Element {
    /// Its name in HTML.
    pub tag: &'static str,
    /// Tells it from its siblings: what has the same tag and key is the same element as before, and
    /// keeps its focus, its scrolling and what is typed into it. Elements without a key are the
    /// same in the order of their tags.
    pub key: String,
    /// Attributes. `value` and `checked` (`on` or nothing) are what is in the field now, not what
    /// was in it first.
    pub attributes: Vec<(&'static str, String)>,
    /// What happens on which event.
    pub listeners: Vec<(&'static str, Listener)>,
    /// What is done with it when it is made, and not again for as long as it stands.
    pub made: Option<Made>,
    /// What is inside.
    pub inside: Inside,
}

/// An element with a class, or with none.
#[inline(never)]
pub fn el(tag: &'static str, class: &str) -> Element {
    let element = Element {
        tag,
        key: String::new(),
        attributes: Vec::new(),
        listeners: Vec::new(),
        made: None,
        inside: Inside::Nodes(Vec::new()),
    };
    if class.is_empty() { element } else { element.set("class", class) }
}

impl Element {
    /// The same, told from its siblings.
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = key.into();
        self
    }

    /// The same with an attribute.
    #[inline(never)]
    pub fn set(mut self, name: &'static str, value: &str) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// The same with an attribute that is there or not.
    pub fn flag(self, name: &'static str, there: bool) -> Self {
        if there { self.set(name, "") } else { self }
    }

    /// The same with something that happens on an event.
    pub fn on(self, event: &'static str, act: impl Fn(&Event) + 'static) -> Self {
        self.hears(event, Rc::new(act))
    }

    #[inline(never)]
    fn hears(mut self, event: &'static str, act: Listener) -> Self {
        self.listeners.push((event, act));
        self
    }

    /// The same, handed to somebody when it is made.
    pub fn made(mut self, act: impl Fn(&web_sys::Element) + 'static) -> Self {
        self.made = Some(Rc::new(act));
        self
    }

    /// The same with one more inside.
    pub fn with(self, node: impl Into<Node>) -> Self {
        self.push(node.into())
    }

    /// The same with some more inside.
    pub fn with_all<N: Into<Node>>(self, nodes: impl IntoIterator<Item = N>) -> Self {
        nodes.into_iter().fold(self, |element, node| element.push(node.into()))
    }

    #[inline(never)]
    fn push(mut self, node: Node) -> Self {
        if let Inside::Nodes(nodes) = &mut self.inside {
            nodes.push(node);
        }
        self
    }

    /// What was put inside it, without the element.
    pub fn into_inside(self) -> Vec<Node> {
        if let Inside::Nodes(nodes) = self.inside { nodes } else { Vec::new() }
    }

    /// The same with an inside that follows the signals it reads.
    pub fn live(mut self, draw: impl Fn() -> Vec<Node> + 'static) -> Self {
        self.inside = Inside::Live(Rc::new(draw));
        self
    }
}

impl From<Element> for Node {
    fn from(element: Element) -> Self {
        Self::Element(Box::new(element))
    }
}

impl From<String> for Node {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Node {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}
