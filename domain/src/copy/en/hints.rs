//! What is worth another look in a text, in one sentence each (R96).

use crate::view::hints::Kind;

/// Why a place may be worth another look.
pub const fn hint(kind: Kind) -> &'static str {
    match kind {
        Kind::PromisedFix => {
            "This promises customers a repair. Promise the next update instead: a time that passes \
             costs more trust than none."
        }
        Kind::Outage => {
            "“Outage” says that everything was down. If it was less, say what customers see."
        }
        Kind::InternalName => {
            "This looks like the name of a machine or an address inside. Readers cannot use it, \
             and strangers can."
        }
        Kind::Guess => "This reads like a guess. Say what is known, and that the rest is not.",
        Kind::Blame => {
            "This may read as blame for somebody outside. Customers have a contract with us, not \
             with them."
        }
        Kind::Hidden => "There are characters here that nobody sees. Delete them, or type it anew.",
        Kind::NoNextUpdate => {
            "Nothing says when the next news comes. Name a latest time, also if there may be \
             nothing new."
        }
    }
}
