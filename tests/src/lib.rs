//! What several test suites share: a firm, stories told in it, and shortcuts into them. The suites
//! themselves are in the folders beside this one.

pub mod firm;
pub mod given;
pub mod story;
