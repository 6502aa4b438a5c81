//! Whether the organisation could respond tonight (R10): what is missing, most urgent first, each
//! with the way to where it is mended.

use super::desk::Office;
use super::path;
use crate::effects::{clock, http};
use crate::node::{Node, el};
use crate::parts::cards::card;
use crate::parts::model::{Bit, Card, Chip, Line, Row, Tone, plain};
use crate::paths::OfficePage;
use crate::scene::Scene;
use leptos::prelude::*;
use leptos::task::spawn_local;
use muster_domain::catalogue::Role;
use muster_domain::copy::en;
use muster_domain::organisation::Organisation;
use muster_domain::reach::{ChannelTest, Outcome};
use muster_domain::rota::OnCall;
use muster_domain::view::readiness::{Finding, Readiness};
use muster_json as json;

/// Gaps of one rotation that are written out: the nearest ones.
const GAPS_SHOWN: usize = 3;

/// The page.
pub fn body(office: Office) -> Vec<Node> {
    let looked = RwSignal::new(None::<Result<Readiness, String>>);
    spawn_local(async move {
        let answer = http::get("/api/organisation/readiness").await;
        looked.set(Some(match answer.map(|text| json::read_trusted(&text)) {
            Ok(Ok(readiness)) => Ok(readiness),
            Ok(Err(_)) => Err("A newer version is running. Load the page anew.".into()),
            Err(problem) => Err(problem.sentence),
        }));
    });
    let cards = el("div", "contents").live(move || {
        office.store.minute.track();
        let cards = office.store.scene(|scene| looked.with(|looked| all(scene, looked.as_ref())));
        cards.into_iter().map(|it| card(it).into()).collect()
    });
    vec![cards.into()]
}

fn all(scene: &Scene<'_>, looked: Option<&Result<Readiness, String>>) -> Vec<Card> {
    let missing = match looked {
        None => Card { empty: "Looking…", ..Card::new("missing", "What is missing") },
        Some(Err(sentence)) => {
            Card { lines: vec![plain(sentence)], ..Card::new("missing", "What is missing") }
        }
        Some(Ok(readiness)) => missing(readiness, scene.organisation()),
    };
    let drill = looked.and_then(|looked| looked.as_ref().ok()).map(drill);
    let tests = looked.and_then(|looked| looked.as_ref().ok()).map(|it| tests(scene, it));
    [missing, on_call(scene)].into_iter().chain(tests).chain(drill).collect()
}

/// How people's last tests went: a channel that worked is worth as much as one that did not.
fn tests(scene: &Scene<'_>, readiness: &Readiness) -> Card {
    let row = |(n, test): (usize, &ChannelTest)| {
        let channel = en::setup::contact_channel(test.channel);
        let mut row = Row::new(n.to_string(), format!("{}: {channel}", scene.name(test.person)));
        row.lines = vec![plain(format!("Tried on {}", clock::day_and_time(test.at)))];
        let good = test.outcome == Outcome::Delivered;
        let tone = if good { Tone::Ok } else { Tone::Stop };
        row.chip = Some(Chip::new(tone, en::setup::outcome(test.outcome)));
        row
    };
    Card {
        rows: readiness.tests.iter().enumerate().map(row).collect(),
        empty: "Nobody has tried yet whether a page reaches them.",
        ..Card::new("tests", "Whether pages reach people")
    }
}

fn missing(readiness: &Readiness, organisation: &Organisation) -> Card {
    let mut card = Card::new("missing", "What is missing");
    let all = ordered(&readiness.findings);
    let urgent = all.iter().filter(|it| is_urgent(it.first)).count();
    card.lead = Some(lead(all.len(), urgent));
    card.chip = Some(match (all.len(), urgent) {
        (0, _) => Chip::new(Tone::Ok, "Ready"),
        (_, 0) => Chip::new(Tone::Wait, "Ready, with things to mend"),
        _ => Chip::new(Tone::Stop, "Not ready"),
    });
    let mut before = "";
    for (n, topic) in all.iter().enumerate() {
        let mut row = row(n, topic, organisation);
        let group = group(topic.first);
        row.group = (group != before).then(|| group.into());
        before = group;
        card.rows.push(row);
    }
    card
}

/// One thing to mend, however often it was found.
struct Topic<'a> {
    first: &'a Finding,
    /// Further gaps of the same rotation.
    more: Vec<&'a Finding>,
}

/// What is urgent first; within that, and within the rest, in the rule book's order. The gaps of
/// one rotation are one thing to mend.
fn ordered(findings: &[Finding]) -> Vec<Topic<'_>> {
    let mut topics: Vec<Topic<'_>> = Vec::new();
    for urgent in [true, false] {
        for finding in findings.iter().filter(|it| is_urgent(it) == urgent) {
            let known = topics.iter_mut().find(|it| is_same_gap(it.first, finding));
            match known {
                Some(topic) => topic.more.push(finding),
                None => topics.push(Topic { first: finding, more: Vec::new() }),
            }
        }
    }
    topics
}

fn is_same_gap(one: &Finding, other: &Finding) -> bool {
    match (one, other) {
        (Finding::Gap { role, .. }, Finding::Gap { role: other, .. }) => role == other,
        _ => false,
    }
}

fn lead(all: usize, urgent: usize) -> String {
    match (all, urgent) {
        (0, _) => "Ready: nothing is missing. If an incident began now, every role, rotation, \
                   template and link is there."
            .into(),
        (1, 0) => "An incident could be handled now. One thing is to be mended.".into(),
        (all, 0) => format!("An incident could be handled now. {all} things are to be mended."),
        (_, 1) => "One thing would hurt in an incident tonight.".into(),
        (_, urgent) => format!("{urgent} things would hurt in an incident tonight."),
    }
}

/// What would hurt tonight, in contrast to what would only cost time.
pub const fn is_urgent(finding: &Finding) -> bool {
    matches!(
        finding,
        Finding::NoBackup { .. }
            | Finding::Gap { .. }
            | Finding::Unreachable { .. }
            | Finding::TestFailed { .. }
            | Finding::Inactive { .. }
            | Finding::NoCallLink
    )
}

const fn group(finding: &Finding) -> &'static str {
    match finding {
        Finding::NoBackup { .. } => "Roles without a backup",
        Finding::Gap { .. } => "Nobody on call",
        Finding::Unreachable { .. }
        | Finding::TestFailed { .. }
        | Finding::Untested { .. }
        | Finding::Inactive { .. } => "People who cannot be counted on",
        Finding::FewAdministrators { .. } => "Who can change this",
        Finding::NoCallLink | Finding::NoChatLink => "Where responders meet",
        Finding::TemplateMissing { .. }
        | Finding::TemplateExpired { .. }
        | Finding::TemplateExpires { .. } => "Templates",
        Finding::NeverDrilled | Finding::DrillLongAgo { .. } => "Practice",
    }
}

fn row(n: usize, topic: &Topic<'_>, organisation: &Organisation) -> Row {
    let finding = topic.first;
    let mut row = Row::new(n.to_string(), en::setup::finding(finding, organisation));
    row.href = Some(mended_at(finding));
    row.lines = when(finding).into_iter().collect();
    row.lines.extend(topic.more.iter().take(GAPS_SHOWN - 1).filter_map(|it| when(it)));
    if let Some(left) = (topic.more.len() + 1).checked_sub(GAPS_SHOWN).filter(|left| *left > 0) {
        row.lines.push(plain(format!("And {left} more in the next 14 days")));
    }
    row.chip = Some(if is_urgent(finding) {
        Chip::new(Tone::Stop, "Urgent")
    } else {
        Chip::new(Tone::Wait, "To mend")
    });
    row
}

/// The page on which it is mended.
pub fn mended_at(finding: &Finding) -> String {
    let place = match finding {
        Finding::NoBackup { role: Role::Department(_), .. }
        | Finding::Inactive { role: Role::Department(_), .. }
        | Finding::Gap { .. } => OfficePage::Departments,
        Finding::NoBackup { .. } | Finding::Inactive { .. } => OfficePage::Roles,
        Finding::Unreachable { person } | Finding::TestFailed { person, .. } => {
            OfficePage::Person(*person)
        }
        Finding::FewAdministrators { .. } | Finding::Untested { .. } => OfficePage::People,
        Finding::NoCallLink | Finding::NoChatLink => OfficePage::Settings,
        Finding::TemplateMissing { .. }
        | Finding::TemplateExpired { .. }
        | Finding::TemplateExpires { .. } => OfficePage::Messages,
        Finding::NeverDrilled | Finding::DrillLongAgo { .. } => return "/declare".into(),
    };
    path(place)
}

fn when(finding: &Finding) -> Option<Line> {
    let words = match finding {
        Finding::Gap { from, until, .. } => format!(
            "From {} until {}",
            clock::weekday_and_time(*from),
            clock::weekday_and_time(*until)
        ),
        Finding::TemplateExpired { until, .. } => format!("Ended on {}", clock::day(*until)),
        Finding::TemplateExpires { until, .. } => format!("Ends on {}", clock::day(*until)),
        Finding::TestFailed { at, .. } => format!("Tried on {}", clock::day_and_time(*at)),
        Finding::DrillLongAgo { at } => format!("It was on {}", clock::day(*at)),
        Finding::NeverDrilled => "Declare an incident and tick \"This is an exercise\".".into(),
        _ => return None,
    };
    Some(plain(words))
}

fn on_call(scene: &Scene<'_>) -> Card {
    let rotas = &scene.organisation().rotas;
    Card {
        rows: rotas.iter().map(|rota| on_call_row(scene, rota)).collect(),
        empty: "No rotation is set up yet.",
        ..Card::new("on-call", "On call now")
    }
}

fn on_call_row(scene: &Scene<'_>, rota: &OnCall) -> Row {
    let mut row = Row::new(scene.role(rota.role), scene.role(rota.role));
    row.href = Some(path(OfficePage::Departments));
    row.chip = Some(now_on_call(scene, rota));
    row
}

/// Who is on call now, and until when.
pub fn now_on_call(scene: &Scene<'_>, rota: &OnCall) -> Chip {
    let at = scene.now;
    let Some(person) = scene.organisation().on_call(rota.role, at) else {
        return Chip::new(Tone::Stop, "Nobody is on call");
    };
    let mut line = plain(scene.name(person));
    let shift = rota.shifts.iter().find(|it| it.person == person && it.from <= at && at < it.until);
    if let Some(shift) = shift {
        line.push(Bit::Text(format!(" until {}", clock::weekday_and_time(shift.until))));
    }
    Chip { tone: Tone::Ok, line }
}

fn drill(readiness: &Readiness) -> Card {
    let mut card = Card::new("drill", "Last drill");
    card.lines = vec![match readiness.last_drill {
        Some(at) => {
            vec![Bit::Text(format!("{}, ", clock::day(at))), Bit::Since(at), Bit::text(" ago")]
        }
        None => plain("There was none yet."),
    }];
    card
}

#[cfg(test)]
mod tests {
    use super::{is_urgent, lead, mended_at, ordered};
    use muster_domain::catalogue::Role;
    use muster_domain::ids::{DepartmentId, PersonId};
    use muster_domain::time::Timestamp;
    use muster_domain::view::readiness::Finding;

    // [R10]
    #[test]
    fn each_finding_leads_to_where_it_is_mended() {
        let department = Role::Department(DepartmentId(2));
        let leads = |finding| mended_at(&finding);
        assert_eq!(
            leads(Finding::NoBackup { role: Role::LegalOfficer, people: 1 }),
            "/organisation/roles"
        );
        assert_eq!(
            leads(Finding::NoBackup { role: department, people: 0 }),
            "/organisation/departments"
        );
        assert_eq!(leads(Finding::Unreachable { person: PersonId(7) }), "/organisation/people/7");
        assert_eq!(leads(Finding::NoChatLink), "/organisation/settings");
        assert_eq!(leads(Finding::NeverDrilled), "/declare");
    }

    // [R10]
    #[test]
    fn urgent_things_come_first_and_the_gaps_of_one_rotation_are_one_thing() {
        let gap =
            |role, from| Finding::Gap { role, from: Timestamp(from), until: Timestamp(from + 1) };
        let (one, two) = (Role::TechnicalSlt, Role::LegalOfficer);
        let found = [Finding::NeverDrilled, gap(one, 1), gap(two, 1), gap(one, 3), gap(one, 5)];
        let topics = ordered(&found);
        let shown: Vec<_> = topics.iter().map(|it| (*it.first, it.more.len())).collect();
        assert_eq!(shown, [(gap(one, 1), 2), (gap(two, 1), 0), (Finding::NeverDrilled, 0)]);
    }

    // [R10]
    #[test]
    fn nothing_missing_is_said_plainly_and_an_old_drill_is_not_called_urgent() {
        assert!(lead(0, 0).starts_with("Ready: nothing is missing."));
        assert!(!is_urgent(&Finding::DrillLongAgo { at: Timestamp(0) }));
        assert!(is_urgent(&Finding::NoCallLink));
    }
}
