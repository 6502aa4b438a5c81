//! A department or a role of the firm's own is removed while it is used in a running incident
//! (decision 14): it lasts there until its seat is empty.

use muster_domain::catalogue::Role;
use muster_domain::command::Command as C;
use muster_domain::copy::en;
use muster_domain::list::find_mut;
use muster_domain::refusal::Code;
use muster_domain::seat::Seat;
use muster_tests::firm::{
    ANALYSIS, ANALYST, LEAD, OBSERVER, SUPPORT, SUPPORT_DESK, backup, second_backup,
};
use muster_tests::given::text;
use muster_tests::story::Story;

/// As the administrators leave it: nobody on the roster any more, and then the role removed.
fn remove(story: &mut Story, role: Role) {
    let firm = &mut story.firm;
    firm.rosters.retain(|roster| roster.role != role);
    match role {
        Role::Department(id) => find_mut(&mut firm.departments, id).map(|it| it.removed = true),
        Role::Custom(id) => find_mut(&mut firm.custom_roles, id).map(|it| it.removed = true),
        _ => None,
    }
    .expect("it is there");
}

fn is_there(story: &Story, role: Role) -> bool {
    story.incident.roles(&story.firm).any(|it| it == role)
}

fn assign(role: Role, person: muster_domain::ids::PersonId) -> C {
    C::Assign { role, person, reason: text("they know it best") }
}

// [R3]
#[test]
fn a_holder_goes_on_in_a_role_that_was_removed_and_it_ends_with_its_seat() {
    for (role, person) in [(SUPPORT_DESK, SUPPORT), (ANALYSIS, ANALYST)] {
        let mut story = Story::active();
        if !story.incident.holds(person, role) {
            story.does(LEAD, assign(role, person));
        }
        let name = en::role(role, &story.firm);
        remove(&mut story, role);
        assert!(story.incident.holds(person, role) && is_there(&story, role));
        assert_eq!(en::role(role, &story.firm), name, "it keeps its name");
        assert_eq!(story.incident.deserted(&story.firm), [], "nobody left");
        // What belongs to a seat goes on: a hand-over to somebody else, and the Lead's order.
        story.does(person, C::OfferHandOver { role, to: OBSERVER, note: text("") });
        story.does(OBSERVER, C::AcceptHandOver { role });
        assert_eq!(story.incident.holder(role), Some(OBSERVER));
        story.does(LEAD, assign(role, backup(person)));
        let reason = text("no line here");
        story.does(backup(person), C::MarkUnavailable { role, reason });
        assert!(story.incident.seat(role).is_some_and(|seat| seat.exhausted), "no roster is left");
        let to = Some(second_backup(person));
        story.does(LEAD, C::Page { role, person: to, reason: text("") });
        story.does(second_backup(person), C::AcceptPage { role, eta: None });
        // Once it is empty, it is gone.
        story.does(LEAD, C::Release { role });
        assert!(!is_there(&story, role));
        assert_eq!(story.refused(LEAD, assign(role, person)), Code::NotFound);
        let page = C::Page { role, person: Some(person), reason: text("") };
        assert_eq!(story.refused(LEAD, page), Code::NotFound);
        let take_over = C::TakeOver { role, note: text("") };
        assert_eq!(story.refused(person, take_over), Code::NotAllowed, "nobody backs it up");
    }
}

// [R3]
#[test]
fn who_is_asked_into_a_removed_role_may_still_come_and_an_unused_one_is_gone_at_once() {
    let mut story = Story::active();
    let (role, person) = (ANALYSIS, ANALYST);
    if story.incident.holds(person, role) {
        story.does(LEAD, C::Release { role });
    }
    let page = C::Page { role, person: Some(person), reason: text("") };
    story.does(LEAD, page.clone());
    let mut other = story.clone();
    remove(&mut story, role);
    assert!(is_there(&story, role));
    story.does(person, C::AcceptPage { role, eta: None });
    assert!(story.incident.seat(role).is_some_and(Seat::is_served));

    other.does(person, C::DeclinePage { role, note: text("") });
    while let Some(next) = other.incident.seat(role).and_then(|seat| seat.page.clone()) {
        other.does(next.person, C::DeclinePage { role, note: text("") });
    }
    remove(&mut other, role);
    assert!(!is_there(&other, role));
    assert_eq!(other.refused(LEAD, page), Code::NotFound);
}
