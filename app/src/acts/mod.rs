//! From a command to a press: its words, its fields, and the dialog that asks for them.
//!
//! A page only says which command a row offers. What the button is called and which effect it names
//! is in [`words()`]; which inputs it takes is in [`slots()`]. Whether it may be pressed is the rule
//! book's, see [`crate::scene::Scene::offer`].

mod inputs;
mod slots;
mod words;

pub use words::{Words, words};

use crate::parts::dialog::Question;
use crate::parts::form::{Field, Kind};
use crate::scene::Scene;
use crate::store::Store;
use inputs::Slot;
use muster_domain::command::Command;
use slots::slots;
use std::sync::Arc;

/// Begins a command: with a dialog where it has fields or an effect to confirm, else at once.
pub fn start(store: Store, command: &Command) {
    let Words { label, effect, weight } = words(command);
    let fields = store.scene_untracked(|scene| fields(command, scene));
    if fields.is_empty() && effect.is_empty() {
        store.dispatch(command.clone());
        return;
    }
    let template = command.clone();
    let answer = Arc::new(move |values: Vec<String>| {
        let filled = store.scene_untracked(|scene| fill(&template, scene, &values));
        store.dispatch_from_dialog(filled);
    });
    let title = label.to_string();
    let submit = title.clone();
    store.open(Question { title, effect: effect.into(), fields, submit, weight, answer });
}

/// The command as it would be with every empty input filled in, to ask whether it is allowed at
/// all.
pub fn probe(command: &Command, scene: &Scene<'_>) -> Command {
    let mut command = command.clone();
    for slot in slots(&mut command, scene) {
        let Slot { field, set } = slot;
        match field.kind {
            _ if !field.value.is_empty() || !field.required => {}
            Kind::Number => set("5"),
            Kind::Choice(options) => {
                if let Some((first, _)) = options.first() {
                    set(first);
                }
            }
            Kind::Text | Kind::Long | Kind::Check => set("…"),
        }
    }
    command
}

/// The inputs of a command.
pub fn fields(command: &Command, scene: &Scene<'_>) -> Vec<Field> {
    slots(&mut command.clone(), scene).into_iter().map(|slot| slot.field).collect()
}

/// What somebody typed into a command, for them to find again.
pub fn typed(command: &Command, scene: &Scene<'_>) -> String {
    let words = fields(command, scene).into_iter().filter(|field| {
        matches!(field.kind, Kind::Text | Kind::Long | Kind::Number) && !field.value.is_empty()
    });
    words.map(|field| field.value).collect::<Vec<_>>().join(" · ")
}

/// The command with what was put into its inputs.
pub fn fill(command: &Command, scene: &Scene<'_>, values: &[String]) -> Command {
    let mut command = command.clone();
    for (slot, value) in slots(&mut command, scene).into_iter().zip(values) {
        (slot.set)(value);
    }
    command
}
