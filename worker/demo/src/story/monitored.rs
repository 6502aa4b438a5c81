//! A remedy is in place and watched; command and approval change hands meanwhile.

use super::pipeline::{
    Letter, approved, authorized, plan, reviewed, sending, sent, start, submit, write,
};
use crate::people as p;
use crate::script::Script;
use muster_domain::briefing::Question;
use muster_domain::catalogue::{Phase, Role};
use muster_domain::command::{Command as C, StatedAnswer};
use muster_domain::ids::{AudienceId, MessageId};
use muster_domain::message::Channel;
use muster_domain::time::Minutes;

const COLLEAGUES: MessageId = MessageId(7);
const STRATEGIC: MessageId = MessageId(8);

/// A new commander, a new executive, a new phase.
pub(super) fn change_of_hands(s: &mut Script) {
    s.minute(118);
    s.by(p::MIKA, C::NameCommander { name: "Ilse Brandt".into() });
    let reason = "On a plane from half past three.";
    s.by(p::HENRIK, C::MarkUnavailable { role: Role::EltApprover, reason: reason.into() });
    s.minute(120);
    s.by(p::ROSALIND, C::AcceptPage { role: Role::EltApprover, eta: None });
    s.by(p::ROSALIND, C::SetPresence { call: true, chat: false, proxy: Some(p::MEI_LING) });
    let text = "The new certificate is trusted since 15:20 UTC, and the gateway takes files. The \
                team watches the first checked rerun.";
    s.by(p::MIKA, C::Relay { text: text.into(), phase: Some(Phase::Monitoring) });
    s.by(p::INES, C::AcknowledgePhase { phase: Phase::Monitoring });
    let answer = StatedAnswer::Known("16:30 UTC".into());
    s.by(p::MIKA, C::StateFact { question: Question::NextNews, answer });
    let text = "The remedy is in place and the first rerun is under way. Campaigns stay halted \
                until we are sure.";
    s.by(p::INES, C::StateStatus { text: text.into(), next_in: Some(Minutes(60)) });
}

const WATCHING: Letter<'_> = Letter {
    subject: "What we know: remedy in place, payouts being watched",
    body: "\
**New:** since 15:20 UTC our side trusts the bank's new certificate, and the gateway takes payout \
files again. The first checked rerun is under way.

Until we say otherwise, treat the problem as not yet over.

**If you or a seller see it again** ({{customer effect}}): note the time and the shop, and tell \
the Customer Liaison.

**What to tell sellers who ask:** payouts are being caught up with, and we tell them when we are \
confident.

**In the meantime:** no workaround is needed.

**Next update:** {{next update}}, earlier if something changes.
",
    channels: &[Channel::Mail, Channel::Chat],
    list: "Everybody at Merrowline, as of today",
    count: 412,
    personal: false,
};

/// Colleagues hear of it; strategic customers will, once it is over.
pub(super) fn word_to_colleagues(s: &mut Script) {
    s.wait(1);
    plan(s, AudienceId::INTERNAL, Phase::Monitoring, None);
    plan(s, AudienceId::STRATEGIC, Phase::Monitoring, None);
    let reason = "Two mails in an hour would worry more than help; the next one says it is over.";
    s.by(p::INES, C::SkipMessage { message: STRATEGIC, reason: reason.into() });
    start(s, COLLEAGUES);
    s.wait(2);
    write(s, COLLEAGUES, 0, &WATCHING);
    submit(s, COLLEAGUES, 1);
    reviewed(s, COLLEAGUES);
    approved(s, COLLEAGUES, p::ROSALIND);
    authorized(s, COLLEAGUES, "Yes, and thank you for not promising anything.");
    sending(s, COLLEAGUES, (p::NOOR, Role::MessagingOfficer));
    sent(s, COLLEAGUES, p::NOOR, &[(Channel::Mail, 412), (Channel::Chat, 1)]);
}
