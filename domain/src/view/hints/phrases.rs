//! Hints that take more than one word: promises, guesses, blame.

use super::{Hint, Kind, Word, units};

const GUESSES: [&[&str]; 24] = [
    &["we", "think"],
    &["we", "believe"],
    &["we", "guess"],
    &["we", "assume"],
    &["we", "suspect"],
    &["we", "hope"],
    &["i", "think"],
    &["i", "believe"],
    &["i", "guess"],
    &["i", "assume"],
    &["i", "suspect"],
    &["it", "seems"],
    &["seems", "to"],
    &["appears", "to"],
    &["might", "be"],
    &["could", "be"],
    &["may", "be"],
    &["probably"],
    &["perhaps"],
    &["maybe"],
    &["possibly"],
    &["presumably"],
    &["apparently"],
    &["hopefully"],
];

const PROMISES: [&str; 12] = [
    "will",
    "shall",
    "should",
    "expect",
    "expected",
    "expecting",
    "aim",
    "plan",
    "going",
    "hope",
    "we'll",
    "it'll",
];

const REPAIRS: [&str; 13] = [
    "fix",
    "fixed",
    "resolve",
    "resolved",
    "restore",
    "restored",
    "repair",
    "repaired",
    "recover",
    "recovered",
    "solved",
    "back",
    "resolution",
];

/// After these, a repair is a condition and no promise: "we will tell you once it is fixed".
const CONDITIONS: [&str; 9] =
    ["when", "once", "until", "after", "if", "whether", "not", "again", "cannot"];

/// Words between a promise and its repair, such as "will be **completely and permanently** fixed".
const WORDS_BETWEEN_MAX: usize = 6;

const OUTSIDERS: [&str; 12] = [
    "provider",
    "providers",
    "provider's",
    "vendor",
    "vendors",
    "vendor's",
    "supplier",
    "suppliers",
    "supplier's",
    "third-party",
    "subcontractor",
    "contractor",
];

const FAULTS: [&str; 8] =
    ["fault", "blame", "caused", "because", "due", "failed", "mistake", "responsible"];

/// The hints of one sentence.
pub(super) fn hints(sentence: &[Word<'_>], internal: bool) -> Vec<Hint> {
    let mut hints = Vec::new();
    for (at, word) in sentence.iter().enumerate() {
        let rest = sentence.get(at..).unwrap_or_default();
        if word.is_one_of(&["outage", "outages"]) {
            hints.extend(hint(rest, 1, Kind::Outage));
        }
        hints.extend(GUESSES.iter().filter_map(|guess| begins(rest, guess)));
        if !internal {
            hints.extend(promise(rest));
        }
    }
    hints.extend(blame(sentence));
    hints
}

/// A hint over the first `count` words.
fn hint(words: &[Word<'_>], count: usize, kind: Kind) -> Option<Hint> {
    let last = words.get(count.checked_sub(1)?)?;
    Some(Hint { start: words.first()?.start, end: last.start + units(last.text), kind })
}

fn begins(words: &[Word<'_>], guess: &[&str]) -> Option<Hint> {
    let found = words.len() >= guess.len() && words.iter().zip(guess).all(|(word, g)| word.is(g));
    found.then(|| hint(words, guess.len(), Kind::Guess)).flatten()
}

/// "Will be fixed by noon", "expect … restored", "ETA", "fixed soon".
fn promise(words: &[Word<'_>]) -> Option<Hint> {
    let (first, rest) = words.split_first()?;
    let repair = |word: &Word<'_>| word.is_one_of(&REPAIRS);
    if first.is("eta") {
        return hint(words, 1, Kind::PromisedFix);
    }
    if repair(first) && rest.first()?.is_one_of(&["soon", "shortly"]) {
        return hint(words, 2, Kind::PromisedFix);
    }
    if !first.is_one_of(&PROMISES) {
        return None;
    }
    let near = rest.iter().take(WORDS_BETWEEN_MAX + 1);
    let free = near.take_while(|word| !word.is_one_of(&CONDITIONS));
    let place = free.clone().position(repair)?;
    // "We will get back to you" promises an answer.
    let words_after = rest.get(place + 1);
    let answer = rest.get(place).is_some_and(|word| word.is("back"))
        && words_after.is_some_and(|word| word.is("to"));
    if answer { None } else { hint(words, place + 2, Kind::PromisedFix) }
}

/// Somebody outside and a fault in one sentence.
fn blame(sentence: &[Word<'_>]) -> Option<Hint> {
    let third = |words: &[Word<'_>]| matches!(words, [a, b] if a.is("third") && b.is("party"));
    let outsider = sentence.iter().position(|word| word.is_one_of(&OUTSIDERS));
    let place = outsider.or_else(|| sentence.windows(2).position(third))?;
    let fault = sentence.iter().any(|word| word.is_one_of(&FAULTS));
    fault.then(|| hint(sentence.get(place..)?, 1, Kind::Blame)).flatten()
}
