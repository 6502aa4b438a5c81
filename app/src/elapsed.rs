//! Spans of time in words: how long ago, how long still. Pure; the clock is an argument.

use muster_domain::time::Timestamp;

/// How long it has been so: `<1 min`, `6 min`, `2 h 05 min`, `3 days`.
pub fn since(now: Timestamp, at: Timestamp) -> String {
    span(now.minutes_since(at))
}

/// How long still: `in 4 min`, `in 25 s`; or how late it is: `2 min late`.
pub fn until(now: Timestamp, at: Timestamp) -> String {
    let left = at - now;
    if left <= 0 {
        match now.minutes_since(at) {
            0 => "due now".into(),
            minutes => format!("{} late", span(minutes)),
        }
    } else if left < 60_000 {
        format!("in {} s", (left + 999) / 1_000)
    } else {
        // Rounded up, so that a fresh estimate of five minutes reads as five.
        format!("in {}", span(Timestamp(at.0 + 59_999).minutes_since(now)))
    }
}

/// Minutes in words.
pub fn span(minutes: u32) -> String {
    match minutes {
        0 => "<1 min".into(),
        1..60 => format!("{minutes} min"),
        60..2_880 => format!("{} h {:02} min", minutes / 60, minutes % 60),
        _ => format!("{} days", minutes / 1_440),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: fn(Timestamp, Timestamp) -> String, offset_ms: i64, expected: &str) {
        let now = Timestamp(1_000_000_000_000);
        assert_eq!(words(now, Timestamp(now.0 + offset_ms)), expected, "{offset_ms} ms");
    }

    #[test]
    fn time_gone_by_is_said_in_the_coarsest_useful_unit() {
        for (ms, expected) in [
            (0, "<1 min"),
            (-59_999, "<1 min"),
            (-60_000, "1 min"),
            (-3_900_000, "1 h 05 min"),
            (-3 * 86_400_000, "3 days"),
            (5_000, "<1 min"),
        ] {
            check(since, ms, expected);
        }
    }

    #[test]
    fn time_left_counts_down_and_then_says_how_late_it_is() {
        for (ms, expected) in [
            (300_000, "in 5 min"),
            (240_001, "in 5 min"),
            (60_000, "in 1 min"),
            (59_000, "in 59 s"),
            (1, "in 1 s"),
            (0, "due now"),
            (-120_000, "2 min late"),
        ] {
            check(until, ms, expected);
        }
    }
}
