//! The named approval endpoints: the same commands of the rule book, one address per gate.

use super::{Asking, incident};
use crate::{chance, error};
use muster_domain::chain::Digest;
use muster_domain::command::{Command, CommanderAnswer, Request as Asked};
use muster_domain::ids::{CommandId, MessageId};
use muster_domain::message::{Delivery, Gate, Means, Verdict};
use muster_domain::time::Timestamp;
use serde::Deserialize;
use worker::{Response, Result};

/// What a gate is told. Which fields count depends on the gate.
#[derive(Deserialize)]
struct Statement {
    /// Makes a retry harmless; without it, each request is a command of its own.
    id: Option<CommandId>,
    fingerprint: Digest,
    verdict: Option<Verdict>,
    #[serde(default)]
    note: String,
    span: Option<String>,
    policy: Option<String>,
    answer: Option<CommanderAnswer>,
    means: Option<Means>,
    said_at: Option<Timestamp>,
    deliveries: Option<Vec<Delivery>>,
    #[serde(default)]
    accept_rest: bool,
}

/// A verdict, an approval, the commander's answer, or a step of the distribution.
pub async fn sign(asking: &Asking<'_>, id: &str, message: &str, gate: &str) -> Result<Response> {
    let Ok(message) = message.parse().map(MessageId) else { return error::not_found() };
    let said: Statement = match asking.json() {
        Ok(said) => said,
        Err(answer) => return answer,
    };
    let given = said.id.clone();
    let command = match gate {
        "accuracy" => verdict(message, Gate::Accuracy, said),
        "legal" => verdict(message, Gate::Legal, said),
        "messaging" => verdict(message, Gate::Messaging, said),
        "approval" => verdict(message, Gate::Approval, said),
        "authorization" => answer(message, said),
        "distribution" => Some(distribution(message, said)),
        _ => return error::not_found(),
    };
    let Some(command) = command else {
        return error::problem(
            400,
            "malformed",
            "Say what is decided: a verdict, or the commander's answer and how it came.",
        );
    };
    let command_id = match given {
        Some(id) => id,
        None => CommandId(chance::name()?),
    };
    incident::take(asking, id, &Asked { id: command_id, command }).await
}

fn verdict(message: MessageId, gate: Gate, said: Statement) -> Option<Command> {
    let Statement { fingerprint, note, span, policy, .. } = said;
    let verdict = said.verdict?;
    Some(Command::GiveVerdict { message, gate, verdict, fingerprint, note, span, policy })
}

fn answer(message: MessageId, said: Statement) -> Option<Command> {
    Some(Command::RecordAnswer {
        message,
        fingerprint: said.fingerprint,
        answer: said.answer?,
        means: said.means?,
        words: said.note,
        said_at: said.said_at,
    })
}

/// Without deliveries it begins; with them, or with "accept the rest", it reports.
fn distribution(message: MessageId, said: Statement) -> Command {
    let Statement { fingerprint, deliveries, accept_rest, note, .. } = said;
    match deliveries {
        None if !accept_rest => Command::BeginDistribution { message, fingerprint },
        deliveries => {
            let deliveries = deliveries.unwrap_or_default();
            Command::ReportDistribution { message, deliveries, accept_rest, note }
        }
    }
}
