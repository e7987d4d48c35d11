//! What names and passwords may look like.

use crate::error::{Error, Fault, Result};
use crate::identity::model::{Extra, Secret};
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

/// Characters of a description.
const MAX_DESCRIPTION: usize = 65_535;
/// Attributes that mean nothing here, of one user or project.
const MAX_EXTRA: usize = 64;
/// Bytes of all of them as JSON.
const MAX_EXTRA_SIZE: usize = 16 << 10;

pub fn check_description(text: &str) -> Result<()> {
    if text.chars().count() > MAX_DESCRIPTION {
        return Err(Error::invalid("description", Fault::TooLong { limit: MAX_DESCRIPTION }));
    }
    if text.contains('\0') {
        return Err(Error::invalid("description", Fault::ControlCharacter));
    }
    Ok(())
}

/// Refuses more of what nobody asked for than is bearable.
pub fn check_extra(extra: &Extra) -> Result<()> {
    if extra.len() > MAX_EXTRA {
        return Err(Error::invalid("extra", Fault::TooMany { limit: MAX_EXTRA }));
    }
    let mut size = 0;
    for (key, value) in extra {
        plain_text("extra", key, MAX_USER_NAME)?;
        size += key.len() + value.to_string().len();
    }
    if size > MAX_EXTRA_SIZE {
        return Err(Error::invalid("extra", Fault::TooLong { limit: MAX_EXTRA_SIZE }));
    }
    Ok(())
}

/// Adds attributes to those that are there.
pub fn merge_extra(extra: &mut Extra, change: &Extra) -> Result<()> {
    extra.extend(change.iter().map(|(key, value)| (key.clone(), value.clone())));
    check_extra(extra)
}

/// Could a password be this? Asked before anything is hashed.
pub fn is_worth_hashing(password: &Secret) -> bool {
    let text = password.reveal();
    !text.trim().is_empty() && text.len() <= MAX_PASSWORD
}
