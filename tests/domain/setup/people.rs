//! People: taking in, changing, deactivating, administrators.

use super::{Office, details};
use muster_domain::ids::PersonId;
use muster_domain::list::find;
use muster_domain::organisation::{ContactChannel, Person};
use muster_domain::refusal::Code;
use muster_domain::setup::{Change as C, Contact, Details, Field, Subject, Value};
use muster_tests::firm::{LEAD, LEFT, LEGAL, OBSERVER, SLT};

fn person(office: &Office, id: PersonId) -> &Person {
    find(&office.organisation.people, id).expect("they are there")
}

#[test]
fn an_administrator_takes_somebody_in_and_the_log_says_who_did() {
    let mut office = Office::new();
    let entry = office.does(LEAD, C::AddPerson { details: details("Ada Park") }).entry.clone();
    let Subject::Person(id) = entry.subject else { panic!("it is about a person") };
    assert_eq!((entry.by, entry.revision, entry.subject.concerns()), (LEAD, 2, Some(id)));
    let added = person(&office, id);
    assert_eq!((&*added.name, added.administrator, added.deactivated), ("Ada Park", false, false));
    let changed = entry.changed.expect("nothing is erased yet");
    let name = changed.iter().find(|it| it.field == Field::Name).expect("it has a name");
    assert_eq!((&name.before, &name.after), (&None, &Some(Value::Text("Ada Park".into()))));
}

#[test]
fn nobody_else_changes_the_organisation() {
    let office = Office::new();
    for who in [LEGAL, OBSERVER] {
        assert_eq!(office.refused(who, C::AddPerson { details: details("A B") }), Code::NotAllowed);
        assert_eq!(office.refused(who, C::Deactivate { person: SLT }), Code::NotAllowed);
        assert_eq!(office.refused(who, C::GiveAdministrator { person: who }), Code::NotAllowed);
    }
    assert_eq!(office.refused(LEFT, C::Rename { name: "Ours".into() }), Code::UnknownActor);
    assert_eq!(office.refused(PersonId(999), C::Rename { name: "X".into() }), Code::UnknownActor);
}

#[test]
fn everybody_says_how_they_are_reached_themselves_and_nothing_else() {
    let mut office = Office::new();
    let contact = Contact {
        phone: "+49 30 23125 000".into(),
        email: "me@firm.example".into(),
        zone: "Europe/Berlin".into(),
        channels: vec![ContactChannel::Phone, ContactChannel::Push],
    };
    office.does(OBSERVER, C::SetOwnContact { contact: contact.clone() });
    let me = person(&office, OBSERVER);
    assert_eq!((&me.phone, &me.channels), (&contact.phone, &contact.channels));
    assert_eq!(me.name, format!("Person {OBSERVER}"), "the name is not theirs to change");
    assert_eq!(office.refused(OBSERVER, C::SetOwnContact { contact }), Code::AlreadySo);
}

#[test]
fn the_last_administrator_can_neither_be_removed_nor_deactivated() {
    let mut office = Office::new();
    office.does(LEAD, C::Deactivate { person: SLT });
    assert!(!person(&office, SLT).administrator, "the right does not wait for them");
    assert_eq!(office.refused(LEAD, C::Deactivate { person: LEAD }), Code::LastAdministrator);
    let take = C::TakeAdministrator { person: LEAD };
    assert_eq!(office.refused(LEAD, take.clone()), Code::LastAdministrator);
    assert_eq!(office.refused(LEAD, C::GiveAdministrator { person: SLT }), Code::NotActive);
    office.does(LEAD, C::Reactivate { person: SLT });
    assert!(!person(&office, SLT).administrator);
    office.does(LEAD, C::GiveAdministrator { person: SLT });
    office.does(SLT, take);
    assert_eq!(office.refused(LEAD, C::Rename { name: "Mine".into() }), Code::NotAllowed);
    assert_eq!(office.refused(SLT, C::Deactivate { person: PersonId(999) }), Code::NotFound);
    assert_eq!(office.refused(SLT, C::Reactivate { person: SLT }), Code::AlreadySo);
}

#[test]
fn what_cannot_be_a_phone_a_mail_address_or_a_zone_is_refused() {
    let office = Office::new();
    let with = |edit: fn(&mut Details)| {
        let mut details = details("Ada Park");
        edit(&mut details);
        office.refused(LEAD, C::AddPerson { details })
    };
    assert_eq!(with(|it| it.name = "  ".into()), Code::Empty);
    assert_eq!(with(|it| it.name = "x".repeat(201)), Code::TooLong);
    assert_eq!(with(|it| it.phone = "call me".into()), Code::BadPhone);
    assert_eq!(with(|it| it.phone = "++".into()), Code::BadPhone);
    for wrong in ["ada", "ada@", "@firm.example", "a b@firm.example", "a@b@c", "a@.b", "<a@b>"] {
        let details = Details { email: wrong.into(), ..details("Ada Park") };
        assert_eq!(office.refused(LEAD, C::AddPerson { details }), Code::BadMail, "{wrong}");
    }
    assert_eq!(with(|it| it.email = "a".repeat(255)), Code::TooLong);
    assert_eq!(with(|it| it.zone = "Europe/Köln".into()), Code::BadZone);
    assert_eq!(with(|it| it.channels = vec![ContactChannel::Mail; 2]), Code::NamedTwice);
}

#[test]
fn nobody_gets_a_name_made_of_characters_that_nobody_sees() {
    let office = Office::new();
    for wrong in ["Ada\u{202E}kraP", "Ada\u{200B}", "Ada\u{0}Park", "Ada\nPark", "Ada\tPark"] {
        for field in [Field::Name, Field::Title, Field::Phone, Field::Email] {
            let mut details = details("Ada Park");
            *match field {
                Field::Name => &mut details.name,
                Field::Title => &mut details.title,
                Field::Phone => &mut details.phone,
                _ => &mut details.email,
            } = format!("a{wrong}a");
            let code = office.refused(LEAD, C::AddPerson { details });
            assert_eq!(code, Code::HiddenCharacters, "{wrong:?} in {field:?}");
        }
    }
}

#[test]
fn a_mail_address_is_one_persons() {
    let mut office = Office::new();
    office.does(LEAD, C::AddPerson { details: details("Ada Park") });
    let twin = Details { email: "ADA.PARK@firm.example".into(), ..details("Ada Park") };
    assert_eq!(office.refused(LEAD, C::AddPerson { details: twin }), Code::MailTaken);
    let none = || Details { email: String::new(), ..details("No Mail") };
    office.does(LEAD, C::AddPerson { details: none() });
    office.does(LEAD, C::AddPerson { details: none() });
}
