//! Values that need more care than serde gives them: secrets, and booleans that are nothing else.

use serde::de::{Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A secret among the settings: read, but never written out again.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Hidden(String);

impl Hidden {
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself, for the one place that needs it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Hidden {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("***")
    }
}

impl Serialize for Hidden {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("***")
    }
}

/// A boolean for switches that weaken something: `"False"` is an error, not a guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Strict(pub bool);

impl Serialize for Strict {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(self.0)
    }
}

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Literal;

        impl Visitor<'_> for Literal {
            type Value = Strict;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("true or false, without quotes")
            }

            fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<Strict, E> {
                Ok(Strict(value))
            }

            fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Strict, E> {
                Err(E::invalid_type(Unexpected::Str(value), &self))
            }
        }

        // Not `deserialize_bool`: the settings' reader would turn texts and numbers into booleans.
        deserializer.deserialize_any(Literal)
    }
}
