//! Changing the organisation (R1–R12).

pub mod check;
