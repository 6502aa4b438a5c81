//! Changing the organisation: from a wish to the new organisation and a line in its log, or a
//! refusal (R1–R12, decision 14). Pure, like everything here: the app asks the same question
//! before it offers a button.
//!
//! # Two people at once
//!
//! Each change is about one [`Subject`]. A change that puts something in the place of what its
//! sender saw says on which revision it was made; it is refused with both values where the subject
//! was changed after that, and only then: people who work on different things never meet.

mod change;
pub mod check;
mod describe;
mod leaving;
mod people;
mod publishing;
mod roles;
mod settings;
mod sheets;
mod subject;

pub use change::{AudienceFacts, CampaignFacts, Change, Contact, Details, Kind, Setting};
pub use describe::Described;
pub use leaving::people_who_left;
pub use sheets::{Imported, Line, import_id, import_people, import_rotas};
pub use subject::{Difference, Field, SettingKind, Subject, Value};

use crate::copy::list;
use crate::ids::{CommandId, PersonId};
use crate::organisation::Organisation;
use crate::refusal::{Code, Refusal};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Who may change the organisation, as the value of a refusal.
pub const ADMINISTRATOR: &str = "administrator";
/// Numbers of what the organisation began with lie below; a new thing gets this plus the revision
/// that it came with, so that no number is ever used again, whatever was removed.
const NUMBERED_FROM: u32 = 1_000;

/// A change that somebody asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Made by the client, so that a retry after a lost reply never acts twice.
    pub id: CommandId,
    /// The revision that its sender saw; needed where [`Change::overwrites`].
    #[serde(default)]
    pub revision: Option<u32>,
    /// What.
    pub change: Change,
}

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The revision that the organisation has since.
    pub revision: u32,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: PersonId,
    /// What kind of change.
    pub kind: Kind,
    /// What it is about.
    pub subject: Subject,
    /// Before and after; nothing once it was erased (R145).
    pub changed: Option<Vec<Difference>>,
}

/// What an accepted change comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The organisation after it.
    pub organisation: Organisation,
    /// The line of the log.
    pub entry: Entry,
    /// Whether whoever changes the same subject must have seen this first.
    pub counts: bool,
}

/// Decides a change. `touched` is the last revision that changed its subject and counted, 0 where
/// none did: the log knows it.
pub fn decide(
    organisation: &Organisation,
    request: &Request,
    touched: u32,
    by: PersonId,
    now: Timestamp,
) -> Result<Applied, Refusal> {
    decide_on(organisation.clone(), request, touched, by, now)
}

/// The same on a copy that may be used up: a sheet comes to thousands of changes.
fn decide_on(
    organisation: Organisation,
    request: &Request,
    touched: u32,
    by: PersonId,
    now: Timestamp,
) -> Result<Applied, Refusal> {
    let change = &request.change;
    permit(&organisation, change, by)?;
    let known = organisation.revision;
    let made = next_number(&organisation);
    let subject = change.subject(by, made);
    let before = subject.describe(&organisation);
    let mut turn = Turn { draft: organisation, by, made, now };
    turn.make(change)?;
    let changed = describe::differences(&before, &subject.describe(&turn.draft));
    if changed.is_empty() {
        return Err(Code::AlreadySo.into());
    }
    if change.overwrites() {
        let Some(seen) = request.revision else {
            return Err(Refusal::with(Code::Empty, ["revision"]));
        };
        if seen > known {
            return Err(Refusal::with(Code::NotFound, ["revision"]));
        }
        if touched > seen {
            return Err(meanwhile(&turn.draft, change, touched, &changed));
        }
    }
    let revision = known.saturating_add(1);
    turn.draft.revision = revision;
    let kind = change.kind();
    let entry = Entry { revision, at: now, by, kind, subject, changed: Some(changed) };
    Ok(Applied { organisation: turn.draft, entry, counts: change.counts() })
}

/// The subject of a request, for asking the log when it was changed last.
pub fn subject(organisation: &Organisation, request: &Request, by: PersonId) -> Subject {
    request.change.subject(by, next_number(organisation))
}

fn permit(organisation: &Organisation, change: &Change, by: PersonId) -> Result<(), Refusal> {
    let Some(person) = organisation.person(by) else { return Err(Code::UnknownActor.into()) };
    let on = |role| organisation.bench(role).any(|person| person == by);
    let (may, who) = match change {
        Change::SetOwnContact { .. } => (true, ADMINISTRATOR),
        Change::ApproveTemplate { office, .. } => (on(office.role()), office.role().slug()),
        Change::WithdrawApproval { office, .. } => {
            (person.administrator || on(office.role()), office.role().slug())
        }
        _ => (person.administrator, ADMINISTRATOR),
    };
    if may { Ok(()) } else { Err(Refusal::with(Code::NotAllowed, [who])) }
}

/// Somebody changed the same thing after the sender saw it: what they made of it and what the
/// sender wants, so that nothing is lost.
fn meanwhile(
    organisation: &Organisation,
    change: &Change,
    touched: u32,
    changed: &[Difference],
) -> Refusal {
    if !change.counts() {
        return Refusal::with(Code::TextChanged, [&touched.to_string()]);
    }
    let join = |values: Vec<String>| {
        list(&values.iter().map(String::as_str).collect::<Vec<_>>(), "; ").replace(", ", "; ")
    };
    let said = |value: &Option<Value>| value.as_ref().map(|it| it.plain(organisation));
    let fields = changed.iter().map(|it| it.field.slug().to_owned()).collect();
    let theirs = changed.iter().map(|it| said(&it.before).unwrap_or_default()).collect();
    let yours = changed.iter().map(|it| said(&it.after).unwrap_or_default()).collect();
    Refusal { code: Code::ChangedMeanwhile, values: [fields, theirs, yours].map(join).into() }
}

/// A number that nothing of the organisation has or ever had.
fn next_number(organisation: &Organisation) -> u32 {
    let it = organisation;
    let people = it.people.iter().map(|person| person.id.0);
    let departments = it.departments.iter().map(|department| department.id.0);
    let roles = it.custom_roles.iter().map(|role| role.id.0);
    let audiences = it.audiences.iter().map(|audience| audience.id.0);
    let campaigns = it.campaigns.iter().map(|campaign| campaign.id.0);
    let highest = people.chain(departments).chain(roles).chain(audiences).chain(campaigns).max();
    let by_revision = NUMBERED_FROM.saturating_add(it.revision).saturating_add(1);
    by_revision.max(highest.unwrap_or_default().saturating_add(1))
}

type Done = Result<(), Refusal>;

/// A change being made.
struct Turn {
    draft: Organisation,
    by: PersonId,
    made: u32,
    now: Timestamp,
}

impl Turn {
    /// Each change goes to its area.
    fn make(&mut self, change: &Change) -> Done {
        use Change as C;
        match change {
            C::AddPerson { .. }
            | C::EditPerson { .. }
            | C::SetOwnContact { .. }
            | C::Deactivate { .. }
            | C::Reactivate { .. }
            | C::GiveAdministrator { .. }
            | C::TakeAdministrator { .. } => people::make(self, change),
            C::OrderRoster { .. }
            | C::AddDepartment { .. }
            | C::RenameDepartment { .. }
            | C::RemoveDepartment { .. }
            | C::AddRole { .. }
            | C::EditRole { .. }
            | C::RemoveRole { .. }
            | C::SetRota { .. }
            | C::AddOverride { .. } => roles::make(self, change),
            C::AddAudience { .. }
            | C::EditAudience { .. }
            | C::RemoveAudience { .. }
            | C::AddCampaign { .. }
            | C::EditCampaign { .. }
            | C::RemoveCampaign { .. }
            | C::WriteTemplate { .. }
            | C::RemoveTemplate { .. }
            | C::ApproveTemplate { .. }
            | C::WithdrawApproval { .. } => publishing::make(self, change),
            C::SetCallLink { .. }
            | C::SetChatLink { .. }
            | C::SetInstructions { .. }
            | C::Rename { .. }
            | C::Set(_) => settings::make(self, change),
        }
    }
}

fn not_found(what: &str) -> Refusal {
    Refusal::with(Code::NotFound, [what])
}
