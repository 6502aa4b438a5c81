//! Labelled fields drawn from data, read back as text. The browser checks what is required.

use leptos::prelude::*;
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
pub fn fields(fields: Vec<Field>) -> AnyView {
    fields.into_iter().enumerate().map(|(n, it)| field(n, it)).collect::<Vec<_>>().into_any()
}

fn name(n: usize) -> String {
    format!("field-{n}")
}

fn field(n: usize, field: Field) -> AnyView {
    let Field { label, hint, kind, value, required } = field;
    let (id, check) = (name(n), kind == Kind::Check);
    let optional =
        (!required && !check).then(|| view! { <span class="field__optional">" (optional)"</span> });
    let hint = (!hint.is_empty()).then(|| view! { <span class="field__hint">{hint}</span> });
    view! {
        <label class="field" for=name(n) data-check=check.then_some("true")>
            <span class="field__label">{label}{optional}</span>
            {hint}
            {input(id, kind, value, required)}
        </label>
    }
    .into_any()
}

fn input(id: String, kind: Kind, value: String, required: bool) -> AnyView {
    let name = id.clone();
    match kind {
        Kind::Long => {
            view! { <textarea class="input" id=id name=name rows="4" required=required>{value}</textarea> }
                .into_any()
        }
        Kind::Choice(options) => {
            let options = options.into_iter().map(|(key, label)| {
                let selected = key == value;
                view! { <option value=key selected=selected>{label}</option> }
            });
            let options = options.collect::<Vec<_>>();
            view! { <select class="input" id=id name=name required=required>{options}</select> }
                .into_any()
        }
        Kind::Check => {
            let checked = value == "on";
            view! { <input class="check" type="checkbox" id=id name=name checked=checked /> }
                .into_any()
        }
        Kind::Text | Kind::Number => {
            let number = kind == Kind::Number;
            let (mode, min) = (number.then_some("numeric"), number.then_some("1"));
            view! {
                <input
                    class="input"
                    type=if number { "number" } else { "text" }
                    id=id
                    name=name
                    value=value
                    inputmode=mode
                    min=min
                    required=required
                    autocomplete="off"
                />
            }
            .into_any()
        }
    }
}

/// What was put into the first `count` fields of a form; an unticked box is empty.
pub fn values(form: &HtmlFormElement, count: usize) -> Vec<String> {
    let data = FormData::new_with_form(form).ok();
    let value = |n| data.as_ref()?.get(&name(n)).as_string();
    (0..count).map(|n| value(n).unwrap_or_default()).collect()
}
