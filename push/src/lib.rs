//! What leaves for phones, chats and paging services, put together and sealed; nothing is sent.
//!
//! - [`encrypt`]: a message for one device (RFC 8291, in the format of RFC 8188).
//! - [`vapid`]: who sends it, as push services want to know (RFC 8292).
//! - [`webhook`]: a signature by which a receiver knows that a call is ours (Standard Webhooks).
//! - [`body`]: what a chat, a paging service or a program of somebody's own reads.
//! - [`address`]: where nothing of it is sent to (decision 33).
//!
//! # What it leaves to others
//!
//! It does no I/O and has no clock and no chance: time, salt and identities are arguments. Curves
//! and AES are whoever implements [`Crypto`], in the Worker Web Crypto, so that no arithmetic of
//! curves is shipped. Hashes are at hand anyway, so that HMAC is computed here.

pub mod address;
pub mod base64;
pub mod body;
mod crypto;
pub mod encrypt;
mod hmac;
pub mod vapid;
pub mod webhook;

pub use crypto::{Agreed, Crypto};
