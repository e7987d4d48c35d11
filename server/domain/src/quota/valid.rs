//! What limits may say.

use super::model::{ProjectLimit, RegisteredLimit, UNLIMITED};
use crate::error::{Error, Fault, Result};

/// Characters of a name or an id.
const MAX_NAME: usize = 255;
const MAX_ID: usize = 64;
/// The largest limit that clients of the Identity API may set.
const MAX_LIMIT: i64 = 0x7fff_ffff;

pub(super) fn valid_registered(limit: &RegisteredLimit) -> Result<()> {
    named("resource_name", &limit.resource_name, MAX_NAME)?;
    service(&limit.service_id)?;
    limit.region_id.as_deref().map_or(Ok(()), |region| named("region_id", region, MAX_NAME))?;
    bounded("default_limit", limit.default_limit)
}

pub(super) fn valid(limit: &ProjectLimit) -> Result<()> {
    named("resource_name", &limit.resource_name, MAX_NAME)?;
    named("project_id", limit.project_id.as_str(), MAX_ID)?;
    service(&limit.service_id)?;
    limit.region_id.as_deref().map_or(Ok(()), |region| named("region_id", region, MAX_NAME))?;
    bounded("resource_limit", limit.resource_limit)
}

pub(super) fn service(id: &str) -> Result<()> {
    named("service_id", id, MAX_ID)
}

fn named(field: &str, text: &str, limit: usize) -> Result<()> {
    match text.chars().count() {
        0 => Err(Error::invalid(field, Fault::Required)),
        length if length > limit => Err(Error::invalid(field, Fault::TooLong { limit })),
        _ if text.chars().any(char::is_control) => Err(Error::invalid(field, Fault::ControlCharacter)),
        _ => Ok(()),
    }
}

fn bounded(field: &str, limit: i64) -> Result<()> {
    if (UNLIMITED..=MAX_LIMIT).contains(&limit) {
        return Ok(());
    }
    Err(Error::invalid(field, Fault::OutOfRange { value: limit.to_string() }))
}
