//! The embedded identity service's ports: slow password hashing and random tokens.

mod mint;
mod passwords;

pub use mint::Mint;
pub use passwords::Argon2Passwords;
