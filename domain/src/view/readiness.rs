//! Whether the organisation could respond tonight (R10): what is missing, most urgent first.
//!
//! It is read from the organisation's facts and a few lines about past incidents, in one pass over
//! each list, so that it can be asked for at any time.

use crate::catalogue::{Phase, Role};
use crate::ids::{AudienceId, PersonId};
use crate::list::find;
use crate::organisation::{ContactChannel, Organisation, Person};
use crate::reach::{ChannelTest, Outcome};
use crate::rota::{OnCall, Shift, gaps};
use crate::summary::Summary;
use crate::time::{Days, Timestamp};
use serde::{Deserialize, Serialize};

/// How far ahead gaps and expiries are looked for (R10).
pub const AHEAD: Days = Days(14);
/// A drill longer ago than this is as good as forgotten: a quarter, in which teams change.
pub const DRILL_FRESH: Days = Days(92);
/// Gaps told of one role: whoever has more has no rotation.
const GAPS_MAX: usize = 20;

/// What the readiness page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Readiness {
    /// When it was looked at.
    pub at: Timestamp,
    /// When the last drill began, if there was one.
    pub last_drill: Option<Timestamp>,
    /// What is missing; empty when all is well.
    pub findings: Vec<Finding>,
    /// How people's last tests of their channels went.
    #[serde(default)]
    pub tests: Vec<ChannelTest>,
}

/// Something that would be missing in an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// A role in which nobody, or nobody but one, can serve (R2).
    NoBackup {
        /// Which.
        role: Role,
        /// How many can.
        people: u32,
    },
    /// Nobody is on call for a role that has a rotation.
    Gap {
        /// Which.
        role: Role,
        /// From when.
        from: Timestamp,
        /// Until when, not included.
        until: Timestamp,
    },
    /// The last test of a channel did not reach its person (R32).
    TestFailed {
        /// Whose.
        person: PersonId,
        /// Which.
        channel: ContactChannel,
        /// When.
        at: Timestamp,
    },
    /// People who are counted on and have never tried whether anything reaches them.
    Untested {
        /// How many.
        people: u32,
    },
    /// No phone, no mail and no channel.
    Unreachable {
        /// Who.
        person: PersonId,
    },
    /// A roster or rotation counts on somebody who is deactivated.
    Inactive {
        /// Who.
        person: PersonId,
        /// For which role.
        role: Role,
    },
    /// Nothing to start from for an audience in a phase (R8).
    TemplateMissing {
        /// For whom.
        audience: AudienceId,
        /// In which phase.
        phase: Phase,
    },
    /// A template's approval has ended (R9).
    TemplateExpired {
        /// For whom.
        audience: AudienceId,
        /// In which phase.
        phase: Phase,
        /// When it ended.
        until: Timestamp,
    },
    /// A template's approval is about to end (R9).
    TemplateExpires {
        /// For whom.
        audience: AudienceId,
        /// In which phase.
        phase: Phase,
        /// When it ends.
        until: Timestamp,
    },
    /// Fewer than two people can change the organisation.
    FewAdministrators {
        /// How many can.
        people: u32,
    },
    /// Responders do not know where to meet (R11).
    NoCallLink,
    /// Responders do not know where to write (R11).
    NoChatLink,
    /// Nobody has ever practised.
    NeverDrilled,
    /// The last drill is long ago.
    DrillLongAgo {
        /// When it began.
        at: Timestamp,
    },
}

/// How ready the organisation is. `incidents` are all that are known, in any order; `tests` the
/// last of each person and channel.
pub fn readiness(
    organisation: &Organisation,
    incidents: &[Summary],
    tests: Vec<ChannelTest>,
    now: Timestamp,
) -> Readiness {
    let last_drill = incidents.iter().filter(|it| it.exercise).map(|it| it.opened).max();
    let mut findings = backups(organisation);
    findings.extend(organisation.rotas.iter().flat_map(|it| uncovered(organisation, it, now)));
    findings.extend(people(organisation));
    findings.extend(reach(organisation, &tests));
    findings.extend(inactive(organisation));
    findings.extend(meeting(organisation));
    findings.extend(templates(organisation, now));
    findings.extend(match last_drill {
        None => Some(Finding::NeverDrilled),
        Some(at) if at + DRILL_FRESH < now => Some(Finding::DrillLongAgo { at }),
        Some(_) => None,
    });
    Readiness { at: now, last_drill, findings, tests }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn backups(organisation: &Organisation) -> Vec<Finding> {
    let roles = organisation.roles_without_backup();
    let found = roles.map(|role| {
        let people = count(organisation.bench(role).count());
        Finding::NoBackup { role, people }
    });
    found.collect()
}

/// Times in which the rotation names nobody, or somebody who has left.
fn uncovered(organisation: &Organisation, on_call: &OnCall, now: Timestamp) -> Vec<Finding> {
    let served = on_call.shifts.iter().filter(|s| organisation.person(s.person).is_some());
    let served: Vec<Shift> = served.copied().collect();
    let role = on_call.role;
    let gaps = gaps(&served, now, now + AHEAD).into_iter().take(GAPS_MAX);
    gaps.map(|(from, until)| Finding::Gap { role, from, until }).collect()
}

fn people(organisation: &Organisation) -> Vec<Finding> {
    let active = || organisation.people.iter().filter(|person| !person.deactivated);
    let silent = active().filter(|person| !is_reachable(person));
    let mut found: Vec<_> =
        silent.map(|person| Finding::Unreachable { person: person.id }).collect();
    let people = count(active().filter(|person| person.administrator).count());
    if people < 2 {
        found.push(Finding::FewAdministrators { people });
    }
    found
}

/// Who would not hear of a page, as far as it was tried.
fn reach(organisation: &Organisation, tests: &[ChannelTest]) -> Vec<Finding> {
    let known = |test: &&ChannelTest| organisation.person(test.person).is_some();
    let failed = tests.iter().filter(known).filter(|it| it.outcome != Outcome::Delivered);
    let failed =
        failed.map(|it| Finding::TestFailed { person: it.person, channel: it.channel, at: it.at });
    let mut counted: Vec<_> =
        organisation.roles().flat_map(|role| organisation.bench(role)).collect();
    counted.sort_unstable();
    counted.dedup();
    counted.retain(|person| !tests.iter().any(|test| test.person == *person));
    let untested =
        (!counted.is_empty()).then(|| Finding::Untested { people: count(counted.len()) });
    failed.chain(untested).collect()
}

fn is_reachable(person: &Person) -> bool {
    !(person.phone.is_empty() && person.email.is_empty() && person.channels.is_empty())
}

fn inactive(organisation: &Organisation) -> Vec<Finding> {
    let mut found = Vec::new();
    for role in organisation.roles() {
        let roster = find(&organisation.rosters, role).map_or(&[][..], |roster| &roster.people);
        let rota = find(&organisation.rotas, role).into_iter().flat_map(|it| it.rota.people());
        for person in roster.iter().copied().chain(rota) {
            let finding = Finding::Inactive { person, role };
            if organisation.person(person).is_none() && !found.contains(&finding) {
                found.push(finding);
            }
        }
    }
    found
}

fn meeting(organisation: &Organisation) -> impl Iterator<Item = Finding> {
    let call = organisation.call_link.is_empty().then_some(Finding::NoCallLink);
    let chat = organisation.chat_link.is_empty().then_some(Finding::NoChatLink);
    call.into_iter().chain(chat)
}

fn templates(organisation: &Organisation, now: Timestamp) -> Vec<Finding> {
    let audiences = organisation.audiences.iter().map(|audience| audience.id);
    let wanted = audiences.flat_map(|id| Phase::MESSAGING.map(|phase| (id, phase)));
    let found = wanted.filter_map(|(audience, phase)| {
        let Some(template) = organisation.template(audience, phase) else {
            return Some(Finding::TemplateMissing { audience, phase });
        };
        match template.approved?.until {
            until if until <= now => Some(Finding::TemplateExpired { audience, phase, until }),
            until if until <= now + AHEAD => {
                Some(Finding::TemplateExpires { audience, phase, until })
            }
            _ => None,
        }
    });
    found.collect()
}
