//! A text that several people write: everything about it that can be decided without a browser.

pub mod binding;
pub mod hunks;
pub mod markdown_edit;
pub mod spans;
