//! What a device without a connection may keep to send later, and what it must never send later.

use muster_domain::catalogue::{Phase, Role};
use muster_domain::chain::Digest;
use muster_domain::command::{Command as C, CommanderAnswer};
use muster_domain::ids::{MessageId, TaskId};
use muster_domain::message::{Gate, Means, Verdict};
use muster_domain::operations::Side;
use muster_domain::time::Minutes;

const MESSAGE: MessageId = MessageId(1);
const FINGERPRINT: Digest = Digest([7; 32]);

fn verdict(gate: Gate, verdict: Verdict) -> C {
    C::GiveVerdict {
        message: MESSAGE,
        gate,
        verdict,
        fingerprint: FINGERPRINT,
        note: String::new(),
        span: None,
        policy: None,
    }
}

#[test]
fn no_verdict_at_any_gate_ever_waits_on_a_device() {
    for gate in Gate::ALL {
        for word in [Verdict::Pass, Verdict::Suggest, Verdict::Return, Verdict::StrongObjection] {
            assert!(!verdict(gate, word).may_wait(), "{gate:?} {word:?}");
        }
        let reason = String::new;
        let (message, fingerprint) = (MESSAGE, FINGERPRINT);
        for command in [
            C::TakeBack { message, gate, reason: reason() },
            C::OverrideObjection { message, gate, reason: reason() },
            C::WaiveGate { message, gate, fingerprint, reason: reason() },
        ] {
            assert!(!command.may_wait(), "{command:?}");
        }
    }
}

#[test]
fn nothing_that_leads_a_message_out_ever_waits_on_a_device() {
    let (message, fingerprint, reason) = (MESSAGE, FINGERPRINT, String::new);
    let answer = C::RecordAnswer {
        message,
        fingerprint,
        answer: CommanderAnswer::Yes,
        means: Means::Call,
        words: String::new(),
        said_at: None,
    };
    let accept = |accept_rest| C::ReportDistribution {
        message,
        deliveries: Vec::new(),
        accept_rest,
        note: String::new(),
    };
    for command in [
        C::Submit { message, revision: 1, text: None },
        C::PutToCommander { message },
        answer,
        C::BeginDistribution { message, fingerprint },
        C::SkipMessage { message, reason: reason() },
        C::RetractMessage { message, reason: reason() },
        accept(true),
    ] {
        assert!(!command.may_wait(), "{command:?}");
    }
    assert!(accept(false).may_wait(), "what was sent is a fact");
}

#[test]
fn no_order_and_no_step_in_the_life_of_an_incident_waits_on_a_device() {
    let (side, reason) = (Side::Marketing, String::new);
    for command in [
        C::Activate,
        C::Resolve,
        C::Close,
        C::StandDown { reason: reason() },
        C::AcknowledgePhase { phase: Phase::Monitoring },
        C::OrderHalt { side, estimate: Minutes(5) },
        C::OrderRestart { side, override_reason: None },
        C::Page { role: Role::LegalOfficer, person: None, reason: reason() },
        C::SetConfidential { confidential: false, reason: reason() },
    ] {
        assert!(!command.may_wait(), "{command:?}");
    }
}

#[test]
fn what_somebody_answers_or_knows_may_wait_on_a_device() {
    let (role, task, text) = (Role::LegalOfficer, TaskId(1), String::new);
    for command in [
        C::AcceptPage { role, eta: None },
        C::DeclinePage { role, note: text() },
        C::SetPresence { call: true, chat: true, proxy: None },
        C::AcknowledgeTask { task },
        C::FinishTask { task, outcome: text() },
        C::Note { text: text() },
        C::ReportAbnormal { text: text() },
        C::ReportStopped { side: Side::Social },
    ] {
        assert!(command.may_wait(), "{command:?}");
    }
}
