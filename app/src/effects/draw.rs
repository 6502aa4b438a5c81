//! Brings the document to what is to be seen, touching only what differs: what did not change keeps
//! its place, the focus, and what a reader has under the finger.

use crate::node::{Element, Inside, Listener, Node};
use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::{Owner, RenderEffect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::Document;

/// What stands in the document.
pub struct Drawn {
    node: web_sys::Node,
    kind: Kind,
}

enum Kind {
    Text(String),
    Element(Box<DrawnElement>),
}

struct DrawnElement {
    element: web_sys::Element,
    tag: &'static str,
    key: String,
    attributes: Vec<(&'static str, String)>,
    listeners: Vec<DrawnListener>,
    inside: DrawnInside,
}

enum DrawnInside {
    Nodes(Vec<Drawn>),
    /// Drawn by itself for as long as the element is.
    Live(RenderEffect<Vec<Drawn>>),
}

/// The document keeps one listener an event; what it calls may change with every drawing.
struct DrawnListener {
    event: &'static str,
    act: Rc<RefCell<Listener>>,
    _listening: EventListener,
}

/// Where drawing happens.
#[derive(Clone)]
struct Canvas {
    document: Document,
    /// Owns every live part: what redraws an element must not end what lives inside it.
    owner: Owner,
}

/// Draws into an element for as long as the page is open.
pub fn start(parent: &web_sys::Element, draw: impl Fn() -> Vec<Node> + 'static) {
    let Some(document) = parent.owner_document() else { return };
    let canvas = Canvas { document, owner: Owner::current().unwrap_or_default() };
    core::mem::forget(canvas.live(parent, Rc::new(draw)));
}

impl Canvas {
    fn live(&self, parent: &web_sys::Element, draw: crate::node::Live) -> RenderEffect<Vec<Drawn>> {
        let (canvas, parent) = (self.clone(), parent.clone());
        self.owner.with(|| {
            RenderEffect::new(move |before: Option<Vec<Drawn>>| {
                let now = draw();
                canvas.inside(&parent, before.unwrap_or_default(), now)
            })
        })
    }

    /// Brings the inside of an element to this.
    fn inside(&self, parent: &web_sys::Node, before: Vec<Drawn>, now: Vec<Node>) -> Vec<Drawn> {
        let mut left: Vec<Option<Drawn>> = before.into_iter().map(Some).collect();
        // Most of what stood there stands in the same order still: it is found where it is sought.
        let mut first = 0;
        let mut known = |node: &Node| {
            first += left.iter().skip(first).take_while(|drawn| drawn.is_none()).count();
            take(left.get_mut(first..)?, node)
        };
        let found: Vec<_> = now.into_iter().map(|node| (known(&node), node)).collect();
        // What goes, goes first, so that what stays need not be moved past it.
        for Drawn { node, kind } in left.into_iter().flatten() {
            // Deaf before it is gone: a browser tells a field that goes that it loses the focus.
            drop(kind);
            remove(&node);
        }
        let mut place = parent.first_child();
        let mut drawn = Vec::with_capacity(found.len());
        for (known, node) in found {
            let known = self.node(known, node);
            if place.as_ref() == Some(&known.node) {
                place = known.node.next_sibling();
            } else {
                let _ = parent.insert_before(&known.node, place.as_ref());
            }
            drawn.push(known);
        }
        drawn
    }

    fn node(&self, known: Option<Drawn>, node: Node) -> Drawn {
        match node {
            Node::Text(words) => self.text(known, words),
            Node::Element(element) => self.element(known, *element),
        }
    }

    fn text(&self, known: Option<Drawn>, words: String) -> Drawn {
        let node = match known {
            Some(Drawn { node, kind: Kind::Text(before) }) => {
                if before != words {
                    node.set_node_value(Some(&words));
                }
                node
            }
            _ => self.document.create_text_node(&words).into(),
        };
        Drawn { node, kind: Kind::Text(words) }
    }

    fn element(&self, known: Option<Drawn>, now: Element) -> Drawn {
        let (drawn, made) = match known {
            Some(Drawn { kind: Kind::Element(drawn), .. }) => (Some(*drawn), None),
            _ => (self.create(&now), now.made.clone()),
        };
        // Tags are constants of this app; no browser refuses one.
        let Some(drawn) = drawn else { return self.text(None, String::new()) };
        let DrawnElement { element, tag, key, attributes, listeners, inside } = drawn;
        let inside = match (inside, now.inside) {
            (DrawnInside::Live(live), Inside::Live(_)) => DrawnInside::Live(live),
            (DrawnInside::Live(_), Inside::Nodes(nodes)) => {
                element.set_text_content(None);
                DrawnInside::Nodes(self.inside(&element, Vec::new(), nodes))
            }
            (DrawnInside::Nodes(before), Inside::Nodes(nodes)) => {
                DrawnInside::Nodes(self.inside(&element, before, nodes))
            }
            (DrawnInside::Nodes(_), Inside::Live(draw)) => {
                element.set_text_content(None);
                DrawnInside::Live(self.live(&element, draw))
            }
        };
        change(&element, &attributes, &now.attributes);
        let listeners = listen(&element, listeners, now.listeners);
        if let Some(made) = made {
            made(&element);
        }
        let node = element.clone().into();
        let attributes = now.attributes;
        let drawn = DrawnElement { element, tag, key, attributes, listeners, inside };
        Drawn { node, kind: Kind::Element(Box::new(drawn)) }
    }

    fn create(&self, now: &Element) -> Option<DrawnElement> {
        Some(DrawnElement {
            element: self.document.create_element(now.tag).ok()?,
            tag: now.tag,
            key: now.key.clone(),
            attributes: Vec::new(),
            listeners: Vec::new(),
            inside: DrawnInside::Nodes(Vec::new()),
        })
    }
}

/// What stood there for this node before, if anything.
fn take(left: &mut [Option<Drawn>], node: &Node) -> Option<Drawn> {
    let same = |drawn: &Drawn| match (&drawn.kind, node) {
        (Kind::Text(_), Node::Text(_)) => true,
        (Kind::Element(drawn), Node::Element(now)) => drawn.tag == now.tag && drawn.key == now.key,
        _ => false,
    };
    left.iter_mut().find(|drawn| drawn.as_ref().is_some_and(same))?.take()
}

fn remove(node: &web_sys::Node) {
    if let Some(parent) = node.parent_node() {
        let _ = parent.remove_child(node);
    }
}

fn change(
    element: &web_sys::Element,
    before: &[(&'static str, String)],
    now: &[(&'static str, String)],
) {
    for (name, _) in before.iter().filter(|(name, _)| now.iter().all(|(other, _)| other != name)) {
        let _ = element.remove_attribute(name);
    }
    for (name, value) in now.iter().filter(|attribute| !before.contains(attribute)) {
        match *name {
            "value" => fill(element, name, &value.into()),
            "checked" => fill(element, name, &(value == "on").into()),
            _ => drop(element.set_attribute(name, value)),
        }
    }
}

/// Puts something into a field, unless somebody has put it there already: the cursor stays.
fn fill(element: &web_sys::Element, property: &str, value: &JsValue) {
    let property = JsValue::from_str(property);
    if js_sys::Reflect::get(element, &property).as_ref() != Ok(value) {
        let _ = js_sys::Reflect::set(element, &property, value);
    }
}

fn listen(
    element: &web_sys::Element,
    mut before: Vec<DrawnListener>,
    now: Vec<(&'static str, Listener)>,
) -> Vec<DrawnListener> {
    let mut listen = |(event, act): (&'static str, Listener)| {
        if let Some(at) = before.iter().position(|known| known.event == event) {
            let known = before.swap_remove(at);
            known.act.replace(act);
            return known;
        }
        let act = Rc::new(RefCell::new(act));
        let called = Rc::clone(&act);
        let options = EventListenerOptions::enable_prevent_default();
        let heard = move |event: &web_sys::Event| {
            // Out of the cell first: what it does may draw this element again.
            let act = Rc::clone(&called.borrow());
            act(event);
        };
        let listening = EventListener::new_with_options(element, event, options, heard);
        DrawnListener { event, act, _listening: listening }
    };
    now.into_iter().map(&mut listen).collect()
}
