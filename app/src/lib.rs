//! The single-page app: screens over a replica of the incident. It decides nothing itself.
//!
//! # Where to start
//!
//! - [`store::Store`] is the one store: [`state::State`] (the replica, fed by the room through
//!   `Incident::apply`; the organisation; who is looking), the route and the clock. `store()` finds
//!   it anywhere. Commands go in by `dispatch`.
//! - [`scene::Scene`] is the state at an instant, as a page sees it. `scene.offer(command)` makes
//!   the button of a command: barred with the reason while the rule book refuses it, absent where
//!   it is somebody else's act. No rule is written a second time here.
//! - [`pages`]: a page is a function `fn(&Scene) -> Vec<Card>`. Cards, rows, chips and actions are
//!   plain data ([`parts::model`]); [`parts::cards`] draws them and keeps focus and place while
//!   the data change. A page that needs more than cards is a function to a view.
//! - [`acts`]: what the button of each command is called, which effect its confirmation names, and
//!   which inputs it takes. A command with inputs needs one line in `acts::slots` and one in
//!   `acts::words`; the dialog makes itself.
//! - [`paths::Route`]: every address. [`json`]: the wire's text. [`effects`]: the only files that
//!   touch the browser for input and output.
//!
//! # Rules
//!
//! Signals carry state; intent goes through `dispatch`. Parts know nothing of incidents. Views are
//! erased where functions meet ([`parts::erase`]), and nothing is formatted with `{:?}`: both keep
//! the download small.

pub mod acts;
mod app;
pub mod effects;
pub mod elapsed;
pub mod json;
pub mod names;
pub mod pages;
pub mod parts;
pub mod paths;
pub mod scene;
mod session;
mod shell;
pub mod state;
pub mod store;

use leptos::prelude::*;

/// Mounts the app in place of the shell that `index.html` has painted.
pub fn mount() {
    effects::page::remove("shell");
    mount_to_body(app::app);
}
