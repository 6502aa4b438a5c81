//! What happened, one line per event, for the timeline (R141).

mod table;

use super::{message_title, role};
use crate::actor::{Actor, Capacity};
use crate::catalogue::Role;
use crate::copy::{Line, Tone, fill};
use crate::event::{Event, Recorded};
use crate::ids::{ItemId, MessageId, OutsiderId, PersonId, TaskId};
use crate::incident::Incident;
use crate::list::find;
use crate::organisation::Organisation;
use crate::seat::Rank;
use crate::words::Words;

/// Stands where the reader may not see what was said; that something was said is never hidden.
pub const WITHHELD: &str = "Not shown to you.";

/// Who acts when a rule does.
pub const SYSTEM: &str = "Muster";

/// The line of a recorded event. The incident is the state that the event led to, or a later one.
pub fn event(recorded: &Recorded, incident: &Incident, organisation: &Organisation) -> Line {
    let names = Names { incident, organisation };
    let told = table::told(&recorded.event);
    let values: Vec<String> = told.slots.iter().map(|slot| names.slot(*slot)).collect();
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    Line {
        who: names.actor(recorded.by),
        capacity: recorded.capacity.map(|capacity| names.capacity(capacity)),
        what: fill(own_words(recorded).unwrap_or(told.template), &values),
        words: told.words.and_then(spoken),
        tone: told.tone,
    }
}

/// A commander who answers through their own link is not somebody's word (R99).
const fn own_words(recorded: &Recorded) -> Option<&'static str> {
    match (recorded.by, &recorded.event) {
        (Actor::Commander(_), Event::Authorized { .. }) => Some("authorized {0}"),
        (Actor::Commander(_), Event::Withheld { .. }) => Some("answered {0}: {2}"),
        _ => None,
    }
}

/// An event in words: a template, what fills its slots, and what was said.
struct Told<'a> {
    template: &'static str,
    slots: [Slot<'a>; 3],
    words: Option<&'a Words>,
    tone: Tone,
}

/// What stands in a slot; resolved to a name in one place.
#[derive(Clone, Copy, Default)]
enum Slot<'a> {
    #[default]
    Empty,
    Text(&'a str),
    Person(PersonId),
    Outsider(OutsiderId),
    Seat(Role),
    Message(MessageId),
    Task(TaskId),
    Item(ItemId),
    Number(u32),
}

struct Names<'a> {
    incident: &'a Incident,
    organisation: &'a Organisation,
}

impl Names<'_> {
    fn actor(&self, actor: Actor) -> String {
        match actor {
            Actor::System => SYSTEM.into(),
            Actor::Person(person) => self.organisation.name_of(person).into(),
            Actor::Commander(outsider) => self.outsider(outsider),
        }
    }

    /// "Legal Officer", or "Legal Officer, backup 1" (requirements §3.3.2).
    fn capacity(&self, capacity: Capacity) -> String {
        let seat = role(capacity.role, self.organisation);
        match capacity.rank {
            Rank::Primary => seat,
            Rank::Backup(n) => fill("{0}, backup {1}", &[&seat, &n.to_string()]),
            Rank::CalledIn => fill("{0}, called in", &[&seat]),
        }
    }

    fn slot(&self, slot: Slot<'_>) -> String {
        let items = &self.incident.operations.items;
        match slot {
            Slot::Empty => String::new(),
            Slot::Text(text) => text.into(),
            Slot::Person(person) => self.organisation.name_of(person).into(),
            Slot::Outsider(outsider) => self.outsider(outsider),
            Slot::Seat(seat) => role(seat, self.organisation),
            Slot::Message(id) => match self.incident.message(id) {
                Some(message) => quoted(&message_title(message, self.organisation)),
                None => "a message".into(),
            },
            Slot::Task(id) => titled(find(&self.incident.tasks, id).map(|t| &t.title), "a task"),
            Slot::Item(id) => titled(find(items, id).map(|i| &i.name), "an activity"),
            Slot::Number(number) => number.to_string(),
        }
    }

    fn outsider(&self, outsider: OutsiderId) -> String {
        match self.incident.outsider_name(outsider) {
            "" => "somebody without an account".into(),
            name => name.into(),
        }
    }
}

fn titled(title: Option<&Words>, otherwise: &str) -> String {
    title.and_then(Words::text).map_or_else(|| otherwise.into(), quoted)
}

fn quoted(title: &str) -> String {
    ["“", title, "”"].concat()
}

/// What was said; nothing where nothing was, a stand-in where it is withheld.
fn spoken(words: &Words) -> Option<String> {
    match words.text() {
        None => Some(WITHHELD.into()),
        Some("") => None,
        Some(text) => Some(text.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::event;
    use crate::actor::{Actor, Capacity};
    use crate::catalogue::Role;
    use crate::copy::Tone;
    use crate::event::{Event, Recorded};
    use crate::ids::{AdviceId, PersonId, Seq};
    use crate::incident::Incident;
    use crate::organisation::{Organisation, Person};
    use crate::seat::Rank;
    use crate::time::Timestamp;
    use crate::words::Words;

    fn organisation() -> Organisation {
        let id = PersonId(1);
        let person = Person { id, name: "Dana Weiss".into(), ..Person::default() };
        Organisation { people: vec![person], ..Organisation::default() }
    }

    fn recorded(event: Event) -> Recorded {
        let capacity = Capacity { role: Role::LegalOfficer, rank: Rank::Backup(1) };
        Recorded {
            seq: Seq(1),
            at: Timestamp(0),
            by: Actor::Person(PersonId(1)),
            capacity: Some(capacity),
            event,
            personal: None,
        }
    }

    // [R141]
    #[test]
    fn a_line_names_the_actor_and_the_capacity_in_which_they_acted() {
        let noted = recorded(Event::Noted { text: "The board asks for news.".into() });
        let line = event(&noted, &Incident::default(), &organisation());
        assert_eq!(line.who, "Dana Weiss");
        assert_eq!(line.capacity.as_deref(), Some("Legal Officer, backup 1"));
        assert_eq!(line.words.as_deref(), Some("The board asks for news."));
    }

    #[test]
    fn withheld_words_leave_the_trace_that_something_was_said() {
        let advice = Event::Advised { advice: AdviceId(1), text: Words::WITHHELD, limited: true };
        let line = event(&recorded(advice), &Incident::default(), &organisation());
        assert_eq!(line.words.as_deref(), Some(super::WITHHELD));
    }

    #[test]
    fn what_follows_by_rule_is_said_by_the_product() {
        let exhausted = Recorded {
            by: Actor::System,
            capacity: None,
            ..recorded(Event::BackupsExhausted { role: Role::EltApprover })
        };
        let line = event(&exhausted, &Incident::default(), &organisation());
        assert_eq!((line.who.as_str(), line.tone), ("Muster", Tone::Trouble));
        assert_eq!(line.what, "found nobody left to page as ELT Approver");
    }
}
