//! What light Markdown makes of texts, good and bad.

use super::{Block, Span, blocks, plain};
use proptest::prelude::*;

fn words(text: &str) -> Span {
    Span { text: text.into(), ..Span::default() }
}

fn bold(text: &str) -> Span {
    Span { strong: true, ..words(text) }
}

fn link(text: &str, url: &str) -> Span {
    Span { url: Some(url.into()), ..words(text) }
}

#[test]
fn a_text_is_headings_paragraphs_and_lists() {
    let text = "# Now\nWe **work** on it.\nStill.\n\n- one\n- two\n3. three\n4. four";
    let expected = [
        Block::Heading(vec![words("Now")]),
        Block::Paragraph(vec![
            vec![words("We "), bold("work"), words(" on it.")],
            vec![words("Still.")],
        ]),
        Block::Bullets(vec![vec![words("one")], vec![words("two")]]),
        Block::Numbers(vec![(3, vec![words("three")]), (4, vec![words("four")])]),
    ];
    assert_eq!(blocks(text), expected);
}

#[test]
fn a_blank_line_parts_two_paragraphs() {
    let one = |text: &str| Block::Paragraph(vec![vec![words(text)]]);
    assert_eq!(blocks("a\n\n \nb"), [one("a"), one("b")]);
}

#[test]
fn only_addresses_of_the_web_and_of_mail_become_links() {
    let line = |text: &str| match blocks(text).as_slice() {
        [Block::Paragraph(lines)] => lines.concat(),
        _ => Vec::new(),
    };
    let status = "https://status.example/a?b=1";
    assert_eq!(line(&format!("[Status]({status})")), [link("Status", status)]);
    assert_eq!(line("[us](mailto:a@b.example)"), [link("us", "mailto:a@b.example")]);
    for other in ["[x](javascript:alert(1))", "[x](/path)", "[[first name]](https://a)", "[x] (y)"]
    {
        assert_eq!(line(other), [words(other)]);
    }
    assert_eq!(line("<b>no</b>"), [words("<b>no</b>")]);
}

#[test]
fn marks_are_taken_away_for_channels_that_would_show_them() {
    let text = "# Now\n* one\n2. **two**\nSee [Status](https://s.example) or write.";
    assert_eq!(plain(text), "Now\n- one\n2. two\nSee Status (https://s.example) or write.");
    let address = "[https://s.example](https://s.example)";
    assert_eq!(plain(address), "https://s.example", "an address is not said twice");
}

#[test]
fn what_is_no_mark_stays_as_it_was_written() {
    for text in ["5 * 3", "#tag", "2026. was", "a*b*c", "07. July", "-5 degrees", "[[name]]"] {
        assert_eq!(plain(text), text);
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

fn of_blocks(blocks: Vec<Block>) -> String {
    let span = |Span { text, url, .. }: Span| text + &url.unwrap_or_default();
    let line = |line: Vec<Span>| line.into_iter().map(span).collect::<String>();
    let block = |block| match block {
        Block::Heading(it) => line(it),
        Block::Paragraph(lines) | Block::Bullets(lines) => lines.into_iter().map(line).collect(),
        Block::Numbers(items) => {
            items.into_iter().map(|(number, it)| number.to_string() + &line(it)).collect()
        }
    };
    letters(&blocks.into_iter().map(block).collect::<String>())
}

/// Texts dense with marks, broken ones among them.
fn marked() -> impl Strategy<Value = String> {
    let parts = vec![
        "a",
        "B2",
        " ",
        "\n",
        "*",
        "**",
        "# ",
        "#",
        "- ",
        "* ",
        "1. ",
        "12. ",
        "[",
        "]",
        "(",
        ")",
        "](https://u)",
        "[t](https://u.example)",
        "[t](mailto:x)",
        "http://",
        "{{x}}",
        "[[y]]",
        "é",
    ];
    prop::collection::vec(prop::sample::select(parts), 0..25).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn no_word_is_lost_whatever_is_written(text in marked()) {
        prop_assert_eq!(of_blocks(blocks(&text)), letters(&text));
        prop_assert_eq!(letters(&plain(&text)), letters(&text));
    }

    #[test]
    fn a_text_without_marks_stays_without(text in marked()) {
        let once = plain(&text);
        prop_assert_eq!(plain(&once), once);
    }

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        prop_assert_eq!(of_blocks(blocks(&text)), letters(&text));
        drop(plain(&text));
    }
}
