//! From a content to the bytes that go out on each channel, and the fingerprint over all of it.

use crate::chain::{Digest, Hasher};
use crate::ids::AudienceId;
use crate::markdown::plain;
use crate::message::{Channel, Content, Payload};
use crate::posts::posts;
use crate::words::Words;

/// What goes out, for each channel of the content.
pub fn payloads(content: &Content) -> Vec<Payload> {
    let render =
        |channel: &Channel| Payload { channel: *channel, text: payload(*channel, content).into() };
    content.channels.iter().map(render).collect()
}

fn payload(channel: Channel, content: &Content) -> String {
    let whole = whole(channel, content);
    match channel.length_max() {
        Some(max) => posts(&whole, max).join("\n\n"),
        None => whole,
    }
}

/// What goes out on a channel, before it is cut into posts where it has to be.
pub(crate) fn whole(channel: Channel, content: &Content) -> String {
    let (subject, body) = (content.subject.shown(), content.body.shown());
    let links: Vec<_> =
        content.links.iter().map(|l| format!("{}: {}", l.title.shown(), l.url.shown())).collect();
    let links = links.join("\n");
    let parts = match channel {
        Channel::Mail => [format!("Subject: {subject}"), body.into(), links],
        Channel::Chat => [format!("**{subject}**"), body.into(), links],
        Channel::Social => [String::new(), plain(body), links],
        Channel::StatusPage | Channel::Web => [format!("# {subject}"), body.into(), links],
        Channel::Press => [subject.into(), plain(body), links],
    };
    let filled: Vec<_> = parts.iter().map(|part| part.trim()).filter(|p| !p.is_empty()).collect();
    filled.join("\n\n")
}

/// What somebody saw who submits a text that others may type into at the same moment.
pub fn text_digest(text: &str) -> Digest {
    let mut hasher = Hasher::new("muster/text/1");
    hasher.field(text.as_bytes());
    hasher.finish()
}

/// SHA-256 over a canonical encoding of all that is signed (requirements §3.2.1, decision 5).
///
/// Each field goes in with its length and each list with its count, so that no two contents share
/// an encoding.
pub fn fingerprint(audience: AudienceId, content: &Content, payloads: &[Payload]) -> Digest {
    let mut hasher = Hasher::new("muster/message/1");
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let text = |hasher: &mut Hasher, words: &Words| {
        hasher.field(words.shown().as_bytes());
    };
    hasher.number(i64::from(audience.0));
    text(&mut hasher, &content.subject);
    text(&mut hasher, &content.body);
    hasher.number(count(content.channels.len()));
    for channel in &content.channels {
        hasher.field(channel.slug().as_bytes());
    }
    let recipients = &content.recipients;
    text(&mut hasher, &recipients.list);
    hasher.number(i64::from(recipients.count)).number(count(recipients.columns.len()));
    recipients.columns.iter().for_each(|column| text(&mut hasher, column));
    hasher.number(i64::from(recipients.sha256.is_some()));
    recipients.sha256.iter().for_each(|hash| text(&mut hasher, hash));
    hasher.number(content.spokesperson.map_or(0, |person| i64::from(person.0)));
    hasher.number(count(content.links.len()));
    for link in &content.links {
        text(&mut hasher, &link.title);
        text(&mut hasher, &link.url);
    }
    hasher.number(count(payloads.len()));
    for payload in payloads {
        hasher.field(payload.channel.slug().as_bytes());
        text(&mut hasher, &payload.text);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::{fingerprint, payload, payloads};
    use crate::ids::AudienceId;
    use crate::message::{Channel, Content, Link};

    fn content(channels: &[Channel]) -> Content {
        Content {
            subject: "Payments".into(),
            body: "# Now\nWe **work** on it.".into(),
            channels: channels.to_vec(),
            links: vec![Link { title: "Status".into(), url: "https://status.example/".into() }],
            ..Content::default()
        }
    }

    #[test]
    fn each_channel_has_its_own_form() {
        let form = |channel| payload(channel, &content(&[]));
        let link = "Status: https://status.example/";
        let marked = "# Now\nWe **work** on it.";
        assert_eq!(form(Channel::Mail), format!("Subject: Payments\n\n{marked}\n\n{link}"));
        assert_eq!(form(Channel::Chat), format!("**Payments**\n\n{marked}\n\n{link}"));
        assert_eq!(form(Channel::Web), format!("# Payments\n\n{marked}\n\n{link}"));
        assert_eq!(form(Channel::Social), format!("Now\nWe work on it.\n\n{link}"));
        assert_eq!(form(Channel::Press), format!("Payments\n\nNow\nWe work on it.\n\n{link}"));
    }

    #[test]
    fn what_is_too_long_for_a_post_is_signed_as_the_numbered_posts_it_becomes() {
        let body = "Payments are disturbed. ".repeat(20);
        let sent = payload(Channel::Social, &Content { body: body.into(), ..Content::default() });
        let posts: Vec<_> = sent.split("\n\n").collect();
        assert!(posts.iter().all(|post| post.chars().count() <= 280));
        assert!(posts.iter().zip(1..).all(|(post, n)| post.ends_with(&format!(" ({n}/2)"))));
    }

    #[test]
    fn an_empty_part_leaves_no_gap() {
        let bare = Content { body: "Hello.".into(), ..Content::default() };
        assert_eq!(payload(Channel::Social, &bare), "Hello.");
    }

    #[test]
    fn there_is_one_payload_for_each_channel() {
        let sent = payloads(&content(&[Channel::Mail, Channel::Chat]));
        assert!(sent.iter().map(|p| p.channel).eq([Channel::Mail, Channel::Chat]));
    }

    // [R88]
    #[test]
    fn the_same_characters_in_other_fields_have_another_fingerprint() {
        let print = |subject: &str, body: &str| {
            let text = Content { subject: subject.into(), body: body.into(), ..content(&[]) };
            fingerprint(AudienceId::INTERNAL, &text, &payloads(&text))
        };
        assert_ne!(print("ab", "c"), print("a", "bc"));
        assert_eq!(print("ab", "c"), print("ab", "c"));
    }

    #[test]
    fn the_audience_and_the_rendered_bytes_are_part_of_what_is_signed() {
        let text = content(&[Channel::Mail]);
        let rendered = payloads(&text);
        let mine = fingerprint(AudienceId::INTERNAL, &text, &rendered);
        assert_ne!(mine, fingerprint(AudienceId::STRATEGIC, &text, &rendered));
        let mut other = rendered.clone();
        for payload in &mut other {
            payload.text = "tampered".into();
        }
        assert_ne!(mine, fingerprint(AudienceId::INTERNAL, &text, &other));
    }
}
