//! Bytes as text: base64url without padding (RFC 4648 §5), the one encoding of bytes in links and JSON.

use std::fmt;

use base64ct::{Base64UrlUnpadded, Encoding};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The text is not base64url of the expected number of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not base64url text of the expected length")]
pub struct BadEncoding;

/// Encodes in constant time, so that secrets may pass through.
pub fn encode(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(bytes)
}

/// Decodes any number of bytes; refuses padding, other alphabets and non-canonical last characters.
pub fn decode(text: &str) -> Result<Vec<u8>, BadEncoding> {
    Base64UrlUnpadded::decode_vec(text).map_err(|_| BadEncoding)
}

/// Decodes exactly `N` bytes.
pub fn decode_array<const N: usize>(text: &str) -> Result<[u8; N], BadEncoding> {
    let mut bytes = [0; N];
    let decoded = Base64UrlUnpadded::decode(text, &mut bytes).map_err(|_| BadEncoding)?;
    if decoded.len() == N { Ok(bytes) } else { Err(BadEncoding) }
}

/// Ciphertext of a small message, as it travels in JSON.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed(pub Vec<u8>);

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sealed({} bytes)", self.0.len())
    }
}

impl Serialize for Sealed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Sealed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        decode(&text).map(Self).map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Sealed {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Sealed".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "Ciphertext of a small message, in base64url without padding",
            "pattern": "^[A-Za-z0-9_-]*$",
        })
    }
}

/// The schema of a newtype over `N` bytes as base64url.
#[cfg(feature = "schema")]
pub(crate) fn schema_of<T, const N: usize>(_: fn([u8; N]) -> T) -> schemars::Schema {
    schemars::json_schema!({
        "type": "string",
        "description": format!("{N} bytes in base64url without padding"),
        "pattern": format!("^[A-Za-z0-9_-]{{{}}}$", (N * 4).div_ceil(3)),
    })
}

/// Implements `Display`, `FromStr` and serde for a newtype over `[u8; N]` as base64url.
macro_rules! base64url_text {
    ($name:ident) => {
        impl std::str::FromStr for $name {
            type Err = crate::encoding::BadEncoding;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                crate::encoding::decode_array(text).map(Self::from_bytes)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&crate::encoding::encode(self.as_bytes()))
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                crate::encoding::schema_of(Self::from_bytes)
            }
        }
    };
}

pub(crate) use base64url_text;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_padding_other_alphabets_and_wrong_lengths() {
        assert_eq!(decode_array::<2>("AAE"), Ok([0, 1]));
        for wrong in ["AAE=", "AA+", "AAF", "AA", "AAAA", "A A", ""] {
            assert_eq!(decode_array::<2>(wrong), Err(BadEncoding), "{wrong:?}");
        }
    }
}
