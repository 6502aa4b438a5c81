//! People and rotations as comma-separated values, for spreadsheets (RFC 4180).
//!
//! Written with a byte order mark, because spreadsheets take the file for something else than
//! UTF-8 without one. Read more liberally: with commas, semicolons or tabs between cells, any line
//! ends, columns in any order, with or without the mark.

mod cells;
mod guard;
mod people;
mod rota_rows;
mod rotas;
mod table;

pub use people::{people, write_people};
pub use rotas::{rotas, write_rotas};
