//! The screens, one file per route. A page reads the scene and offers commands; it decides nothing.

pub mod declare;
pub mod incidents;
pub mod missing;
pub mod now;
pub mod roles;
