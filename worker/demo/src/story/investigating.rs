//! While the cause is being searched: the first word to colleagues goes out after an objection; the
//! one to strategic customers is approved, and the commander holds it back.

use super::pipeline::{
    Letter, answer, approved, authorized, object, plan, reviewed, sending, sent, start, submit,
    verdict, write,
};
use crate::organisation::AUDIENCE_PARTNERS;
use crate::people as p;
use crate::script::Script;
use muster_domain::catalogue::{Phase, Role};
use muster_domain::command::{Command as C, CommanderAnswer};
use muster_domain::ids::{AudienceId, MessageId, SuggestionId};
use muster_domain::message::{Channel, Gate, Means, Verdict};
use muster_domain::time::{Minutes, Timestamp};

const COLLEAGUES: MessageId = MessageId(1);
pub(super) const STRATEGIC: MessageId = MessageId(2);
const EVERYBODY: MessageId = MessageId(3);
pub(super) const PARTNERS: MessageId = MessageId(4);

const FIRST: Letter<'_> = Letter {
    subject: "What we know: payouts to sellers are not leaving",
    body: "\
**Started:** {{start time}}
**What is wrong:** {{customer effect}}. This is a payout outage.
**Services concerned:** {{services}}; taking payments works
**Customers concerned at the moment:** {{affected now}}

Engineering is searching for the cause. Please do not guess at one, inside or outside. If a seller \
asks: we know of it, the money is safe, and we will write to them.

**Where to look:** the business response channel.

**Next update:** {{next update}}, earlier if something changes.
",
    channels: &[Channel::Mail, Channel::Chat],
    list: "Everybody at Merrowline, as of today",
    count: 412,
    personal: false,
};

const PLAINER: Letter<'_> = Letter {
    body: "\
**Started:** {{start time}}
**What is wrong:** {{customer effect}}
**Services concerned:** {{services}}; taking payments works
**Customers concerned at the moment:** {{affected now}}

Engineering is searching for the cause. Please do not guess at one, inside or outside. If a seller \
asks: we know of it, their money is safe, and we will write to them.

**Where to look:** the business response channel.

**Next update:** {{next update}}, earlier if something changes.
",
    ..FIRST
};

/// Planned, drafted, bettered by Support, objected to, rewritten, signed anew and sent.
pub(super) fn first_word_to_colleagues(s: &mut Script) {
    s.minute(24);
    let phase = Phase::Investigation;
    plan(s, AudienceId::INTERNAL, phase, None);
    plan(s, AudienceId::STRATEGIC, phase, None);
    plan(s, AudienceId::ALL_CUSTOMERS, phase, None);
    plan(s, AUDIENCE_PARTNERS, phase, None);
    let order = vec![COLLEAGUES, STRATEGIC, PARTNERS, EVERYBODY];
    s.by(p::INES, C::OrderMessages { order });
    let reason = "Buyers notice nothing, and the status page of the technical side says it.";
    s.by(p::INES, C::SkipMessage { message: EVERYBODY, reason: reason.into() });
    start(s, COLLEAGUES);
    s.minute(26);
    write(s, COLLEAGUES, 0, &FIRST);
    suggestion(s);
    submit(s, COLLEAGUES, 2);
    objection(s);
    s.by(p::TUNDE, C::Revise { message: COLLEAGUES });
    write(s, COLLEAGUES, 2, &PLAINER);
    submit(s, COLLEAGUES, 3);
    reviewed(s, COLLEAGUES);
    approved(s, COLLEAGUES, p::HENRIK);
    authorized(s, COLLEAGUES, "Yes, that is how it stands.");
    sending(s, COLLEAGUES, (p::NOOR, Role::MessagingOfficer));
    sent(s, COLLEAGUES, p::NOOR, &[(Channel::Mail, 412), (Channel::Chat, 1)]);
}

fn suggestion(s: &mut Script) {
    let suggest = C::Suggest {
        message: COLLEAGUES,
        quote: "the money is safe".into(),
        replacement: Some("their money is safe".into()),
        note: "That is what sellers ask first.".into(),
        limited: false,
        place: None,
    };
    s.by(p::BEATRIZ, suggest);
    let suggestion = SuggestionId(1);
    s.by(p::TUNDE, C::SettleSuggestion { message: COLLEAGUES, suggestion, accept: true, at: None });
}

fn objection(s: &mut Script) {
    s.wait(1);
    verdict(s, p::MIKA, COLLEAGUES, (Gate::Accuracy, Verdict::Pass), "");
    verdict(s, p::DANA, COLLEAGUES, (Gate::Legal, Verdict::Pass), "");
    let note = "One function is disturbed and the rest works; the word says more than is true.";
    object(s, COLLEAGUES, "outage", "Wording guide: disturbed or down", note);
    s.wait(2);
}

const PERSONAL: Letter<'_> = Letter {
    subject: "Your payouts, and what we know so far",
    body: "\
Dear [[first name]],

since {{start time}} payouts to your sellers have not been leaving: {{customer effect}}. Your \
sellers' money is safe, and taking payments works.

We do not know the cause yet, and I would rather tell you that than guess. I will write again at \
the latest by {{next update}}, also if there is nothing new.

A reply to this mail reaches my team.
",
    channels: &[Channel::Mail],
    list: "Strategic customers, list of this quarter",
    count: 41,
    personal: true,
};

/// All gates but the last: the commander says "not now", and the next phase overtakes it.
pub(super) fn a_word_held_back(s: &mut Script) {
    s.wait(1);
    start(s, STRATEGIC);
    write(s, STRATEGIC, 0, &PERSONAL);
    submit(s, STRATEGIC, 1);
    s.by(p::DANA, C::Estimate { message: STRATEGIC, gate: Gate::Legal, minutes: Minutes(5) });
    s.wait(2);
    verdict(s, p::MIKA, STRATEGIC, (Gate::Accuracy, Verdict::Pass), "");
    s.wait(1);
    verdict(s, p::DANA, STRATEGIC, (Gate::Legal, Verdict::Pass), "Reviewed against the contracts.");
    let note = "Next time the second paragraph first; it is what they will remember.";
    verdict(s, p::NOOR, STRATEGIC, (Gate::Messaging, Verdict::Suggest), note);
    approved(s, STRATEGIC, p::HENRIK);
    s.wait(1);
    let ask_again = Some(Timestamp(0) + Minutes(75));
    let words =
        "Not now. We may know the cause within half an hour; then they get one mail, not two.";
    s.by(p::MIKA, answer(STRATEGIC, CommanderAnswer::NotNow { ask_again }, Means::Call, words));
}
