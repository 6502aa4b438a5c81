//! What is different beside the text: subject, channels, recipients, sender, links (R90).
//!
//! All of it is signed, so a signer has to see it change. The text itself is [`crate::redline`]'s.

use crate::copy::en;
use crate::message::Content;
use crate::organisation::Organisation;
use crate::words::Words;

/// A part of a message that has changed, as people read it; empty where there was nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Which part.
    pub part: &'static str,
    /// What it was.
    pub before: String,
    /// What it is.
    pub now: String,
}

/// The parts that differ, in the order in which a reader meets them.
pub fn changed(old: &Content, new: &Content, organisation: &Organisation) -> Vec<Changed> {
    let (old, new) = (parts(old, organisation), parts(new, organisation));
    let pairs = old.into_iter().zip(new);
    let pairs = pairs.map(|((part, before), (_, now))| Changed { part, before, now });
    pairs.filter(|changed| changed.before != changed.now).collect()
}

fn parts(content: &Content, organisation: &Organisation) -> [(&'static str, String); 7] {
    let Content { subject, channels, recipients, spokesperson, links, .. } = content;
    let list = |words: Vec<&str>| words.join(", ");
    let links = links.iter().map(|link| format!("{}: {}", link.title.shown(), link.url.shown()));
    let hash = recipients.sha256.as_ref().map_or("", |hash| hash.shown());
    [
        ("Subject", subject.shown().into()),
        ("Channels", list(channels.iter().map(|channel| en::channel(*channel)).collect())),
        ("Recipients", recipients.list.shown().into()),
        ("How many", recipients.count.to_string()),
        ("Columns", list(recipients.columns.iter().map(Words::shown).collect())),
        ("In the name of", spokesperson.map_or("", |id| organisation.name_of(id)).into()),
        ("Links and files", [links.collect::<Vec<_>>().join("\n"), hash.into()].join("\n")),
    ]
    .map(|(part, words): (_, String)| (part, words.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{Changed, changed};
    use crate::ids::PersonId;
    use crate::message::{Channel, Content, Recipients};
    use crate::view::fixture::organisation;

    // [R88, R90]
    #[test]
    fn everything_that_is_signed_beside_the_text_is_compared() {
        let before = Content { subject: "Payments".into(), ..Content::default() };
        let now = Content {
            subject: "Payments fail".into(),
            body: "The text is compared elsewhere.".into(),
            channels: vec![Channel::Mail, Channel::Web],
            recipients: Recipients { count: 12, ..Recipients::default() },
            spokesperson: Some(PersonId(2)),
            ..Content::default()
        };
        let change = |part, before: &str, now: &str| Changed {
            part,
            before: before.into(),
            now: now.into(),
        };
        let expected = [
            change("Subject", "Payments", "Payments fail"),
            change("Channels", "", "Mail, Website"),
            change("How many", "0", "12"),
            change("In the name of", "", "Ben"),
        ];
        assert_eq!(changed(&before, &now, &organisation()), expected);
        assert_eq!(changed(&now, &now, &organisation()), []);
    }
}
