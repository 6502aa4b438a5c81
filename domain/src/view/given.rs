//! A small company and an incident in full swing, for the tests of the read models.

use crate::actor::Actor;
use crate::briefing::Question;
use crate::catalogue::{Phase, Role};
use crate::command::{Command as C, StatedAnswer};
use crate::decide::decide;
use crate::event::Recorded;
use crate::ids::{AudienceId, IncidentId, MessageId, PersonId};
use crate::incident::Incident;
use crate::message::{Gate, Message, Verdict};
use crate::organisation::{Audience, Organisation, Person, Roster};
use crate::time::{Minutes, Timestamp};

/// A story being told: each act takes a minute.
pub(super) struct Story {
    pub incident: Incident,
    pub organisation: Organisation,
    pub now: Timestamp,
    pub log: Vec<Recorded>,
}

/// The message that [`Story::drafting`] starts.
pub(super) const MESSAGE: MessageId = MessageId(1);

/// The first of a role's roster.
pub(super) fn primary(role: Role) -> PersonId {
    PersonId(
        u32::try_from(Role::BUILT_IN.iter().position(|r| *r == role).unwrap() * 2 + 1).unwrap(),
    )
}

/// The second of a role's roster.
pub(super) fn backup(role: Role) -> PersonId {
    PersonId(primary(role).0 + 1)
}

fn organisation() -> Organisation {
    let person = |id, name| Person { id, name, ..Person::default() };
    let people = Role::BUILT_IN.into_iter().flat_map(|role| {
        let name = |rank| format!("{} {rank}", role.slug());
        [person(primary(role), name("first")), person(backup(role), name("second"))]
    });
    let roster = |role| Roster { role, people: vec![primary(role), backup(role)] };
    let audience = Audience {
        id: AudienceId::INTERNAL,
        name: "Colleagues".into(),
        internal: true,
        personal: false,
        channels: vec![crate::message::Channel::Chat],
        cadence: Minutes(30),
    };
    Organisation {
        people: people.collect(),
        rosters: Role::BUILT_IN.into_iter().map(roster).collect(),
        audiences: vec![audience],
        ..Organisation::default()
    }
}

impl Story {
    /// Declared a minute ago, nobody has answered yet.
    pub(super) fn declared() -> Self {
        let incident = Incident::new(IncidentId("test-incident".into()));
        let now = Timestamp(1_000_000_000);
        let mut story = Self { incident, organisation: organisation(), now, log: Vec::new() };
        let command = C::Declare {
            title: "Checkout is down".into(),
            parent: "INC-7".into(),
            commander: "Ines Carver".into(),
            phase: Phase::Investigation,
            exercise: false,
            override_reason: None,
        };
        story.does(primary(Role::BusinessLead), command);
        story
    }

    /// The briefing is open, the initial three are here.
    pub(super) fn briefing() -> Self {
        let mut story = Self::declared();
        for role in Role::INITIAL {
            story.acts(role, C::AcceptPage { role, eta: None });
            story.acts(role, C::SetPresence { call: true, chat: true, proxy: None });
        }
        story.acts(Role::BusinessLead, C::OverrideHandoff { reason: "no standby".into() });
        story.acts(Role::BusinessLead, C::OpenBriefing);
        story
    }

    /// Active, with everybody in their seat and one fact known.
    pub(super) fn active() -> Self {
        let mut story = Self::briefing();
        let answer = StatedAnswer::Known("half of them".into());
        let question = Question::AffectedNow;
        story.acts(Role::CustomerLiaison, C::StateFact { question, answer });
        story.acts(Role::TechnicalSlt, C::PublishNotes { text: "notes".into() });
        story.acts(Role::TechnicalSlt, C::ConfirmEnough);
        story.acts(Role::BusinessLead, C::Activate);
        for role in [Role::LegalOfficer, Role::MessagingOfficer, Role::EltApprover] {
            let (person, reason) = (primary(role), "needed".into());
            story.acts(Role::BusinessLead, C::Assign { role, person, reason });
        }
        story
    }

    /// A message that uses the known fact is being written.
    pub(super) fn drafting() -> Self {
        let mut story = Self::active();
        let (audience, phase) = (AudienceId::INTERNAL, Phase::Investigation);
        story.acts(Role::BusinessLead, C::PlanMessage { audience, phase, reuse: None });
        story.acts(Role::BusinessLead, C::StartMessage { message: MESSAGE, together: false });
        let mut content = Box::new(story.message().draft.content.clone());
        content.body = "Affected: {{affected now}}.".into();
        story.acts(Role::TechnicalSlt, C::SaveDraft { message: MESSAGE, base: 0, content });
        story
    }

    /// The message is submitted and waits for the first gate.
    pub(super) fn submitted() -> Self {
        let mut story = Self::drafting();
        let revision = story.message().draft.revision;
        story.acts(Role::TechnicalSlt, C::Submit { message: MESSAGE, revision });
        story
    }

    /// The message has the verdicts of these gates.
    pub(super) fn passed(gates: &[Gate]) -> Self {
        let mut story = Self::submitted();
        gates.iter().for_each(|gate| story.says(*gate, Verdict::Pass));
        story
    }

    pub(super) fn message(&self) -> &Message {
        self.incident.message(MESSAGE).unwrap()
    }

    /// A gate's seat gives its verdict.
    pub(super) fn says(&mut self, gate: Gate, verdict: Verdict) {
        let command = C::GiveVerdict {
            message: MESSAGE,
            gate,
            verdict,
            fingerprint: self.message().fingerprint().unwrap(),
            note: "noted".into(),
            span: Some("Affected".into()),
            policy: Some("plain words".into()),
        };
        self.acts(gate.role().unwrap(), command);
    }

    /// The primary of a role does something.
    pub(super) fn acts(&mut self, role: Role, command: C) {
        self.does(primary(role), command);
    }

    /// Somebody does something.
    pub(super) fn does(&mut self, person: PersonId, command: C) {
        self.now = self.now + Minutes(1);
        let actor = Actor::Person(person);
        let decision = decide(&self.incident, &self.organisation, &command, actor, self.now);
        let decision = decision.unwrap_or_else(|refusal| panic!("{command:?}: {refusal:?}"));
        for draft in decision.events {
            let recorded = draft.record(self.incident.seq.next(), self.now);
            self.incident.apply(&recorded);
            self.log.push(recorded);
        }
    }
}
