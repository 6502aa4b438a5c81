//! The third part of the app: signing in, the reader's account, and the organisation. Nobody needs it
//! in an incident, so it is asked for when one of its pages is opened, or a proof of identity.

#![expect(clippy::unnecessary_wraps, reason = "the macro adds the download, which can fail")]

use crate::node::Node;
use crate::pages::{account, office};
use crate::paths::Route;
use crate::second::until_here;
use crate::store::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

/// What the third part brings. Whatever is only reached through here is compiled into it.
#[derive(Clone, Copy)]
pub struct Third {
    /// What is below the heading of one of its pages.
    pub page: fn(Store, &Route) -> Vec<Node>,
}

#[wasm_split(third, fallible)]
fn arrived() -> Result<Box<Third>, SplitLoaderError> {
    Ok(Box::new(Third { page }))
}

fn page(store: Store, route: &Route) -> Vec<Node> {
    match route {
        Route::SignIn => account::sign_in(store),
        Route::SetUp => account::set_up(store),
        Route::Invite(token) => account::invite(store, token),
        Route::Me => account::me(store),
        Route::Organisation(page) => office::page(store, *page),
        Route::Incidents | Route::Declare | Route::Incident(..) | Route::Missing => Vec::new(),
    }
}

/// Asks for the third part, and does something with it as soon as it is here.
pub fn with(store: Store, act: impl FnOnce(Third) + 'static) {
    spawn_local(async move {
        let third = *until_here(arrived).await;
        store.third.set(Some(third));
        act(third);
    });
}
