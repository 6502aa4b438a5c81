//! Two people change the organisation at the same time.

use super::{NOW, Office, details};
use muster_domain::catalogue::{Phase, Role};
use muster_domain::copy::en;
use muster_domain::ids::AudienceId;
use muster_domain::organisation::Office as For;
use muster_domain::refusal::Code;
use muster_domain::setup::{Change as C, Details, Setting};
use muster_domain::time::{Days, Minutes};
use muster_tests::firm::{LEAD, LEGAL, MESSAGING, OBSERVER, SLT};

fn phone(phone: &str) -> C {
    let details = Details { phone: phone.into(), ..details("Person 50") };
    C::EditPerson { person: OBSERVER, details }
}

#[test]
fn the_second_who_edits_the_same_thing_is_shown_both_values() {
    let mut office = Office::new();
    office.does(LEAD, phone("+44 100"));
    let seen = office.organisation.revision;
    office.does(LEAD, phone("+44 111"));
    let refusal = office.asks(SLT, phone("+44 222"), Some(seen)).expect_err("it is taken");
    assert_eq!(refusal.code, Code::ChangedMeanwhile);
    assert_eq!(refusal.values, ["phone", "+44 111", "+44 222"]);
    let said = en::refusal(&refusal);
    assert!(
        said.starts_with("Somebody changed this meanwhile: Phone. It is now +44 111;"),
        "{said}"
    );
    office.does(SLT, phone("+44 222"));
}

#[test]
fn edits_of_different_things_do_not_meet() {
    let mut office = Office::new();
    let seen = Some(office.organisation.revision);
    office.does(LEAD, phone("+44 111"));
    let legal = C::OrderRoster { role: Role::LegalOfficer, people: vec![LEGAL] };
    let messaging = C::OrderRoster { role: Role::MessagingOfficer, people: vec![MESSAGING] };
    let waivers = C::Set(Setting::Waivers(true));
    let timeout = C::Set(Setting::PageTimeout(Minutes(9)));
    let standing = C::Deactivate { person: OBSERVER };
    for change in [legal, messaging, waivers, timeout, standing] {
        let applied = office.asks(SLT, change, seen);
        office.takes(applied.expect("nobody is in its way"));
    }
    assert_eq!(office.organisation.revision, 7);
}

#[test]
fn wanting_what_is_so_already_is_no_conflict() {
    let mut office = Office::new();
    let seen = Some(office.organisation.revision);
    office.does(LEAD, phone("+44 111"));
    let refusal = office.asks(SLT, phone("+44 111"), seen).expect_err("there is nothing to do");
    assert_eq!(refusal.code, Code::AlreadySo);
}

#[test]
fn a_change_that_overwrites_says_what_its_sender_saw() {
    let office = Office::new();
    let code = |seen| office.asks(LEAD, phone("+44 1234"), seen).expect_err("it is refused").code;
    assert_eq!(code(None), Code::Empty);
    assert_eq!(code(Some(office.organisation.revision + 1)), Code::NotFound);
    assert!(office.asks(LEAD, C::AddDepartment { name: "Sales".into() }, None).is_ok());
}

// [R9]
#[test]
fn nobody_approves_words_they_have_not_seen_and_the_two_offices_do_not_meet() {
    let mut office = Office::new();
    let (audience, phase, until) = (AudienceId::INTERNAL, Phase::Resolution, NOW + Days(30));
    let approve = |office| C::ApproveTemplate { audience, phase, office, until };
    let seen = Some(office.organisation.revision);
    office.does(LEGAL, approve(For::Legal));
    let applied = office.asks(MESSAGING, approve(For::Messaging), seen);
    assert!(applied.is_ok(), "the other's approval changed no word");
    let (subject, body) = ("It is over".to_owned(), "Other words.".to_owned());
    office.does(LEAD, C::WriteTemplate { audience, phase, subject, body });
    let refusal = office.asks(MESSAGING, approve(For::Messaging), seen);
    assert_eq!(refusal.expect_err("the words are other ones").code, Code::TextChanged);
}
