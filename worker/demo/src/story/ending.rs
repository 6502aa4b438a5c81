//! It is over: resolution messages first, then social, then marketing; analysis, and the seal.

use super::halt;
use super::pipeline::{
    Letter, approved, authorized, plan, reviewed, sending, sent, start, submit, write,
};
use crate::people as p;
use crate::script::Script;
use muster_domain::briefing::Question;
use muster_domain::catalogue::{Phase, Role};
use muster_domain::chain::Digest;
use muster_domain::command::{Command as C, StatedAnswer};
use muster_domain::ids::{AudienceId, ItemId, MessageId, PersonId, TaskId};
use muster_domain::message::{Channel, Delivery};
use muster_domain::operations::{Missed, Side};

const COLLEAGUES: MessageId = MessageId(9);
const STRATEGIC: MessageId = MessageId(10);
const EVERYBODY: MessageId = MessageId(11);
const ANALYSIS: TaskId = TaskId(3);

/// The technical incident is recorded as resolved; the debt of the briefing is paid.
pub(super) fn resolution(s: &mut Script) {
    s.minute(180);
    let text = "All files of the day are with the bank, and the first banks confirm arrivals. The \
                technical incident is resolved.";
    s.by(p::MIKA, C::Relay { text: text.into(), phase: Some(Phase::Resolution) });
    s.by(p::INES, C::AcknowledgePhase { phase: Phase::Resolution });
    let answer = StatedAnswer::Known("2,318 sellers, all paid the same day".into());
    s.by(p::MIKA, C::StateFact { question: Question::AffectedWorst, answer });
    s.by(p::INES, C::BeginResolving);
    let text = "Payouts have left, the incident is over. First we say so, then campaigns restart.";
    s.by(p::INES, C::StateStatus { text: text.into(), next_in: None });
}

const OVER: Letter<'_> = Letter {
    subject: "What we know: payouts have left, it is over",
    body: "\
**Confirmed:** the technical incident is over. Our side did not trust a certificate that the bank \
had renewed; now it does.

It began at {{start time}} and concerned {{services}}; at worst {{affected at worst}}.

**If it persists for somebody:** open a case for Support with the word \"persists\" in its title. \
No workaround is needed any more.

**What follows:** a short internal analysis within a day, then the technical review. Campaigns \
restart step by step, by order of the Business Lead only.

Follow-ups and open questions go to the Business Lead. Thank you for your patience.
",
    channels: &[Channel::Mail, Channel::Chat],
    list: "Everybody at Merrowline, as of today",
    count: 412,
    personal: false,
};

const OVER_PERSONAL: Letter<'_> = Letter {
    subject: "Your payouts have left",
    body: "\
Dear [[first name]],

the payouts that were held up since {{start time}} have left, all of them on their day. No money \
was lost, and your sellers need do nothing.

I am sorry for the worry. We are working through what happened, carefully rather than fast, and I \
will share with you what we learn and what we change. If you would like to talk about it, reply to \
this mail and we will find an hour.
",
    channels: &[Channel::Mail],
    list: "Strategic customers, list of this quarter",
    count: 41,
    personal: true,
};

const OVER_PUBLIC: Letter<'_> = Letter {
    subject: "Payouts have left",
    body: "\
Payouts that were held up since {{start time}} have left. Taking payments worked throughout. We \
are sorry for the wait. If something still looks wrong, Support is there for you.
",
    channels: &[Channel::StatusPage, Channel::Social],
    list: "Public",
    count: 0,
    personal: false,
};

/// To three audiences; the post needs a second attempt.
pub(super) fn resolution_messages(s: &mut Script) {
    s.wait(1);
    let audiences = [AudienceId::INTERNAL, AudienceId::STRATEGIC, AudienceId::ALL_CUSTOMERS];
    for audience in audiences {
        plan(s, audience, Phase::Resolution, None);
    }
    for (message, letter) in
        [(COLLEAGUES, &OVER), (STRATEGIC, &OVER_PERSONAL), (EVERYBODY, &OVER_PUBLIC)]
    {
        start(s, message);
        write(s, message, 0, letter);
        submit(s, message, 1);
        reviewed(s, message);
        approved(s, message, p::ROSALIND);
        authorized(s, message, "Yes.");
    }
    sending(s, COLLEAGUES, (p::NOOR, Role::MessagingOfficer));
    sent(s, COLLEAGUES, p::NOOR, &[(Channel::Mail, 412), (Channel::Chat, 1)]);
    sending(s, STRATEGIC, (p::JO, Role::MarketingOfficer));
    sent(s, STRATEGIC, p::JO, &[(Channel::Mail, 41)]);
    post_twice(s);
}

fn post_twice(s: &mut Script) {
    sending(s, EVERYBODY, (p::LUCA, Role::SocialOfficer));
    let at = s.now();
    let tried = |channel, count, failures| Delivery { channel, at, count, failures };
    s.by(
        p::LUCA,
        C::ReportDistribution {
            message: EVERYBODY,
            deliveries: vec![tried(Channel::StatusPage, 1, 0), tried(Channel::Social, 0, 1)],
            accept_rest: false,
            note: "The planner asked for a new sign-in; trying again.".into(),
        },
    );
    s.wait(1);
    let fingerprint = Digest::WITHHELD;
    s.by(p::LUCA, C::BeginDistribution { message: EVERYBODY, fingerprint });
    sent(s, EVERYBODY, p::LUCA, &[(Channel::Social, 1)]);
}

const SOCIAL: [(u32, Missed); 2] = [(8, Missed::Skip), (9, Missed::Resume)];
const MARKETING: [(u32, Missed); 6] = [
    (1, Missed::Reschedule),
    (2, Missed::Resume),
    (3, Missed::Resume),
    (4, Missed::Resume),
    (5, Missed::Retire),
    (6, Missed::Skip),
];

/// Social first, marketing once it is under way; each activity decided by itself.
pub(super) fn restart(s: &mut Script) {
    s.wait(2);
    side(s, Side::Social, p::LUCA, &SOCIAL);
    s.wait(3);
    side(s, Side::Marketing, p::JO, &MARKETING);
}

fn side(s: &mut Script, side: Side, officer: PersonId, items: &[(u32, Missed)]) {
    s.by(p::INES, C::OrderRestart { side, override_reason: None });
    s.wait(4);
    for (item, missed) in items {
        s.by(officer, C::RestartItem { item: ItemId(*item), missed: *missed });
    }
    s.by(officer, C::ReportResumed { side });
}

/// Every loose end has an owner; the call ends, the analysis follows, the record is sealed.
pub(super) fn end_of_call(s: &mut Script) {
    s.wait(2);
    s.by(p::INES, C::OrderAnalysis);
    halt::loose_ends(s);
    s.by(p::INES, C::Resolve);
    s.wait(5);
    s.by(p::TUNDE, C::AcknowledgeTask { task: ANALYSIS });
    s.wait(18 * 60);
    let outcome = "Reviewed and shared with colleagues in the business response channel.";
    s.by(p::TUNDE, C::FinishTask { task: ANALYSIS, outcome: outcome.into() });
    s.wait(30 * 60);
    let text = "Review held. The bank now tells us of renewals two weeks ahead; the list of \
                halts worked as it was.";
    s.by(p::INES, C::Note { text: text.into() });
    s.by(p::INES, C::Close);
}
