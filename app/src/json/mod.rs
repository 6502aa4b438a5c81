//! JSON, as little of it as the wire needs: whole numbers, text, lists and records.
//!
//! A general JSON library costs a third of the app's download, because for every type it brings
//! code for inputs that our server never sends. This one knows two things more: records come with
//! all their fields' names known ([`read()`]), and writing cannot fail ([`write()`]).

mod de;
mod parse;
mod ser;

pub use de::read;
pub use ser::write;

/// A JSON value.
#[derive(Debug, PartialEq, Eq)]
enum Json {
    Null,
    Bool(bool),
    Number(i64),
    Text(String),
    List(Vec<Json>),
    Record(Vec<(String, Json)>),
}

/// The text is not what was expected; which part is not told, because nobody would read it.
#[derive(Debug, PartialEq, Eq)]
pub struct Broken;

/// What does not happen while a value is read or written.
#[derive(Debug)]
enum Never {}

impl core::fmt::Display for Never {
    fn fmt(&self, _: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match *self {}
    }
}

impl core::error::Error for Never {}

#[cfg(test)]
mod tests {
    use super::*;
    use muster_domain::briefing::Question;
    use muster_domain::command::{Command, StatedAnswer};
    use muster_domain::ids::{CommandId, PersonId};
    use muster_domain::incident::Incident;
    use muster_domain::operations::{Operations, SideState};
    use muster_domain::organisation::{Organisation, Person};
    use muster_domain::time::Timestamp;
    use muster_domain::wire::{ClientFrame, ServerFrame};
    use serde::{Serialize, de::DeserializeOwned};

    /// What this module writes, the general library reads, and the other way round.
    fn round_trip<T: Serialize + DeserializeOwned + PartialEq + core::fmt::Debug>(value: &T) {
        let general = serde_json::to_string(value).unwrap();
        assert_eq!(read::<T>(&general).unwrap(), *value, "{general}");
        let ours = write(value);
        assert_eq!(serde_json::from_str::<T>(&ours).unwrap(), *value, "{ours}");
        assert_eq!(ours, general);
    }

    #[test]
    fn what_one_side_writes_the_other_reads() {
        let person =
            Person {
                id: PersonId(3), name: "Zoë \"Z\" \\ \n\u{1}𝄞".into(), ..Person::default()
            };
        round_trip(&Organisation { people: vec![person], ..Organisation::default() });
        let marketing = SideState::HaltOrdered { due: Timestamp(-5), overdue: true };
        let operations = Operations { marketing, ..Operations::default() };
        round_trip(&Incident { operations, ..Incident::default() });
        let unknown = StatedAnswer::Unknown;
        for command in [
            Command::Activate,
            Command::StateFact { question: Question::Trigger, answer: unknown },
            Command::SetPresence { call: true, chat: false, proxy: Some(PersonId(1)) },
        ] {
            round_trip(&ClientFrame::Command { id: CommandId::from("abcdefgh"), command });
        }
        round_trip(&ServerFrame::Online { people: vec![PersonId(1), PersonId(2)] });
    }

    #[test]
    fn a_field_that_is_not_known_is_passed_over_and_a_missing_one_takes_its_default() {
        let frame = r#"{"refused":{"x":[1,{"y":null}],"id":"abcdefgh","refusal":{"code":"sealed"},
            "sentence":"No.\u00e9\ud834\udd1e"}}"#;
        let Ok(ServerFrame::Refused(refused)) = read(frame) else { panic!("unreadable") };
        assert_eq!(refused.sentence, "No.é𝄞");
        assert!(refused.difference.is_empty());
    }

    #[test]
    fn a_whole_number_may_be_written_as_a_real_one() {
        assert_eq!(
            read::<Vec<i64>>("[1764112345000.0, -2.0,3]"),
            Ok(vec![1_764_112_345_000, -2, 3])
        );
        assert!(read::<Vec<i64>>("[1.5]").is_err());
        assert!(read::<Vec<i64>>("[1.05]").is_err());
    }

    #[test]
    fn broken_text_is_refused_without_harm() {
        let deep = "[".repeat(100_000);
        for text in ["", "{", "nul", "{\"a\"", "\"\\u12", "[1,]", "1 2", "{}", "\"\\ud800\"", &deep]
        {
            assert!(read::<ServerFrame>(text).is_err(), "{text:.20}");
        }
    }
}
