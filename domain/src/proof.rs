//! How recently somebody has proved who they are, for the acts that nobody may do on a device that
//! was left open (decision 30).

use crate::command::Command;
use crate::decide::Decision;
use crate::event::Event;
use crate::message::{Gate, Verdict};
use crate::refusal::{Code, Refusal};
use crate::time::{Minutes, Timestamp};
use serde::{Deserialize, Serialize};

/// How long a proof counts as fresh.
pub const FRESH: Minutes = Minutes(5);

/// A proof of identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// When it was given.
    pub at: Timestamp,
    /// By what.
    pub means: ProofMeans,
}

/// By what somebody proved who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProofMeans {
    /// A passkey.
    Passkey,
    /// A printed recovery code: good enough in an outage, and marked on what it was used for.
    RecoveryCode,
    /// Nothing: a demo, where people act as whomever they like.
    Demo,
}

impl ProofMeans {
    /// The stable name, for programs.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Passkey => "passkey",
            Self::RecoveryCode => "recovery_code",
            Self::Demo => "demo",
        }
    }
}

impl Proof {
    /// Whether it still counts as fresh.
    pub fn is_fresh(self, now: Timestamp) -> bool {
        now < self.at + FRESH
    }
}

impl Command {
    /// Whether it asks for a fresh proof: the executive approval, and the start of a distribution.
    pub const fn needs_proof(&self) -> bool {
        match self {
            Self::GiveVerdict { gate, verdict, .. } => {
                matches!(gate, Gate::Approval)
                    && matches!(verdict, Verdict::Pass | Verdict::Suggest)
            }
            Self::BeginDistribution { .. } => true,
            _ => false,
        }
    }
}

/// What a command came to, if the proof suffices for it. Asked after the rules: nobody gives a
/// proof for something that would be refused anyway.
pub fn prove(
    command: &Command,
    mut decision: Decision,
    proof: Option<Proof>,
    now: Timestamp,
) -> Result<Decision, Refusal> {
    if !command.needs_proof() {
        return Ok(decision);
    }
    let fresh = proof.filter(|proof| proof.is_fresh(now));
    let Some(Proof { means, .. }) = fresh else { return Err(Code::ProofNeeded.into()) };
    for draft in &mut decision.events {
        if let Event::VerdictGiven { proof, .. } | Event::DistributionBegan { proof, .. } =
            &mut draft.event
        {
            *proof = Some(means);
        }
    }
    Ok(decision)
}
