//! Who may know of an incident: confidential ones, and guests (D13, R150, decision 15).

use muster_domain::actor::Actor;
use muster_domain::catalogue::Role;
use muster_domain::command::Command as C;
use muster_domain::event::Event as E;
use muster_domain::ids::PersonId;
use muster_domain::message::{Gate, Stage};
use muster_domain::proof::{Proof, ProofMeans, prove};
use muster_domain::refusal::{Code, Refusal};
use muster_domain::time::{Days, Minutes, Timestamp};
use muster_domain::viewer::Clearance;
use muster_tests::firm::{
    ADMINISTRATOR, ELT, FOREIGN_GUEST, GUEST, LEAD, LEFT, LEGAL, MARKETING, OBSERVER, SUPPORT,
    backup,
};
use muster_tests::given::{declare, pass, text};
use muster_tests::story::Story;

/// What somebody may read; nothing where the incident does not exist for them.
fn clearance(story: &Story, person: PersonId) -> Option<Clearance> {
    story.incident.viewer(&story.firm, Actor::Person(person)).map(|viewer| viewer.clearance)
}

fn confidential() -> Story {
    let mut story = Story::active();
    story.does(LEAD, C::SetConfidential { confidential: true, reason: text("a break-in") });
    story
}

fn admit(story: &Story, person: PersonId, minutes: u32) -> C {
    let until = story.now + Minutes(minutes);
    C::AdmitGuest { person, until, clearance: Clearance::Observer }
}

#[test]
fn a_confidential_incident_exists_for_those_who_need_to_know_and_for_nobody_else() {
    let mut story = confidential();
    assert_eq!(clearance(&story, OBSERVER), None);
    assert_eq!(clearance(&story, ADMINISTRATOR), None);
    assert_eq!(clearance(&story, LEGAL), Some(Clearance::Messaging));
    assert_eq!(clearance(&story, MARKETING), Some(Clearance::Responder));
    story.does(LEAD, C::Admit { person: OBSERVER });
    assert_eq!(clearance(&story, OBSERVER), Some(Clearance::Responder), "it has no observers");
    let readers = story.incident.readers(&story.firm).expect("not for everybody");
    assert!(readers.contains(&OBSERVER) && readers.contains(&LEAD));
    assert!(!readers.contains(&ADMINISTRATOR) && !readers.contains(&LEFT));
    story.does(LEAD, C::Dismiss { person: OBSERVER, reason: text("done") });
    assert_eq!(clearance(&story, OBSERVER), None);
    story.does(LEAD, C::SetConfidential { confidential: false, reason: text("it is public now") });
    assert_eq!(clearance(&story, OBSERVER), Some(Clearance::Observer));
    assert_eq!(story.incident.readers(&story.firm), None);
}

#[test]
fn to_whom_it_does_not_exist_every_answer_is_that_there_is_nothing() {
    let story = confidential();
    let nothing = Refusal::with(Code::NotFound, ["incident"]);
    let reason = text("let me see");
    let asked = [
        C::SetConfidential { confidential: false, reason },
        C::Note { text: text("hello") },
        C::SetPresence { call: true, chat: true, proxy: None },
        C::Admit { person: OBSERVER },
        C::Page { role: Role::MediaOfficer, person: None, reason: text("come") },
        C::RecallLiaison,
        declare(),
    ];
    for command in asked {
        for person in [OBSERVER, ADMINISTRATOR, FOREIGN_GUEST] {
            assert_eq!(story.asks(person, &command), Err(nothing.clone()), "{command:?}");
        }
    }
}

#[test]
fn whoever_is_asked_into_a_seat_learns_of_it_and_the_roster_behind_them_does_not() {
    let mut story = confidential();
    let role = Role::LegalOfficer;
    assert_eq!(clearance(&story, backup(LEGAL)), None);
    story.does(LEGAL, C::OfferHandOver { role, to: backup(LEGAL), note: text("please") });
    assert_eq!(clearance(&story, backup(LEGAL)), Some(Clearance::Responder));
    story.does(backup(LEGAL), C::EndHandOver { role, note: text("I cannot") });
    assert_eq!(clearance(&story, backup(LEGAL)), None);
}

#[test]
fn a_record_can_be_confidential_from_its_first_moment_and_whoever_opened_it_stays_in() {
    let mut story = Story::new();
    let C::Declare { title, parent, commander, phase, exercise, override_reason, .. } = declare()
    else {
        return;
    };
    let confidential = true;
    story.does(
        OBSERVER,
        C::Declare { title, parent, commander, phase, exercise, confidential, override_reason },
    );
    assert_eq!(clearance(&story, OBSERVER), Some(Clearance::Responder));
    assert_eq!(clearance(&story, LEAD), Some(Clearance::Responder), "they are paged");
    assert_eq!(clearance(&story, SUPPORT), None);
    let told = story.log.iter().position(|it| matches!(it.event, E::ConfidentialitySet { .. }));
    assert_eq!(told, Some(1), "before anybody is told of anything else");
}

#[test]
fn an_administrator_who_makes_it_confidential_goes_on_knowing_of_it() {
    let mut story = Story::active();
    let reason = text("a break-in");
    story.does(ADMINISTRATOR, C::SetConfidential { confidential: true, reason });
    assert_eq!(clearance(&story, ADMINISTRATOR), Some(Clearance::Responder));
}

// [R150]
#[test]
fn a_guest_knows_of_one_incident_until_their_time_is_over() {
    let mut story = confidential();
    assert_eq!(clearance(&story, GUEST), None, "before they are let in");
    story.does(LEAD, admit(&story, GUEST, 60));
    assert_eq!(clearance(&story, GUEST), Some(Clearance::Observer));
    assert_eq!(story.refused(LEAD, admit(&story, FOREIGN_GUEST, 60)), Code::NotFound);
    assert_eq!(story.refused(LEAD, admit(&story, OBSERVER, 60)), Code::NotFound);
    assert_eq!(story.refused(LEAD, admit(&story, GUEST, 0)), Code::BadTime);
    assert_eq!(story.refused(LEAD, admit(&story, GUEST, 91 * 24 * 60)), Code::BadTime);
    assert_eq!(story.refused(GUEST, C::Note { text: text("hello") }), Code::NotAllowed);
    let elapsed = story.wait(Minutes(60));
    assert!(elapsed.iter().any(|it| it.event == E::GuestEnded { person: GUEST }));
    assert_eq!(clearance(&story, GUEST), None);
}

// [R150]
#[test]
fn a_guest_may_hold_a_seat_and_when_they_go_their_backup_is_paged() {
    let mut story = Story::active();
    story.does(LEAD, admit(&story, GUEST, 60));
    let role = Role::LegalOfficer;
    story.does(LEAD, C::Assign { role, person: GUEST, reason: text("outside counsel") });
    assert_eq!(clearance(&story, GUEST), Some(Clearance::Messaging));
    let events = story.does(LEAD, C::EndGuest { person: GUEST });
    let gone = |it: &&muster_domain::event::Recorded| {
        matches!(it.event, E::HolderUnavailable { role: Role::LegalOfficer, person: GUEST, .. })
    };
    assert!(events.iter().any(|it| gone(&it)));
    assert!(events.iter().any(|it| matches!(it.event, E::Paged { role: Role::LegalOfficer, .. })));
}

#[test]
fn whoever_left_the_organisation_sees_nothing_any_more() {
    let story = Story::active();
    assert_eq!(clearance(&story, LEFT), None);
}

// [R145]
#[test]
fn a_sealed_record_expires_after_the_organisations_time_unless_legal_holds_it() {
    let mut story = Story::closed();
    let kept = Days(30);
    let later = story.now + kept;
    assert!(!story.incident.is_expired(kept, Timestamp(later.0 - 1)));
    assert!(story.incident.is_expired(kept, later));
    assert!(!Story::active().incident.is_expired(kept, later), "it is not sealed");
    story.does(ADMINISTRATOR, C::HoldRecord { hold: true, reason: text("a suit is pending") });
    assert!(!story.incident.is_expired(kept, later));
    story.does(ADMINISTRATOR, C::HoldRecord { hold: false, reason: text("it is settled") });
    assert!(story.incident.is_expired(kept, later));
    assert_eq!(
        story.refused(OBSERVER, C::HoldRecord { hold: true, reason: text("why not") }),
        Code::NotAllowed
    );
}

#[test]
fn the_list_of_those_who_looked_is_for_the_lead_for_legal_and_for_administrators_who_know_of_it() {
    let mut story = Story::active();
    let may = |story: &Story, person| story.incident.may_audit(&story.firm, person).is_ok();
    assert!([LEAD, LEGAL, ADMINISTRATOR].into_iter().all(|person| may(&story, person)));
    assert!([OBSERVER, MARKETING, ELT, LEFT].into_iter().all(|person| !may(&story, person)));
    assert!(!story.incident.notes_readers(Clearance::Messaging));
    story.does(LEGAL, C::Advise { text: text("privileged"), limited: true });
    assert!(story.incident.notes_readers(Clearance::Messaging));
    assert!(!story.incident.notes_readers(Clearance::Responder), "they do not read the note");
    story.does(LEAD, C::SetConfidential { confidential: true, reason: text("a break-in") });
    assert!(story.incident.notes_readers(Clearance::Responder));
    assert!(!may(&story, ADMINISTRATOR), "it does not exist for them any more");
    let erases = |person| story.incident.may_erase(&story.firm, person).is_ok();
    assert!(erases(LEAD) && !erases(LEGAL) && !erases(ADMINISTRATOR));
}

fn proved(story: &Story, command: &C, who: PersonId, proof: Option<Proof>) -> Result<E, Code> {
    use muster_domain::decide::decide;
    let actor = Actor::Person(who);
    let decision = decide(&story.incident, &story.firm, command, actor, story.now);
    let decision = prove(command, decision.expect("allowed"), proof, story.now);
    decision.map(|it| it.events[0].event.clone()).map_err(|refusal| refusal.code)
}

#[test]
fn the_executive_approval_asks_for_a_proof_of_the_last_five_minutes_and_is_marked_by_it() {
    let mut story = Story::active();
    let message = story.message_at(Stage::AwaitingElt);
    let approve = pass(message, Gate::Approval, story.fingerprint(message));
    let ago = |minutes: i64| Timestamp(story.now.0 - minutes * 60_000);
    let given = |minutes, means| Some(Proof { at: ago(minutes), means });
    let (key, code) = (ProofMeans::Passkey, ProofMeans::RecoveryCode);
    assert_eq!(proved(&story, &approve, ELT, None), Err(Code::ProofNeeded));
    assert_eq!(proved(&story, &approve, ELT, given(5, key)), Err(Code::ProofNeeded));
    for means in [key, code] {
        let event = proved(&story, &approve, ELT, given(4, means));
        assert!(matches!(event, Ok(E::VerdictGiven { proof: Some(by), .. }) if by == means));
    }
    let legal = C::Note { text: text("no proof for a note") };
    assert!(proved(&story, &legal, LEAD, None).is_ok());
}

/// How much is in the record that somebody takes along, or why they may not.
fn exports(story: &Story, person: PersonId, privileged: bool) -> Result<Clearance, Code> {
    let viewer = story.incident.export_viewer(&story.firm, person, privileged);
    viewer.map(|viewer| viewer.clearance).map_err(|refusal| refusal.code)
}

// [R143]
#[test]
fn the_record_is_taken_along_by_seat_holders_and_privileged_notes_by_legal_alone() {
    let mut story = Story::active();
    assert_eq!(exports(&story, LEAD, false), Ok(Clearance::Responder));
    assert_eq!(exports(&story, LEGAL, false), Ok(Clearance::Responder), "not unless asked");
    assert_eq!(exports(&story, LEGAL, true), Ok(Clearance::Messaging));
    assert_eq!(exports(&story, LEAD, true), Err(Code::NotAllowed));
    assert_eq!(exports(&story, ADMINISTRATOR, false), Ok(Clearance::Observer));
    assert_eq!(exports(&story, OBSERVER, false), Err(Code::NotAllowed));
    story.does(LEAD, C::SetConfidential { confidential: true, reason: text("a break-in") });
    assert_eq!(exports(&story, ADMINISTRATOR, false), Err(Code::NotFound));
}
