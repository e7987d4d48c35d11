//! Which images have which properties.

use std::collections::BTreeSet;

use vitrine_wire::metadef::{
    IMAGE_TYPE, ImageUse, ImageUsePage, KeyDefinition, KeyReport, KeyUsage, NamespaceUsage, OrphanKey,
    OrphanPage, ValueCount,
};

use super::findings::is_reserved;
use super::ports::{Associated, KeyUse, UsageBounds};
use super::query::{ImagesQuery, OrphanQuery};
use super::service::MetadefUsage;
use crate::ctx::Ctx;
use crate::error::{Error, MetadefMissing, Missing, Result};
use crate::image::Carries;

/// Characters of a value that a count is told with.
const SHOWN: u32 = 255;
const BOUNDS: UsageBounds = UsageBounds { values: 50, samples: 5, length: SHOWN + 1 };
/// Types of resources whose definitions are looked at for one property.
const MAX_TYPES: usize = 10;
/// Names that are looked at for a page of orphans.
const MAX_NAMES: usize = 10_000;

impl MetadefUsage {
    /// Where the properties of a namespace are used, or one of them by its name on images.
    pub async fn usage(&self, ctx: &Ctx, namespace: &str, property: Option<&str>) -> Result<NamespaceUsage> {
        self.require_definitions(ctx)?;
        let viewer = self.images.counting_viewer(ctx)?;
        let namespace = self.namespace(ctx, namespace).await?;
        let defined = self.associated(ctx, IMAGE_TYPE, Some(&namespace)).await?;
        let mut keys: BTreeSet<String> =
            defined.iter().flat_map(|it| it.definitions().map(|(key, _, _)| key)).collect();
        if let Some(property) = property {
            keys.retain(|key| key == property);
            if keys.is_empty() {
                let missing = MetadefMissing::Property(property.to_owned());
                return Err(Error::NotFound(Missing::Metadef(missing)));
            }
        }
        // No image has a property that the caller may not read, as far as the caller can tell.
        let readable: Vec<String> = keys.iter().filter(|key| self.images.reads(ctx, key)).cloned().collect();
        let mut found = self.repo.key_usage(&viewer, &readable, BOUNDS).await?;
        let usage = keys.into_iter().map(|key| told(found.remove(&key).unwrap_or_default(), key));
        Ok(NamespaceUsage { namespace: namespace.name, properties: usage.collect() })
    }

    /// Where a property of images is defined, which values it has, and a page of the images that have it.
    pub async fn key(&self, ctx: &Ctx, query: &ImagesQuery) -> Result<KeyReport> {
        let images = self.images_with(ctx, query).await?;
        let viewer = self.images.counting_viewer(ctx)?;
        let namespaces = self.associated(ctx, IMAGE_TYPE, None).await?;
        let definitions = namespaces.iter().flat_map(|it| definitions_of(it, &query.key)).collect();
        let readable: Vec<String> =
            Some(query.key.clone()).into_iter().filter(|key| self.images.reads(ctx, key)).collect();
        let mut found = self.repo.key_usage(&viewer, &readable, BOUNDS).await?;
        let usage = told(found.remove(&query.key).unwrap_or_default(), query.key.clone());
        Ok(KeyReport { definitions, usage, images })
    }

    /// Other namespaces that define any of these names on their types of resources.
    pub async fn defined_elsewhere(
        &self,
        ctx: &Ctx,
        own: &str,
        keys: &[(String, String)],
    ) -> Result<Vec<String>> {
        self.require_definitions(ctx)?;
        let mut names = BTreeSet::new();
        for (resource_type, key) in keys.iter().take(MAX_TYPES) {
            let others = self.associated(ctx, resource_type, None).await?.into_iter();
            let others = others.filter(|it| it.namespace.name != own);
            let defining = others.filter(|it| it.definitions().any(|(name, ..)| name == *key));
            names.extend(defining.map(|it| it.namespace.name));
        }
        Ok(names.into_iter().collect())
    }

    /// A page of the images that have a property, or a value of it, by id.
    pub async fn images_with(&self, ctx: &Ctx, query: &ImagesQuery) -> Result<ImageUsePage> {
        self.require_definitions(ctx)?;
        self.images.require_survey(ctx)?;
        if !self.images.reads(ctx, &query.key) {
            return Ok(ImageUsePage { images: Vec::new(), next: None });
        }
        let wanted = Carries { key: query.key.clone(), value: query.value.clone() };
        let survey = self.images.survey(ctx, Some(wanted), query.marker.as_ref(), query.limit).await?;
        let told = survey.images.into_iter().filter_map(|mut image| {
            let value = image.properties.remove(&query.key)?;
            Some(ImageUse { id: image.id.0, name: image.name, value })
        });
        Ok(ImageUsePage { images: told.collect(), next: survey.last.map(|id| id.0) })
    }

    /// A page of the properties of images that no definition is of, by name.
    pub async fn orphans(&self, ctx: &Ctx, query: &OrphanQuery) -> Result<OrphanPage> {
        self.require_definitions(ctx)?;
        let viewer = self.images.counting_viewer(ctx)?;
        let namespaces = self.associated(ctx, IMAGE_TYPE, None).await?;
        let defined: BTreeSet<String> =
            namespaces.iter().flat_map(|it| it.definitions().map(|(key, ..)| key)).collect();
        let defined: Vec<String> = defined.into_iter().collect();
        let after = query.marker.as_deref();
        let mut rows = self.repo.orphans(&viewer, &defined, after, MAX_NAMES).await?;
        // Only now: the names that a page leaves out must not show in where the next one begins.
        rows.retain(|(key, _)| !is_reserved(key) && self.images.reads(ctx, key));
        let has_more = rows.len() > query.limit;
        rows.truncate(query.limit);
        let next = rows.last().filter(|_| has_more).map(|(key, _)| key.clone());
        let orphans = rows.into_iter().map(|(property, images)| OrphanKey { property, images });
        Ok(OrphanPage { orphans: orphans.collect(), next })
    }
}

/// The definitions of a name on images that a namespace has.
fn definitions_of<'a>(namespace: &'a Associated, key: &'a str) -> impl Iterator<Item = KeyDefinition> + 'a {
    let of_key = namespace.definitions().filter(move |(name, ..)| name == key);
    of_key.map(|(name, object, definition)| KeyDefinition {
        namespace: namespace.namespace.name.clone(),
        object: object.map(str::to_owned),
        name: name[namespace.prefix.len()..].to_owned(),
        title: definition.common().title.clone(),
        kind: definition.kind(),
    })
}

fn told(found: KeyUse, property: String) -> KeyUsage {
    let value = |value: String, images| {
        let end = value.char_indices().nth(SHOWN as usize).map(|(end, _)| end);
        let shown = end.map_or_else(|| value.clone(), |end| value[..end].to_owned());
        ValueCount { value: shown, cut: end.is_some(), images }
    };
    KeyUsage {
        property,
        images: found.images,
        distinct_values: found.distinct_values,
        values: found.values.into_iter().map(|it| value(it.value, it.images)).collect(),
        samples: found.samples,
    }
}
