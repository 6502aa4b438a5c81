//! The only files that touch the browser for input and output. Each does one thing, and none knows
//! what an incident is.

pub mod clock;
pub mod draw;
pub mod drawer;
pub mod field;
pub mod file;
pub mod http;
pub mod ids;
pub mod keeping;
pub mod live;
pub mod location;
pub mod page;
pub mod passkey;
pub mod push;
pub mod storage;
pub mod tabs;
