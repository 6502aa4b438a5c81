//! Reaching people who are not looking: what somebody is to be told on their own channels.
//!
//! [`asks`] reads it off the state, as deadlines are: there is no list of reminders that could
//! disagree with it. The room compares it with what it has told: what is new is sent, and what is
//! not asked any more is taken back, everywhere and for good (R24, R26, decision 19). How pages
//! fared comes back as events, so that everybody sees who has to be called by phone (R32).

use crate::catalogue::Role;
use crate::ids::{MessageId, PersonId, TaskId};
use crate::incident::{Incident, State};
use crate::liaison::Handoff;
use crate::message::Gate;
use crate::organisation::{ContactChannel, Organisation};
use crate::time::Timestamp;
use crate::view::owes::{Duty, Owed, owes};
use serde::{Deserialize, Serialize};

/// What a page asks somebody to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Summons {
    /// To take a seat.
    Seat(Role),
    /// To stand by on the technical call, for the liaison.
    Standby,
}

/// How far a page has come on its way to a person (R32).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// It is on its way.
    #[default]
    Underway,
    /// Somebody's phone, mailbox or chat has taken it.
    Delivered,
    /// One channel did not take it; others are tried.
    Failed,
    /// No channel took it and none is left: they have to be called.
    Unreached,
}

/// A page was tried on one of somebody's channels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tried {
    /// What they are asked.
    pub summons: Summons,
    /// Who.
    pub person: PersonId,
    /// By what; nothing where they have no channel that a program can use.
    pub channel: Option<ContactChannel>,
    /// What came of it.
    pub reach: Reach,
}

/// What came of trying one of somebody's channels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A device, a chat or a mail server has taken it.
    Delivered,
    /// This person, or this deployment, has no such channel.
    NotSetUp,
    /// The device is not subscribed any more.
    Gone,
    /// It was refused for good.
    Refused,
    /// It may not be sent there (decision 33).
    Forbidden,
    /// Nobody answered.
    NoAnswer,
}

/// How somebody's last test of a channel went (R10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelTest {
    /// Whose.
    pub person: PersonId,
    /// Which.
    pub channel: ContactChannel,
    /// When.
    pub at: Timestamp,
    /// What came of it.
    pub outcome: Outcome,
}

/// Something that somebody is to be told, wherever they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// Who.
    pub person: PersonId,
    /// What.
    pub what: What,
    /// Since when: the same thing asked anew is another ask.
    pub since: Timestamp,
    /// By when.
    pub due: Option<Timestamp>,
}

/// What somebody is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// They are paged.
    Page(Summons),
    /// Somebody was paged in vain, and the response waits (R26).
    NoAnswer(Role, PersonId),
    /// Nobody is left to page for a seat.
    NobodyLeft(Role),
    /// A seat is offered to them.
    Offer(Role),
    /// A text waits for their word (decision 19).
    Sign(MessageId, Gate),
    /// A text is strongly objected to.
    Revise(MessageId),
    /// A text waits for the technical commander, whom they ask.
    Raise(MessageId),
    /// A text is theirs to send.
    Send(MessageId),
    /// A task is theirs.
    Task(TaskId),
    /// They are wanted back on the business call (R40).
    ComeBack,
    /// It was a false alarm (R19).
    StoodDown,
}

/// What is shown or said of it: a line, and a sentence or two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// The line.
    pub title: String,
    /// The sentences.
    pub text: String,
}

impl What {
    /// The page that it is, if it is one.
    pub const fn summons(self) -> Option<Summons> {
        match self {
            Self::Page(summons) => Some(summons),
            _ => None,
        }
    }

    /// Whether it is told at once and as loudly as a device can. The rest is gathered for some
    /// seconds, so that three texts for review are one line.
    pub const fn is_urgent(self) -> bool {
        matches!(self, Self::Page(_) | Self::NoAnswer(..) | Self::NobodyLeft(_))
    }
}

/// Everything that people are to be told at this moment.
pub fn asks(incident: &Incident, organisation: &Organisation) -> Vec<Ask> {
    if incident.state == State::StoodDown {
        return stood_down(incident);
    }
    let mut asks = pages(incident);
    asks.extend(unanswered(incident));
    for person in holders(incident) {
        let owed = owes(incident, organisation, person, incident.since);
        asks.extend(owed.into_iter().filter_map(|owed| of_duty(person, &owed)));
    }
    asks
}

/// The page somebody answers, if they are paged.
pub fn page_of(incident: &Incident, person: PersonId, summons: Summons) -> Option<Ask> {
    let what = What::Page(summons);
    pages(incident).into_iter().find(|ask| ask.person == person && ask.what == what)
}

fn pages(incident: &Incident) -> Vec<Ask> {
    let mut asks = Vec::new();
    for seat in &incident.seats {
        let Some(page) = &seat.page else { continue };
        let what = What::Page(Summons::Seat(seat.role));
        asks.push(Ask { person: page.person, what, since: page.at, due: Some(page.due) });
    }
    if let Handoff::Paged { standby, due, at, .. } = incident.liaison.handoff {
        let what = What::Page(Summons::Standby);
        asks.push(Ask { person: standby, what, since: at, due: Some(due) });
    }
    asks
}

/// The Business Lead hears of pages in vain; while nobody leads, all who are here do (decision 14).
fn unanswered(incident: &Incident) -> Vec<Ask> {
    let open = incident.seats.iter().filter(|seat| !seat.is_served());
    let found = open.filter_map(|seat| {
        let what = match seat.passed_over.last() {
            _ if seat.exhausted => What::NobodyLeft(seat.role),
            Some(person) => What::NoAnswer(seat.role, *person),
            None => return None,
        };
        Some((what, seat.page.as_ref().map_or(incident.since, |page| page.at)))
    });
    let tell = told(incident);
    let all = found.flat_map(|(what, since)| {
        let to = tell.iter().map(move |person| Ask { person: *person, what, since, due: None });
        to.collect::<Vec<_>>()
    });
    all.collect()
}

fn told(incident: &Incident) -> Vec<PersonId> {
    match incident.holder(Role::BusinessLead) {
        Some(lead) => vec![lead],
        None => incident.presence.iter().filter(|it| it.is_here()).map(|it| it.person).collect(),
    }
}

/// Everybody who holds a seat, once, and whom a seat is offered to.
fn holders(incident: &Incident) -> Vec<PersonId> {
    let offers = incident.seats.iter().filter_map(|seat| seat.offer.as_ref()).map(|it| it.to);
    let holders = incident.seats.iter().filter_map(crate::seat::Seat::person);
    let mut people: Vec<_> = holders.chain(offers).collect();
    people.sort_unstable();
    people.dedup();
    people
}

fn stood_down(incident: &Incident) -> Vec<Ask> {
    let since = incident.since;
    let told = |person| Ask { person, what: What::StoodDown, since, due: None };
    holders(incident).into_iter().map(told).collect()
}

/// What of somebody's duties is worth a notification: what others wait for.
fn of_duty(person: PersonId, owed: &Owed) -> Option<Ask> {
    let what = match owed.what {
        Duty::AnswerOffer(role) => What::Offer(role),
        Duty::Sign(message, gate, _) => What::Sign(message, gate),
        Duty::Revise(message) => What::Revise(message),
        Duty::Raise(message) => What::Raise(message),
        Duty::Send(message) => What::Send(message),
        Duty::AcknowledgeTask(task) => What::Task(task),
        Duty::ComeBack => What::ComeBack,
        _ => return None,
    };
    Some(Ask { person, what, since: owed.since, due: owed.due })
}
