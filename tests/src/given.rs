//! Shortcuts to any state of an incident and any stage of a message.
//!
//! Each takes the road that people take, command by command; nothing is set by hand.

#![expect(clippy::panic, reason = "a test harness reports by failing the test that uses it")]
#![expect(clippy::missing_panics_doc, reason = "see above: all of it may")]

use crate::firm::{ELT, LEAD, LEGAL, LIAISON, MARKETING, MESSAGING, OBSERVER, SLT, SOCIAL, backup};
use crate::story::Story;
use muster_domain::briefing::Question;
use muster_domain::catalogue::{Phase, Role};
use muster_domain::chain::Digest;
use muster_domain::command::{Command as C, CommanderAnswer, StatedAnswer};
use muster_domain::ids::{AudienceId, ItemId, MessageId, PersonId};
use muster_domain::incident::State;
use muster_domain::message::{Channel, Content, Delivery, Gate, Means, Stage, Verdict};
use muster_domain::operations::{Missed, Side};
use muster_domain::time::Minutes;

/// Text as commands carry it.
pub fn text(text: &str) -> String {
    text.into()
}

/// A declaration in Investigation.
pub fn declare() -> C {
    C::Declare {
        title: text("Payments fail"),
        parent: text("TECH-7"),
        commander: text("Ida Commander"),
        phase: Phase::Investigation,
        exercise: false,
        confidential: false,
        override_reason: None,
    }
}

/// A verdict without objections on exactly this text.
pub fn pass(message: MessageId, gate: Gate, fingerprint: Digest) -> C {
    verdict(message, gate, Verdict::Pass, fingerprint)
}

/// A verdict on exactly this text; an objection takes offence at the word "affected".
pub fn verdict(message: MessageId, gate: Gate, verdict: Verdict, fingerprint: Digest) -> C {
    let objects = verdict == Verdict::StrongObjection;
    C::GiveVerdict {
        message,
        gate,
        verdict,
        fingerprint,
        note: text(if verdict == Verdict::Pass { "" } else { "say it otherwise" }),
        span: objects.then(|| text("affected")),
        policy: objects.then(|| text("plain words")),
    }
}

/// The commander's answer, given on the call.
pub fn answer(message: MessageId, fingerprint: Digest, answer: CommanderAnswer) -> C {
    let means = Means::Call;
    let words = text("as I said on the call");
    C::RecordAnswer { message, fingerprint, answer, means, words, said_at: None }
}

/// Who signs a gate.
#[track_caller]
pub fn signer(gate: Gate) -> PersonId {
    match gate {
        Gate::Accuracy => LIAISON,
        Gate::Legal => LEGAL,
        Gate::Messaging => MESSAGING,
        Gate::Approval => ELT,
        Gate::Authorization => panic!("the commander answers, and is no person of the firm"),
    }
}

impl Story {
    /// Watched, and not declared.
    pub fn watched() -> Self {
        let mut story = Self::new();
        story.does(
            OBSERVER,
            C::OpenWatch {
                title: text("Payments fail"),
                parent: text("TECH-7"),
                commander: text("Ida Commander"),
                phase: Phase::Investigation,
                exercise: false,
                confidential: false,
            },
        );
        story
    }

    /// Declared in Investigation; the initial three and Legal are paged.
    pub fn declared() -> Self {
        let mut story = Self::new();
        story.does(OBSERVER, declare());
        story
    }

    /// The initial three are here, and the technical side is handed off.
    pub fn mobilised() -> Self {
        let mut story = Self::declared();
        for (role, person) in [
            (Role::BusinessLead, LEAD),
            (Role::TechnicalSlt, SLT),
            (Role::CustomerLiaison, LIAISON),
        ] {
            story.arrives(role, person);
        }
        story.hands_off(backup(LIAISON));
        story
    }

    /// The liaison hands the technical side to this standby.
    #[track_caller]
    pub fn hands_off(&mut self, standby: PersonId) {
        self.does(LIAISON, C::PageStandby { person: Some(standby) });
        self.does(standby, C::AcceptStandby);
        self.does(standby, C::ConfirmStandbyPresent);
        self.does(LIAISON, note_handoff());
        self.does(standby, C::AcceptHandoff);
    }

    /// The briefing is open.
    pub fn briefed() -> Self {
        let mut story = Self::mobilised();
        story.does(LEAD, C::OpenBriefing);
        story
    }

    /// In full swing, with everybody in their seats and six of eight facts known.
    pub fn active() -> Self {
        let mut story = Self::briefed();
        for question in Question::ALL {
            let unknown = matches!(question, Question::NextNews | Question::AnythingElse);
            let known = StatedAnswer::Known(format!("the {}", question.token()));
            let answer = if unknown { StatedAnswer::Unknown } else { known };
            story.does(LIAISON, C::StateFact { question, answer });
        }
        story.does(SLT, C::PublishNotes { text: text("what the liaison said") });
        story.does(SLT, C::ConfirmEnough);
        story.does(LEAD, C::Activate);
        story.everybody_comes();
        story
    }

    /// The parent is resolved and the return to normal has begun.
    pub fn resolving() -> Self {
        let mut story = Self::active();
        story.phase_moves(Phase::Resolution);
        story.does(LEAD, C::BeginResolving);
        story
    }

    /// Resolved and followed up.
    pub fn following_up() -> Self {
        let mut story = Self::resolving();
        let message = story.plans(AudienceId::ALL_CUSTOMERS, Phase::Resolution);
        story.reaches(message, Stage::Distributed);
        story.does(LEAD, C::OrderAnalysis);
        story.does(LEAD, C::Resolve);
        story
    }

    /// Sealed.
    pub fn closed() -> Self {
        let mut story = Self::following_up();
        let task = muster_domain::guards::analysis(&story.incident).map(|task| task.id);
        let Some(task) = task else { panic!("the analysis was not ordered") };
        story.does(SLT, C::FinishTask { task, outcome: text("published") });
        story.does(LEAD, C::Close);
        story
    }

    /// A story in this state. Two states last for no longer than one command: `Declared` and
    /// `Resolved`; they give the state that follows by rule.
    pub fn at(state: State) -> Self {
        match state {
            State::Unopened => Self::new(),
            State::Watch => Self::watched(),
            State::Declared | State::Mobilising => Self::mobilised(),
            State::Briefing => Self::briefed(),
            State::Active => Self::active(),
            State::Resolving => Self::resolving(),
            State::Resolved | State::FollowUp => Self::following_up(),
            State::Closed => Self::closed(),
            State::StoodDown => {
                let mut story = Self::mobilised();
                story.does(LEAD, C::StandDown { reason: text("a false alarm") });
                story
            }
        }
    }

    /// The liaison relays a phase and the Business Lead acknowledges it.
    #[track_caller]
    pub fn phase_moves(&mut self, phase: Phase) {
        self.does(LIAISON, C::Relay { text: text("it moves"), phase: Some(phase) });
        self.does(LEAD, C::AcknowledgePhase { phase });
    }

    /// The Business Lead plans a message.
    #[track_caller]
    pub fn plans(&mut self, audience: AudienceId, phase: Phase) -> MessageId {
        self.does(LEAD, C::PlanMessage { audience, phase, reuse: None });
        MessageId(self.incident.counters.messages)
    }

    /// A message to strategic customers for the present phase, at this stage.
    #[track_caller]
    pub fn message_at(&mut self, stage: Stage) -> MessageId {
        let message = self.plans(AudienceId::STRATEGIC, self.incident.parent.phase);
        self.reaches(message, stage);
        message
    }

    /// Takes a planned message to a stage by the shortest road.
    #[track_caller]
    pub fn reaches(&mut self, message: MessageId, stage: Stage) {
        if let Some(before) = step_before(stage) {
            self.reaches(message, before);
            self.steps(message, stage);
        }
    }

    /// One step of the chain.
    #[track_caller]
    fn steps(&mut self, message: MessageId, to: Stage) {
        let reason = || text("for a reason");
        match to {
            Stage::Planned => {}
            Stage::Drafting => {
                self.does(LEAD, C::StartMessage { message, together: false });
            }
            Stage::TechCheck => self.submits(message),
            Stage::InReview => self.passes(message, Gate::Accuracy),
            Stage::AwaitingElt => {
                self.passes(message, Gate::Legal);
                self.passes(message, Gate::Messaging);
            }
            Stage::Approved => self.passes(message, Gate::Approval),
            Stage::AwaitingIc => {
                self.does(LIAISON, C::PutToCommander { message });
            }
            Stage::Withheld => self.hears(message, CommanderAnswer::NotNow { ask_again: None }),
            Stage::Authorized => self.hears(message, CommanderAnswer::Yes),
            Stage::Distributing => self.begins(message),
            Stage::PartlySent => self.sends(message, 30, 11),
            Stage::Distributed => self.sends(message, 41, 0),
            Stage::Superseded => self.phase_moves(Phase::Identification),
            Stage::Skipped => {
                self.does(LEAD, C::SkipMessage { message, reason: reason() });
            }
            Stage::Withdrawn => {
                self.does(LEAD, C::WithdrawMessage { message, reason: reason() });
            }
        }
        assert_eq!(self.message(message).stage, to, "the road leads where it should");
    }

    /// What the gates look at.
    #[track_caller]
    pub fn fingerprint(&self, message: MessageId) -> Digest {
        match self.message(message).fingerprint() {
            Some(fingerprint) => fingerprint,
            None => panic!("message {message} has no submitted version"),
        }
    }

    /// The Technical SLT saves this text over the present draft.
    #[track_caller]
    pub fn writes(&mut self, message: MessageId, body: &str) {
        let draft = &self.message(message).draft;
        let (base, content) = (draft.revision, draft.content.clone());
        let content = Box::new(Content { body: body.into(), ..content });
        self.does(SLT, C::SaveDraft { message, base, content });
    }

    /// The Technical SLT submits the draft as it stands.
    #[track_caller]
    pub fn submits(&mut self, message: MessageId) {
        let revision = self.message(message).draft.revision;
        self.does(SLT, C::Submit { message, revision, text: None });
    }

    /// The gate's usual signer passes the present text.
    #[track_caller]
    pub fn passes(&mut self, message: MessageId, gate: Gate) {
        self.does(signer(gate), pass(message, gate, self.fingerprint(message)));
    }

    /// The gate's usual signer says this about the present text.
    #[track_caller]
    pub fn says(&mut self, message: MessageId, gate: Gate, what: Verdict) {
        self.does(signer(gate), verdict(message, gate, what, self.fingerprint(message)));
    }

    /// The liaison records the commander's answer.
    #[track_caller]
    pub fn hears(&mut self, message: MessageId, what: CommanderAnswer) {
        self.does(LIAISON, answer(message, self.fingerprint(message), what));
    }

    /// The Marketing Officer is directed to send, and begins.
    #[track_caller]
    pub fn begins(&mut self, message: MessageId) {
        let role = Role::MarketingOfficer;
        self.does(LEAD, C::DirectSender { message, person: MARKETING, role });
        let fingerprint = self.fingerprint(message);
        self.does(MARKETING, C::BeginDistribution { message, fingerprint });
    }

    /// The Marketing Officer reports what happened on every channel.
    #[track_caller]
    pub fn sends(&mut self, message: MessageId, count: u32, failures: u32) {
        let at = self.now;
        let content = self.message(message).version.as_ref().and_then(|v| v.content.as_ref());
        let channels: Vec<Channel> = content.map(|c| c.channels.clone()).unwrap_or_default();
        let delivery = |channel| Delivery { channel, at, count, failures };
        self.does(MARKETING, delivered(message, channels.into_iter().map(delivery).collect()));
    }

    /// Both sides are halted, item by item, and the firm is in emergency operations.
    #[track_caller]
    pub fn halts_everything(&mut self) {
        for side in [Side::Marketing, Side::Social] {
            self.does(LEAD, C::OrderHalt { side, estimate: Minutes(15) });
            for item in self.items(side) {
                self.does(officer(side), C::HaltItem { item, evidence: None });
            }
            self.does(officer(side), C::ReportStopped { side });
        }
    }

    /// Both sides restart in order, item by item.
    #[track_caller]
    pub fn restarts_everything(&mut self) {
        for side in Side::ALL {
            self.does(LEAD, C::OrderRestart { side, override_reason: None });
            for item in self.waiting(side) {
                self.does(officer(side), C::RestartItem { item, missed: Missed::Skip });
            }
            self.does(officer(side), C::ReportResumed { side });
        }
    }

    /// The activities of a side.
    pub fn items(&self, side: Side) -> Vec<ItemId> {
        self.incident.operations.items_of(side).map(|item| item.id).collect()
    }

    /// The activities of a side that wait for a decision at restart.
    pub fn waiting(&self, side: Side) -> Vec<ItemId> {
        let items = self.incident.operations.items_of(side);
        items.filter(|item| item.state.awaits_restart()).map(|item| item.id).collect()
    }
}

/// The officer of a side.
pub const fn officer(side: Side) -> PersonId {
    match side {
        Side::Marketing => MARKETING,
        Side::Social => SOCIAL,
    }
}

/// The hand-off note, with every field filled.
pub fn note_handoff() -> C {
    C::NoteHandoff {
        state: text("the cause is being searched"),
        promises: text("news at noon"),
        drafts: text("none"),
        customers_reporting: text("twelve"),
    }
}

/// What the sender reports, nothing accepted as lost.
pub const fn delivered(message: MessageId, deliveries: Vec<Delivery>) -> C {
    C::ReportDistribution { message, deliveries, accept_rest: false, note: String::new() }
}

/// The stage from which a stage is reached directly.
const fn step_before(stage: Stage) -> Option<Stage> {
    match stage {
        Stage::Planned => None,
        Stage::Drafting | Stage::Skipped => Some(Stage::Planned),
        Stage::TechCheck | Stage::Superseded | Stage::Withdrawn => Some(Stage::Drafting),
        Stage::InReview => Some(Stage::TechCheck),
        Stage::AwaitingElt => Some(Stage::InReview),
        Stage::Approved => Some(Stage::AwaitingElt),
        Stage::AwaitingIc => Some(Stage::Approved),
        Stage::Withheld | Stage::Authorized => Some(Stage::AwaitingIc),
        Stage::Distributing => Some(Stage::Authorized),
        Stage::PartlySent | Stage::Distributed => Some(Stage::Distributing),
    }
}
