//! Text that several people write at once.
//!
//! A [`Document`] is one replica of one text. What is typed into it becomes an update, a few bytes
//! that any other replica can take in, in any order and any number of times; replicas that have
//! taken in the same updates show the same text. The bytes are those of Yjs 13 (update format v1),
//! so that its clients can join.
//!
//! # How it works
//!
//! Every UTF-16 unit has a name that never changes ([`Id`]: who wrote it, and as its how-manieth),
//! and remembers between which two units it was written. Deleted units keep their places. What two
//! people write at one place at the same time is put one run after the other by a rule that comes
//! to the same everywhere (`store::Store::settle`, the heart of YATA). Units written one after the
//! other are kept as one run ([`item`]); that is all there is to speed.
//!
//! # Where to start
//!
//! [`Document::edit`] and [`Document::apply`]; then `plan`, which says what an update comes to
//! before anything is changed, and `store`, the sequence itself. [`Anchor`], [`Undo`], [`History`]
//! and [`Document::inspect`] stand on these; [`Message`] and [`Awareness`] stand beside them.
//!
//! # What it never does
//!
//! It has no `unsafe` code, never panics on input, reserves no memory by a length that it was told,
//! and takes an update as a whole or not at all.

#![forbid(unsafe_code)]

mod anchor;
mod awareness;
mod by_client;
mod change;
mod codec;
mod document;
mod edit;
mod encode;
mod frame;
mod history;
mod id;
mod inspect;
mod item;
mod limits;
mod order;
mod plan;
mod protocol;
mod refused;
mod store;
mod undo;
mod update;

pub use anchor::{Anchor, Side};
pub use awareness::{Awareness, AwarenessChange, AwarenessLimits, Seen};
pub use change::Change;
pub use document::{Applied, Document};
pub use edit::Edit;
pub use frame::{Frame, Said};
pub use history::{Fate, History, Mark, Piece};
pub use id::{Client, Id, Span};
pub use inspect::Inspected;
pub use limits::Limits;
pub use protocol::Message;
pub use refused::Refused;
pub use undo::{CAPTURE_MS, Done, Undo};
