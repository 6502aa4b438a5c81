//! Texts that mean harm, and the deliberate differences from other libraries.

use muster_json::{Broken, Json, Unexpected, member, parse, read, read_trusted, write};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Default, PartialEq, Deserialize, Serialize)]
struct Note {
    words: String,
    number: u32,
    #[serde(default)]
    marks: Vec<bool>,
}

#[test]
fn depth_is_bounded() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(parse(&nested(127)).is_ok());
    assert!(parse(&nested(128)).is_err());
    for bracket in ["[", "{\"a\":", "[[{\"a\":[", "{"] {
        let deep = bracket.repeat(200_000);
        assert!(parse(&deep).is_err());
        assert!(read::<Note>(&deep).is_err());
        assert!(read_trusted::<Note>(&deep).is_err());
        assert!(member(&deep, "a").is_err());
    }
}

#[test]
fn broken_text_is_refused_without_harm() {
    for text in [
        "",
        " ",
        "{",
        "}",
        "nul",
        "nulll",
        "{\"a\"",
        "{\"a\":}",
        "{a:1}",
        "{\"a\":1,}",
        "[1,]",
        "[,1]",
        "1 2",
        "01",
        "-",
        "+1",
        "1.",
        ".5",
        "1e",
        "1e+",
        "0x1",
        "NaN",
        "'a'",
        "\"\u{1}\"",
        "\"\n\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\u+123\"",
        "\"\\u 123\"",
        "\"\\ud800\"",
        "\"\\udc00\"",
        "\"\\ud800\\u0041\"",
        "\"\\ud800x\"",
        "\"\\ud800\\ud800\"",
        "\"\\x\"",
        "\"\\",
        "\u{feff}1",
        "\u{a0}1",
        "// a\n1",
        "\"\\u00é\"",
    ] {
        assert_eq!(parse(text), Err(Broken), "{text}");
    }
}

#[test]
fn characters_are_read_in_all_their_spellings() {
    let text = r#""\u0041\u00e9\ud834\udd1e\uD834\uDD1E\/\"\\\b\f\n\r\t\u0000 𝄞""#;
    assert_eq!(read::<String>(text).unwrap(), "Aé𝄞𝄞/\"\\\u{8}\u{c}\n\r\t\0 𝄞");
}

#[test]
fn whole_numbers_are_exact_and_within_their_type() {
    assert_eq!(read::<i64>("-9223372036854775808"), Ok(i64::MIN));
    assert_eq!(read::<i64>("9223372036854775807"), Ok(i64::MAX));
    assert!(read::<i64>("9223372036854775808").is_err());
    assert_eq!(read::<u64>("9223372036854775807"), Ok(i64::MAX.cast_unsigned()));
    assert!(read::<u64>("9223372036854775808").is_err());
    assert_eq!(write(&u64::MAX), "18446744073709551615");
    assert!(read::<u32>("-1").is_err());
    assert!(read::<u8>("256").is_err());
    assert!(read::<i64>("1e3").is_err());
    assert!(read::<i64>("1.5").is_err());
    assert!(read::<i64>("1.05").is_err());
}

#[test]
fn a_whole_number_may_be_written_as_a_real_one() {
    let numbers = vec![1_764_112_345_000, -2, 3];
    assert_eq!(read::<Vec<i64>>("[1764112345000.0, -2.0,3]").unwrap(), numbers);
    assert_eq!(read_trusted::<Vec<i64>>("[1764112345000.0, -2.0,3]").unwrap(), numbers);
}

#[test]
fn a_variant_that_holds_nothing_may_be_its_name() {
    #[derive(Debug, PartialEq, Deserialize)]
    enum Wish {
        Maybe(Option<u32>),
    }
    for text in ["\"Maybe\"", "{\"Maybe\":null}"] {
        assert_eq!(read(text), Ok(Wish::Maybe(None)));
    }
}

#[test]
fn whatever_there_is_can_be_written() {
    #[derive(Serialize)]
    struct Pair(char, f32);
    let numbers = BTreeMap::from([(1, 0.5), (2, f64::NAN)]);
    assert_eq!(write(&numbers), "{\"1\":0.5,\"2\":null}");
    assert_eq!(write(&BTreeMap::from([("a", Pair('\n', 1.0))])), "{\"a\":[\"\\n\",1]}");
    assert_eq!(write(&((), c"ab")), "[null,[97,98]]");
}

#[test]
fn a_record_is_no_list() {
    assert!(read::<Note>("[\"a\",1,[]]").is_err());
    assert!(read_trusted::<Note>("[\"a\",1,[]]").is_err());
}

#[test]
fn the_field_that_was_looked_at_last_is_told() {
    let at = |text| read::<Note>(text).unwrap_err().field;
    assert_eq!(at("{\"words\":3,\"number\":1}"), "words");
    assert_eq!(at("{\"words\":\"\"}"), "number");
    assert_eq!(at("{\"words\":\"\",\"number\":1,\"marks\":[1]}"), "marks");
    assert_eq!(at("{\"words\":\"\",\"number\":1"), "");
    let said = Unexpected { field: "marks" }.to_string();
    assert_eq!(said, "unexpected JSON at or after `marks`");
}

#[test]
fn from_our_own_server_what_is_missing_is_empty_and_what_is_wrong_is_noticed() {
    let note = Note { words: "w".into(), number: 1, marks: Vec::new() };
    assert_eq!(read_trusted("{\"number\":1,\"words\":\"w\"}"), Ok(note));
    assert!(read_trusted::<Note>("{\"words\":\"w\"}").is_err());
    assert!(read_trusted::<Note>("{\"words\":\"w\",\"number\":\"1\"}").is_err());
    assert!(read_trusted::<Note>("{}").is_err());
}

#[test]
fn a_member_must_be_in_a_record_and_there_once() {
    assert_eq!(member("{}", "a"), Ok(None));
    assert_eq!(member("{\"b\":{\"a\":1}}", "a"), Ok(None));
    assert_eq!(member("{\"\\u0061\": [ 1 ] }", "a"), Ok(Some("[ 1 ]")));
    assert!(member("{\"a\":1,\"a\":1}", "a").is_err());
    assert!(member("[1]", "a").is_err());
    assert!(member("{\"a\":1} 2", "a").is_err());
}

#[test]
fn a_tree_keeps_numbers_names_and_their_order() {
    let text = r#"{"z":1.50e+10,"a":[null,true,"\u0001"],"z":-0}"#;
    let tree = parse(text).unwrap();
    assert!(matches!(&tree, Json::Record(fields) if fields.len() == 3));
    assert_eq!(tree.to_text(), text);
}
