//! Public keys of credentials: COSE keys of three algorithms (RFC 9053, RFC 8230).

use crate::{
    base64url,
    cbor::{Malformed, Reader},
    der,
    limits::{RSA_BYTES_MAX, RSA_BYTES_MIN},
    refused::Refused,
};
use std::borrow::Cow;

/// How a credential signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// ECDSA on P-256 with SHA-256, `-7`: what nearly every authenticator does.
    Es256,
    /// `EdDSA` on Curve25519, `-8`.
    Ed25519,
    /// RSASSA-PKCS1-v1_5 with SHA-256, `-257`: what some of Windows' do.
    Rs256,
}

impl Algorithm {
    /// Those that are asked for, the best liked first.
    pub const ALL: [Self; 3] = [Self::Es256, Self::Ed25519, Self::Rs256];

    /// Its number in the registry of COSE.
    pub const fn cose(self) -> i64 {
        match self {
            Self::Es256 => -7,
            Self::Ed25519 => -8,
            Self::Rs256 => -257,
        }
    }

    fn from_cose(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.cose() == number)
    }
}

/// The numbers of a key, in the lengths that Web Crypto takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Material<'a> {
    /// A point of P-256, uncompressed: 4, the two coordinates. Whether it is on the curve is for
    /// the import to say.
    Es256 {
        /// For `importKey("raw", …)`.
        point: &'a [u8; 65],
    },
    /// A compressed point of Curve25519.
    Ed25519 {
        /// For `importKey("raw", …)`.
        point: &'a [u8; 32],
    },
    /// An RSA key of 2048 to 4096 bits. The exponent is 65537, always.
    Rs256 {
        /// Big-endian, without zeros in front.
        modulus: &'a [u8],
        /// Big-endian, without zeros in front.
        exponent: &'a [u8],
    },
}

/// A public key that can verify signatures, and the bytes in which it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    cose: Vec<u8>,
    numbers: Numbers,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Numbers {
    Es256([u8; 65]),
    Ed25519([u8; 32]),
    Rs256(Vec<u8>),
}

/// The one exponent that authenticators use. Smaller ones have been broken in many ways.
const EXPONENT: [u8; 3] = [1, 0, 1];

impl PublicKey {
    /// Reads a COSE key: what was stored, or what an authenticator sent.
    pub fn from_cose(cose: &[u8]) -> Result<Self, Refused> {
        let parts = Parts::read(cose).map_err(|Malformed| Refused::KeyMalformed)?;
        Ok(Self { cose: cose.to_vec(), numbers: parts.numbers()? })
    }

    /// The bytes to store, exactly as the authenticator sent them.
    pub fn as_cose(&self) -> &[u8] {
        &self.cose
    }

    /// How it signs.
    pub const fn algorithm(&self) -> Algorithm {
        match self.numbers {
            Numbers::Es256(_) => Algorithm::Es256,
            Numbers::Ed25519(_) => Algorithm::Ed25519,
            Numbers::Rs256(_) => Algorithm::Rs256,
        }
    }

    /// Its numbers.
    pub fn material(&self) -> Material<'_> {
        match &self.numbers {
            Numbers::Es256(point) => Material::Es256 { point },
            Numbers::Ed25519(point) => Material::Ed25519 { point },
            Numbers::Rs256(modulus) => Material::Rs256 { modulus, exponent: &EXPONENT },
        }
    }

    /// The key as a JSON Web Key (RFC 7517), for `importKey("jwk", …)`.
    pub fn to_jwk(&self) -> String {
        match &self.numbers {
            Numbers::Es256(point) => {
                let (x, y) = point.split_at(1).1.split_at(32);
                let (x, y) = (base64url::encode(x), base64url::encode(y));
                format!(r#"{{"kty":"EC","crv":"P-256","x":"{x}","y":"{y}"}}"#)
            }
            Numbers::Ed25519(point) => {
                let x = base64url::encode(point);
                format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{x}"}}"#)
            }
            Numbers::Rs256(modulus) => {
                let (n, e) = (base64url::encode(modulus), base64url::encode(&EXPONENT));
                format!(r#"{{"kty":"RSA","n":"{n}","e":"{e}"}}"#)
            }
        }
    }

    /// A signature as Web Crypto takes it.
    pub(crate) fn signature<'a>(&self, sent: &'a [u8]) -> Result<Cow<'a, [u8]>, Refused> {
        let whole = |length| (sent.len() == length).then_some(Cow::Borrowed(sent));
        let signature = match &self.numbers {
            Numbers::Es256(_) => der::ecdsa_p256(sent).map(|raw| Cow::Owned(raw.to_vec())),
            Numbers::Ed25519(_) => whole(64),
            Numbers::Rs256(modulus) => whole(modulus.len()),
        };
        signature.ok_or(Refused::SignatureMalformed)
    }
}

/// A value in a COSE key.
#[derive(Clone, Copy)]
enum Value<'a> {
    Int(i64),
    Bytes(&'a [u8]),
}

/// The labels that may be in a COSE key, by their numbers.
#[derive(Default)]
struct Parts<'a> {
    kind: Option<Value<'a>>,
    algorithm: Option<Value<'a>>,
    minus_1: Option<Value<'a>>,
    minus_2: Option<Value<'a>>,
    minus_3: Option<Value<'a>>,
}

impl<'a> Parts<'a> {
    fn read(cose: &'a [u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::new(cose);
        let mut parts = Self::default();
        for _ in 0..reader.map()? {
            // Optional parameters must not be there (section 6.5.1.1).
            let slot = match reader.int()? {
                1 => &mut parts.kind,
                3 => &mut parts.algorithm,
                -1 => &mut parts.minus_1,
                -2 => &mut parts.minus_2,
                -3 => &mut parts.minus_3,
                _ => return Err(Malformed),
            };
            let value = if reader.is_bytes() {
                Value::Bytes(reader.bytes()?)
            } else {
                Value::Int(reader.int()?)
            };
            if slot.replace(value).is_some() {
                return Err(Malformed);
            }
        }
        if reader.ended() { Ok(parts) } else { Err(Malformed) }
    }

    fn numbers(&self) -> Result<Numbers, Refused> {
        let (Some(Value::Int(kind)), Some(Value::Int(algorithm))) = (self.kind, self.algorithm)
        else {
            return Err(Refused::KeyMalformed);
        };
        let algorithm = Algorithm::from_cose(algorithm).ok_or(Refused::KeyUnsupported)?;
        let (kind_needed, curve_needed) = match algorithm {
            Algorithm::Es256 => (2, Some(1)),
            Algorithm::Ed25519 => (1, Some(6)),
            Algorithm::Rs256 => (3, None),
        };
        if kind != kind_needed {
            return Err(Refused::KeyContradicts);
        }
        match (algorithm, self.minus_1, self.minus_2, self.minus_3) {
            (_, Some(Value::Int(curve)), _, _) if Some(curve) != curve_needed => {
                Err(Refused::KeyContradicts)
            }
            (
                Algorithm::Es256,
                Some(Value::Int(_)),
                Some(Value::Bytes(x)),
                Some(Value::Bytes(y)),
            ) => point(x, y).map(Numbers::Es256),
            (Algorithm::Ed25519, Some(Value::Int(_)), Some(Value::Bytes(x)), None) => {
                x.try_into().map(Numbers::Ed25519).map_err(|_| Refused::KeySize)
            }
            (Algorithm::Rs256, Some(Value::Bytes(n)), Some(Value::Bytes(e)), None) => {
                modulus(n, e).map(Numbers::Rs256)
            }
            _ => Err(Refused::KeyMalformed),
        }
    }
}

fn point(x: &[u8], y: &[u8]) -> Result<[u8; 65], Refused> {
    if x.len() != 32 || y.len() != 32 {
        return Err(Refused::KeySize);
    }
    [&[4], x, y].concat().try_into().map_err(|_| Refused::KeySize)
}

fn modulus(n: &[u8], e: &[u8]) -> Result<Vec<u8>, Refused> {
    let first_least = if n.len() == RSA_BYTES_MIN { 0x80 } else { 1 };
    let right = (RSA_BYTES_MIN..=RSA_BYTES_MAX).contains(&n.len())
        && n.first().is_some_and(|first| *first >= first_least)
        && n.last().is_some_and(|last| last % 2 == 1)
        && e == EXPONENT;
    if right { Ok(n.to_vec()) } else { Err(Refused::KeySize) }
}
