//! Days, times and gaps, against what a calendar says.

use super::{Day, Rota, Shift, TimeOfDay, gaps};
use crate::ids::PersonId;
use crate::time::{Minutes, Timestamp};
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

#[test]
fn days_and_times_are_written_in_one_way_only() {
    let day = |text| Day::parse(text).map(|day| day.to_string());
    assert_eq!(day("2026-11-30").as_deref(), Some("2026-11-30"));
    assert!(day("2028-02-29").is_some() && day("2000-02-29").is_some());
    for wrong in
        ["2026-02-29", "2100-02-29", "2026-13-01", "2026-1-01", "2026-01-01T", "1969-12-31"]
    {
        assert_eq!(day(wrong), None, "{wrong}");
    }
    let time = |text| TimeOfDay::parse(text).map(|time| (time.minutes(), time.to_string()));
    assert_eq!(time("09:05"), Some((545, "09:05".into())));
    for wrong in ["24:00", "9:05", "09:60", "09:05:00", "+9:05", "", ":"] {
        assert_eq!(time(wrong), None, "{wrong}");
    }
    assert!(serde_json::from_str::<Day>("\"2026-11-31\"").is_err());
    assert_eq!(serde_json::to_string(&Day::default()).ok().as_deref(), Some("\"1970-01-01\""));
}

#[test]
fn the_day_of_an_instant_is_the_calendars() {
    let of = |ms| Day::of(Timestamp(ms)).map(|day| day.to_string());
    assert_eq!(of(0).as_deref(), Some("1970-01-01"));
    assert_eq!(of(951_782_400_000).as_deref(), Some("2000-02-29"));
    assert_eq!(of(1_779_235_199_999).as_deref(), Some("2026-05-19"));
    assert_eq!(of(253_402_300_799_999).as_deref(), Some("9999-12-31"));
    assert_eq!([of(-1), of(253_402_300_800_000), of(i64::MAX), of(i64::MIN)], [const { None }; 4]);
}

#[test]
fn a_rotation_as_it_was_written_before_overrides_and_hours_is_read() {
    let text = r#"{"zone":"Europe/Berlin","layers":[{"people":[1,2,1],"first_day":"2026-11-30",
        "hand_over":"09:00","days":7}]}"#;
    let rota: Rota = serde_json::from_str(text).unwrap_or_default();
    assert_eq!(rota.people().collect::<Vec<_>>(), [PersonId(1), PersonId(2)]);
}

#[test]
fn gaps_are_what_no_shift_covers() {
    let shift =
        |from, until| Shift { person: PersonId(1), from: Timestamp(from), until: Timestamp(until) };
    let found = |shifts: &[Shift]| gaps(shifts, Timestamp(10), Timestamp(50));
    assert_eq!(found(&[]), [(Timestamp(10), Timestamp(50))]);
    assert_eq!(found(&[shift(0, 60)]), []);
    let some = [shift(30, 40), shift(0, 20), shift(32, 35), shift(45, 45), shift(60, 70)];
    let expected = [(Timestamp(20), Timestamp(30)), (Timestamp(40), Timestamp(50))];
    assert_eq!(found(&some), expected);
    assert_eq!(gaps(&some, Timestamp(5), Timestamp(5)), []);
}

proptest! {
    #[test]
    fn an_instant_is_in_a_gap_exactly_when_nobody_is_on_call(
        ends in proptest::collection::vec((0i64..50, 0i64..50), 0..6), at in 0i64..50
    ) {
        let shifts: Vec<Shift> = ends.into_iter().map(|(from, until)| Shift {
            person: PersonId(1), from: Timestamp(from), until: Timestamp(until),
        }).collect();
        let at = Timestamp(at);
        let gaps = gaps(&shifts, Timestamp(0), Timestamp(50));
        let missing = gaps.iter().any(|(from, until)| *from <= at && at < *until);
        prop_assert_eq!(missing, super::on_call(&shifts, at, |_| true).is_none());
        prop_assert!(gaps.is_sorted() && gaps.iter().all(|(from, until)| from < until));
    }

    #[test]
    fn a_day_later_is_the_next_day(ms in 0i64..253_000_000_000_000, year in any::<u16>()) {
        let (one, next) = (Day::of(Timestamp(ms)), Day::of(Timestamp(ms) + Minutes::DAY));
        prop_assert!(one < next);
        prop_assert_eq!(one.and_then(|day| Day::parse(&day.to_string())), one);
        prop_assert!(Day::new(year, 2, 30).is_none());
    }
}
