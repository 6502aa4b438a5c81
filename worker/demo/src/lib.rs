//! A made-up company and one of its past incidents, so that a new deployment has something to show
//! (R12).
//!
//! Pure data and a replay of it through the rule book: nothing here stores or sends anything, and
//! nothing here is a second rule book. What the past incident's log holds is what
//! [`muster_domain::decide::decide`] made of its script.
//!
//! # Where to start
//!
//! - [`organisation()`]: Merrowline, who sells shops a checkout; [`rotas()`]: who is on call there.
//! - [`past_incident`]: the script; [`replay()`]: what it comes to.

mod campaigns;
mod organisation;
pub mod people;
mod replay;
mod rotas;
mod script;
mod story;
mod templates;

pub use organisation::{AUDIENCE_PARTNERS, organisation};
pub use replay::{past_start, replay};
pub use rotas::rotas;
pub use script::Step;
pub use story::past_incident;
