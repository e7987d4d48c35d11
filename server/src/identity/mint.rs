//! Random tokens, and the keyed digests under which they are stored.

use std::io;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use vitrine_domain::identity::{Secret, TokenMint};

use crate::hex::hex;

/// Bytes of the key: a block of the digest, so that it is used as it is.
const KEY: usize = 64;

/// Makes tokens. The key lies in the data directory; without it a database holds no usable token.
pub struct Mint {
    key: [u8; KEY],
}

impl Mint {
    /// Reads the key, or makes one that only this user can read.
    pub fn open(path: &Path) -> io::Result<Self> {
        match std::fs::read(path) {
            Ok(bytes) => match bytes.try_into() {
                Ok(key) => Ok(Self { key }),
                Err(_) => {
                    Err(io::Error::new(io::ErrorKind::InvalidData, "the token key is not 64 bytes long"))
                }
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let key: [u8; KEY] = rand::random();
                crate::private_file::write(path, &key)?;
                Ok(Self { key })
            }
            Err(error) => Err(error),
        }
    }
}

impl TokenMint for Mint {
    fn token(&self) -> Secret {
        Secret::new(format!("gAAAAA{}", text::<32>()))
    }

    fn secret(&self) -> Secret {
        Secret::new(text::<64>())
    }

    fn audit_id(&self) -> String {
        text::<16>()
    }

    fn digest(&self, token: &Secret) -> String {
        let mut mac = Hmac::<Sha256>::new((&self.key).into());
        mac.update(token.reveal().as_bytes());
        hex(&mac.finalize().into_bytes())
    }
}

/// Bits of the thread's cryptographic generator as URL-safe text.
fn text<const N: usize>() -> String {
    URL_SAFE_NO_PAD.encode(rand::random::<[u8; N]>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_survives_a_restart_and_decides_the_digest() {
        let dir = tempfile::tempdir().unwrap();
        let open = |name: &str| Mint::open(&dir.path().join(name)).unwrap();
        let token = open("a.key").token();
        assert_eq!(open("a.key").digest(&token), open("a.key").digest(&token));
        assert_ne!(open("a.key").digest(&token), open("b.key").digest(&token));
    }

    #[test]
    fn tokens_differ_and_fit_a_header() {
        let mint = Mint { key: [7; KEY] };
        let (one, other) = (mint.token(), mint.token());
        assert_ne!(one, other);
        assert!(one.reveal().starts_with("gAAAAA") && one.reveal().len() < 255);
    }
}
