//! A text as it will reach its readers, channel by channel.

use crate::node::{Element, Node, el};
use crate::parts::doc::{doc, runs};
use crate::parts::markdown::blocks;
use leptos::prelude::*;
use muster_domain::copy::en;
use muster_domain::message::{Channel, Content};
use muster_domain::view::preview::{Body, Form, Preview, forms, preview};

/// A text with everything that is seen around it.
pub struct Seen<'a> {
    /// The text, with facts filled in.
    pub content: &'a Content,
    /// The values that were filled in.
    pub values: &'a [&'a str],
    /// In whose name mail goes out.
    pub sender: Option<String>,
}

/// The text in the form that the reader chose, and the choice.
pub fn seen(text: &Seen<'_>, chosen: RwSignal<Form>) -> Vec<Node> {
    let forms = forms(text.content);
    let form = Some(chosen.get()).filter(|form| forms.contains(form)).unwrap_or_default();
    let choose = |offered: Form| -> Node {
        let pressed = if offered == form { "true" } else { "false" };
        let button = el("button", "preview__form").set("type", "button");
        let button = button.key(name(offered)).set("aria-pressed", pressed);
        button.on("click", move |_| chosen.set(offered)).with(name(offered)).into()
    };
    let choice = el("div", "preview__forms").set("role", "group").set("aria-label", "Show it as");
    let choice = choice.with_all(forms.into_iter().map(choose));
    let page = el("div", "preview").key(name(form)).with_all(shown(text, form));
    vec![choice.into(), page.into()]
}

const fn name(form: Form) -> &'static str {
    match form {
        Form::Written => "As written",
        Form::On(channel) => en::channel(channel),
        Form::Plain => "Plain text",
    }
}

fn shown(text: &Seen<'_>, form: Form) -> Vec<Node> {
    let Preview { head, body } = preview(form, text.content);
    let mut nodes: Vec<Node> = Vec::new();
    if let (Form::On(Channel::Mail), Some(sender)) = (form, &text.sender) {
        nodes.push(el("p", "meta").with(format!("From {sender}")).into());
    }
    if !head.is_empty() {
        nodes.push(el("div", "message__subject").with(doc(runs(&head, text.values))).into());
    }
    match body {
        Body::Letters(letters) => nodes.push(doc(runs(&letters, text.values)).into()),
        Body::Blocks(parts) => nodes.push(blocks(parts, text.values).into()),
        Body::Posts(posts, max) => {
            nodes.extend(posts.into_iter().map(|it| Node::from(post(it, max, text.values))));
        }
    }
    nodes
}

fn post((text, count): (String, usize), max: usize, values: &[&str]) -> Element {
    let length = el("p", "meta").with(format!("{count} of {max} characters"));
    el("div", "preview__post").with(doc(runs(&text, values))).with(length)
}
