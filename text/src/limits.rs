//! What is too much. Every bound is checked before anything is changed.

/// Bounds of one document. Whoever may send to a document can cost its holder this much, not more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one update.
    pub update_bytes: usize,
    /// Visible UTF-16 units of the text.
    pub text_units: u32,
    /// Clients that have ever written into it.
    pub clients: usize,
    /// Bytes of updates that wait for others before them.
    pub pending_bytes: usize,
    /// Steps of telling apart what was written at one place at the same time, in one update. A
    /// million take some 30 ms.
    pub conflict_steps: u32,
}

impl Limits {
    /// A live update, as a room takes it from a person who types.
    pub const LIVE: Self = Self {
        update_bytes: 64 * 1024,
        text_units: 65_536,
        clients: 4_096,
        pending_bytes: 1 << 20,
        conflict_steps: 1_000_000,
    };

    /// A whole document, as a room sends it or reads it from its own storage.
    pub const SYNC: Self = Self { update_bytes: 512 * 1024, ..Self::LIVE };

    /// No bounds but those of the format, for texts of one's own.
    pub const NONE: Self = Self {
        update_bytes: usize::MAX,
        text_units: u32::MAX,
        clients: usize::MAX,
        pending_bytes: usize::MAX,
        conflict_steps: u32::MAX,
    };
}
