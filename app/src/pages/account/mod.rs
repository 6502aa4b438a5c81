//! Who the reader is: signing in, beginning, and the reader's own account.

use crate::node::{Node, el};
use crate::store::Store;

/// Where somebody says who they are.
pub fn sign_in(_store: Store) -> Vec<Node> {
    vec![el("p", "").with("Sign in").into()]
}

/// Where the first administrator begins.
pub fn set_up(_store: Store) -> Vec<Node> {
    Vec::new()
}

/// Where somebody begins who was invited.
pub fn invite(_store: Store, _token: &str) -> Vec<Node> {
    Vec::new()
}

/// The reader's account.
pub fn me(_store: Store) -> Vec<Node> {
    Vec::new()
}
