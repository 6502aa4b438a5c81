//! Labelled fields drawn from data, read back as text. The browser checks what is required.

use crate::node::{Element, Node, el};
use web_sys::{FormData, HtmlFormElement};

/// What kind of input a field is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One line.
    Text,
    /// Several lines.
    Long,
    /// A whole number.
    Number,
    /// Yes or no.
    Check,
    /// One of these: value and label.
    Choice(Vec<(String, String)>),
}

/// A field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its label.
    pub label: String,
    /// A sentence below the label, or nothing.
    pub hint: &'static str,
    /// What kind of input it is.
    pub kind: Kind,
    /// What it starts with.
    pub value: String,
    /// Whether it may stay empty.
    pub required: bool,
}

/// All fields, in order.
pub fn fields(fields: Vec<Field>) -> impl Iterator<Item = Element> {
    fields.into_iter().enumerate().map(|(n, it)| field(n, it))
}

fn name(n: usize) -> String {
    format!("field-{n}")
}

fn field(n: usize, field: Field) -> Element {
    let Field { label, hint, kind, value, required } = field;
    let check = kind == Kind::Check;
    let optional = (!required && !check).then(|| el("span", "field__optional").with(" (optional)"));
    let name = name(n);
    let mut input = input(kind, &value).set("id", &name).set("name", &name);
    input = input.flag("required", required);
    labelled(el("span", "field__label").with(label).with_all(optional), hint, input, check)
        .set("for", &name)
}

/// An input with its label and a sentence below the label, or none.
pub fn labelled(label: Element, hint: &str, input: Element, check: bool) -> Element {
    let hint = (!hint.is_empty()).then(|| el("span", "field__hint").with(hint));
    let field = el("label", "field");
    let field = if check { field.set("data-check", "true") } else { field };
    field.with(label).with_all(hint).with(input)
}

fn input(kind: Kind, value: &str) -> Element {
    match kind {
        Kind::Long => el("textarea", "input").set("rows", "4").set("value", value),
        Kind::Choice(options) => select(options, value),
        Kind::Check => el("input", "check").set("type", "checkbox").set("checked", value),
        Kind::Text => el("input", "input").set("autocomplete", "off").set("value", value),
        Kind::Number => el("input", "input")
            .set("type", "number")
            .set("inputmode", "numeric")
            .set("min", "1")
            .set("value", value),
    }
}

/// One of several: value and label. The first is chosen where no value is given.
pub fn select(options: impl IntoIterator<Item = (String, String)>, value: &str) -> Element {
    // Said by the option itself, because options may arrive after the choice is known.
    let option = |(key, label): (String, String)| -> Node {
        el("option", "").set("value", &key).flag("selected", key == value).with(label).into()
    };
    el("select", "input").with_all(options.into_iter().map(option))
}

/// What was put into the first `count` fields of a form; an unticked box is empty.
pub fn values(form: &HtmlFormElement, count: usize) -> Vec<String> {
    let data = FormData::new_with_form(form).ok();
    let value = |n| data.as_ref()?.get(&name(n)).as_string();
    (0..count).map(|n| value(n).unwrap_or_default()).collect()
}
