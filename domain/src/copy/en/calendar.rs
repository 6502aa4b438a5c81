//! The words of calendars that people subscribe to.

/// What the calendar of a role's or a person's turns is called.
pub fn calendar_of(name: &str) -> String {
    format!("{name}: on call")
}

/// An entry in the calendar of somebody's own turns.
pub fn own_turn(role: &str) -> String {
    format!("On call: {role}")
}
