//! The rules from the operator's files.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use vitrine_domain::audit::{Action, Audit, Entry};
use vitrine_domain::policy::{Enforcement, Policy, PolicyError, RuleBook, Sources};

use crate::config::Settings;

/// Reads the files and checks them. The error names the setting, the file and the rule.
pub fn load(settings: &Settings) -> anyhow::Result<RuleBook> {
    let (policy, images) = (&settings.policy, &settings.images);
    let (rules, protection) = (policy.file.as_deref(), images.property_protection_file.as_deref());
    let sources = Sources {
        enforcement: Enforcement { scope: policy.enforce_scope, new_defaults: policy.enforce_new_defaults },
        overrides: rules.map(|path| read(RULES, path)).transpose()?,
        protection: match protection {
            Some(path) => Some((read(PROTECTION, path)?, images.property_protection_format.into())),
            None => None,
        },
    };
    RuleBook::load(&sources).map_err(|error| {
        let (setting, path) = match &error {
            PolicyError::Protection(_) => (PROTECTION, protection),
            _ => (RULES, rules),
        };
        let place = path.map(|path| format!("{setting}: {}", path.display()));
        anyhow::Error::new(error).context(place.unwrap_or_else(|| setting.to_owned()))
    })
}

const RULES: &str = "policy.file";
const PROTECTION: &str = "images.property_protection_file";

fn read(setting: &str, path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("{setting}: {} cannot be read", path.display()))
}

/// Reads the files again and puts what they say into force. Nothing changes when they are wrong.
pub fn reload(
    settings: &Settings,
    policy: &Arc<Policy>,
    audit: &Audit,
) -> impl Fn() -> anyhow::Result<String> + use<> {
    let (settings, policy, audit) = (settings.clone(), Arc::clone(policy), audit.clone());
    move || {
        let loaded = load(&settings);
        audit.operated(Entry::new(Action::PolicyReload, "policy", ""), loaded.is_ok());
        let book = loaded?;
        let protection = if book.protects_properties() { "on" } else { "off" };
        let outcome = format!("overrides: {}, property protection: {protection}", book.override_count());
        policy.replace(book);
        Ok(outcome)
    }
}
