//! Secrets that must lie in the database: sealed with a key that does not.
//!
//! The key is a file of the data directory that only this user can read. A copy of the database alone
//! opens nothing, and what was sealed for one purpose opens for no other.

use std::io;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use vitrine_domain::identity::Secret;

const KEY: usize = 32;
/// Long enough to be chosen at random for each seal.
const NONCE: usize = 24;

/// Seals and opens.
pub struct Sealer {
    cipher: XChaCha20Poly1305,
}

impl Sealer {
    /// Reads the key, or makes one.
    pub fn open(path: &Path) -> io::Result<Self> {
        let key: [u8; KEY] = match std::fs::read(path) {
            Ok(bytes) => bytes.try_into().map_err(|_| {
                io::Error::new(io::ErrorKind::InvalidData, "the session key is not 32 bytes long")
            })?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let key: [u8; KEY] = rand::random();
                crate::private_file::write(path, &key)?;
                key
            }
            Err(error) => return Err(error),
        };
        Ok(Self { cipher: XChaCha20Poly1305::new(&key.into()) })
    }

    /// Seals a secret for a purpose. Nothing only if the cipher refuses, which it does at 256 GiB.
    #[must_use]
    pub fn seal(&self, purpose: &str, secret: &Secret) -> Option<String> {
        let nonce: [u8; NONCE] = rand::random();
        let payload = Payload { msg: secret.reveal().as_bytes(), aad: purpose.as_bytes() };
        let sealed = self.cipher.encrypt(&XNonce::from(nonce), payload).ok()?;
        Some(URL_SAFE_NO_PAD.encode([nonce.as_slice(), &sealed].concat()))
    }

    /// What was sealed for this purpose with this key; nothing for anything else.
    #[must_use]
    pub fn unseal(&self, purpose: &str, sealed: &str) -> Option<Secret> {
        let bytes = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE>()?;
        let payload = Payload { msg: sealed, aad: purpose.as_bytes() };
        let opened = self.cipher.decrypt(&XNonce::from(*nonce), payload).ok()?;
        String::from_utf8(opened).ok().map(Secret::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_key_and_purpose_open_a_seal() {
        let dir = tempfile::tempdir().unwrap();
        let open = |name: &str| Sealer::open(&dir.path().join(name)).unwrap();
        let secret = Secret::new("gAAAAA-token");
        let sealed = open("a.key").seal("mia", &secret).unwrap();
        assert!(!sealed.contains("token"));
        assert_eq!(open("a.key").unseal("mia", &sealed), Some(secret.clone()));
        assert_eq!(open("a.key").unseal("otto", &sealed), None);
        assert_eq!(open("b.key").unseal("mia", &sealed), None);
        for broken in ["", "AAAA", &sealed[1..], &format!("{sealed}A"), "ß"] {
            assert_eq!(open("a.key").unseal("mia", broken), None, "{broken}");
        }
        assert_ne!(open("a.key").seal("mia", &secret).unwrap(), sealed);
    }
}
