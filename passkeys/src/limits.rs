//! How large anything may be that comes from outside. Nothing is reserved by a number that is read.

/// Bytes of the JSON that a browser's `toJSON()` gives: the attestation object in base64url, the
/// copy of its authenticator data and key that browsers add, the client data, and names.
pub const RESPONSE_BYTES_MAX: usize = 64 << 10;
/// Bytes of `clientDataJSON`: it is some 150 bytes, and clients may add fields.
pub const CLIENT_DATA_BYTES_MAX: usize = 4 << 10;
/// Bytes of an attestation object: the longest of the specification's has 2.5 KB.
pub const ATTESTATION_BYTES_MAX: usize = 16 << 10;
/// Bytes of the authenticator data of an assertion: 37, and the outputs of extensions.
pub const AUTHENTICATOR_DATA_BYTES_MAX: usize = 2 << 10;
/// Bytes of a credential's id (Web Authentication Level 3, section 7.1, step 25).
pub const CREDENTIAL_ID_BYTES_MAX: usize = 1023;
/// Bytes of a signature: the modulus of the longest RSA key.
pub const SIGNATURE_BYTES_MAX: usize = RSA_BYTES_MAX;
/// Bytes of the shortest RSA modulus, 2048 bits.
pub const RSA_BYTES_MIN: usize = 2048 / 8;
/// Bytes of the longest RSA modulus, 4096 bits.
pub const RSA_BYTES_MAX: usize = 4096 / 8;
/// Bytes of the shortest user handle that we give out: as hard to guess as a random UUID.
pub const USER_HANDLE_BYTES_MIN: usize = 16;
/// Bytes of the longest user handle (section 5.4.3).
pub const USER_HANDLE_BYTES_MAX: usize = 64;
/// Ways in which a browser may reach an authenticator; six are registered.
pub const TRANSPORTS_MAX: usize = 12;
/// Bytes of the name of a way; the longest registered has ten.
pub const TRANSPORT_BYTES_MAX: usize = 32;
/// Bytes of the name of an attestation format (section 8.1).
pub const FORMAT_BYTES_MAX: usize = 32;
/// How deep CBOR may be nested. CTAP2 allows four levels; a compound statement has five.
pub const CBOR_DEPTH_MAX: u8 = 6;
/// Entries of one list or map in CBOR.
pub const CBOR_ENTRIES_MAX: u64 = 32;
