//! What names and passwords may look like.

use crate::error::{Error, Fault, Result};
use crate::identity::model::Secret;
use crate::image::attributes::plain_text;

/// Bytes of a password that are worth hashing.
pub const MAX_PASSWORD: usize = 4_096;
/// Characters that a new password needs.
pub const MIN_PASSWORD: usize = 8;
/// Characters of a project's or a domain's name.
pub const MAX_PROJECT_NAME: usize = 64;
/// Characters of a user's or a role's name.
pub const MAX_USER_NAME: usize = 255;

/// A name without the blanks around it.
pub fn checked_name(field: &str, name: &str, limit: usize) -> Result<String> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Error::invalid(field, Fault::Required));
    }
    plain_text(field, name, limit)?;
    Ok(name.to_owned())
}

pub fn check_new_password(password: &Secret) -> Result<()> {
    let text = password.reveal();
    if text.trim().is_empty() || text.chars().count() < MIN_PASSWORD {
        return Err(Error::invalid("password", Fault::TooShort { limit: MIN_PASSWORD }));
    }
    if text.len() > MAX_PASSWORD {
        return Err(Error::invalid("password", Fault::TooLong { limit: MAX_PASSWORD }));
    }
    Ok(())
}

/// Could a password be this? Asked before anything is hashed.
pub fn is_worth_hashing(password: &Secret) -> bool {
    let text = password.reveal();
    !text.trim().is_empty() && text.len() <= MAX_PASSWORD
}
