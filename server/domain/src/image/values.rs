//! Values of custom properties before the rules for them. Only what changes is judged: what an image has
//! already stands in nobody's way.

use std::collections::BTreeMap;

use vitrine_wire::image::RESERVED_PREFIX;

use super::model::{Image, ImageId};
use super::ports::Breach;
use super::service::Images;
use crate::audit::{Action, Entry};
use crate::ctx::Ctx;
use crate::error::{Error, Fault, Result};

impl Images {
    /// What is wrong and yet taken, of the properties that were not there `before`. An error where
    /// something is refused.
    pub(super) async fn tolerated(
        &self,
        image: &Image,
        before: &BTreeMap<String, String>,
    ) -> Result<Vec<Breach>> {
        let Some(rules) = &self.values else {
            return Ok(Vec::new());
        };
        let is_new = |(name, value): &(&String, &String)| {
            !name.starts_with(RESERVED_PREFIX) && before.get(*name) != Some(*value)
        };
        let changed: BTreeMap<String, String> = image
            .properties
            .iter()
            .filter(is_new)
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        if changed.is_empty() {
            return Ok(Vec::new());
        }
        let breaches = rules.breaches(image.owner.as_ref(), &changed).await?;
        match breaches.iter().find(|breach| breach.is_refused) {
            Some(breach) => Err(refusal(breach, changed.get(&breach.property))),
            None => Ok(breaches),
        }
    }

    /// Tells the log and the audit of values that were taken all the same.
    pub(super) async fn note(&self, ctx: &Ctx, id: &ImageId, breaches: &[Breach]) {
        if breaches.is_empty() {
            return;
        }
        for Breach { property, namespace, rule, .. } in breaches {
            tracing::warn!(image.id = %id, property, namespace, rule, "a property breaks a rule of {namespace}");
        }
        let properties = breaches.iter().map(|breach| breach.property.as_str());
        let entry = Entry::new(Action::ImageValueWarning, "image", id.as_str()).fields(properties);
        self.audit.record(ctx, entry, &Ok(())).await;
    }
}

/// Characters of a value in an error.
const MAX_SHOWN: usize = 100;

fn refusal(breach: &Breach, value: Option<&String>) -> Error {
    let value = value.map(String::as_str).unwrap_or_default();
    let shown = match value.char_indices().nth(MAX_SHOWN) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    };
    let reason = Fault::Breach {
        value: shown,
        namespace: breach.namespace.clone(),
        rule: breach.rule,
        params: breach.params.clone(),
    };
    Error::invalid(&breach.property, reason)
}
