//! The rule book of a business incident.
//!
//! Pure Rust: no I/O, no clock, no randomness. Compiled into the app, which asks it before it
//! offers a button, and into the worker, which enforces it.
//!
//! # Where to start
//!
//! - [`command::Command`]: what can be asked. [`event::Event`]: what can have happened.
//! - [`decide::decide`]: from a command to events, or a [`refusal::Refusal`]. Who may do what
//!   is one table, [`permission`].
//! - [`incident::Incident`]: what all events add up to; [`message::Message`] is its heart.
//! - [`due`]: time passing is a command like any other.
//! - [`viewer`]: what whom is shown. [`chain`]: why the log can be trusted.
//! - [`view`]: read models of the screens, pure as well. [`copy`]: the words of it all.

pub mod access;
pub mod account;
pub mod actor;
pub mod briefing;
pub mod catalogue;
pub mod chain;
pub mod command;
pub mod copy;
pub mod decide;
pub mod diff;
pub mod due;
pub mod event;
mod evolve;
pub mod guards;
pub mod hidden;
pub mod ids;
pub mod incident;
pub mod liaison;
pub mod limits;
pub mod list;
pub mod markdown;
pub mod message;
pub mod offline;
pub mod operations;
pub mod organisation;
pub mod permission;
pub mod posts;
pub mod proof;
pub mod reach;
pub mod redline;
pub mod refusal;
pub mod render;
pub mod rota;
pub mod seat;
pub mod setup;
pub mod sheet;
pub mod spelling;
pub mod summary;
pub mod task;
mod text;
pub mod time;
pub mod tokens;
pub mod typing;
pub mod view;
pub mod viewer;
pub mod ways_in;
pub mod wire;
pub mod words;
