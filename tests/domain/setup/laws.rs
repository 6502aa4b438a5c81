//! Laws of the set-up, whatever people change in whatever order.

use super::{NOW, Office, details};
use muster_domain::catalogue::{Group, Phase, Role};
use muster_domain::ids::{AudienceId, CustomRoleId, DepartmentId, PersonId};
use muster_domain::message::Channel;
use muster_domain::organisation::{Office as For, Organisation, Person};
use muster_domain::rota::{Layer, Rota};
use muster_domain::setup::{
    AudienceFacts, Change as C, Contact, Described, Details, Setting, Subject,
};
use muster_domain::time::{Days, Minutes};
use muster_tests::firm::{CAST, LEAD, LEGAL, MESSAGING, SLT, firm};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn person() -> impl Strategy<Value = PersonId> {
    let known = CAST.map(|(_, person)| person);
    prop_oneof![
        3 => proptest::sample::select(vec![LEAD, SLT]),
        3 => proptest::sample::select(known.to_vec()),
        1 => (1_000_u32..1_030).prop_map(PersonId),
    ]
}

fn role() -> impl Strategy<Value = Role> {
    prop_oneof![
        proptest::sample::select(Role::BUILT_IN.to_vec()),
        (1_000_u32..1_030).prop_map(|id| Role::Department(DepartmentId(id))),
        (1_000_u32..1_030).prop_map(|id| Role::Custom(CustomRoleId(id))),
    ]
}

fn somebody() -> impl Strategy<Value = Details> {
    (0_u8..20, "[+0-9 ]{0,8}")
        .prop_map(|(n, phone)| Details { phone, ..details(&format!("Person No {n}")) })
}

fn about_people() -> impl Strategy<Value = C> {
    prop_oneof![
        somebody().prop_map(|details| C::AddPerson { details }),
        (person(), somebody()).prop_map(|(person, details)| C::EditPerson { person, details }),
        "[+0-9]{0,6}".prop_map(|phone| C::SetOwnContact {
            contact: Contact { phone, ..Contact::default() }
        }),
        person().prop_map(|person| C::Deactivate { person }),
        person().prop_map(|person| C::Reactivate { person }),
        person().prop_map(|person| C::GiveAdministrator { person }),
        person().prop_map(|person| C::TakeAdministrator { person }),
    ]
}

fn about_roles() -> impl Strategy<Value = C> {
    let people = || proptest::collection::vec(person(), 0..4);
    let name = || (0_u8..6).prop_map(|n| format!("Desk {n}"));
    let rota = people().prop_map(|people| Rota {
        zone: "UTC".into(),
        layers: vec![Layer { people, days: 7, ..Layer::default() }],
        overrides: Vec::new(),
    });
    let (department, custom) = (1_000_u32..1_030, 1_000_u32..1_030);
    prop_oneof![
        (role(), people()).prop_map(|(role, people)| C::OrderRoster { role, people }),
        (role(), proptest::option::of(rota)).prop_map(|(role, rota)| C::SetRota { role, rota }),
        name().prop_map(|name| C::AddDepartment { name }),
        name().prop_map(|name| C::AddRole { name, group: Group::Operations }),
        department.prop_map(|id| C::RemoveDepartment { department: DepartmentId(id) }),
        custom.prop_map(|id| C::RemoveRole { role: CustomRoleId(id) }),
    ]
}

fn about_words() -> impl Strategy<Value = C> {
    let phase = || proptest::sample::select(Phase::MESSAGING.to_vec());
    let audience = || (1_u32..4).prop_map(AudienceId);
    let office = || proptest::sample::select(vec![For::Legal, For::Messaging]);
    let until = NOW + Days(30);
    prop_oneof![
        (audience(), phase(), 0_u8..3).prop_map(|(audience, phase, n)| C::WriteTemplate {
            audience,
            phase,
            subject: "News".into(),
            body: format!("Text {n}"),
        }),
        (audience(), phase()).prop_map(|(audience, phase)| C::RemoveTemplate { audience, phase }),
        (audience(), phase(), office()).prop_map(move |(audience, phase, office)| {
            C::ApproveTemplate { audience, phase, office, until }
        }),
        (audience(), phase(), office()).prop_map(|(audience, phase, office)| {
            C::WithdrawApproval { audience, phase, office }
        }),
        (0_u8..4).prop_map(|n| C::AddAudience {
            audience: AudienceFacts {
                name: format!("Audience {n}"),
                internal: false,
                personal: false,
                channels: vec![Channel::Mail],
                cadence: Minutes(30),
            },
        }),
        (0_u32..70).prop_map(|n| C::Set(Setting::PageTimeout(Minutes(n)))),
        any::<bool>().prop_map(|on| C::Set(Setting::Waivers(on))),
    ]
}

/// Who asks for what, having seen the organisation how many revisions ago.
fn wishes() -> impl Strategy<Value = Vec<(PersonId, C, u32)>> {
    let by = prop_oneof![
        6 => proptest::sample::select(vec![LEAD, SLT]),
        2 => proptest::sample::select(vec![LEGAL, MESSAGING]),
        1 => person(),
    ];
    let change = prop_oneof![about_people(), about_roles(), about_words()];
    proptest::collection::vec((by, change, 0_u32..4), 1..60)
}

fn holds(firm: &Organisation) {
    let administrators = firm.people.iter().filter(|it| it.administrator && !it.deactivated);
    assert!(administrators.count() > 0, "nobody could change the organisation any more");
    assert!(firm.people.iter().all(|it| !(it.administrator && it.deactivated)));
    for roster in &firm.rosters {
        assert!(!roster.people.is_empty() && firm.has_role(roster.role));
        let known = |id: &PersonId| firm.people.iter().any(|person| person.id == *id);
        assert!(roster.people.iter().all(known), "a roster names somebody who never was");
    }
    assert!(firm.rotas.iter().all(|it| firm.has_role(it.role)));
    assert!(firm.templates.iter().all(|it| firm.audience(it.audience).is_some()));
    let mut numbers: Vec<_> = firm.people.iter().map(|person| person.id).collect();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), firm.people.len(), "two people have one number");
}

/// What was there of a subject before the log. Whoever is added later begins as active.
fn beginning(first: &Organisation, subject: Subject) -> Described {
    match subject {
        Subject::Standing(id) if !first.people.iter().any(|person| person.id == id) => {
            let people = vec![Person { id, ..Person::default() }];
            subject.describe(&Organisation { people, ..Organisation::default() })
        }
        _ => subject.describe(first),
    }
}

/// Everything that a log says of these subjects, replayed over what was there before it.
fn replay(first: &Organisation, office: &Office) -> BTreeMap<Subject, Described> {
    let mut known: BTreeMap<Subject, Described> = BTreeMap::new();
    for applied in &office.log {
        let subject = applied.entry.subject;
        let fields = known.entry(subject).or_insert_with(|| beginning(first, subject));
        for change in applied.entry.changed.iter().flatten() {
            let before = fields.iter().position(|(field, _)| *field == change.field);
            let said = before.map(|at| fields.remove(at).1);
            assert_eq!(said, change.before, "the log does not go on from where it was");
            fields.extend(change.after.clone().map(|value| (change.field, value)));
        }
        fields.sort_by_key(|(field, _)| *field);
    }
    known
}

fn config() -> ProptestConfig {
    ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    // [R2] [R10]
    #[test]
    fn whatever_is_changed_somebody_can_change_it_back_and_the_log_says_all_of_it(
        wishes in wishes(),
    ) {
        let mut office = Office::new();
        let first = office.organisation.clone();
        for (by, change, ago) in wishes {
            let before = office.organisation.clone();
            let seen = Some(before.revision.saturating_sub(ago));
            let Ok(applied) = office.asks(by, change, seen) else {
                assert_eq!(before, office.organisation);
                continue;
            };
            assert_eq!(applied.organisation.revision, before.revision + 1);
            assert_eq!(applied.entry.revision, applied.organisation.revision);
            assert!(applied.entry.changed.as_ref().is_some_and(|all| !all.is_empty()));
            office.takes(applied);
            holds(&office.organisation);
        }
        for (subject, mut said) in replay(&first, &office) {
            let mut is = subject.describe(&office.organisation);
            is.sort_by_key(|(field, _)| *field);
            said.sort_by_key(|(field, _)| *field);
            assert_eq!(said, is, "the log says something else of {subject:?}");
        }
        assert!(firm().revision < office.organisation.revision);
    }
}
