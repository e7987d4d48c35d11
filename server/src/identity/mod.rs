//! Who vouches for callers: the embedded identity service's ports (slow password hashing, random
//! tokens), somebody else's Keystone, a front proxy, or nobody.

pub mod authority;
pub mod keystone;
mod mint;
mod passwords;
mod sealed;

pub use authority::Authority;
pub use mint::Mint;
pub use passwords::Argon2Passwords;
pub use sealed::Sealer;
