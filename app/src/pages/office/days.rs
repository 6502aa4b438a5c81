//! The days ahead of a rotation as a list without holes: who is on call, and when nobody is.

use muster_domain::ids::PersonId;
use muster_domain::rota::{Shift, gaps};
use muster_domain::time::Timestamp;

/// A time with one answer to "who is on call?".
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub struct Span {
    /// From when.
    pub from: Timestamp,
    /// Until when, not included.
    pub until: Timestamp,
    /// Who; nobody in a gap.
    pub person: Option<PersonId>,
}

/// What shifts come to between two instants, with the gaps. A shift of somebody who may not serve
/// is a gap.
pub fn spans(
    shifts: &[Shift],
    from: Timestamp,
    until: Timestamp,
    may: impl Fn(PersonId) -> bool,
) -> Vec<Span> {
    let served: Vec<Shift> = shifts.iter().filter(|shift| may(shift.person)).copied().collect();
    let inside = served.iter().filter(|shift| shift.until > from && shift.from < until);
    let covered = inside.map(|shift| Span {
        from: shift.from,
        until: shift.until,
        person: Some(shift.person),
    });
    let empty = gaps(&served, from, until).into_iter();
    let empty = empty.map(|(from, until)| Span { from, until, person: None });
    let mut spans: Vec<Span> = covered.chain(empty).collect();
    muster_domain::list::sort_by_key(&mut spans, |span| span.from);
    spans
}

#[cfg(test)]
mod tests {
    use super::{Span, spans};
    use muster_domain::ids::PersonId;
    use muster_domain::rota::Shift;
    use muster_domain::time::Timestamp;

    fn shift(person: u32, from: i64, until: i64) -> Shift {
        Shift { person: PersonId(person), from: Timestamp(from), until: Timestamp(until) }
    }

    fn span(person: Option<u32>, from: i64, until: i64) -> Span {
        let person = person.map(PersonId);
        Span { person, from: Timestamp(from), until: Timestamp(until) }
    }

    // [R4] [R10]
    #[test]
    fn a_time_that_nobody_serves_stands_in_the_list_where_it_is() {
        let shifts = [shift(1, 0, 20), shift(2, 30, 40), shift(3, 40, 60)];
        let found = spans(&shifts, Timestamp(10), Timestamp(50), |_| true);
        let expected = [
            span(Some(1), 0, 20),
            span(None, 20, 30),
            span(Some(2), 30, 40),
            span(Some(3), 40, 60),
        ];
        assert_eq!(found, expected);
    }

    // [R4]
    #[test]
    fn whoever_may_not_serve_leaves_a_gap() {
        let found = spans(&[shift(1, 0, 50)], Timestamp(10), Timestamp(50), |_| false);
        assert_eq!(found, [span(None, 10, 50)]);
    }
}
