//! The third part of the app: signing in, the reader's account, the organisation, declaring, and
//! rare pages of an incident. What is needed rarely, or once, is asked for when it is opened.

#![expect(clippy::unnecessary_wraps, reason = "the macro adds the download, which can fail")]

use crate::effects::page;
use crate::node::Node;
use crate::pages::{
    account, briefing, declare, office, operations, record, resolve, roles, shared, verify, wall,
};
use crate::parts::model::Card;
use crate::paths::{Page, Route};
use crate::scene::Scene;
use crate::second::{Cards, until_here};
use crate::store::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

/// What the third part brings. Whatever is only reached through here is compiled into it.
#[derive(Clone, Copy)]
pub struct Third {
    /// What is below the heading of one of its pages.
    pub page: fn(Store, &Route) -> Vec<Node>,
    /// The rare pages of an incident.
    pub cards: fn(Page) -> Cards,
    /// Who may know of the incident: a card of the Roles page.
    pub access: fn(&Scene<'_>) -> Card,
    /// The dialog that asks for a proof, where something waits for one.
    pub proof: fn(Store) -> Vec<Node>,
    /// Opens it.
    pub prove: fn(Store),
}

#[wasm_split(third, fallible)]
fn arrived() -> Result<Box<Third>, SplitLoaderError> {
    Ok(Box::new(Third {
        page: apart,
        cards,
        access: roles::access,
        proof: account::proof,
        prove: account::prove,
    }))
}

fn apart(store: Store, route: &Route) -> Vec<Node> {
    match route {
        Route::SignIn => account::sign_in(),
        Route::SetUp => account::set_up(),
        Route::Invite(token) => account::invite(token),
        Route::Me => account::me(store),
        Route::Shared => shared::page(store),
        Route::Verify => verify::page(),
        Route::Organisation(page) => office::page(store, *page),
        Route::Declare => declare::page(store),
        Route::Incidents | Route::Incident(..) | Route::Missing => Vec::new(),
    }
}

fn cards(page: Page) -> Cards {
    match page {
        Page::Briefing => briefing::cards,
        Page::Operations => operations::cards,
        Page::Record => record::cards,
        Page::Wall => {
            page::tell("muster:awake");
            wall::cards
        }
        _ => resolve::cards,
    }
}

/// Asks for the third part, and does something with it as soon as it is here.
pub fn with(store: Store, act: impl FnOnce(Third) + 'static) {
    spawn_local(async move {
        let third = *until_here(arrived).await;
        // Set once: a page of it that is open is drawn anew when it comes.
        if store.third.with_untracked(Option::is_none) {
            store.third.set(Some(third));
        }
        act(third);
    });
}
