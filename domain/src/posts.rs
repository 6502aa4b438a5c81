//! A text cut into numbered posts, for channels whose posts have a greatest length.

/// Room for the number of a post, such as ` (12/120)`: a text of the greatest length, 65,536, has
/// some 500 posts.
const NUMBER_CHARS: usize = 10;

/// The posts, each at most `max` characters; one without a number where the text fits.
pub fn posts(text: &str, max: usize) -> Vec<String> {
    let text = text.trim();
    if text.chars().count() <= max {
        return vec![text.into()];
    }
    let room = max.saturating_sub(NUMBER_CHARS).max(1);
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (part, after) = rest.split_at(cut(rest, room));
        parts.push(part.trim_end());
        rest = after.trim_start();
    }
    let count = parts.len();
    let numbered = parts.iter().zip(1..).map(|(part, n)| format!("{part} ({n}/{count})"));
    numbered.collect()
}

/// Where a part ends that has at most `room` characters: after a paragraph, else after a sentence,
/// else after a word.
fn cut(text: &str, room: usize) -> usize {
    let Some((end, _)) = text.char_indices().nth(room) else { return text.len() };
    let window = text.get(..end).unwrap_or_default();
    // A part much shorter than it could be is worse than a cut at a lesser place.
    let good = |at: &usize| *at > end / 2;
    let after = |mark: &str| window.rfind(mark).map(|at| at + mark.len()).filter(good);
    let sentence = [". ", "! ", "? ", ".\n", "\n"].into_iter().filter_map(after).max();
    let word = || window.rfind(char::is_whitespace).filter(|at| *at > 0);
    after("\n\n").or(sentence).or_else(word).unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::posts;
    use proptest::prelude::*;

    #[test]
    fn what_fits_is_one_post_without_a_number() {
        assert_eq!(posts(" We are working on it. ", 280), ["We are working on it."]);
        assert_eq!(posts("", 280), [""]);
    }

    #[test]
    fn a_longer_text_is_cut_where_a_sentence_ends_and_numbered() {
        let text = "Payments fail since noon. We know of it. News by one o'clock.";
        let expected = [
            "Payments fail since noon. (1/3)",
            "We know of it. (2/3)",
            "News by one o'clock. (3/3)",
        ];
        assert_eq!(posts(text, 36), expected);
    }

    proptest! {
        #[test]
        fn no_post_is_too_long_and_no_word_is_lost(text in "[a-cé .\n]{0,200}", max in 12usize..60) {
            let all = posts(&text, max);
            let words = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
            prop_assert!(all.iter().all(|post| post.chars().count() <= max));
            prop_assert_eq!(words(&all.concat()), words(&text));
        }
    }
}
