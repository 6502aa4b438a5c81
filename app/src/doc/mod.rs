//! A text that several people write: everything about it that can be decided without a browser.
//!
//! [`session::Session`] is one open text: what is typed and heard goes in, what is to be sent, shown
//! and kept comes out. The rest are questions about texts: what was typed into a field
//! ([`binding`]), what a button above it does ([`markdown_edit`]), what lies under it ([`spans`]),
//! and what is different in somebody's own copy ([`hunks`]).

pub mod binding;
pub mod copies;
pub mod frame;
pub mod hunks;
pub mod markdown_edit;
pub mod presence;
pub mod session;
#[cfg(test)]
mod simulation;
pub mod spans;
