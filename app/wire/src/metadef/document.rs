//! A namespace as one document: what catalog files hold, and what is edited as a whole.
//!
//! The layout is the published one of definition files; `translations` and `enforcement` are ours, and other
//! readers of such files pass over them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{MetadefEnforcement, MetadefVisibility, PropertyDefinition, TagName};

/// A namespace with all it holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Document {
    pub namespace: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    pub visibility: MetadefVisibility,
    pub protected: bool,
    /// The project that owns the namespace. Files leave it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// How strictly the namespace is applied to images. A document that is read out leaves `off` out; one that
    /// is brought in without it changes nothing about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enforcement: Option<MetadefEnforcement>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resource_type_associations: Vec<AssociationDocument>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub properties: BTreeMap<String, PropertyDefinition>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub objects: Vec<ObjectDocument>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<TagName>,
    /// Titles and descriptions in other languages, by language tag (`zh-CN`).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub translations: BTreeMap<String, Translation>,
}

impl Document {
    /// A namespace that only its project sees, with nothing in it.
    #[must_use]
    pub fn new(namespace: impl Into<String>) -> Self {
        Self {
            namespace: namespace.into(),
            display_name: None,
            description: None,
            visibility: MetadefVisibility::Private,
            protected: false,
            owner: None,
            enforcement: None,
            resource_type_associations: Vec::new(),
            properties: BTreeMap::new(),
            objects: Vec::new(),
            tags: Vec::new(),
            translations: BTreeMap::new(),
        }
    }
}

/// For which resources a namespace is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AssociationDocument {
    /// The type of resource.
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub properties_target: Option<String>,
}

/// A named group of properties.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ObjectDocument {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub required: Vec<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub properties: BTreeMap<String, PropertyDefinition>,
}

/// The texts of a namespace in another language. What is left out stays in the first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Translation {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub properties: BTreeMap<String, TranslatedTexts>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub objects: BTreeMap<String, TranslatedObject>,
}

/// The texts of a property.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TranslatedTexts {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// The texts of an object.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TranslatedObject {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub properties: BTreeMap<String, TranslatedTexts>,
}

impl Translation {
    /// Is nothing translated?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Document {
    /// The document with its texts in a language, as far as they are translated.
    #[must_use]
    pub fn in_language(mut self, language: &str) -> Self {
        let Some(translation) = self.translations.remove(language) else {
            return self;
        };
        self.display_name = translation.display_name.or(self.display_name);
        self.description = translation.description.or(self.description);
        retell(&mut self.properties, translation.properties);
        for object in &mut self.objects {
            if let Some(texts) = translation.objects.get(&object.name) {
                object.description = texts.description.clone().or(object.description.take());
                retell(&mut object.properties, texts.properties.clone());
            }
        }
        self
    }
}

fn retell(
    properties: &mut BTreeMap<String, PropertyDefinition>,
    translated: BTreeMap<String, TranslatedTexts>,
) {
    for (name, texts) in translated {
        if let Some(definition) = properties.get_mut(&name) {
            let common = definition.common_mut();
            common.title = texts.title.or(common.title.take());
            common.description = texts.description.or(common.description.take());
        }
    }
}
