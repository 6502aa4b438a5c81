//! When a change is only spelling, so that a reviewer may make it at once (decision 4).

/// Words a spelling fix may change at most.
const WORDS_MAX: usize = 3;

/// Whether replacing `old` by `new` is a spelling fix: few words, no digit and no token touched.
pub fn is_spelling(old: &str, new: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let plain = |text: &str| !text.contains(['{', '}', '[', ']']);
    let few = |text: &str| text.split_whitespace().count() <= WORDS_MAX;
    let changes = old != new && !old.trim().is_empty() && !new.trim().is_empty();
    changes && digits(old) == digits(new) && [old, new].into_iter().all(|t| plain(t) && few(t))
}

#[cfg(test)]
mod tests {
    use super::is_spelling;

    #[test]
    fn a_few_words_may_be_corrected() {
        assert!(is_spelling("recieve", "receive"));
        assert!(is_spelling("Payments fails", "Payments fail"));
    }

    #[test]
    fn digits_tokens_and_sentences_are_more_than_spelling() {
        assert!(!is_spelling("12 customers", "13 customers"));
        assert!(!is_spelling("{{start time}}", "{{start}}"));
        assert!(!is_spelling("we are looking into it", "we have fixed it"));
        assert!(!is_spelling("now", ""));
    }
}
