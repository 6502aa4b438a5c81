//! Why a response was not taken. Nothing has changed then.

use core::fmt;

/// What is wrong with a response. The codes are stable; the sentences are for logs and are no
/// answer to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The response is larger than any that a browser makes.
    ResponseTooLarge,
    /// It is not the JSON of a public key credential, or a value in it is not in base64url.
    ResponseMalformed,
    /// `id`, `rawId` and the id in the authenticator data are not the same.
    IdsDiffer,
    /// The credential's id is empty or longer than 1023 bytes.
    CredentialIdLength,
    /// There are too many ways to the authenticator, or one has an impossible name.
    TransportsMalformed,
    /// The client data has more than 4 KiB.
    ClientDataTooLarge,
    /// The client data is not JSON with the members that it must have.
    ClientDataMalformed,
    /// The client data is of the other ceremony.
    CeremonyWrong,
    /// It answers another challenge.
    ChallengeWrong,
    /// The challenge is no longer good.
    ChallengeExpired,
    /// It was made on a page of an origin that is not expected.
    OriginWrong,
    /// It was made in a frame inside a page of another origin.
    CrossOrigin,
    /// The attestation object has more than 16 KiB.
    AttestationTooLarge,
    /// The attestation object is not the map in CBOR that it must be.
    AttestationMalformed,
    /// It says that there is no attestation, and has a statement.
    AttestationNotNone,
    /// The authenticator data of an assertion has more than 2 KiB.
    AuthenticatorDataTooLarge,
    /// The authenticator data is too short, goes on after its end, or its extensions are not a
    /// map.
    AuthenticatorDataMalformed,
    /// It was made for another relying party.
    RpIdWrong,
    /// Nobody touched the authenticator.
    UserAbsent,
    /// The authenticator did not verify the person, and has to.
    UserNotVerified,
    /// It is backed up and must not be.
    BackupContradicts,
    /// Whether it may be backed up has changed, which it never does.
    BackupEligibilityChanged,
    /// A registration without a credential.
    CredentialMissing,
    /// An assertion with a new credential.
    CredentialUnexpected,
    /// The key is not a COSE key, lacks a part or has one too many.
    KeyMalformed,
    /// The key is for none of the algorithms that were asked for.
    KeyUnsupported,
    /// The type or the curve of the key is not that of its algorithm.
    KeyContradicts,
    /// A coordinate, modulus or exponent has another size than it must have.
    KeySize,
    /// The assertion is by another credential than the stored one.
    CredentialOther,
    /// The person was to be found by the credential, which does not say who it is.
    UserHandleMissing,
    /// The credential says that it belongs to somebody else.
    UserHandleOther,
    /// The signature is not written as one of the key's algorithm.
    SignatureMalformed,
    /// The signature is not by this key over these bytes.
    SignatureWrong,
    /// The signature is right, but the counter is not ahead of the stored one: there may be two
    /// copies of the key (section 6.1.1).
    CounterBack,
}

impl Refused {
    /// Every reason, for those who have a sentence for each.
    pub const ALL: [Self; 34] = [
        Self::ResponseTooLarge,
        Self::ResponseMalformed,
        Self::IdsDiffer,
        Self::CredentialIdLength,
        Self::TransportsMalformed,
        Self::ClientDataTooLarge,
        Self::ClientDataMalformed,
        Self::CeremonyWrong,
        Self::ChallengeWrong,
        Self::ChallengeExpired,
        Self::OriginWrong,
        Self::CrossOrigin,
        Self::AttestationTooLarge,
        Self::AttestationMalformed,
        Self::AttestationNotNone,
        Self::AuthenticatorDataTooLarge,
        Self::AuthenticatorDataMalformed,
        Self::RpIdWrong,
        Self::UserAbsent,
        Self::UserNotVerified,
        Self::BackupContradicts,
        Self::BackupEligibilityChanged,
        Self::CredentialMissing,
        Self::CredentialUnexpected,
        Self::KeyMalformed,
        Self::KeyUnsupported,
        Self::KeyContradicts,
        Self::KeySize,
        Self::CredentialOther,
        Self::UserHandleMissing,
        Self::UserHandleOther,
        Self::SignatureMalformed,
        Self::SignatureWrong,
        Self::CounterBack,
    ];

    /// A name for machines, in `snake_case`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ResponseTooLarge => "response_too_large",
            Self::ResponseMalformed => "response_malformed",
            Self::IdsDiffer => "ids_differ",
            Self::CredentialIdLength => "credential_id_length",
            Self::TransportsMalformed => "transports_malformed",
            Self::ClientDataTooLarge => "client_data_too_large",
            Self::ClientDataMalformed => "client_data_malformed",
            Self::CeremonyWrong => "ceremony_wrong",
            Self::ChallengeWrong => "challenge_wrong",
            Self::ChallengeExpired => "challenge_expired",
            Self::OriginWrong => "origin_wrong",
            Self::CrossOrigin => "cross_origin",
            Self::AttestationTooLarge => "attestation_too_large",
            Self::AttestationMalformed => "attestation_malformed",
            Self::AttestationNotNone => "attestation_not_none",
            Self::AuthenticatorDataTooLarge => "authenticator_data_too_large",
            Self::AuthenticatorDataMalformed => "authenticator_data_malformed",
            Self::RpIdWrong => "rp_id_wrong",
            Self::UserAbsent => "user_absent",
            Self::UserNotVerified => "user_not_verified",
            Self::BackupContradicts => "backup_contradicts",
            Self::BackupEligibilityChanged => "backup_eligibility_changed",
            Self::CredentialMissing => "credential_missing",
            Self::CredentialUnexpected => "credential_unexpected",
            Self::KeyMalformed => "key_malformed",
            Self::KeyUnsupported => "key_unsupported",
            Self::KeyContradicts => "key_contradicts",
            Self::KeySize => "key_size",
            Self::CredentialOther => "credential_other",
            Self::UserHandleMissing => "user_handle_missing",
            Self::UserHandleOther => "user_handle_other",
            Self::SignatureMalformed => "signature_malformed",
            Self::SignatureWrong => "signature_wrong",
            Self::CounterBack => "counter_back",
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ResponseTooLarge => "The response has more bytes than a browser's has.",
            Self::ResponseMalformed => "The response is not that of a passkey.",
            Self::IdsDiffer => "The response names two credentials.",
            Self::CredentialIdLength => "The credential's id has no bytes or more than 1023.",
            Self::TransportsMalformed => "The ways to the authenticator are not a list of names.",
            Self::ClientDataTooLarge => "The client data has more bytes than a browser's has.",
            Self::ClientDataMalformed => "The client data is not what a browser writes.",
            Self::CeremonyWrong => "The response belongs to another kind of ceremony.",
            Self::ChallengeWrong => "The response answers another challenge.",
            Self::ChallengeExpired => "The response came too late.",
            Self::OriginWrong => "The response was made on another site.",
            Self::CrossOrigin => "The response was made inside a page of another site.",
            Self::AttestationTooLarge => {
                "The attestation object has more bytes than an authenticator's has."
            }
            Self::AttestationMalformed => {
                "The attestation object is not what an authenticator writes."
            }
            Self::AttestationNotNone => "The attestation is said to be empty and is not.",
            Self::AuthenticatorDataTooLarge => {
                "The authenticator data has more bytes than an authenticator's has."
            }
            Self::AuthenticatorDataMalformed => {
                "The authenticator data is not what an authenticator writes."
            }
            Self::RpIdWrong => "The passkey is for another site.",
            Self::UserAbsent => "Nobody confirmed at the authenticator.",
            Self::UserNotVerified => "The authenticator did not check who confirmed.",
            Self::BackupContradicts => "The passkey is backed up and may not be.",
            Self::BackupEligibilityChanged => "Whether the passkey may be backed up has changed.",
            Self::CredentialMissing => "The response has no new passkey.",
            Self::CredentialUnexpected => "The response has a new passkey where none belongs.",
            Self::KeyMalformed => "The key is not what an authenticator writes.",
            Self::KeyUnsupported => "The key is of a kind that was not asked for.",
            Self::KeyContradicts => "The key is of another kind than its algorithm.",
            Self::KeySize => "The key is of another size than it must be.",
            Self::CredentialOther => "The response is by another passkey.",
            Self::UserHandleMissing => "The passkey does not say whose it is.",
            Self::UserHandleOther => "The passkey says that it is somebody else's.",
            Self::SignatureMalformed => "The signature is not one of this kind of key.",
            Self::SignatureWrong => "The signature is wrong.",
            Self::CounterBack => "The passkey was used elsewhere since: there may be a copy of it.",
        })
    }
}

impl core::error::Error for Refused {}

#[cfg(test)]
mod tests {
    use super::Refused;
    use std::collections::BTreeSet;

    #[test]
    fn every_reason_has_a_code_and_a_sentence_of_its_own() {
        let codes: BTreeSet<_> = Refused::ALL.iter().map(|it| it.code()).collect();
        let sentences: BTreeSet<_> = Refused::ALL.iter().map(ToString::to_string).collect();
        assert_eq!((codes.len(), sentences.len()), (Refused::ALL.len(), Refused::ALL.len()));
        assert!(codes.iter().all(|it| it.bytes().all(|it| it == b'_' || it.is_ascii_lowercase())));
    }
}
