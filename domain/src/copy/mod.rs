//! The words of the product, in catalogues shared by app and worker (decision 36).
//!
//! A language is a module of plain tables and functions; a second one mirrors the first.

pub mod en;
mod fill;
mod line;

pub use fill::{fill, list};
pub use line::{Line, Tone};
