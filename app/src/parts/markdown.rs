//! Blocks of light Markdown as their readers see them.

use super::doc::{run, runs};
use crate::node::{Element, Node, el};
use muster_domain::markdown::{Block, Line, Span};

/// The blocks, with each of these values told from the words around it.
pub fn blocks(blocks: Vec<Block>, values: &[&str]) -> Element {
    let block = |block| match block {
        Block::Heading(text) => el("p", "doc__heading").with_all(line(text, values)),
        Block::Paragraph(lines) => paragraph(lines, values),
        Block::Bullets(items) => {
            let item = |text| el("li", "").with_all(line(text, values));
            el("ul", "doc__list").with_all(items.into_iter().map(item))
        }
        Block::Numbers(items) => {
            let item = |(number, text): (u16, Line)| {
                let item = el("li", "").set("value", &number.to_string());
                item.with_all(line(text, values))
            };
            el("ol", "doc__list").with_all(items.into_iter().map(item))
        }
    };
    el("div", "doc").with_all(blocks.into_iter().map(block))
}

fn paragraph(lines: Vec<Line>, values: &[&str]) -> Element {
    let mut paragraph = el("p", "");
    for (n, text) in lines.into_iter().enumerate() {
        if n > 0 {
            paragraph = paragraph.with(el("br", ""));
        }
        paragraph = paragraph.with_all(line(text, values));
    }
    paragraph
}

fn line(line: Line, values: &[&str]) -> Vec<Node> {
    line.into_iter().flat_map(|it| span(it, values)).collect()
}

/// A run; a link says where it leads, because its readers will be led there.
fn span(span: Span, values: &[&str]) -> Vec<Node> {
    let Span { text, strong, url } = span;
    let mut words: Vec<Node> = runs(&text, values).into_iter().map(run).collect();
    if let Some(url) = url {
        let link = el("a", "").set("href", &url).set("rel", "noopener noreferrer");
        let link = link.set("target", "_blank").with_all(words);
        let address = el("span", "doc__address").with(format!(" ({url})"));
        words = vec![link.into(), address.into()];
    }
    if strong { vec![el("strong", "").with_all(words).into()] } else { words }
}
