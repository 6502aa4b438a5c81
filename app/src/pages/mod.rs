//! The screens, one file per route. A page reads the scene and offers commands; it decides nothing.

pub mod account;
pub mod briefing;
pub mod calendar;
pub mod declare;
pub mod incidents;
pub mod log;
pub mod message;
pub mod messages;
pub mod missing;
pub mod notices;
pub mod now;
pub mod office;
pub mod operations;
pub mod record;
pub mod resolve;
pub mod roles;
pub mod shared;
pub mod tasks;
pub mod verify;
pub mod wall;
