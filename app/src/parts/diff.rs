//! A difference between two texts as people read it: what went, what came, in place.

use crate::node::{Element, Node, el};
use muster_domain::diff::Piece;

/// The difference; nothing where there is none to show.
pub fn difference(pieces: Vec<Piece>) -> Option<Element> {
    let text = (!pieces.is_empty()).then(|| el("p", "diff"));
    text.map(|text| text.with_all(pieces.into_iter().map(piece)))
}

fn piece(piece: Piece) -> Node {
    match piece {
        Piece::Same(text) => text.into(),
        Piece::Removed(text) => el("del", "diff__del").with(text).into(),
        Piece::Added(text) => el("ins", "diff__ins").with(text).into(),
    }
}
