//! Light Markdown: paragraphs, `# headings`, lists, `**bold**` and `[links](https://…)`, as data.
//!
//! There is no HTML and nothing else, every text is valid, and what is no mark is text. Who draws
//! the blocks, or sends a text without its marks, decides nothing about it.

/// A run of text inside a line.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Span {
    /// The words.
    pub text: String,
    /// Between `**` and `**`.
    pub strong: bool,
    /// Where the words lead: `http`, `https` or `mailto` only.
    pub url: Option<String>,
}

/// A line of text in runs.
pub type Line = Vec<Span>;

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading(Line),
    /// Lines that belong together, each on a line of its own.
    Paragraph(Vec<Line>),
    /// A list with dots.
    Bullets(Vec<Line>),
    /// A list with the numbers that were written.
    Numbers(Vec<(u16, Line)>),
}

/// The blocks of a text.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open = false;
    for written in text.lines() {
        let (kind, rest) = kind(written);
        let line = spans(rest);
        match (kind, blocks.last_mut().filter(|_| open)) {
            (Kind::Blank, _) => {}
            (Kind::Text, Some(Block::Paragraph(lines))) => lines.push(line),
            (Kind::Bullet, Some(Block::Bullets(items))) => items.push(line),
            (Kind::Number(number), Some(Block::Numbers(items))) => items.push((number, line)),
            (Kind::Heading, _) => blocks.push(Block::Heading(line)),
            (Kind::Text, _) => blocks.push(Block::Paragraph(vec![line])),
            (Kind::Bullet, _) => blocks.push(Block::Bullets(vec![line])),
            (Kind::Number(number), _) => blocks.push(Block::Numbers(vec![(number, line)])),
        }
        open = !matches!(kind, Kind::Blank);
    }
    blocks
}

/// The text without its marks, for places that would show them: bold is only words, a link is
/// followed by its address, a list has dashes.
pub fn plain(text: &str) -> String {
    // Taking marks away may make new ones, such as `**# now**`. Each time there are fewer, and
    // what a person writes has none after two rounds.
    let mut plain = without_marks(text);
    for _ in 0..ROUNDS_MAX {
        let next = without_marks(&plain);
        if next == plain {
            break;
        }
        plain = next;
    }
    plain
}

/// Rounds in which marks are taken away.
const ROUNDS_MAX: usize = 8;

fn without_marks(text: &str) -> String {
    let line = |written| {
        let (kind, rest) = kind(written);
        let mut line = match kind {
            Kind::Bullet => String::from("- "),
            Kind::Number(number) => format!("{number}. "),
            Kind::Heading | Kind::Text | Kind::Blank => String::new(),
        };
        for Span { text, url, .. } in spans(rest) {
            line.push_str(&text);
            if let Some(url) = url.filter(|url| *url != text) {
                line.extend([" (", &url, ")"]);
            }
        }
        line
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[derive(Clone, Copy)]
enum Kind {
    Blank,
    Heading,
    Bullet,
    Number(u16),
    Text,
}

/// What a line is, and the rest of it.
fn kind(line: &str) -> (Kind, &str) {
    let trimmed = line.trim_start_matches(' ');
    let heading = trimmed.trim_start_matches('#');
    if trimmed.trim().is_empty() {
        (Kind::Blank, line)
    } else if let Some(rest) = heading.strip_prefix(' ').filter(|_| heading.len() < trimmed.len()) {
        (Kind::Heading, rest.trim())
    } else if let Some(rest) = trimmed.strip_prefix("- ").or_else(|| trimmed.strip_prefix("* ")) {
        (Kind::Bullet, rest.trim())
    } else if let Some((number, rest)) = numbered(trimmed) {
        (Kind::Number(number), rest.trim())
    } else {
        (Kind::Text, line)
    }
}

/// `7. like this`; a number of more digits is a year or an amount, not a place in a list.
fn numbered(line: &str) -> Option<(u16, &str)> {
    let (number, rest) = line.split_once(". ")?;
    let place = number.len() <= 2 && number.bytes().all(|byte| byte.is_ascii_digit());
    // Written as it will be written again, so that `07.` stays text.
    let number = number.parse::<u16>().ok().filter(|n| place && n.to_string() == number)?;
    Some((number, rest))
}

/// The runs of a line. `**` that is never closed is no mark for bold, but a mark all the same.
fn spans(line: &str) -> Line {
    let mut spans: Line = Vec::new();
    let mut strong = false;
    let mut rest = line;
    while !rest.is_empty() {
        let at = rest.find(['*', '[']).unwrap_or(rest.len());
        let (before, found) = rest.split_at(at);
        push(&mut spans, before, strong);
        let stars = found.len() - found.trim_start_matches('*').len();
        if let Some((text, url, after)) = link(found) {
            spans.push(Span { text: text.into(), strong, url: Some(url.into()) });
            rest = after;
        } else if stars >= 2 {
            let (_, after) = found.split_at(stars);
            strong = !strong && after.contains("**");
            rest = after;
        } else {
            let mut letters = found.chars();
            let mark = letters.next().map(String::from).unwrap_or_default();
            push(&mut spans, &mark, strong);
            rest = letters.as_str();
        }
    }
    spans
}

fn push(spans: &mut Line, text: &str, strong: bool) {
    match spans.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.url.is_none() && last.strong == strong => last.text.push_str(text),
        _ => spans.push(Span { text: text.into(), strong, url: None }),
    }
}

/// `[text](url)` at the start: its two parts, and what follows it.
fn link(text: &str) -> Option<(&str, &str, &str)> {
    let (words, rest) = text.strip_prefix('[')?.split_once("](")?;
    let (url, after) = rest.split_once(')')?;
    let safe = ["https://", "http://", "mailto:"].into_iter().any(|scheme| {
        url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    let whole = !words.trim().is_empty() && !words.contains(['[', ']', '*', '(']);
    let clean = |c: char| !c.is_whitespace() && !c.is_control() && !"*[]<>\"".contains(c);
    (safe && whole && url.chars().all(clean)).then_some((words, url, after))
}

#[cfg(test)]
#[path = "markdown/tests.rs"]
mod tests;
