//! A difference between two texts as people read it: what went, what came, in place.

use super::erase::{all, el};
use leptos::prelude::*;
use muster_domain::diff::Piece;

/// The difference; nothing where there is none to show.
pub fn difference(pieces: Vec<Piece>) -> AnyView {
    if pieces.is_empty() {
        return ().into_any();
    }
    el("p", "diff", all(pieces, piece))
}

fn piece(piece: Piece) -> AnyView {
    match piece {
        Piece::Same(text) => text.into_any(),
        Piece::Removed(text) => el("del", "diff__del", text.into_any()),
        Piece::Added(text) => el("ins", "diff__ins", text.into_any()),
    }
}
