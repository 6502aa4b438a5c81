//! Registrations and assertions: those of the specification, those of a software authenticator, and
//! those of people who would like to be somebody else.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test reports by panicking")]

mod assertions;
mod hostile;
mod keys;
mod registrations;
mod signatures;
mod software;
mod support;
mod vectors;
