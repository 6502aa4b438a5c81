//! What a response is held against: what the caller asked for, and when it is now.

use crate::ids::Challenge;

/// Whether the authenticator has to verify the person, by a finger, a face or a PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserVerification {
    /// A response without it is refused.
    Required,
    /// It is done where it can be; the answer says whether it was.
    Preferred,
}

impl UserVerification {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Preferred => "preferred",
        }
    }
}

/// What a response must answer.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// The challenge that was given out for this ceremony. That it is used once only is for the
    /// caller to see to: take it out of the store before asking here.
    pub challenge: &'a Challenge,
    /// From when on the challenge is no longer good, in milliseconds since 1970.
    pub challenge_ends_ms: i64,
    /// Now, in milliseconds since 1970.
    pub now_ms: i64,
    /// The origins of our pages, each as browsers write it: `https://muster.example`, with a port
    /// only if it is not the usual one. They are compared letter by letter.
    pub origins: &'a [&'a str],
    /// The id of the relying party: the host of the origins, or a domain above it.
    pub rp_id: &'a str,
    /// Whether the person must have been verified.
    pub user_verification: UserVerification,
}
