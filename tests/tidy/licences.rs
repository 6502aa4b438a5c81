//! Whether a licence, in the words of SPDX, is met by a list of licences.

/// Whether the expression holds where exactly these licences are taken. `/` is an old way to say
/// `OR`. What is not understood does not hold.
pub fn holds(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = &words[..];
    either(&mut rest, allowed) == Some(true) && rest.is_empty()
}

/// Terms joined by `OR`, which binds least.
fn either(words: &mut &[&str], allowed: &[String]) -> Option<bool> {
    let mut held = both(words, allowed)?;
    while let Some(rest) = after(words, "OR") {
        *words = rest;
        held |= both(words, allowed)?;
    }
    Some(held)
}

fn both(words: &mut &[&str], allowed: &[String]) -> Option<bool> {
    let mut held = one(words, allowed)?;
    while let Some(rest) = after(words, "AND") {
        *words = rest;
        held &= one(words, allowed)?;
    }
    Some(held)
}

fn one(words: &mut &[&str], allowed: &[String]) -> Option<bool> {
    if let Some(rest) = after(words, "(") {
        *words = rest;
        let held = either(words, allowed)?;
        *words = after(words, ")")?;
        return Some(held);
    }
    let (name, rest) = words.split_first()?;
    *words = rest;
    let known = name.chars().all(|it| it.is_ascii_alphanumeric() || "-.+".contains(it));
    known.then(|| allowed.iter().any(|it| it == name))
}

fn after<'a, 'w>(words: &'a [&'w str], word: &str) -> Option<&'a [&'w str]> {
    words.split_first().filter(|(first, _)| **first == word).map(|(_, rest)| rest)
}

#[test]
fn expressions_are_read_as_spdx_means_them() {
    let allowed = ["MIT", "Unicode-3.0"].map(String::from);
    let holds = |expression| holds(expression, &allowed);
    for met in ["MIT", "GPL-3.0 OR MIT", "MIT/Apache-2.0", "(GPL-3.0 OR MIT) AND Unicode-3.0"] {
        assert!(holds(met), "{met}");
    }
    let unmet = ["GPL-3.0", "MIT AND GPL-3.0", "MIT OR", "(MIT", "", "Apache-2.0 WITH X OR MIT"];
    for unmet in unmet {
        assert!(!holds(unmet), "{unmet}");
    }
}
