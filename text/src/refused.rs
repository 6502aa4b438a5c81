//! Why an update or an edit was not taken. Nothing has changed then.

use core::fmt;

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It ends in the middle of something, or goes on after its end.
    Length,
    /// A number is larger than the format knows.
    Number,
    /// Text that is not UTF-8.
    Utf8,
    /// Content that is not plain text: formats, embeds, maps, nested types.
    Kind,
    /// It belongs to another document.
    Root,
    /// It is none of the messages that are known here.
    Message,
    /// The update is too large.
    UpdateTooLarge,
    /// The text would get too long.
    TextTooLong,
    /// Too many clients would have written into the document.
    TooManyClients,
    /// Too much would wait for what has not arrived.
    TooMuchPending,
    /// It refers to something that has not arrived.
    Waits,
    /// The state of a client is too large.
    StateTooLarge,
    /// Telling apart what was written at one place at once takes too long.
    TooCostly,
    /// The place is not in the text.
    OutOfRange,
}

impl Refused {
    /// A name for machines.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Length => "length",
            Self::Number => "number",
            Self::Utf8 => "utf8",
            Self::Kind => "kind",
            Self::Root => "root",
            Self::Message => "message",
            Self::UpdateTooLarge => "update_too_large",
            Self::TextTooLong => "text_too_long",
            Self::TooManyClients => "too_many_clients",
            Self::TooMuchPending => "too_much_pending",
            Self::Waits => "waits",
            Self::StateTooLarge => "state_too_large",
            Self::TooCostly => "too_costly",
            Self::OutOfRange => "out_of_range",
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl core::error::Error for Refused {}
