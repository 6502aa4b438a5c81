//! The wire and the log in our own JSON, against the general library: every command and event of
//! the scripted incident, and each of them with every kind of harm done to it.

use crate::world::{SCRIPT, START, World};
use core::fmt::Debug;
use muster_domain::ids::CommandId;
use muster_domain::setup::{Change, Details, Request};
use muster_domain::wire::{ClientFrame, ServerFrame};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

/// What is done to a field, or put in its place.
fn harms() -> Vec<Option<Value>> {
    let others = [json!(null), json!(true), json!(-1), json!(7), json!("x"), json!({}), json!(0.5)];
    let nested = [json!({ "x": 1 }), json!({ "system": null }), json!("activate")];
    [None].into_iter().chain(others.into_iter().chain(nested).map(Some)).collect()
}

/// Does harm to the field at a place; whether there was one.
fn harm(value: &mut Value, place: &mut usize, harm: Option<&Value>) -> bool {
    match value {
        Value::Object(fields) => {
            for name in fields.keys().cloned().collect::<Vec<_>>() {
                if *place == 0 {
                    match harm {
                        Some(other) => drop(fields.insert(name, other.clone())),
                        None => drop(fields.remove(&name)),
                    }
                    fields.insert("unknown".into(), json!([{ "nested": [1.5e300, "\u{0}"] }]));
                    return true;
                }
                *place -= 1;
                if fields.get_mut(&name).is_some_and(|value| self::harm(value, place, harm)) {
                    return true;
                }
            }
            false
        }
        Value::Array(items) => items.iter_mut().any(|item| self::harm(item, place, harm)),
        _ => false,
    }
}

/// Written the same, read the same; and the same is refused. Harm is done at every `stride`th place.
fn alike<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T, stride: usize) {
    let text = muster_json::write(value);
    assert_eq!(text, serde_json::to_string(value).unwrap());
    assert_eq!(muster_json::read::<T>(&text).as_ref(), Ok(value), "{text}");
    assert_eq!(muster_json::read_trusted::<T>(&text).as_ref(), Ok(value), "{text}");
    for kind in harms() {
        for place in (0..).step_by(stride) {
            let mut harmed = serde_json::to_value(value).unwrap();
            if !harm(&mut harmed, &mut place.clone(), kind.as_ref()) {
                break;
            }
            let text = harmed.to_string();
            let ours = muster_json::read::<T>(&text);
            assert_eq!(ours.ok(), serde_json::from_str::<T>(&text).ok(), "{text}");
        }
    }
}

#[test]
fn commands_and_events_are_read_and_refused_as_the_general_library_would() {
    let world = World::after(SCRIPT.len());
    for recorded in &world.log {
        alike(recorded, 1);
        alike(&ServerFrame::Event(Box::new(recorded.clone())), 7);
    }
    for (step, at) in SCRIPT.iter().zip(0..) {
        let before = World::after(at);
        let command = step.at(&before.incident, START);
        alike(&ClientFrame::Command { id: CommandId::from("abcdefgh"), command }, 1);
    }
}

#[test]
fn states_and_organisations_are_read_as_the_general_library_would() {
    for at in (0..=SCRIPT.len()).step_by(16) {
        alike(&World::after(at).incident, 211);
    }
    let World { organisation, .. } = World::new();
    alike(&organisation, 23);
    let people = organisation.people.iter().map(|person| Change::AddPerson {
        details: Details {
            name: person.name.clone(),
            email: person.email.clone(),
            channels: person.channels.clone(),
            ..Details::default()
        },
    });
    let rosters = organisation.rosters.iter().map(|roster| {
        let (role, people) = (roster.role, roster.people.clone());
        Change::OrderRoster { role, people }
    });
    for (change, revision) in people.chain(rosters).zip([None, Some(7)].into_iter().cycle()) {
        alike(&Request { id: CommandId::from("abcdefgh"), revision, change }, 1);
    }
}
