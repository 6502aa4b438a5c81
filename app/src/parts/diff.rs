//! A difference between two texts as people read it: what went, what came, in place.

use leptos::prelude::*;
use muster_domain::diff::Piece;

/// The difference; nothing where there is none to show.
pub fn difference(pieces: Vec<Piece>) -> AnyView {
    if pieces.is_empty() {
        return ().into_any();
    }
    let pieces = pieces.into_iter().map(piece).collect::<Vec<_>>();
    view! { <p class="diff">{pieces}</p> }.into_any()
}

fn piece(piece: Piece) -> AnyView {
    match piece {
        Piece::Same(text) => text.into_any(),
        Piece::Removed(text) => view! { <del class="diff__del">{text}</del> }.into_any(),
        Piece::Added(text) => view! { <ins class="diff__ins">{text}</ins> }.into_any(),
    }
}
