//! Time that this thread has worked, which a busy machine does not lengthen as it does the time of
//! the wall. Where the system does not tell, it is the time of the wall.

use std::fs;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

fn now() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    let start = START.get_or_init(Instant::now);
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let worked = told.and_then(|line| line.split(' ').next()?.parse().ok());
    worked.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

/// Does something; how long that took.
pub fn timed<R>(act: impl FnOnce() -> R) -> (Duration, R) {
    let began = now();
    let answer = act();
    (now().saturating_sub(began), answer)
}
