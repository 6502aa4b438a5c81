//! This library against the general one: what it reads, refuses and writes is what `serde_json`
//! reads, refuses and writes.
//!
//! They part in few places, all of them deliberate: a whole number may be written `1.0`, and is one
//! of 64 bits with a sign; a record is never a list; a variant that holds `null` may be written
//! without it; and what is not asked for may not be nested deeper than the rest.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use muster_json::{member, parse, read, read_trusted, write};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// Every shape that types of the product have.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
struct Record {
    text: String,
    yes: bool,
    number: i64,
    small: u8,
    natural: u32,
    maybe: Option<u32>,
    #[serde(default)]
    defaulted: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    others: Vec<Record>,
    #[serde(rename = "type")]
    kind: Kind,
    pair: (u32, Name),
    nested: Option<Box<Record>>,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(transparent)]
struct Name(String);

#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    #[default]
    PlainOne,
    OneHeld(i64),
    TwoHeld(bool, Name),
    Fields {
        must: u32,
        #[serde(default)]
        may: Vec<Name>,
        or_not: Option<bool>,
    },
}

fn name() -> impl Strategy<Value = Name> {
    any::<String>().prop_map(Name)
}

fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        Just(Kind::PlainOne),
        any::<i64>().prop_map(Kind::OneHeld),
        (any::<bool>(), name()).prop_map(|(yes, name)| Kind::TwoHeld(yes, name)),
        (any::<u32>(), prop::collection::vec(name(), 0..3), any::<Option<bool>>())
            .prop_map(|(must, may, or_not)| Kind::Fields { must, may, or_not }),
    ]
}

fn record() -> impl Strategy<Value = Record> {
    let numbers = (any::<i64>(), any::<u8>(), any::<u32>(), any::<Option<u32>>());
    let texts = (any::<String>(), any::<String>());
    let leaf = (texts, any::<bool>(), numbers, kind(), (any::<u32>(), name())).prop_map(
        |((text, defaulted), yes, (number, small, natural, maybe), kind, pair)| {
            let (others, nested) = (Vec::new(), None);
            let rest = Record { others, nested, ..Record::default() };
            Record { text, yes, number, small, natural, maybe, defaulted, kind, pair, ..rest }
        },
    );
    leaf.prop_recursive(3, 8, 3, |inner| {
        (inner.clone(), prop::collection::vec(inner.clone(), 0..3), prop::option::of(inner))
            .prop_map(|(record, others, nested)| Record {
                others,
                nested: nested.map(Box::new),
                ..record
            })
    })
}

/// What may stand in the place of a value. No list: the general library takes it for a record.
fn intruder() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (0..300_u32).prop_map(Value::from),
        Just(json!(0.5)),
        any::<String>().prop_map(Value::from),
        prop::sample::select(vec!["plain_one", "one_held", "two_held", "fields", ""])
            .prop_map(Value::from),
        Just(json!({})),
        Just(json!({ "plain_one": null })),
        Just(json!({ "plain_one": {} })),
        Just(json!({ "one_held": null })),
        Just(json!({ "two_held": [true] })),
        Just(json!({ "two_held": [true, "x", 3] })),
        Just(json!({ "fields": { "must": 1, "unknown": [[{}]] } })),
        Just(json!({ "fields": { "may": [] } })),
        Just(json!({ "fields": {}, "plain_one": null })),
    ]
}

#[derive(Clone, Debug)]
enum Harm {
    Leave,
    Remove,
    Replace(Value),
    Beside(String, Value),
}

fn harm() -> impl Strategy<Value = Harm> {
    prop_oneof![
        Just(Harm::Leave),
        Just(Harm::Remove),
        intruder().prop_map(Harm::Replace),
        (any::<String>(), intruder()).prop_map(|(name, value)| Harm::Beside(name, value)),
    ]
}

/// Does harm to the value at a place, counted from the root through all that it holds.
fn spoil(value: &mut Value, place: &mut usize, harm: &Harm) {
    let here = |place: &mut usize| {
        let here = *place == 0;
        *place = place.wrapping_sub(1);
        here
    };
    match value {
        Value::Object(fields) => {
            let names: Vec<String> = fields.keys().cloned().collect();
            for name in names {
                if here(place) {
                    return spoil_field(fields, &name, harm);
                }
                spoil(fields.get_mut(&name).unwrap(), place, harm);
            }
        }
        Value::Array(items) => {
            for item in items {
                match (here(place), harm) {
                    (true, Harm::Replace(other)) => *item = other.clone(),
                    _ => spoil(item, place, harm),
                }
            }
        }
        _ => {}
    }
}

fn spoil_field(fields: &mut Map<String, Value>, name: &str, harm: &Harm) {
    match harm {
        Harm::Leave => {}
        Harm::Remove => drop(fields.remove(name)),
        Harm::Replace(other) => drop(fields.insert(name.to_owned(), other.clone())),
        Harm::Beside(other, value) => drop(fields.insert(other.clone(), value.clone())),
    }
}

/// Some JSON of any shape.
fn any_json() -> impl Strategy<Value = Value> {
    intruder().prop_recursive(4, 32, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..5)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// Pieces of JSON in any order, which is JSON now and then.
fn shards() -> impl Strategy<Value = String> {
    let shard = prop::sample::select(vec![
        "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\\", "\\u", "d834", "\\udd1e", "\\ud834",
        "0", "1", "-", "-0", "01", ".5", "e", "E+1", "1e-7", "true", "fals", "null", " ", "\n",
        "\u{a0}", "\u{1}", "é", "\u{feff}", "\"a\":1", "\"a\":", "+1", "\\/", "\\x",
    ]);
    prop::collection::vec(shard, 0..12).prop_map(|shards| shards.concat())
}

fn read_alike(text: &str) {
    let ours = read::<Record>(text).ok();
    if ours != serde_json::from_str::<Record>(text).ok() {
        // Only ours takes a whole number that is written as a real one.
        let whole = serde_json::from_str(text).ok().map(whole);
        let general = whole.and_then(|value| serde_json::from_value(value).ok());
        assert_eq!(ours, general, "{text}");
    }
}

/// The same with every real number that is whole written as a whole one.
fn whole(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(whole).collect(),
        Value::Object(fields) => fields.into_iter().map(|(name, it)| (name, whole(it))).collect(),
        Value::Number(number) => {
            let text = number.to_string();
            text.strip_suffix(".0")
                .and_then(|it| it.parse::<i64>().ok())
                .map_or(number.into(), Value::from)
        }
        other => other,
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn what_is_written_is_what_the_general_library_writes(record in record()) {
        let ours = write(&record);
        prop_assert_eq!(&ours, &serde_json::to_string(&record).unwrap());
        prop_assert_eq!(read_trusted::<Record>(&ours).unwrap(), record.clone());
        read_alike(&ours);
        read_alike(&serde_json::to_string_pretty(&record).unwrap());
    }

    #[test]
    fn what_is_taken_and_what_is_refused_is_the_same(
        record in record(),
        place in 0..40_usize,
        harm in harm(),
    ) {
        let mut value = serde_json::to_value(&record).unwrap();
        spoil(&mut value, &mut place.clone(), &harm);
        read_alike(&value.to_string());
    }

    #[test]
    fn a_field_that_comes_twice_is_refused_where_it_is_known(
        record in record(),
        name in prop::sample::select(vec!["text", "maybe", "defaulted", "type", "unknown"]),
    ) {
        let text = write(&record);
        let twice = format!("{},\"{name}\":null,\"{name}\":\"x\"}}", text.strip_suffix('}').unwrap());
        read_alike(&twice);
    }

    #[test]
    fn a_text_is_json_for_both_or_for_neither(text in shards()) {
        let general = serde_json::from_str::<Value>(&text).is_ok();
        prop_assert_eq!(parse(&text).is_ok(), general, "{}", text);
    }

    #[test]
    fn a_cut_or_stained_text_is_taken_as_the_general_library_takes_it(
        record in record(),
        at in any::<prop::sample::Index>(),
        stain in prop::option::of(any::<char>()),
    ) {
        let text = write(&record);
        let at = (0..=at.index(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
        let (before, after) = text.split_at(at);
        match stain {
            None => read_alike(before),
            Some(c) => {
                let after = after.chars().skip(1).collect::<String>();
                read_alike(&format!("{before}{c}{after}"));
            }
        }
    }

    #[test]
    fn what_passes_through_is_the_same_afterwards(value in any_json()) {
        let text = value.to_string();
        prop_assert_eq!(parse(&text).unwrap().to_text(), text);
    }

    #[test]
    fn a_member_is_found_as_it_stands(value in any_json(), name in any::<String>()) {
        let (part, name) = (value.to_string(), Value::from(name).to_string());
        let text = format!("{{\"a\" : [1], {name} :\n {part} , \"after\":{{}} }}");
        let wanted = read::<String>(&name).unwrap();
        prop_assume!(wanted != "a" && wanted != "after");
        prop_assert_eq!(member(&text, &wanted), Ok(Some(part.as_str())));
    }
}
