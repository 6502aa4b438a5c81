//! What somebody is told on their own channels: short, because it is read on a locked screen.
//!
//! Of a confidential incident nothing is said but that somebody is wanted: a locked screen, a chat
//! and a mailbox have other readers too.

use super::{gate, message_title, role};
use crate::catalogue::Role;
use crate::copy::fill;
use crate::ids::{MessageId, PersonId, TaskId};
use crate::incident::Incident;
use crate::list::find;
use crate::organisation::Organisation;
use crate::reach::{Ask, Notice, Summons, What};

/// What somebody is told of one thing.
pub fn notice(ask: &Ask, incident: &Incident, organisation: &Organisation) -> Notice {
    let told = Told { incident, organisation };
    let minutes = ask.due.map(|due| due.minutes_since(ask.since).to_string());
    let minutes = minutes.as_deref().unwrap_or_default();
    let (title, text, values) = told.of(ask.what);
    let [first, second] = &values;
    let slots = [first.as_str(), second.as_str(), minutes];
    told.dressed(&fill(title, &slots), &fill(text, &slots))
}

/// What somebody is told of several things at once.
pub fn notices(asks: &[Ask], incident: &Incident, organisation: &Organisation) -> Notice {
    if let [only] = asks {
        return notice(only, incident, organisation);
    }
    let told = Told { incident, organisation };
    let lines = asks.iter().map(|ask| {
        let (title, _, values) = told.of(ask.what);
        let [first, second] = &values;
        fill(title, &[first, second])
    });
    let lines: Vec<String> = lines.collect();
    told.dressed(&fill("{0} things wait for you", &[&lines.len().to_string()]), &lines.join("\n"))
}

/// What a page that is over is replaced by.
pub fn page_over(incident: &Incident, organisation: &Organisation) -> Notice {
    let told = Told { incident, organisation };
    told.dressed("This page is over", "It was answered, or is not needed any more.")
}

/// What a device shows when somebody tries a channel.
pub fn channel_test() -> Notice {
    Notice {
        title: "Muster reaches you here".into(),
        text: "This is the test that you asked for. Nothing else is to be done.".into(),
    }
}

/// What a standby is called on their page.
pub const STANDBY: &str = "Standby on the technical call";
/// On a page that was answered: where to go.
pub const CALL: &str = "Join the call";
/// Likewise.
pub const CHAT: &str = "Open the chat";
/// On every page.
pub const OPEN: &str = "Open Muster";

/// What a page says that is opened by its link.
pub fn page(name: &str, seat: &str, open: bool, answered: bool, came: bool) -> Notice {
    let (title, text) = match (open, answered, came) {
        (true, ..) => ("{0}, you are paged", "You are asked to serve: {1}."),
        (_, true, true) => ("Thank you, {0}", "You serve as: {1}."),
        (_, true, false) => ("Thank you, {0}", "You declined; the next one is paged."),
        _ => ("This page is over", "It was answered, or is not needed any more."),
    };
    Notice { title: fill(title, &[name, seat]), text: fill(text, &[name, seat]) }
}

struct Told<'a> {
    incident: &'a Incident,
    organisation: &'a Organisation,
}

type Values = [String; 2];

impl Told<'_> {
    /// With the name of the incident, and the mark of an exercise (R157).
    fn dressed(&self, title: &str, text: &str) -> Notice {
        let mark = if self.incident.flags.exercise { "EXERCISE: " } else { "" };
        let title = format!("{mark}{title}");
        let text = if self.is_secret() {
            text.to_owned()
        } else {
            fill("{0}\n{1}", &[self.incident.title.shown(), text])
        };
        Notice { title, text }
    }

    fn is_secret(&self) -> bool {
        self.incident.access.confidential
    }

    fn of(&self, what: What) -> (&'static str, &'static str, Values) {
        match what {
            What::Page(Summons::Seat(seat)) => (
                "You are paged as {0}",
                "Answer within {2} minutes, else the next backup is paged.",
                self.seat(seat),
            ),
            What::Page(Summons::Standby) => (
                "You are paged as standby on the technical call",
                "Answer within {2} minutes, else the next one is paged.",
                Values::default(),
            ),
            What::NoAnswer(seat, person) => (
                "No answer from {1}, paged as {0}",
                "The next backup is paged now.",
                self.seat_and(seat, person),
            ),
            What::NobodyLeft(seat) => (
                "Nobody is left to page as {0}",
                "Page somebody from outside the roster, or call by phone.",
                self.seat(seat),
            ),
            What::Offer(seat) => {
                ("You are offered the role of {0}", "Accept or decline.", self.seat(seat))
            }
            What::Sign(message, at) => {
                let [title, _] = self.message(message);
                ("Waits for your word ({0}): {1}", "", [gate(at).to_owned(), title])
            }
            What::Revise(message) => {
                ("Strongly objected to: {0}", "Change the words.", self.message(message))
            }
            What::Raise(message) => ("To be put to the commander: {0}", "", self.message(message)),
            What::Send(message) => ("Yours to send: {0}", "", self.message(message)),
            What::Task(task) => ("Yours to do: {0}", "Say “will do”.", self.task(task)),
            What::ComeBack => ("You are wanted back on the business call", "", Values::default()),
            What::StoodDown => (
                "Stood down",
                "It was a false alarm; you are not needed any more.",
                Values::default(),
            ),
        }
    }

    fn seat(&self, seat: Role) -> Values {
        [role(seat, self.organisation), String::new()]
    }

    fn seat_and(&self, seat: Role, person: PersonId) -> Values {
        [role(seat, self.organisation), self.organisation.name_of(person).to_owned()]
    }

    fn message(&self, id: MessageId) -> Values {
        let known = self.incident.message(id).filter(|_| !self.is_secret());
        let title = known.map(|message| message_title(message, self.organisation));
        [title.unwrap_or_else(|| "a message".into()), String::new()]
    }

    fn task(&self, id: TaskId) -> Values {
        let known = find(&self.incident.tasks, id).filter(|_| !self.is_secret());
        [known.map_or("a task", |task| task.title.shown()).to_owned(), String::new()]
    }
}
