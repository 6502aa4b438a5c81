//! Who may do what, everywhere: every command by everybody in every state and at every stage,
//! against a table written by hand from the requirements (R146), not from the product's own.
//!
//! Only authority is compared here; whether the moment allows an act is told by the other tests.

mod commands;
mod table;

use commands::every_command;
use muster_domain::actor::Actor;
use muster_domain::catalogue::{Phase, Role};
use muster_domain::command::Command as C;
use muster_domain::event::Event;
use muster_domain::ids::{AudienceId, MessageId, OutsiderId};
use muster_domain::incident::State;
use muster_domain::message::Stage;
use muster_domain::operations::Side;
use muster_domain::permission::TABLE;
use muster_domain::refusal::{Code, Refusal};
use muster_domain::time::Minutes;
use muster_domain::viewer::Clearance;
use muster_tests::firm::{
    ADMINISTRATOR, ANALYST, ELT, FOREIGN_GUEST, GUEST, LEAD, LEFT, LEGAL, LIAISON, MARKETING,
    MEDIA, MESSAGING, OBSERVER, SLT, SOCIAL, SUPPORT, backup, second_backup,
};
use muster_tests::given::text;
use muster_tests::story::Story;
use table::{Part, allowed};

/// Who stands for whom in every world.
const CAST: [(Part, Actor); 27] = [
    (Part::Lead, Actor::Person(LEAD)),
    (Part::Slt, Actor::Person(SLT)),
    (Part::Liaison, Actor::Person(LIAISON)),
    (Part::Marketing, Actor::Person(MARKETING)),
    (Part::Social, Actor::Person(SOCIAL)),
    (Part::Media, Actor::Person(MEDIA)),
    (Part::Legal, Actor::Person(LEGAL)),
    (Part::Messaging, Actor::Person(MESSAGING)),
    (Part::Elt, Actor::Person(ELT)),
    (Part::Department, Actor::Person(SUPPORT)),
    (Part::OwnRole, Actor::Person(ANALYST)),
    (Part::SltBackup, Actor::Person(backup(SLT))),
    (Part::Standby, Actor::Person(backup(LIAISON))),
    (Part::PagedForMedia, Actor::Person(backup(MEDIA))),
    (Part::MediaBackup, Actor::Person(second_backup(MEDIA))),
    (Part::OfferedLegal, Actor::Person(backup(LEGAL))),
    (Part::Delegate, Actor::Person(second_backup(ELT))),
    (Part::Bystander, Actor::Person(backup(SUPPORT))),
    (Part::Observer, Actor::Person(OBSERVER)),
    (Part::Administrator, Actor::Person(ADMINISTRATOR)),
    (Part::Guest, Actor::Person(GUEST)),
    (Part::ForeignGuest, Actor::Person(FOREIGN_GUEST)),
    (Part::Left, Actor::Person(LEFT)),
    (Part::System, Actor::System),
    (Part::Commander, Actor::Commander(OutsiderId(2))),
    (Part::FormerCommander, Actor::Commander(OutsiderId(1))),
    (Part::Stranger, Actor::Person(muster_domain::ids::PersonId(999))),
];

/// The message everything is about.
const MESSAGE: MessageId = MessageId(1);

/// Something of every kind to act on, everybody in their seats, and the message at this stage.
fn world(stage: Stage) -> Story {
    let mut story = Story::active();
    story.does(LIAISON, C::NameCommander { name: text("Noor Next") });
    for side in [Side::Marketing, Side::Social] {
        story.does(LEAD, C::OrderHalt { side, estimate: Minutes(15) });
    }
    let (owner, role) = (MARKETING, Role::MarketingOfficer);
    let (title, estimate) = (text("call the bank"), Minutes(20));
    story.does(LEAD, C::AssignTask { title, owner, role, estimate });
    story.does(LEGAL, C::NoteTodo { text: text("tell the insurer"), owner: None });
    story.does(LEAD, C::OpenPoll { proposal: text("halt everything") });
    story.does(MEDIA, C::ReportAbnormal { text: text("the shop is silent") });
    story.does(LIAISON, C::Relay { text: text("a remedy is near"), phase: None });
    story.joins(backup(SUPPORT));
    let unavailable = C::MarkUnavailable { role: Role::MediaOfficer, reason: text("ill") };
    story.does(MEDIA, unavailable);
    let (role, to) = (Role::LegalOfficer, backup(LEGAL));
    story.does(LEGAL, C::OfferHandOver { role, to, note: text("all is filed") });
    let message = story.plans(AudienceId::STRATEGIC, Phase::Investigation);
    story.does(SLT, C::DelegateDraft { message, to: Some(second_backup(ELT)) });
    story.reaches(message, stage);
    // Once it is being sent, the sender was directed on the way.
    if is_directed_at(stage) && story.message(message).sender.is_none() {
        let (person, role) = (MARKETING, Role::MarketingOfficer);
        story.does(LEAD, C::DirectSender { message, person, role });
    }
    story
}

/// The same, with somebody from outside let in to look.
fn with_guest(mut story: Story) -> Story {
    let (until, clearance) = (story.now + Minutes(60), Clearance::Observer);
    story.does(LEAD, C::AdmitGuest { person: GUEST, until, clearance });
    story
}

/// Whether a sender is named in the world of this stage.
fn is_directed_at(stage: Stage) -> bool {
    use Stage::{
        Approved, Authorized, AwaitingIc, Distributed, Distributing, PartlySent, Withheld,
    };
    [Approved, AwaitingIc, Withheld, Authorized, Distributing, PartlySent, Distributed]
        .contains(&stage)
}

/// What the hand-written table is asked about besides the command.
#[derive(Clone, Copy)]
pub struct Circumstance {
    /// The message has a sender.
    pub directed: bool,
    /// The liaison answers.
    pub liaison_serves: bool,
    /// The incident is a watch, which the Technical SLT may end.
    pub watch: bool,
}

/// Whether it was refused because of who asked. For whom the incident does not exist, it does not.
fn is_forbidden(answer: &Result<Vec<Event>, Refusal>) -> bool {
    let Err(Refusal { code, values }) = answer else { return false };
    matches!(code, Code::NotAllowed | Code::UnknownActor | Code::OnlySystem)
        || (*code == Code::NotFound && values == &["incident"])
}

/// Compares one world with the table, command by command and actor by actor.
fn compare(story: &Story, circumstance: Circumstance, name: &str) {
    for command in every_command(story) {
        let named = allowed(&command, circumstance);
        for (part, actor) in CAST {
            let answer = story.asks(actor, &command);
            let forbidden = is_forbidden(&answer);
            assert_eq!(
                !forbidden,
                named.contains(&part),
                "{part:?} asks for {command:?} in {name}: {answer:?}"
            );
        }
    }
}

const USUAL: Circumstance = Circumstance { directed: true, liaison_serves: true, watch: false };

// [R146] [R56]
#[test]
fn in_every_state_of_the_incident_each_act_is_whose_the_requirements_say() {
    let story = with_guest(world(Stage::Authorized));
    for state in [State::Unopened].into_iter().chain(State::ALL) {
        // The same people in the same seats whatever the state: only so can all be compared.
        let mut story = story.clone();
        story.incident.state = state;
        let circumstance = Circumstance { watch: state == State::Watch, ..USUAL };
        compare(&story, circumstance, state.slug());
    }
}

// [R146]
#[test]
fn at_every_stage_of_a_message_each_act_is_whose_the_requirements_say() {
    for stage in Stage::ALL {
        let directed = is_directed_at(stage);
        let story = with_guest(world(stage));
        compare(&story, Circumstance { directed, ..USUAL }, stage.slug());
    }
}

// [R146] [R101]
#[test]
fn while_the_liaison_does_not_answer_the_lead_speaks_with_the_commander() {
    let mut story = with_guest(world(Stage::AwaitingIc));
    let role = Role::CustomerLiaison;
    story.does(LEAD, C::MarkUnavailable { role, reason: text("cut off") });
    compare(&story, Circumstance { liaison_serves: false, ..USUAL }, "without a liaison");
}

// [R146] [R4] [R20]
#[test]
fn before_anybody_holds_a_seat_only_what_is_everybodys_is_allowed() {
    let everybodys = [Part::Observer, Part::Lead, Part::Bystander];
    let story = Story::watched();
    for (part, actor) in CAST.into_iter().filter(|(part, _)| everybodys.contains(part)) {
        for command in every_command(&story) {
            let free =
                matches!(command, C::OpenWatch { .. } | C::Declare { .. } | C::SetPresence { .. });
            let answer = story.asks(actor, &command).map_err(|refusal| refusal.code);
            assert_eq!(
                answer != Err(Code::NotAllowed) && answer != Err(Code::OnlySystem),
                free,
                "{part:?} asks for {command:?} in a watch"
            );
        }
    }
}

// [R146]
#[test]
fn the_table_in_code_and_the_commands_walked_here_are_the_same_acts() {
    let story = world(Stage::Authorized);
    let walked: Vec<_> = every_command(&story).iter().map(C::act).collect();
    for row in TABLE {
        assert!(walked.contains(&row.act), "{:?} is not walked", row.act);
        assert!(!row.who.is_empty() && !row.source.is_empty());
    }
}

/// Whatever is asked by whomever, wherever: an answer, never a panic; and what is taken can be
/// recorded, applied and told again.
#[test]
fn whatever_is_taken_can_be_applied_and_replayed() {
    for stage in Stage::ALL {
        let story = world(stage);
        for command in every_command(&story) {
            for (_, actor) in CAST {
                if story.asks(actor, &command).is_ok() {
                    let mut taken = story.clone();
                    taken.does(actor, command.clone());
                    assert_eq!(taken.replayed(), taken.incident);
                }
            }
        }
    }
}

/// One row of the file that the matrix is tried with over HTTP and sockets.
#[derive(serde::Serialize)]
struct Tried<'a> {
    command: &'a C,
    allowed: Vec<String>,
}

/// `tests/worker/matrix.json` is this matrix, for real sessions against a real room. Where it is
/// out of date, run this test once with `MUSTER_WRITE_MATRIX=1`.
// [R146]
#[test]
fn the_matrix_that_the_api_is_tried_with_is_this_one() {
    let story = world(Stage::Authorized);
    let commands = every_command(&story);
    let rows = commands.iter().map(|command| {
        let allowed = allowed(command, USUAL).iter().map(|part| format!("{part:?}")).collect();
        serde_json::to_string(&Tried { command, allowed }).expect("JSON")
    });
    let file = format!("[\n{}\n]\n", rows.collect::<Vec<_>>().join(",\n"));
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/worker/matrix.json");
    if std::env::var_os("MUSTER_WRITE_MATRIX").is_some() {
        std::fs::write(path, &file).expect("written");
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(kept == file, "tests/worker/matrix.json is not this matrix");
}
