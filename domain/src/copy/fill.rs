//! Filling the slots of a sentence.

/// Puts values into the numbered slots `{0}` … `{9}` of a template; a slot without a value is left
/// empty. One small function instead of a formatting call per sentence: sentences are most of this
/// crate, and every byte goes over a phone's network.
pub fn fill(template: &str, values: &[&str]) -> String {
    let mut text = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (slot, after) = after.split_once('}').unwrap_or((after, ""));
        let value = slot.parse::<usize>().ok().and_then(|n| values.get(n));
        text.push_str(value.copied().unwrap_or_default());
        rest = after;
    }
    text.push_str(rest);
    text
}

/// Words one after the other, the last one joined by `joint`, such as " and ".
pub fn list(words: &[&str], joint: &str) -> String {
    let mut text = String::new();
    for (n, word) in words.iter().enumerate() {
        if n > 0 {
            text.push_str(if n + 1 == words.len() { joint } else { ", " });
        }
        text.push_str(word);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{fill, list};

    #[test]
    fn a_list_joins_its_last_word_differently() {
        assert_eq!(list(&["a", "b", "c"], " and "), "a, b and c");
        assert_eq!(list(&["a"], " and "), "a");
    }

    #[test]
    fn slots_are_filled_in_any_order_and_missing_values_leave_nothing() {
        assert_eq!(fill("{1} after {0}{2}.", &["one", "two"]), "two after one.");
        assert_eq!(fill("no slots", &["unused"]), "no slots");
    }

    #[test]
    fn a_value_is_not_a_template() {
        assert_eq!(fill("says {0}", &["{0} {1}"]), "says {0} {1}");
    }
}
