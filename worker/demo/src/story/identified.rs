//! The cause is known: what waited is superseded, and its text is the start of the next one.

use super::investigating;
use super::pipeline::{
    Letter, answer, approved, authorized, plan, reviewed, sending, sent, start, submit, verdict,
    write,
};
use crate::organisation::AUDIENCE_PARTNERS;
use crate::people as p;
use crate::script::Script;
use muster_domain::actor::Actor;
use muster_domain::briefing::Question;
use muster_domain::catalogue::{Phase, Role};
use muster_domain::command::{Command as C, CommanderAnswer, StatedAnswer};
use muster_domain::ids::{AudienceId, MessageId, OutsiderId};
use muster_domain::message::{Channel, Gate, Means, Verdict};
use muster_domain::time::Minutes;

const STRATEGIC: MessageId = MessageId(5);
const PARTNERS: MessageId = MessageId(6);
const RAVI: Actor = Actor::Commander(OutsiderId(1));

/// The liaison relays the phase, the Business Lead acknowledges, facts are stated anew.
pub(super) fn new_phase(s: &mut Script) {
    s.minute(60);
    let text = "Cause found: the bank renewed a certificate at one o'clock, and our side still \
                trusts the old one. A change is being prepared.";
    s.by(p::MIKA, C::Relay { text: text.into(), phase: Some(Phase::Identification) });
    s.by(p::INES, C::AcknowledgePhase { phase: Phase::Identification });
    let stated = [
        (Question::Trigger, "the bank renewed a certificate that our side does not trust yet"),
        (Question::NextNews, "15:30 UTC"),
    ];
    for (question, text) in stated {
        let answer = StatedAnswer::Known(text.into());
        s.by(p::MIKA, C::StateFact { question, answer });
    }
    let text = "The cause is known and a change is being prepared. Campaigns are halted. The mail \
                to strategic customers is being rewritten for what we know now.";
    s.by(p::INES, C::StateStatus { text: text.into(), next_in: Some(Minutes(30)) });
}

const WRONG_COUNT: Letter<'_> = Letter {
    subject: "Your payouts: we know the cause",
    body: "\
Dear [[first name]],

we have found why payouts to your sellers are not leaving, and we are working on the remedy. All \
3,200 sellers with a payout due today are concerned; their money is safe, and taking payments \
works.

I would like to name a time at which payouts will leave, and I will not do so before I know it. \
You hear from me again by {{next update}} at the latest.

A reply to this mail reaches my team.
",
    channels: &[Channel::Mail],
    list: "Strategic customers, list of this quarter",
    count: 41,
    personal: true,
};

const RIGHT_COUNT: Letter<'_> = Letter {
    body: "\
Dear [[first name]],

we have found why payouts to your sellers are not leaving, and we are working on the remedy. \
Concerned are {{affected now}}; their money is safe, and taking payments works.

I would like to name a time at which payouts will leave, and I will not do so before I know it. \
You hear from me again by {{next update}} at the latest.

A reply to this mail reaches my team.
",
    ..WRONG_COUNT
};

/// The liaison finds a wrong number; the second version passes every gate and is sent.
pub(super) fn word_to_strategic_customers(s: &mut Script) {
    s.wait(1);
    plan(s, AudienceId::STRATEGIC, Phase::Identification, Some(investigating::STRATEGIC));
    plan(s, AUDIENCE_PARTNERS, Phase::Identification, Some(investigating::PARTNERS));
    start(s, STRATEGIC);
    s.wait(3);
    write(s, STRATEGIC, 0, &WRONG_COUNT);
    submit(s, STRATEGIC, 1);
    s.wait(2);
    let note = "It is 2,300 sellers, not 3,200. Best take the number from the briefing.";
    verdict(s, p::MIKA, STRATEGIC, (Gate::Accuracy, Verdict::Return), note);
    s.wait(1);
    write(s, STRATEGIC, 1, &RIGHT_COUNT);
    submit(s, STRATEGIC, 2);
    reviewed(s, STRATEGIC);
    approved(s, STRATEGIC, p::HENRIK);
    s.wait(2);
    s.ask(RAVI, answer(STRATEGIC, CommanderAnswer::Yes, Means::Link, "Good. Send it."));
    s.by(p::INES, C::RecallLiaison);
    sending(s, STRATEGIC, (p::JO, Role::MarketingOfficer));
    s.by(p::JO, C::EstimateSending { message: STRATEGIC, minutes: Minutes(5) });
    sent(s, STRATEGIC, p::JO, &[(Channel::Mail, 41)]);
}

const TO_PARTNERS: Letter<'_> = Letter {
    subject: "For partners: why payouts are not leaving",
    body: "\
Since {{start time}} payouts are not leaving. The cause is known and the remedy is being worked \
on. Taking payments works, and no money is lost.

You may pass on this text as it stands. Please name no time at which payouts will leave; we do not \
name one either before we know it.

You hear from us again by {{next update}} at the latest.
",
    channels: &[Channel::Mail],
    list: "Partners, list of this month",
    count: 18,
    personal: false,
};

/// Straight through; the partner list is Marketing's to send as well.
pub(super) fn word_to_partners(s: &mut Script) {
    s.wait(1);
    start(s, PARTNERS);
    write(s, PARTNERS, 0, &TO_PARTNERS);
    submit(s, PARTNERS, 1);
    reviewed(s, PARTNERS);
    approved(s, PARTNERS, p::HENRIK);
    authorized(s, PARTNERS, "Yes.");
    sending(s, PARTNERS, (p::JO, Role::MarketingOfficer));
    sent(s, PARTNERS, p::JO, &[(Channel::Mail, 18)]);
}
