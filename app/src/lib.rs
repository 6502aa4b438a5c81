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
//!   plain data ([`parts::model`]), which [`parts::cards`] turns into nodes. A page that needs more
//!   than cards returns nodes itself.
//! - [`acts`]: what the button of each command is called, which effect its confirmation names, and
//!   which inputs it takes. A command with inputs needs one line in `acts::slots` and one in
//!   `acts::words`; the dialog makes itself.
//! - [`node::Node`]: the one kind of view, drawn by [`effects::draw`]. Signals, memos and effects are
//!   Leptos'.
//! - [`paths::Route`]: every address. [`effects`]: the only files that
//!   touch the browser for input and output.
//!
//! # Rules
//!
//! Signals carry state; intent goes through `dispatch`. Parts know nothing of incidents. Nothing is
//! formatted with `{:?}`, and every view is a [`node::Node`]: both keep the download small.

pub mod acts;
mod app;
pub mod calls;
pub mod doc;
pub mod effects;
pub mod elapsed;
mod kept;
pub mod names;
pub mod node;
pub mod pages;
pub mod parts;
pub mod paths;
pub mod scene;
mod second;
mod session;
mod shell;
pub mod state;
pub mod store;
mod third;

/// Mounts the app in place of the shell that `index.html` has painted.
pub fn mount() {
    effects::page::remove("shell");
    if let Some(body) = effects::page::body() {
        leptos::mount::mount_to_renderer(&body, {
            let body = body.clone();
            move || app::start(&body)
        })
        .forget();
    }
}
