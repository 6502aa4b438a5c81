//! Somebody is deactivated who is counted on in a running incident (decision 14).

use muster_domain::actor::Actor;
use muster_domain::catalogue::Role;
use muster_domain::command::Command as C;
use muster_domain::event::Event as E;
use muster_domain::ids::PersonId;
use muster_domain::list::find_mut;
use muster_domain::refusal::Code;
use muster_domain::seat::Rank;
use muster_domain::setup::people_who_left;
use muster_tests::firm::{LEAD, LEGAL, MEDIA, OBSERVER, backup, second_backup};
use muster_tests::given::text;
use muster_tests::story::Story;

fn leaves(story: &mut Story, person: PersonId) {
    find_mut(&mut story.firm.people, person).expect("they are there").deactivated = true;
}

fn follow(story: &mut Story) -> Vec<E> {
    let before = story.log.len();
    for command in story.incident.deserted(&story.firm) {
        story.does(Actor::System, command);
    }
    story.log.iter().skip(before).map(|recorded| recorded.event.clone()).collect()
}

#[test]
fn the_backup_of_a_holder_who_left_is_paged_first() {
    let mut story = Story::active();
    leaves(&mut story, LEGAL);
    let events = follow(&mut story);
    let [E::HolderUnavailable { person: LEGAL, .. }, E::Paged { person, rank, role, .. }] =
        events[..]
    else {
        panic!("{events:?}");
    };
    // The roster is read without those who left, so that the first backup is the first.
    assert_eq!((person, rank, role), (backup(LEGAL), Rank::Primary, Role::LegalOfficer));
    assert_eq!(story.incident.deserted(&story.firm), [], "it is raised once");
    story.does(backup(LEGAL), C::TakeOver { role, note: text("") });
    assert_eq!(story.incident.holder(Role::LegalOfficer), Some(backup(LEGAL)));
}

#[test]
fn the_business_lead_can_leave_too() {
    let mut story = Story::active();
    leaves(&mut story, LEAD);
    let events = follow(&mut story);
    assert!(matches!(events[..], [_, E::Paged { role: Role::BusinessLead, .. }]), "{events:?}");
}

#[test]
fn a_page_to_somebody_who_left_goes_on_to_the_next() {
    let mut story = Story::active();
    let unavailable = C::MarkUnavailable { role: Role::MediaOfficer, reason: text("ill") };
    story.does(MEDIA, unavailable);
    leaves(&mut story, backup(MEDIA));
    let events = follow(&mut story);
    let [E::PageTimedOut { person: gone, .. }, E::Paged { person: next, .. }] = events[..] else {
        panic!("{events:?}");
    };
    assert_eq!((gone, next), (backup(MEDIA), second_backup(MEDIA)));
}

#[test]
fn an_offer_to_somebody_who_left_ends() {
    let mut story = Story::active();
    let (role, to) = (Role::LegalOfficer, backup(LEGAL));
    story.does(LEGAL, C::OfferHandOver { role, to, note: text("all is filed") });
    leaves(&mut story, to);
    let events = follow(&mut story);
    assert!(matches!(events[..], [E::HandOverEnded { .. }]), "{events:?}");
    assert_eq!(story.incident.holder(role), Some(LEGAL));
}

#[test]
fn nothing_follows_while_everybody_is_there_nor_on_a_sealed_record() {
    let mut story = Story::active();
    assert_eq!(story.incident.deserted(&story.firm), []);
    leaves(&mut story, OBSERVER);
    assert_eq!(story.incident.deserted(&story.firm), [], "they held nothing");
    let role = Role::LegalOfficer;
    assert_eq!(story.refused(Actor::System, C::CoverSeat { role }), Code::NotDue);
    leaves(&mut story, LEGAL);
    assert_eq!(story.refused(LEAD, C::CoverSeat { role }), Code::OnlySystem);
    story.incident.state = muster_domain::incident::State::StoodDown;
    assert_eq!(story.incident.deserted(&story.firm), []);
}

#[test]
fn whoever_was_active_and_is_not_any_more_has_left() {
    let before = Story::new().firm;
    let mut after = before.clone();
    assert_eq!(people_who_left(&before, &after), []);
    find_mut(&mut after.people, LEGAL).expect("they are there").deactivated = true;
    assert_eq!(people_who_left(&before, &after), [LEGAL]);
    assert_eq!(people_who_left(&after, &before), []);
}
