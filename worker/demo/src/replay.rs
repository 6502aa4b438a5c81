//! Plays a script through the rule book, as a room would: decide, record, apply.

use crate::script::Step;
use muster_domain::decide::decide;
use muster_domain::event::Recorded;
use muster_domain::ids::IncidentId;
use muster_domain::incident::Incident;
use muster_domain::organisation::Organisation;
use muster_domain::refusal::Refusal;
use muster_domain::time::{Minutes, Timestamp};

/// The log that a script comes to when it starts at `start`; or the number of the step that the
/// rule book refuses, with its reason. Sealing the entries is the room's.
pub fn replay(
    steps: &[Step],
    start: Timestamp,
    organisation: &Organisation,
) -> Result<Vec<Recorded>, (usize, Refusal)> {
    let mut incident = Incident::new(IncidentId::default());
    let mut log = Vec::new();
    for (number, step) in steps.iter().enumerate() {
        let (command, now) = (step.at(&incident, start), step.time(start));
        let decision = decide(&incident, organisation, &command, step.actor, now)
            .map_err(|refusal| (number, refusal))?;
        for draft in decision.events {
            let recorded = draft.record(incident.seq.next(), now);
            incident.apply(&recorded);
            log.push(recorded);
        }
    }
    Ok(log)
}

/// When the past incident began, seen from `now`: at 13:25 UTC a good week ago, which is the time
/// of day that its texts speak of.
pub fn past_start(now: Timestamp) -> Timestamp {
    const DAY_MS: i64 = Minutes::DAY.millis();
    let midnight = now.0.div_euclid(DAY_MS) * DAY_MS;
    Timestamp(midnight - 9 * DAY_MS) + Minutes(13 * 60 + 25)
}
