//! From the first doubt to full swing: watch, declaration, hand-off, briefing.

use crate::organisation::{FINANCE, SUPPORT};
use crate::people as p;
use crate::script::Script;
use muster_domain::actor::Actor;
use muster_domain::briefing::Question as Q;
use muster_domain::catalogue::{Phase, Role};
use muster_domain::command::{Command as C, Elapsed, StatedAnswer};
use muster_domain::ids::PersonId;
use muster_domain::time::Minutes;

const TITLE: &str = "Payouts to sellers are not leaving";
const PARENT: &str = "TI-2214";
const COMMANDER: &str = "Ravi Menon";

/// The commander asks for a business view; the Technical SLT recommends to escalate.
pub(super) fn watch(s: &mut Script) {
    s.by(
        p::MIKA,
        C::OpenWatch {
            title: TITLE.into(),
            parent: PARENT.into(),
            commander: COMMANDER.into(),
            phase: Phase::Investigation,
            exercise: false,
            confidential: false,
        },
    );
    s.minute(2);
    arrive(s, p::TUNDE, Role::TechnicalSlt, true);
    s.minute(5);
    let note = "Every marketplace is concerned, the evening payout run is at risk, and nobody can \
                say yet when it will go. We should prepare what we tell them.";
    s.by(p::TUNDE, C::Recommend { escalate: true, note: note.into() });
}

/// The commander escalates; the initial three and Legal are paged and come.
pub(super) fn declaration(s: &mut Script) {
    s.minute(6);
    s.by(
        p::MIKA,
        C::Declare {
            title: TITLE.into(),
            parent: PARENT.into(),
            commander: COMMANDER.into(),
            phase: Phase::Investigation,
            exercise: false,
            confidential: false,
            override_reason: None,
        },
    );
    s.minute(7);
    arrive(s, p::MIKA, Role::CustomerLiaison, false);
    arrive(s, p::INES, Role::BusinessLead, true);
    s.minute(8);
    arrive(s, p::DANA, Role::LegalOfficer, true);
    summon(s);
}

/// Accepts the page and says where one can be reached: in the chat, perhaps on the call as well.
fn arrive(s: &mut Script, person: PersonId, role: Role, call: bool) {
    s.by(person, C::AcceptPage { role, eta: None });
    s.by(person, C::SetPresence { call, chat: true, proxy: None });
}

/// The Business Lead pages whoever is needed now, and not more.
fn summon(s: &mut Script) {
    let wanted = [
        (Role::MarketingOfficer, "campaigns will be halted"),
        (Role::SocialOfficer, "posts will be halted, and we want to hear what is said"),
        (Role::MessagingOfficer, "messages to review within the quarter of an hour"),
        (Role::EltApprover, "messages to approve within the half hour"),
        (Role::Department(SUPPORT), "sellers are calling"),
        (Role::Department(FINANCE), "the payout run"),
    ];
    for (role, reason) in wanted {
        s.by(p::INES, C::Page { role, person: None, reason: reason.into() });
    }
}

/// The first standby declines, the second takes the technical side; the others arrive meanwhile.
pub(super) fn handoff(s: &mut Script) {
    s.minute(9);
    s.by(p::MIKA, C::PageStandby { person: None });
    s.by(p::RHYS, C::DeclineStandby { note: "On a train without a signal worth the name.".into() });
    s.by(p::AMARA, C::AcceptStandby);
    arrive(s, p::JO, Role::MarketingOfficer, true);
    arrive(s, p::LUCA, Role::SocialOfficer, true);
    s.minute(10);
    s.by(
        p::MIKA,
        C::NoteHandoff {
            state: "Payout files are built, and the bank gateway turns them down. The team is \
                    comparing today's files with yesterday's."
                .into(),
            promises: "Two marketplaces were promised a call back within the hour.".into(),
            drafts: "One status page entry, with the commander for a look.".into(),
            customers_reporting: "Fourteen, two of them marketplaces.".into(),
        },
    );
    arrive(s, p::NOOR, Role::MessagingOfficer, true);
    arrive(s, p::BEATRIZ, Role::Department(SUPPORT), true);
    s.minute(11);
    s.by(p::AMARA, C::ConfirmStandbyPresent);
    arrive(s, p::AIKO, Role::Department(FINANCE), true);
    s.minute(12);
    s.by(p::AMARA, C::AcceptHandoff);
    s.minute(13);
    s.ask(Actor::System, C::Elapse(Elapsed::Page(Role::EltApprover)));
    arrive(s, p::HENRIK, Role::EltApprover, false);
}

/// Eight questions, one of which nobody can answer yet.
pub(super) fn briefing(s: &mut Script) {
    s.minute(14);
    s.by(p::INES, C::OpenBriefing);
    let known = |text: &str| StatedAnswer::Known(text.into());
    let answers = [
        (Q::StartTime, known("13:00 UTC")),
        (Q::Trigger, known("the bank gateway turns down our payout files since one o'clock")),
        (Q::AffectedNow, known("all 2,300 sellers with a payout due today")),
        (Q::AffectedWorst, StatedAnswer::Unknown),
        (Q::Services, known("payouts to sellers")),
        (Q::CustomerEffect, known("payouts stay on \"scheduled\" and no money arrives")),
        (Q::NextNews, known("14:15 UTC")),
        (Q::AnythingElse, known("taking payments works; money is safe, it is only not leaving")),
    ];
    for (question, answer) in answers {
        s.by(p::MIKA, C::StateFact { question, answer });
    }
    s.minute(16);
    let advice = "The contracts with the three largest marketplaces name a payout day. Please say \
                  nothing that reads as a waiver; I am drafting a line that we can use.";
    s.by(p::DANA, C::Advise { text: advice.into(), limited: true });
    s.minute(17);
    let notes = "Payouts stopped at 13:00 UTC because the bank gateway turns down our files. \
                 Sellers see \"scheduled\" and no money. Payments into shops work. How many it \
                 will be at worst depends on the evening run; Mika brings the number.";
    s.by(p::TUNDE, C::PublishNotes { text: notes.into() });
    s.by(p::TUNDE, C::ConfirmEnough);
    s.minute(18);
    s.by(p::INES, C::Activate);
    let status = "Payouts to sellers are not leaving since 13:00 UTC. Taking payments works. The \
                  cause is being searched; we halt our campaigns now and prepare messages.";
    s.by(p::INES, C::StateStatus { text: status.into(), next_in: Some(Minutes(30)) });
}
