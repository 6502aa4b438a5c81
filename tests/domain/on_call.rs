//! Who is on call is paged, whoever is first on the roster (R4, R5, R33).

use muster_domain::catalogue::Role;
use muster_domain::command::Command as C;
use muster_domain::ids::PersonId;
use muster_domain::list::find_mut;
use muster_domain::refusal::Code;
use muster_domain::rota::{Hours, Layer, OnCall, Override, Rota, Shift};
use muster_domain::seat::Rank;
use muster_domain::time::{Minutes, Timestamp};
use muster_tests::firm::{
    LEAD, LEFT, LIAISON, OBSERVER, SLT, SUPPORT, SUPPORT_DESK, backup, second_backup,
};
use muster_tests::given::{declare, text};
use muster_tests::story::Story;

/// Somebody is on call for a role from an hour ago on, for so many minutes from now.
fn on_call(story: &mut Story, role: Role, person: PersonId, minutes: u32) {
    let hour = Minutes(60).millis();
    let shift =
        Shift { person, from: Timestamp(story.now.0 - hour), until: story.now + Minutes(minutes) };
    let layers = vec![Layer { people: vec![person], days: 7, ..Layer::default() }];
    let rota = Rota { zone: "Europe/Berlin".into(), layers, overrides: Vec::new() };
    story.firm.rotas.push(OnCall { role, rota, shifts: vec![shift] });
}

fn page(role: Role) -> C {
    C::Page { role, person: None, reason: text("we need you") }
}

fn paged(story: &Story, role: Role) -> Option<(PersonId, Rank)> {
    story.incident.seat(role)?.page.as_ref().map(|page| (page.person, page.rank))
}

// [R4] [R33]
#[test]
fn whoever_is_on_call_for_a_department_is_paged_and_then_its_roster() {
    let mut story = Story::mobilised();
    on_call(&mut story, SUPPORT_DESK, OBSERVER, 60);
    story.does(LEAD, page(SUPPORT_DESK));
    assert_eq!(paged(&story, SUPPORT_DESK), Some((OBSERVER, Rank::Primary)));
    story.wait(Minutes(5));
    assert_eq!(paged(&story, SUPPORT_DESK), Some((SUPPORT, Rank::Backup(1))));
    story.wait(Minutes(5));
    assert_eq!(paged(&story, SUPPORT_DESK), Some((backup(SUPPORT), Rank::Backup(2))));
}

// [R4] [R33]
#[test]
fn a_shift_counts_until_its_end_and_not_a_moment_longer() {
    let mut story = Story::mobilised();
    on_call(&mut story, SUPPORT_DESK, second_backup(SUPPORT), 10);
    let on_call = |story: &Story| story.firm.on_call(SUPPORT_DESK, story.now);
    assert_eq!(on_call(&story), Some(second_backup(SUPPORT)));
    story.now = story.now + Minutes(10);
    assert_eq!(on_call(&story), None);
    story.does(LEAD, page(SUPPORT_DESK));
    assert_eq!(paged(&story, SUPPORT_DESK), Some((SUPPORT, Rank::Primary)));
}

// [R5]
#[test]
fn the_technical_slt_on_call_is_paged_at_declaration() {
    let mut story = Story::new();
    on_call(&mut story, Role::TechnicalSlt, second_backup(SLT), 60);
    on_call(&mut story, Role::CustomerLiaison, backup(LIAISON), 60);
    story.does(OBSERVER, declare());
    let slt = Some((second_backup(SLT), Rank::Primary));
    assert_eq!(paged(&story, Role::TechnicalSlt), slt);
    assert_eq!(paged(&story, Role::CustomerLiaison), Some((backup(LIAISON), Rank::Primary)));
    let order: Vec<_> = story.firm.roster_at(Role::TechnicalSlt, story.now).collect();
    assert_eq!(order, [second_backup(SLT), SLT, backup(SLT)]);
    let rank = |person| story.firm.rank(Role::TechnicalSlt, person, story.now);
    assert_eq!([rank(second_backup(SLT)), rank(SLT), rank(OBSERVER)], [Some(0), Some(1), None]);
}

// [R4]
#[test]
fn a_department_whose_people_only_take_turns_is_served_by_them_and_lacks_no_backup() {
    let mut story = Story::mobilised();
    story.firm.rosters.retain(|roster| roster.role != SUPPORT_DESK);
    on_call(&mut story, SUPPORT_DESK, OBSERVER, 60);
    assert_eq!(story.firm.roles_without_backup().collect::<Vec<_>>(), [SUPPORT_DESK]);
    let rota = &mut find_mut(&mut story.firm.rotas, SUPPORT_DESK).expect("it has one").rota;
    rota.layers[0].people = vec![SUPPORT, OBSERVER, SUPPORT, LEFT];
    assert_eq!(story.firm.roles_without_backup().count(), 0);
    story.does(SUPPORT, C::TakeOver { role: SUPPORT_DESK, note: text("I am here") });
    let rank = story.incident.seat(SUPPORT_DESK).and_then(|s| s.holder.clone()).map(|t| t.rank);
    assert_eq!(rank, Some(Rank::Backup(1)));
}

// [R4]
#[test]
fn whoever_left_is_not_on_call() {
    let mut story = Story::mobilised();
    on_call(&mut story, SUPPORT_DESK, LEFT, 60);
    assert_eq!(story.firm.on_call(SUPPORT_DESK, story.now), None);
    story.does(LEAD, page(SUPPORT_DESK));
    assert_eq!(paged(&story, SUPPORT_DESK), Some((SUPPORT, Rank::Primary)));
}

// [R4]
#[test]
fn a_rotation_has_somebody_in_it_and_only_people_who_are_here() {
    let firm = Story::new().firm;
    let rota = |change: fn(&mut Rota)| {
        let layer = Layer { people: vec![SUPPORT, backup(SUPPORT)], days: 7, ..Layer::default() };
        let zone = "Europe/Berlin".into();
        let mut rota = Rota { zone, layers: vec![layer], overrides: Vec::new() };
        change(&mut rota);
        rota.check(&firm).map_err(|refusal| refusal.code)
    };
    let stand_in = |person, from, until| Override {
        person,
        from: Timestamp(from),
        until: Timestamp(until),
        instead_of: Some(LEFT),
    };
    assert_eq!(rota(|_| {}), Ok(()));
    assert_eq!(rota(|rota| rota.layers.clear()), Err(Code::Empty));
    assert_eq!(rota(|rota| rota.layers[0].people.clear()), Err(Code::Empty));
    assert_eq!(rota(|rota| rota.layers[0].people.push(LEFT)), Err(Code::NotFound));
    assert_eq!(rota(|rota| rota.layers[0].people = vec![SUPPORT; 65]), Err(Code::TooMany));
    assert_eq!(rota(|rota| rota.layers = vec![rota.layers[0].clone(); 9]), Err(Code::TooMany));
    assert_eq!(rota(|rota| rota.layers[0].days = 29), Err(Code::BadTurn));
    assert_eq!(rota(|rota| rota.layers[0].hours = Some(Hours::default())), Err(Code::Empty));
    assert_eq!(rota(|rota| rota.zone = "Europe Berlin".into()), Err(Code::BadZone));
    let with = |one: Override| {
        let layers = vec![Layer { people: vec![SUPPORT], days: 1, ..Layer::default() }];
        let rota = Rota { zone: "UTC".into(), layers, overrides: vec![one] };
        rota.check(&firm).map_err(|refusal| refusal.code)
    };
    assert_eq!(with(stand_in(SUPPORT, 1, 2)), Ok(()));
    assert_eq!(with(stand_in(SUPPORT, 2, 2)), Err(Code::BadTime));
    assert_eq!(with(stand_in(LEFT, 1, 2)), Err(Code::NotFound));
}
