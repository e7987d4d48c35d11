//! One property set right on all images that carry it: what would become of each, and doing it.
//!
//! Images are taken by id, a bounded number a call, each changed by itself and only if it still carries what
//! was found. So a run that breaks off has done some images whole and others not at all, and is begun again.

use std::collections::BTreeSet;

use serde_json::Value;
use vitrine_wire::metadata::{MetadataChange, MetadataOutcome};
use vitrine_wire::metadef::{
    Correction, CorrectionBasis, CorrectionFate, CorrectionKind, Finding, IMAGE_TYPE,
};

use super::definitions::Definitions;
use super::ports::UsageBounds;
use super::service::MetadefUsage;
use crate::ctx::Ctx;
use crate::error::{Denial, Error, Fault, Result};
use crate::image::{Carries, Image, ImageId, attributes};

/// Images that a call changes.
const STEP: usize = 50;
/// Images that a call foretells of.
const FORETOLD: usize = 100;
/// Names that are proposed.
const MAX_KEYS: usize = 1_000;

/// An image that a correction was, or would be, made on.
#[derive(Debug)]
pub struct CorrectedImage {
    pub id: String,
    pub name: Option<String>,
    pub value: String,
    pub fate: CorrectionFate,
    /// Why it was refused.
    pub error: Option<Error>,
}

/// Some of the images.
#[derive(Debug)]
pub struct Corrected {
    pub images: Vec<CorrectedImage>,
    /// The last one looked at, if there may be more.
    pub next: Option<String>,
}

/// What would become of images, and what the catalog would have against it.
#[derive(Debug)]
pub struct CorrectionPreview {
    pub step: Corrected,
    pub findings: Vec<Finding>,
}

impl MetadefUsage {
    /// What is known of a property, or of a value of it, before it is corrected.
    pub async fn correction_basis(
        &self,
        ctx: &Ctx,
        key: &str,
        value: Option<&str>,
    ) -> Result<CorrectionBasis> {
        self.require_definitions(ctx)?;
        let namespaces = self.associated(ctx, IMAGE_TYPE, None).await?;
        let defined = || namespaces.iter().flat_map(|it| it.definitions());
        let listed = defined().filter(|(name, ..)| name == key);
        let listed =
            listed.flat_map(|(.., definition)| definition.common().values.clone().unwrap_or_default());
        let choices: BTreeSet<String> = listed.filter_map(written).collect();
        let keys: BTreeSet<String> = defined().map(|(name, ..)| name).filter(|name| name != key).collect();
        let bounds = UsageBounds { values: 50, samples: 0, length: 256 };
        let readable: Vec<String> = self.images.reads(ctx, key).then(|| key.to_owned()).into_iter().collect();
        let images = match self.images.counting_viewer(ctx) {
            Err(_) => None,
            Ok(viewer) => {
                let found = self.repo.key_usage(&viewer, &readable, bounds).await?.remove(key);
                let found = found.unwrap_or_default();
                match value {
                    None => Some(found.images),
                    Some(value) => found.values.iter().find(|it| it.value == value).map(|it| it.images),
                }
            }
        };
        let judge = Definitions::of(&namespaces, |name| name == key);
        let findings = value.map(|value| judge.findings(key, &Value::from(value))).unwrap_or_default();
        let keys = keys.into_iter().take(MAX_KEYS).collect();
        Ok(CorrectionBasis { findings, choices: choices.into_iter().collect(), keys, images })
    }

    /// What would become of the images behind the marker.
    pub async fn foretell(
        &self,
        ctx: &Ctx,
        correction: &Correction,
        marker: Option<&ImageId>,
    ) -> Result<CorrectionPreview> {
        self.require_definitions(ctx)?;
        let (survey, next) = self.carriers(ctx, correction, marker, FORETOLD).await?;
        let definitions = self.definitions(ctx, IMAGE_TYPE).await?;
        let mut findings: Vec<Finding> = Vec::new();
        let mut images = Vec::new();
        for image in survey {
            let fate = match intent(correction, &image) {
                Intent::Nothing => continue,
                Intent::Clash => CorrectionFate::Clash,
                Intent::Change(change) => {
                    let set = change.set.iter();
                    let found =
                        set.flat_map(|(key, text)| definitions.findings(key, &Value::from(text.as_str())));
                    let new: Vec<_> = found.filter(|finding| !findings.contains(finding)).collect();
                    findings.extend(new);
                    CorrectionFate::Ready
                }
            };
            let error = self.images.require_change(ctx, &image).err();
            let fate = if error.is_some() { CorrectionFate::Refused } else { fate };
            images.push(CorrectedImage { error, ..CorrectedImage::of(image, &correction.key, fate) });
        }
        Ok(CorrectionPreview { step: Corrected { images, next }, findings })
    }

    /// Sets the images behind the marker right; who may not change one is told so for it.
    pub async fn correct(
        &self,
        ctx: &Ctx,
        correction: &Correction,
        marker: Option<&ImageId>,
    ) -> Result<Corrected> {
        self.require_definitions(ctx)?;
        let (survey, next) = self.carriers(ctx, correction, marker, STEP).await?;
        let mut images = Vec::new();
        for image in survey {
            let (fate, error) = match intent(correction, &image) {
                Intent::Nothing => continue,
                Intent::Clash => (CorrectionFate::Clash, None),
                Intent::Change(change) => match self.images.amend(ctx, &image.id, &change).await {
                    Ok(MetadataOutcome::Saved(_)) => (CorrectionFate::Done, None),
                    Ok(MetadataOutcome::Overtaken(_)) => (CorrectionFate::Overtaken, None),
                    Err(error) => (CorrectionFate::Refused, Some(error)),
                },
            };
            images.push(CorrectedImage { error, ..CorrectedImage::of(image, &correction.key, fate) });
        }
        Ok(Corrected { images, next })
    }

    async fn carriers(
        &self,
        ctx: &Ctx,
        correction: &Correction,
        marker: Option<&ImageId>,
        limit: usize,
    ) -> Result<(Vec<Image>, Option<String>)> {
        require_sense(correction)?;
        self.images.require_survey(ctx)?;
        if !self.images.reads(ctx, &correction.key) {
            return Ok((Vec::new(), None));
        }
        let wanted = Carries { key: correction.key.clone(), value: correction.value.clone() };
        let survey = self.images.survey(ctx, Some(wanted), marker, limit).await?;
        Ok((survey.images, survey.last.map(|id| id.0)))
    }
}

impl CorrectedImage {
    fn of(mut image: Image, key: &str, fate: CorrectionFate) -> Self {
        let value = image.properties.remove(key).unwrap_or_default();
        Self { id: image.id.0, name: image.name, value, fate, error: None }
    }
}

/// Is it clear what is wanted?
fn require_sense(correction: &Correction) -> Result<()> {
    let Correction { key, value, kind, to } = correction;
    if key.trim().is_empty() {
        return Err(Error::invalid("key", Fault::Required));
    }
    match kind {
        CorrectionKind::Remove => Ok(()),
        // Nobody means to empty a property on every image: that is taking it off.
        CorrectionKind::Value if to.is_empty() => Err(Error::invalid("to", Fault::Required)),
        CorrectionKind::Value if value.as_ref() == Some(to) => Err(Error::invalid("to", Fault::Unchanged)),
        CorrectionKind::Value => Ok(()),
        CorrectionKind::Rename if to.trim().is_empty() => Err(Error::invalid("to", Fault::Required)),
        CorrectionKind::Rename if to == key => Err(Error::invalid("to", Fault::Unchanged)),
        CorrectionKind::Rename if attributes::is_base(to) => {
            Err(Error::Forbidden(Denial::Reserved { attribute: to.clone() }))
        }
        CorrectionKind::Rename => attributes::plain_text("to", to, attributes::MAX_NAME),
    }
}

/// What an image needs.
enum Intent {
    /// It is right already.
    Nothing,
    /// Both names stand, with different values.
    Clash,
    Change(MetadataChange),
}

fn intent(correction: &Correction, image: &Image) -> Intent {
    let Correction { key, kind, to, .. } = correction;
    let Some(now) = image.properties.get(key) else { return Intent::Nothing };
    let mut change = MetadataChange { id: image.id.0.clone(), ..MetadataChange::default() };
    change.expected.insert(key.clone(), Some(now.clone()));
    match kind {
        CorrectionKind::Value if now == to => return Intent::Nothing,
        CorrectionKind::Value => {
            change.set.insert(key.clone(), to.clone());
        }
        CorrectionKind::Remove => change.removed.push(key.clone()),
        CorrectionKind::Rename => {
            let there = image.properties.get(to);
            if there.is_some_and(|there| there != now) {
                return Intent::Clash;
            }
            change.expected.insert(to.clone(), there.cloned());
            if there.is_none() {
                change.set.insert(to.clone(), now.clone());
            }
            change.removed.push(key.clone());
        }
    }
    Intent::Change(change)
}

/// A listed value as images carry it.
fn written(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Array(_) | Value::Object(_) | Value::Null => None,
        other => Some(other.to_string()),
    }
}
