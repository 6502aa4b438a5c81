//! The Business Lead's control: status, tasks, polls, reports and advice (requirements §2.5, F).

use muster_domain::actor::Actor;
use muster_domain::catalogue::Role;
use muster_domain::command::Command as C;
use muster_domain::event::Event as E;
use muster_domain::ids::{PersonId, PollId, ReportId, TaskId};
use muster_domain::refusal::Code;
use muster_domain::task::TaskState;
use muster_domain::time::Minutes;
use muster_domain::viewer::Clearance;
use muster_tests::firm::{
    LEAD, LEGAL, LIAISON, MARKETING, MEDIA, MESSAGING, OBSERVER, SLT, SOCIAL, SUPPORT, backup,
};
use muster_tests::given::text;
use muster_tests::story::Story;

const TASK: TaskId = TaskId(1);

fn assign(owner: PersonId, role: Role) -> C {
    C::AssignTask { title: text("call the bank"), owner, role, estimate: Minutes(20) }
}

/// Marketing was asked to call the bank.
fn assigned() -> Story {
    let mut story = Story::active();
    story.does(LEAD, assign(MARKETING, Role::MarketingOfficer));
    story
}

fn task(story: &Story) -> &muster_domain::task::Task {
    story.incident.tasks.first().expect("a task")
}

// [R48]
#[test]
fn there_is_one_status_and_it_is_the_leads() {
    let mut story = Story::active();
    let status = |words: &str| C::StateStatus { text: text(words), next_in: Some(Minutes(30)) };
    story.does(LEAD, status("we are drafting"));
    story.does(LEAD, status("we are waiting"));
    let now = story.incident.status.as_ref().expect("a status");
    assert_eq!((now.text.shown(), now.next), ("we are waiting", Some(story.now + Minutes(30))));
    assert_eq!(story.refused(SLT, status("all is well")), Code::NotAllowed);
    let observer = story.incident.viewer(&story.firm, Actor::Person(OBSERVER)).expect("a member");
    let seen = story.incident.for_viewer(&observer);
    assert_eq!(seen.status.as_ref().map(|s| s.text.shown()), Some("we are waiting"));
}

// [R48]
#[test]
fn the_acting_backup_states_the_status() {
    let mut story = Story::active();
    let role = Role::BusinessLead;
    story.does(LEAD, C::MarkUnavailable { role, reason: text("no signal") });
    story.does(backup(LEAD), C::TakeOver { role, note: text("") });
    story.does(backup(LEAD), C::StateStatus { text: text("still here"), next_in: None });
}

// [R49]
#[test]
fn a_task_goes_to_the_named_holder_of_a_role_and_never_to_the_lead() {
    let story = Story::active();
    let lead = assign(LEAD, Role::BusinessLead);
    assert_eq!(story.refused(LEAD, lead), Code::LeadTakesNoTasks);
    let not_theirs = assign(MARKETING, Role::SocialOfficer);
    assert_eq!(story.refused(LEAD, not_theirs), Code::NotHolder);
    let outsider = assign(OBSERVER, Role::SocialOfficer);
    assert_eq!(story.refused(LEAD, outsider), Code::NotHolder);
    let not_mine = assign(MARKETING, Role::MarketingOfficer);
    assert_eq!(story.refused(SLT, not_mine), Code::NotAllowed);
}

// [R49]
#[test]
fn the_lead_takes_no_task_in_another_role_either() {
    let mut story = Story::active();
    story.firm.settings.several_roles_per_person = true;
    let role = Role::MediaOfficer;
    story.does(LEAD, C::Assign { role, person: LEAD, reason: text("a small firm") });
    assert_eq!(story.refused(LEAD, assign(LEAD, role)), Code::LeadTakesNoTasks);
}

// [R50]
#[test]
fn a_task_without_an_owner_cannot_even_be_said() {
    let json = r#"{"assign_task":{"title":"call","role":"social_officer","estimate":5}}"#;
    assert!(serde_json::from_str::<C>(json).is_err());
    assert_eq!(task(&assigned()).owner, MARKETING);
}

// [R51]
#[test]
fn when_the_estimate_runs_out_a_check_back_is_raised_and_a_new_estimate_settles_it() {
    let mut story = assigned();
    story.wait(Minutes(19));
    assert!(!task(&story).overdue);
    let raised = story.wait(Minutes(1));
    assert!(matches!(raised[..], [ref r] if r.event == E::TaskCheckBack { task: TASK }));
    assert!(task(&story).overdue);
    assert!(story.wait(Minutes(60)).is_empty(), "it is raised once");
    story.does(MARKETING, C::ExtendTask { task: TASK, estimate: Minutes(10) });
    assert!(!task(&story).overdue);
    story.wait(Minutes(10));
    assert!(task(&story).overdue);
}

// [R51]
#[test]
fn an_estimate_lies_between_a_minute_and_a_week() {
    let story = assigned();
    for minutes in [0, 7 * 24 * 60 + 1, u32::MAX] {
        let extend = C::ExtendTask { task: TASK, estimate: Minutes(minutes) };
        assert_eq!(story.refused(MARKETING, extend), Code::BadEstimate);
    }
}

// [R52]
#[test]
fn an_assignee_acknowledges_and_an_unacknowledged_task_shows() {
    let mut story = assigned();
    assert_eq!(task(&story).state, TaskState::Assigned);
    assert_eq!(story.refused(LEAD, C::AcknowledgeTask { task: TASK }), Code::NotAllowed);
    story.does(MARKETING, C::AcknowledgeTask { task: TASK });
    assert_eq!(task(&story).state, TaskState::Acknowledged);
    story.does(MARKETING, C::StartTask { task: TASK });
    story.does(MARKETING, C::FinishTask { task: TASK, outcome: text("they know") });
    assert_eq!(task(&story).state, TaskState::Done);
    assert_eq!(story.refused(MARKETING, C::StartTask { task: TASK }), Code::TaskEnded);
}

// [R49] [R52]
#[test]
fn a_reassigned_task_is_the_new_owners_to_acknowledge() {
    let mut story = assigned();
    story.does(MARKETING, C::AcknowledgeTask { task: TASK });
    let (owner, role) = (SOCIAL, Role::SocialOfficer);
    story.does(LEAD, C::ReassignTask { task: TASK, owner, role });
    assert_eq!(task(&story).state, TaskState::Assigned);
    let finish = || C::FinishTask { task: TASK, outcome: text("") };
    assert_eq!(story.refused(MARKETING, finish()), Code::NotAllowed);
    story.does(SOCIAL, finish());
    let story = assigned();
    let lead = C::ReassignTask { task: TASK, owner: LEAD, role: Role::BusinessLead };
    assert_eq!(story.refused(LEAD, lead), Code::LeadTakesNoTasks);
}

// [R53]
#[test]
fn a_poll_records_proposal_objections_and_a_final_decision() {
    let mut story = Story::active();
    let poll = PollId(1);
    let decide = || C::DecidePoll { poll, decision: text("we halt"), owner: MARKETING };
    story.does(LEAD, C::OpenPoll { proposal: text("halt everything") });
    story.does(LEGAL, C::ObjectToPoll { poll, text: text("contracts oblige us to mail") });
    assert_eq!(story.refused(LEGAL, decide()), Code::NotAllowed);
    story.does(LEAD, decide());
    let known = story.incident.polls.first().expect("the poll");
    assert_eq!(known.proposal.shown(), "halt everything");
    assert!(matches!(&known.objections[..], [one] if one.by == LEGAL));
    let decision = known.decision.as_ref().map(|d| (d.text.shown(), d.owner));
    assert_eq!(decision, Some(("we halt", MARKETING)));
    let late = C::ObjectToPoll { poll, text: text("wait") };
    assert_eq!(story.refused(LEGAL, late), Code::PollDecided);
    assert_eq!(story.refused(LEAD, decide()), Code::PollDecided);
}

// [R54]
#[test]
fn each_open_task_says_who_owes_it_since_when_and_until_when() {
    let story = assigned();
    let task = task(&story);
    let owed = (task.owner, task.at, task.due);
    assert_eq!(owed, (MARKETING, story.now, story.now + Minutes(20)));
}

// [R56]
#[test]
fn a_lead_only_act_is_refused_to_everybody_else() {
    let story = Story::active();
    for (role, person) in muster_tests::firm::CAST {
        if role != Role::BusinessLead {
            assert_eq!(story.refused(person, C::RecallLiaison), Code::NotAllowed);
        }
    }
    assert_eq!(story.refused(Actor::System, C::RecallLiaison), Code::NotAllowed);
    assert_eq!(story.refused(story.commander(), C::RecallLiaison), Code::NotAllowed);
}

// [R22]
#[test]
fn legal_advises_from_the_declaration_on_and_may_limit_it_to_messaging_responders() {
    let mut story = Story::declared();
    story.arrives(Role::LegalOfficer, LEGAL);
    story.does(LEGAL, C::Advise { text: text("name no bank"), limited: true });
    story.does(LEGAL, C::Advise { text: text("keep every log"), limited: false });
    let shown = |clearance| {
        let viewer = muster_domain::viewer::Viewer { person: None, clearance };
        let seen = story.incident.for_viewer(&viewer);
        seen.advice.iter().map(|a| !a.text.is_withheld()).collect::<Vec<_>>()
    };
    assert_eq!(shown(Clearance::Messaging), [true, true]);
    assert_eq!(shown(Clearance::Responder), [false, true]);
    assert_eq!(shown(Clearance::Observer), [false, false]);
}

// [R22]
#[test]
fn limited_advice_is_for_the_messaging_group_and_the_technical_slt() {
    let story = Story::active();
    let clearance =
        |p| story.incident.viewer(&story.firm, Actor::Person(p)).expect("a member").clearance;
    assert_eq!([LEGAL, MESSAGING, SLT].map(clearance), [Clearance::Messaging; 3]);
    assert_eq!([LEAD, LIAISON, MEDIA].map(clearance), [Clearance::Responder; 3]);
    assert_eq!(clearance(OBSERVER), Clearance::Observer);
}

// [R69]
#[test]
fn operations_and_departments_report_the_abnormal_and_the_lead_acknowledges() {
    let mut story = Story::active();
    let report = || C::ReportAbnormal { text: text("the shop answers nothing") };
    for reporter in [MARKETING, SOCIAL, MEDIA, SUPPORT] {
        story.does(reporter, report());
    }
    assert_eq!(story.refused(LEGAL, report()), Code::NotAllowed);
    let acknowledge = || C::AcknowledgeReport { report: ReportId(1) };
    assert_eq!(story.refused(MARKETING, acknowledge()), Code::NotAllowed);
    story.does(LEAD, acknowledge());
    let waiting = story.incident.reports.iter().filter(|r| r.acknowledged.is_none()).count();
    assert_eq!(waiting, 3);
    assert_eq!(story.refused(LEAD, acknowledge()), Code::AlreadySo);
}

#[test]
fn free_text_has_a_bound() {
    let story = Story::active();
    let long = |bytes: usize| C::Note { text: "x".repeat(bytes) };
    assert!(story.asks(LEAD, &long(16 * 1024)).is_ok());
    assert_eq!(story.refused(LEAD, long(16 * 1024 + 1)), Code::TooLong);
    let name = C::NameCommander { name: "x".repeat(201) };
    assert_eq!(story.refused(LIAISON, name), Code::TooLong);
}
