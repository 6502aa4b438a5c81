//! Commands without an answer outlive a reload of the page: what this tab keeps of them.

use crate::effects::storage;
use crate::state::{State, Waiting};

/// Keeps what waits.
pub fn remember(state: &State) {
    let lines = state.waiting.iter().map(|waiting| format!("{} {}\n", waiting.id, waiting.frame));
    storage::keep(&name(state), &lines.collect::<String>());
}

/// What waited before a reload waits again.
pub fn recall(state: &mut State) {
    if state.waiting.is_empty() {
        let kept = storage::kept(&name(state)).unwrap_or_default();
        state.waiting = kept.lines().filter_map(read).collect();
    }
}

/// By person: what somebody asked for is never said in the name of whoever signs in after them.
fn name(state: &State) -> String {
    format!("muster-waiting-{}-{}", state.me.unwrap_or_default(), state.incident.id)
}

fn read(line: &str) -> Option<Waiting> {
    let (id, frame) = line.split_once(' ')?;
    Some(Waiting { id: id.into(), frame: frame.into() })
}
