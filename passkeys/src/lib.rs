//! The relying party of Web Authentication Level 3: whether what a browser says of a passkey is so.
//!
//! [`Creation`] and [`Request`] are what the browser is asked; [`Registration`] and [`Assertion`]
//! read what it answers and hold it against [`Expected`] and [`Stored`]. The README goes through
//! the steps of the specification, and says what is left out and why.
//!
//! # What it leaves to others
//!
//! It does no I/O and has no clock and no chance: challenge, time and what is stored are arguments.
//! Signatures are verified by whoever implements [`Signatures`], in the Worker by Web Crypto, so
//! that no arithmetic of curves is shipped.
//!
//! # Why an own reader of CBOR
//!
//! Crates that read CBOR take indefinite lengths, numbers in any width, tags and repeated keys,
//! which CTAP2 forbids, so each refusal would have to be written on top of them. The reader that
//! knows only what authenticators send is shorter than those refusals, borrows its input and is
//! bounded in depth.
//!
//! # What it never does
//!
//! It has no `unsafe` code, never panics on input, and reserves no memory by a length that it was
//! told.

#![forbid(unsafe_code)]

mod assertion;
mod authenticator_data;
pub mod base64url;
mod cbor;
mod client_data;
mod der;
mod expected;
mod ids;
mod key;
mod limits;
mod options;
mod refused;
mod registration;
mod response;

pub use assertion::{Asserted, Assertion, Failed, Identified, Signatures, Stored};
pub use expected::{Expected, UserVerification};
pub use ids::{Challenge, CredentialId, UserHandle};
pub use key::{Algorithm, Material, PublicKey};
pub use options::{Creation, Known, Request};
pub use refused::Refused;
pub use registration::{Registered, Registration};

/// The README's example, which is run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
