//! Names and addresses that people type about themselves, before they are stored.

use muster_domain::limits::NAME_CHARS_MAX;

/// Characters of a mail address (RFC 5321, section 4.5.3.1.3).
const MAIL_CHARS_MAX: usize = 254;

/// A name in one line, without space around it; nothing where it is none.
pub fn name(text: &str) -> Option<&str> {
    let text = text.trim();
    let fits = !text.is_empty() && text.chars().count() <= NAME_CHARS_MAX;
    (fits && is_plain(text)).then_some(text)
}

/// What may be a mail address. Whether it is one, only a mail would tell.
pub fn mail(text: &str) -> Option<&str> {
    let text = text.trim();
    let (local, host) = text.rsplit_once('@')?;
    let parts = !local.is_empty() && !host.is_empty() && !text.contains(char::is_whitespace);
    (parts && text.len() <= MAIL_CHARS_MAX && is_plain(text)).then_some(text)
}

/// No control characters, and none that turn or hide what stands around them.
fn is_plain(text: &str) -> bool {
    const HIDDEN: [(char, char); 4] = [
        ('\u{200b}', '\u{200f}'),
        ('\u{2028}', '\u{202e}'),
        ('\u{2060}', '\u{206f}'),
        ('\u{feff}', '\u{feff}'),
    ];
    let hidden = |c: char| HIDDEN.iter().any(|(from, to)| (*from..=*to).contains(&c));
    !text.chars().any(|c| c.is_control() || hidden(c))
}
