//! Audiences, the inventory of activities, templates and their approvals.

use super::{NOW, Office};
use muster_domain::catalogue::{Phase, Role};
use muster_domain::ids::{AudienceId, CampaignId, PersonId};
use muster_domain::message::Channel;
use muster_domain::operations::{ItemKind, Side};
use muster_domain::organisation::{Office as For, Template};
use muster_domain::refusal::Code;
use muster_domain::setup::{AudienceFacts, CampaignFacts, Change as C, Subject};
use muster_domain::time::{Days, Minutes, Timestamp};
use muster_tests::firm::{LEAD, LEGAL, MESSAGING, OBSERVER, SLT, backup};

const INTERNAL: AudienceId = AudienceId::INTERNAL;
const PHASE: Phase = Phase::Resolution;

fn partners() -> AudienceFacts {
    AudienceFacts {
        name: "Partners".into(),
        internal: false,
        personal: false,
        channels: vec![Channel::Mail],
        cadence: Minutes(60),
    }
}

fn write(audience: AudienceId, body: &str) -> C {
    C::WriteTemplate { audience, phase: PHASE, subject: "It is over".into(), body: body.into() }
}

fn approve(office: For, until: Timestamp) -> C {
    C::ApproveTemplate { audience: INTERNAL, phase: PHASE, office, until }
}

fn template(office: &Office) -> &Template {
    office.organisation.template(INTERNAL, PHASE).expect("the firm has it")
}

// [R82]
#[test]
fn an_audience_is_added_and_leaves_when_nothing_is_written_for_it() {
    let mut office = Office::new();
    let added = office.does(LEAD, C::AddAudience { audience: partners() });
    let Subject::Audience(id) = added.entry.subject else { panic!("it is an audience") };
    office.does(LEAD, write(id, "We are back since {{start time}}."));
    assert_eq!(office.refused(LEAD, C::RemoveAudience { id }), Code::InUse);
    office.does(LEAD, C::RemoveTemplate { audience: id, phase: PHASE });
    office.does(LEAD, C::RemoveAudience { id });
    assert_eq!(office.refused(LEAD, C::RemoveAudience { id }), Code::NotFound);
    assert_eq!(office.refused(LEAD, C::RemoveAudience { id: INTERNAL }), Code::BuiltIn);
    let twin = AudienceFacts { name: "ALL customers".into(), ..partners() };
    assert_eq!(office.refused(LEAD, C::AddAudience { audience: twin }), Code::NameTaken);
    let nowhere = AudienceFacts { channels: Vec::new(), ..partners() };
    assert_eq!(office.refused(LEAD, C::AddAudience { audience: nowhere }), Code::NoChannel);
    let never = AudienceFacts { cadence: Minutes(0), ..partners() };
    assert_eq!(office.refused(LEAD, C::AddAudience { audience: never }), Code::BadEstimate);
}

// [R65]
#[test]
fn the_inventory_of_recurring_activities_is_kept_between_incidents() {
    let mut office = Office::new();
    let campaign = CampaignFacts {
        side: Side::Social,
        kind: ItemKind::ScheduledPosts,
        name: "Daily tip".into(),
        system: "the planner".into(),
    };
    let added = office.does(LEAD, C::AddCampaign { campaign: campaign.clone() });
    let Subject::Campaign(id) = added.entry.subject else { panic!("it is an activity") };
    let renamed = CampaignFacts { name: "Weekly tip".into(), ..campaign.clone() };
    office.does(LEAD, C::EditCampaign { id, campaign: renamed });
    let known = office.organisation.campaigns.iter().find(|it| it.id == id).expect("it is there");
    assert_eq!(known.name, "Weekly tip");
    office.does(LEAD, C::RemoveCampaign { id });
    assert_eq!(office.refused(LEAD, C::RemoveCampaign { id }), Code::NotFound);
    let unknown = C::EditCampaign { id: CampaignId(999), campaign };
    assert_eq!(office.refused(LEAD, unknown), Code::NotFound);
}

// [R8]
#[test]
fn a_template_is_written_for_an_audience_and_a_phase_with_facts_that_exist() {
    let mut office = Office::new();
    office.does(LEAD, write(INTERNAL, "We are back.\n\nSince {{start time}}."));
    assert_eq!(template(&office).body, "We are back.\n\nSince {{start time}}.");
    office.does(LEAD, write(INTERNAL, "Remedy: {{write: what is being done}}."));
    assert_eq!(office.refused(LEAD, write(INTERNAL, "{{weather}}")), Code::UnknownToken);
    assert_eq!(office.refused(LEAD, write(INTERNAL, " ")), Code::Empty);
    assert_eq!(office.refused(LEAD, write(AudienceId(99), "Hello.")), Code::NotFound);
    assert_eq!(office.refused(LEAD, write(INTERNAL, "pay\u{202E}lla")), Code::HiddenCharacters);
    assert_eq!(office.refused(LEAD, write(INTERNAL, &"x".repeat(16_385))), Code::TooLong);
    let (audience, subject, body) = (INTERNAL, "Hm".to_owned(), "Hm.".to_owned());
    let early = C::WriteTemplate { audience, phase: Phase::Detection, subject, body };
    assert_eq!(office.refused(LEAD, early), Code::WrongTemplatePhase);
}

// [R9]
#[test]
fn legal_and_messaging_each_approve_in_their_own_name_until_the_earlier_of_their_dates() {
    let mut office = Office::new();
    let (short, long) = (NOW + Days(30), NOW + Days(90));
    office.does(backup(LEGAL), approve(For::Legal, long));
    assert_eq!(template(&office).approved, None, "one is not enough");
    office.does(MESSAGING, approve(For::Messaging, short));
    let approved = template(&office).approved.expect("both did");
    assert_eq!((approved.legal, approved.messaging), (backup(LEGAL), MESSAGING));
    assert_eq!((approved.until, approved.at), (short, NOW));
    // A renewal takes both again, and what holds holds meanwhile.
    office.does(MESSAGING, approve(For::Messaging, long));
    assert_eq!(template(&office).approved, Some(approved));
    office.does(LEGAL, approve(For::Legal, long));
    assert_eq!(template(&office).approved.map(|it| (it.legal, it.until)), Some((LEGAL, long)));
}

// [R9]
#[test]
fn editing_a_template_clears_both_approvals_and_half_ones() {
    let mut office = Office::new();
    office.does(LEGAL, approve(For::Legal, NOW + Days(30)));
    office.does(LEAD, write(INTERNAL, "Other words."));
    assert_eq!((template(&office).approved, template(&office).half), (None, None));
    office.does(MESSAGING, approve(For::Messaging, NOW + Days(30)));
    assert_eq!(template(&office).approved, None, "legal approved other words");
    office.does(LEGAL, approve(For::Legal, NOW + Days(30)));
    assert!(template(&office).approved.is_some());
    office.does(LEAD, write(INTERNAL, "Other words again."));
    assert_eq!(template(&office).approved, None);
}

// [R9]
#[test]
fn only_the_offices_approve_and_only_ahead() {
    let mut office = Office::new();
    let until = NOW + Days(30);
    for who in [LEAD, OBSERVER, MESSAGING, SLT] {
        assert_eq!(office.refused(who, approve(For::Legal, until)), Code::NotAllowed);
    }
    for wrong in [NOW, Timestamp(0), NOW + Days(367)] {
        assert_eq!(office.refused(LEGAL, approve(For::Legal, wrong)), Code::BadExpiry);
    }
    let both = Role::MessagingOfficer;
    office.does(LEAD, C::OrderRoster { role: both, people: vec![LEGAL, PersonId(8)] });
    office.does(LEGAL, approve(For::Legal, until));
    assert_eq!(office.refused(LEGAL, approve(For::Messaging, until)), Code::OtherOffice);
    office.organisation.settings.several_roles_per_person = true;
    office.does(LEGAL, approve(For::Messaging, until));
    assert!(template(&office).approved.is_some());
}

// [R9]
#[test]
fn an_office_that_withdraws_leaves_half_an_approval() {
    let mut office = Office::new();
    let until = NOW + Days(30);
    let withdraw = |office| C::WithdrawApproval { audience: INTERNAL, phase: PHASE, office };
    assert_eq!(office.refused(LEGAL, withdraw(For::Legal)), Code::AlreadySo);
    office.does(LEGAL, approve(For::Legal, until));
    office.does(MESSAGING, approve(For::Messaging, until));
    assert_eq!(office.refused(OBSERVER, withdraw(For::Legal)), Code::NotAllowed);
    office.does(LEGAL, withdraw(For::Legal));
    let half = template(&office).half.expect("messaging's stands");
    assert_eq!(
        (template(&office).approved, half.office, half.by),
        (None, For::Messaging, MESSAGING)
    );
    office.does(LEGAL, approve(For::Legal, until));
    assert!(template(&office).approved.is_some());
}
