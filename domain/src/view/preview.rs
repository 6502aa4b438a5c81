//! What readers will see of a text, channel by channel, with hidden characters made visible.

use crate::hidden::shown;
use crate::markdown::{Block, blocks, plain};
use crate::message::{Channel, Content};
use crate::render::whole;

/// A way to look at a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Form {
    /// As it is written, marks and all.
    #[default]
    Written,
    /// As it reaches readers on a channel.
    On(Channel),
    /// As it reads where nothing but letters is shown, such as an alert on a phone.
    Plain,
}

/// What is seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// The line above the text; empty where the channel has none.
    pub head: String,
    /// The text.
    pub body: Body,
}

/// A text as it is seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Letter by letter.
    Letters(String),
    /// With headings, lists, bold words and links.
    Blocks(Vec<Block>),
    /// One post or more, each with its length and what a post may hold at most.
    Posts(Vec<(String, usize)>, usize),
}

/// The ways that make sense for a content: its channels first of all.
pub fn forms(content: &Content) -> Vec<Form> {
    let channels = content.channels.iter().map(|channel| Form::On(*channel));
    [Form::Written].into_iter().chain(channels).chain([Form::Plain]).collect()
}

/// What is seen in one of the ways. Facts are filled in already, as far as they are known.
pub fn preview(form: Form, content: &Content) -> Preview {
    let (subject, body) = (shown(content.subject.shown()), shown(content.body.shown()));
    let links = content.links.iter().map(|link| [link.title.shown(), link.url.shown()]);
    let with = |link: fn([&str; 2]) -> String| {
        let list: Vec<_> = links.clone().map(|it| shown(&link(it))).collect();
        [body.trim(), &list.join("\n")].join("\n\n").trim().to_owned()
    };
    match form {
        Form::Written => Preview { head: subject, body: Body::Letters(body) },
        Form::Plain | Form::On(Channel::Press) => {
            let text = plain(&with(|[title, url]| format!("{title}: {url}")));
            Preview { head: subject, body: Body::Letters(text) }
        }
        Form::On(Channel::Social) => {
            let max = Channel::Social.length_max().unwrap_or(usize::MAX);
            let posts = crate::posts::posts(&whole(Channel::Social, content), max);
            let post = |post: String| (shown(&post), post.chars().count());
            let body = Body::Posts(posts.into_iter().map(post).collect(), max);
            Preview { head: String::new(), body }
        }
        Form::On(_) => {
            let text = with(|[title, url]| format!("[{title}]({url})"));
            Preview { head: subject, body: Body::Blocks(blocks(&text)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Body, Form, forms, preview};
    use crate::markdown::Block;
    use crate::message::{Channel, Content, Link};

    fn content(body: &str) -> Content {
        Content {
            subject: "Payments".into(),
            body: body.into(),
            channels: vec![Channel::Mail, Channel::Social],
            links: vec![Link { title: "Status".into(), url: "https://status.example".into() }],
            ..Content::default()
        }
    }

    #[test]
    fn mail_is_seen_with_its_marks_drawn_and_the_press_gets_none() {
        let content = content("We **work** on it.");
        let seen = preview(Form::On(Channel::Mail), &content);
        assert_eq!(seen.head, "Payments");
        let Body::Blocks(blocks) = seen.body else { panic!("mail has blocks") };
        let [Block::Paragraph(text), Block::Paragraph(links)] = blocks.as_slice() else {
            panic!("a text and its links")
        };
        assert!(text[0][1].strong);
        assert_eq!(links[0][0].url.as_deref(), Some("https://status.example"));
        let press = preview(Form::On(Channel::Press), &content).body;
        let text = "We work on it.\n\nStatus: https://status.example";
        assert_eq!(press, Body::Letters(text.into()));
    }

    #[test]
    fn a_long_social_text_is_seen_as_its_posts_with_their_lengths() {
        let content = content(&"Payments are disturbed. ".repeat(15));
        let Body::Posts(posts, 280) = preview(Form::On(Channel::Social), &content).body else {
            panic!("posts of 280 characters")
        };
        assert_eq!(posts.len(), 2);
        assert!(posts.iter().all(|(post, count)| post.chars().count() == *count && *count <= 280));
    }

    // [R94]
    #[test]
    fn whoever_signs_sees_characters_that_hide() {
        let content = content("Pay \u{202E}now");
        for form in forms(&content) {
            let seen = preview(form, &content).body;
            let text = match seen {
                Body::Letters(text) => text,
                Body::Posts(posts, _) => posts.into_iter().map(|(post, _)| post).collect(),
                Body::Blocks(blocks) => match blocks.first() {
                    Some(Block::Paragraph(lines)) => lines[0][0].text.clone(),
                    _ => String::new(),
                },
            };
            assert!(text.contains("Pay ⟪U+202E⟫now"), "{form:?}");
        }
    }
}
