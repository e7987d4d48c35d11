//! Custom properties by themselves: a change of those that are named, unless somebody was faster.

use std::collections::BTreeMap;

use serde_json::Value;
use vitrine_wire::metadata::{MetadataChange, MetadataOutcome};

use super::attributes;
use super::model::ImageId;
use super::patch::{Dialect, MAX_OPERATIONS, Operation, Verb};
use super::service::{Changed, Images};
use crate::audit::{Action, Entry};
use crate::ctx::Ctx;
use crate::error::{Denial, Error, Fault, Limit, Result};

impl Images {
    /// Changes custom properties as a patch does, all of them or none: only if each key that is touched still
    /// has what is expected of it.
    pub async fn amend(&self, ctx: &Ctx, id: &ImageId, change: &MetadataChange) -> Result<MetadataOutcome> {
        let plan = |now: &BTreeMap<String, String>| {
            let is_overtaken = change.expected.iter().any(|(key, before)| now.get(key) != before.as_ref());
            if is_overtaken { Ok(None) } else { operations(now, change).map(Some) }
        };
        let outcome = self.change_by(ctx, id, Dialect::V21, plan).await;
        if let Ok(Changed::Not(image)) = outcome {
            return Ok(MetadataOutcome::Overtaken(image.properties));
        }
        let keys = change.set.keys().chain(&change.removed);
        let entry = Entry::new(Action::ImageUpdate, "image", id.as_str()).fields(keys);
        self.audit.record(ctx, entry, &outcome).await;
        match outcome? {
            Changed::Done(image) | Changed::Not(image) => Ok(MetadataOutcome::Saved(image.properties)),
        }
    }
}

fn operations(now: &BTreeMap<String, String>, change: &MetadataChange) -> Result<Vec<Operation>> {
    let set = change.set.iter().map(|(key, text)| {
        let verb = if now.contains_key(key) { Verb::Replace } else { Verb::Add };
        (verb, key, Value::from(text.as_str()))
    });
    let gone = change.removed.iter().filter(|key| now.contains_key(*key));
    let all = set.chain(gone.map(|key| (Verb::Remove, key, Value::Null)));
    let operations = all.map(|(verb, key, value)| {
        if key.trim().is_empty() {
            return Err(Error::invalid("path", Fault::Pointer { pointer: String::new() }));
        }
        // These are no metadata, whatever they are called in a form.
        if attributes::is_base(key) {
            return Err(Error::Forbidden(Denial::Reserved { attribute: key.clone() }));
        }
        Ok(Operation { verb, attribute: key.clone(), value })
    });
    let operations = operations.collect::<Result<Vec<_>>>()?;
    if operations.len() > MAX_OPERATIONS {
        return Err(Error::TooLarge(Limit::Operations { limit: MAX_OPERATIONS }));
    }
    Ok(operations)
}
