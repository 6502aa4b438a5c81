//! The steps that every message of the story takes, so that a scene tells only what is special.

use crate::people::{DANA, INES, MIKA, NOOR, TUNDE};
use crate::script::Script;
use muster_domain::catalogue::{Phase, Role};
use muster_domain::chain::Digest;
use muster_domain::command::{Command as C, CommanderAnswer};
use muster_domain::ids::{AudienceId, MessageId, PersonId};
use muster_domain::message::{Channel, Content, Delivery, Gate, Means, Recipients, Verdict};

/// A text for a list of recipients.
pub(super) struct Letter<'a> {
    pub(super) subject: &'a str,
    pub(super) body: &'a str,
    pub(super) channels: &'a [Channel],
    pub(super) list: &'a str,
    pub(super) count: u32,
    /// Personal mail: in the Technical SLT's name, with merge fields.
    pub(super) personal: bool,
}

impl Letter<'_> {
    fn content(&self) -> Content {
        Content {
            subject: self.subject.into(),
            body: self.body.into(),
            channels: self.channels.to_vec(),
            recipients: Recipients {
                list: self.list.into(),
                count: self.count,
                columns: if self.personal { vec!["first name".into()] } else { Vec::new() },
                sha256: None,
            },
            spokesperson: self.personal.then_some(TUNDE),
            links: Vec::new(),
        }
    }
}

/// The Business Lead puts a message on the board, perhaps starting from an earlier text.
pub(super) fn plan(s: &mut Script, audience: AudienceId, phase: Phase, reuse: Option<MessageId>) {
    s.by(INES, C::PlanMessage { audience, phase, reuse });
}

/// The Business Lead has it begun.
pub(super) fn start(s: &mut Script, message: MessageId) {
    s.by(INES, C::StartMessage { message, together: false });
}

/// The Technical SLT writes it, starting from this revision of the draft.
pub(super) fn write(s: &mut Script, message: MessageId, base: u32, letter: &Letter<'_>) {
    let content = Box::new(letter.content());
    s.by(TUNDE, C::SaveDraft { message, base, content });
}

/// The Technical SLT submits this revision.
pub(super) fn submit(s: &mut Script, message: MessageId, revision: u32) {
    s.by(TUNDE, C::Submit { message, revision, text: None });
}

/// Somebody says what they think of the text as it stands.
pub(super) fn verdict(
    s: &mut Script,
    person: PersonId,
    message: MessageId,
    (gate, verdict): (Gate, Verdict),
    note: &str,
) {
    s.by(person, give(message, gate, verdict, note));
}

fn give(message: MessageId, gate: Gate, verdict: Verdict, note: &str) -> C {
    C::GiveVerdict {
        message,
        gate,
        verdict,
        fingerprint: Digest::WITHHELD,
        note: note.into(),
        span: None,
        policy: None,
    }
}

/// A strong objection: to which words, by which rule, and why.
pub(super) fn object(s: &mut Script, message: MessageId, span: &str, policy: &str, note: &str) {
    s.by(
        NOOR,
        C::GiveVerdict {
            message,
            gate: Gate::Messaging,
            verdict: Verdict::StrongObjection,
            fingerprint: Digest::WITHHELD,
            note: note.into(),
            span: Some(span.into()),
            policy: Some(policy.into()),
        },
    );
}

/// Accuracy, legal and messaging find nothing to add.
pub(super) fn reviewed(s: &mut Script, message: MessageId) {
    s.wait(2);
    verdict(s, MIKA, message, (Gate::Accuracy, Verdict::Pass), "");
    s.wait(1);
    verdict(s, DANA, message, (Gate::Legal, Verdict::Pass), "");
    verdict(s, NOOR, message, (Gate::Messaging, Verdict::Pass), "");
}

/// The executive approves, and the liaison puts it to the commander.
pub(super) fn approved(s: &mut Script, message: MessageId, executive: PersonId) {
    s.wait(2);
    verdict(s, executive, message, (Gate::Approval, Verdict::Pass), "");
    s.by(MIKA, C::PutToCommander { message });
}

/// What the commander says of the text as it stands.
pub(super) fn answer(message: MessageId, answer: CommanderAnswer, means: Means, words: &str) -> C {
    C::RecordAnswer {
        message,
        fingerprint: Digest::WITHHELD,
        answer,
        means,
        words: words.into(),
        said_at: None,
    }
}

/// The commander agrees on the technical call; the liaison records it.
pub(super) fn authorized(s: &mut Script, message: MessageId, words: &str) {
    s.wait(1);
    s.by(MIKA, answer(message, CommanderAnswer::Yes, Means::Call, words));
}

/// Somebody is directed to send it and begins.
pub(super) fn sending(s: &mut Script, message: MessageId, (person, role): (PersonId, Role)) {
    s.by(INES, C::DirectSender { message, person, role });
    s.by(person, C::BeginDistribution { message, fingerprint: Digest::WITHHELD });
}

/// It went out without failures.
pub(super) fn sent(s: &mut Script, message: MessageId, by: PersonId, reached: &[(Channel, u32)]) {
    s.wait(2);
    let at = s.now();
    let delivery = |(channel, count): &(Channel, u32)| Delivery {
        channel: *channel,
        at,
        count: *count,
        failures: 0,
    };
    let deliveries = reached.iter().map(delivery).collect();
    let note = String::new();
    s.by(by, C::ReportDistribution { message, deliveries, accept_rest: false, note });
}
