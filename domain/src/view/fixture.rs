//! A small organisation and incident for the tests of the read models.

use crate::catalogue::{Phase, Role};
use crate::ids::{AudienceId, MessageId, OutsiderId, PersonId};
use crate::incident::{Incident, Outsider, State};
use crate::message::{
    Content, Draft, Gate, Message, Purpose, SignOff, Stage, Standing, Verdict, Version,
};
use crate::organisation::{Audience, Organisation, Person};
use crate::seat::{Presence, Rank, Seat, Tenure};
use crate::time::{Minutes, Timestamp};

pub(crate) const LEAD: PersonId = PersonId(1);
pub(crate) const SLT: PersonId = PersonId(2);
pub(crate) const LIAISON: PersonId = PersonId(3);
pub(crate) const LEGAL: PersonId = PersonId(7);
pub(crate) const COMMS: PersonId = PersonId(8);
pub(crate) const ELT: PersonId = PersonId(9);
pub(crate) const MESSAGE: MessageId = MessageId(1);
pub(crate) const NOW: Timestamp = Timestamp(3_600_000);

pub(crate) fn organisation() -> Organisation {
    let names = ["Ada", "Ben", "Cleo", "Dan", "Eve", "Finn", "Dana Weiss", "Hal", "Iris"];
    let people = names.iter().zip(1..);
    let people = people.map(|(name, id)| Person {
        id: PersonId(id),
        name: (*name).into(),
        ..Person::default()
    });
    let audience = Audience {
        id: AudienceId::STRATEGIC,
        name: "Strategic customers".into(),
        internal: false,
        personal: true,
        channels: Vec::new(),
        cadence: Minutes(30),
    };
    Organisation { people: people.collect(), audiences: vec![audience], ..Organisation::default() }
}

/// Active, every built-in role held by the person of its number, everybody on call and in chat.
pub(crate) fn incident() -> Incident {
    let people = (1..).map(PersonId);
    let tenure = |person| Tenure {
        person,
        rank: Rank::Primary,
        since: Timestamp(0),
        standing: crate::seat::Standing::Active,
    };
    let seats = Role::BUILT_IN.into_iter().zip(people);
    let seats = seats.map(|(role, p)| Seat { holder: Some(tenure(p)), ..Seat::empty(role) });
    let here = |id| Presence { call: true, chat: true, ..Presence::absent(PersonId(id), NOW) };
    let mut incident = Incident {
        state: State::Active,
        seats: seats.collect(),
        presence: (1..=9).map(here).collect(),
        commander: Some(OutsiderId(1)),
        outsiders: vec![Outsider { id: OutsiderId(1), name: "Max Stern".into() }],
        ..Incident::default()
    };
    incident.liaison.handoff =
        crate::liaison::Handoff::Accepted { standby: PersonId(4), at: Timestamp(0) };
    incident.parent.phase = Phase::Identification;
    incident
}

/// An incident with one message at a stage, its first version frozen.
pub(crate) fn with_message(stage: Stage) -> Incident {
    let mut incident = incident();
    let content = Content::default();
    let draft = Draft {
        revision: 1,
        fields: 1,
        content,
        authors: vec![SLT],
        delegate: None,
        at: Timestamp(0),
    };
    let version = Version {
        number: 1,
        fingerprint: crate::chain::Digest::WITHHELD,
        content: None,
        payloads: Vec::new(),
        authors: vec![SLT],
        at: Timestamp(0),
        facts: Vec::new(),
        together: false,
        sign_offs: Vec::new(),
    };
    incident.messages.push(Message {
        id: MESSAGE,
        audience: AudienceId::STRATEGIC,
        phase: Phase::Identification,
        purpose: Purpose::Update,
        stage,
        since: NOW,
        origin: None,
        draft,
        version: (!matches!(stage, Stage::Planned | Stage::Drafting)).then_some(version),
        history: Vec::new(),
        suggestions: Vec::new(),
        estimates: Vec::new(),
        ask_again: None,
        authorized_until: None,
        withheld: None,
        together: false,
        sender: None,
        sent: Vec::new(),
        reason: None,
        retracted: None,
    });
    incident
}

/// Puts a sign-off on the message's version.
pub(crate) fn sign(incident: &mut Incident, gate: Gate, verdict: Verdict, by: PersonId) {
    let sign_off = SignOff {
        gate,
        verdict,
        by,
        rank: Some(Rank::Primary),
        at: Timestamp(7),
        note: "".into(),
        span: None,
        policy: None,
        standing: Standing::Given,
        said: None,
        proof: None,
    };
    version(incident).sign_offs.push(sign_off);
}

/// The one message of [`with_message`].
pub(crate) fn message(incident: &Incident) -> &Message {
    let [message] = incident.messages.as_slice() else { unreachable!("made with one message") };
    message
}

/// The same, to change it.
pub(crate) fn message_mut(incident: &mut Incident) -> &mut Message {
    let [message] = incident.messages.as_mut_slice() else { unreachable!("made with one message") };
    message
}

/// Its version, to change it.
pub(crate) fn version(incident: &mut Incident) -> &mut Version {
    let Some(version) = &mut message_mut(incident).version else {
        unreachable!("made at a stage that has a version")
    };
    version
}

/// Nobody holds the role any more.
pub(crate) fn vacate(incident: &mut Incident, role: Role) {
    incident.seats.retain(|seat| seat.role != role);
}
