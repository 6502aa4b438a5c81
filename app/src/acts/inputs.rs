//! One constructor per kind of input: how it looks, and how its value gets into a command.

use crate::parts::form::{Field, Kind};
use muster_domain::time::{Minutes, Timestamp};

/// An input of a command, and the way of its value into the command.
pub struct Slot<'c> {
    /// The input.
    pub field: Field,
    /// Puts a value in.
    pub set: Box<dyn FnOnce(&str) + 'c>,
}

impl Slot<'_> {
    /// The same, but it may stay empty.
    pub fn optional(mut self) -> Self {
        self.field.required = false;
        self
    }

    /// The same with a sentence below the label.
    pub fn hint(mut self, hint: &'static str) -> Self {
        self.field.hint = hint;
        self
    }
}

fn slot<'c>(
    label: &str,
    kind: Kind,
    value: String,
    required: bool,
    set: impl FnOnce(&str) + 'c,
) -> Slot<'c> {
    let field = Field { label: label.into(), hint: "", kind, value, required };
    Slot { field, set: Box::new(set) }
}

/// One line of text.
pub fn text<'c>(label: &str, target: &'c mut String) -> Slot<'c> {
    slot(label, Kind::Text, target.clone(), true, |value| *target = value.into())
}

/// Several lines of text.
pub fn long<'c>(label: &str, target: &'c mut String) -> Slot<'c> {
    slot(label, Kind::Long, target.clone(), true, |value| *target = value.into())
}

/// Several lines of text that may be missing.
pub fn maybe<'c>(label: &str, target: &'c mut Option<String>) -> Slot<'c> {
    let value = target.clone().unwrap_or_default();
    slot(label, Kind::Long, value, false, |value| {
        *target = Some(value.trim().into()).filter(|text: &String| !text.is_empty());
    })
}

/// A span in minutes.
pub fn minutes<'c>(label: &str, target: &'c mut Minutes) -> Slot<'c> {
    slot(label, Kind::Number, shown(target.0), true, |value| {
        *target = Minutes(value.trim().parse().unwrap_or(0));
    })
}

/// A whole number.
pub fn number<'c>(label: &str, target: &'c mut u32) -> Slot<'c> {
    slot(label, Kind::Number, shown(*target), true, |value| {
        *target = value.trim().parse().unwrap_or(0);
    })
}

/// A span in minutes that may be missing.
pub fn maybe_minutes<'c>(label: &str, target: &'c mut Option<Minutes>) -> Slot<'c> {
    let value = target.map(|minutes| shown(minutes.0)).unwrap_or_default();
    slot(label, Kind::Number, value, false, |value| {
        *target = value.trim().parse().ok().map(Minutes);
    })
}

/// A point in time, asked for in minutes from now; it may be missing.
pub fn after<'c>(label: &str, now: Timestamp, target: &'c mut Option<Timestamp>) -> Slot<'c> {
    slot(label, Kind::Number, String::new(), false, move |value| {
        *target = value.trim().parse().ok().map(|minutes| now + Minutes(minutes));
    })
}

/// Yes or no.
pub fn check<'c>(label: &str, target: &'c mut bool) -> Slot<'c> {
    let value = if *target { "on" } else { "" };
    slot(label, Kind::Check, value.into(), false, |value| *target = !value.is_empty())
}

/// One of several values.
pub fn choice<'c, T: PartialEq + 'c>(
    label: &str,
    options: Vec<(T, String)>,
    target: &'c mut T,
) -> Slot<'c> {
    let chosen = options.iter().position(|(value, _)| value == target);
    picked(label, options, chosen, move |value| *target = value)
}

/// One of several values, and what to do with it.
pub fn picked<'c, T: 'c>(
    label: &str,
    options: Vec<(T, String)>,
    chosen: Option<usize>,
    pick: impl FnOnce(T) + 'c,
) -> Slot<'c> {
    let (mut values, labels): (Vec<T>, Vec<String>) = options.into_iter().unzip();
    let numbered = labels.into_iter().enumerate().map(|(n, label)| (n.to_string(), label));
    let value = chosen.map(|n| n.to_string()).unwrap_or_default();
    slot(label, Kind::Choice(numbered.collect()), value, true, move |value| {
        let chosen = value.parse().ok().filter(|n| *n < values.len());
        if let Some(chosen) = chosen {
            pick(values.swap_remove(chosen));
        }
    })
}

fn shown(minutes: u32) -> String {
    if minutes == 0 { String::new() } else { minutes.to_string() }
}
