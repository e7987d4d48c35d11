//! What can go wrong with metadata definitions: kinds, their messages, and the variables of these.

use super::message::Args;

/// What was looked for in the catalog and not found, or is none of the caller's business.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MetadefMissing {
    /// Nothing is told but that there is nothing.
    Hidden,
    Namespace(String),
    /// The same, as the calls on what is in a namespace tell it.
    ParentNamespace(String),
    Object(String),
    Property(String),
    Tag(String),
    ResourceType(String),
    Association {
        resource_type: String,
        namespace: String,
    },
    AssociationToDelete(String),
    /// A version of a namespace.
    Version(i64),
    Prefix {
        name: String,
        prefix: String,
    },
}

impl MetadefMissing {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::Hidden => "error-not-found",
            Self::Namespace(_) => "error-namespace-not-found",
            Self::ParentNamespace(_) => "error-parent-namespace-not-found",
            Self::Object(_) => "error-metadef-object-not-found",
            Self::Property(_) => "error-metadef-property-not-found",
            Self::Tag(_) => "error-metadef-tag-not-found",
            Self::ResourceType(_) => "error-resource-type-not-found",
            Self::Association { .. } => "error-association-not-found",
            Self::AssociationToDelete(_) => "error-association-to-delete-not-found",
            Self::Version(_) => "error-metadef-version",
            Self::Prefix { .. } => "error-metadef-prefix",
        }
    }

    pub(super) fn args(&self) -> Args {
        match self {
            Self::Hidden => vec![],
            Self::Namespace(name)
            | Self::ParentNamespace(name)
            | Self::Object(name)
            | Self::Property(name)
            | Self::Tag(name)
            | Self::ResourceType(name)
            | Self::AssociationToDelete(name) => vec![("name", name.clone())],
            Self::Association { resource_type, namespace } => {
                vec![("name", resource_type.clone()), ("namespace", namespace.clone())]
            }
            Self::Version(version) => vec![("version", version.to_string())],
            Self::Prefix { name, prefix } => vec![("name", name.clone()), ("prefix", prefix.clone())],
        }
    }
}

/// The things that the catalog is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MetadefKind {
    Namespace,
    Object,
    Property,
    Tag,
    Association,
    EnumItem,
}

impl MetadefKind {
    /// The word in messages; translations choose by it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Namespace => "namespace",
            Self::Object => "object",
            Self::Property => "property",
            Self::Tag => "tag",
            Self::Association => "resource-type-association",
            Self::EnumItem => "enum-item",
        }
    }
}

/// What has the name already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MetadefClash {
    Namespace(String),
    /// A namespace that another is being renamed to.
    Rename(String),
    Object {
        name: String,
        namespace: String,
    },
    Property {
        name: String,
        namespace: String,
    },
    Tag {
        name: String,
        namespace: String,
    },
    Association {
        name: String,
        namespace: String,
    },
}

impl MetadefClash {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::Namespace(_) => "error-namespace-exists",
            Self::Rename(_) => "error-namespace-rename",
            Self::Object { .. } => "error-metadef-object-exists",
            Self::Property { .. } => "error-metadef-property-exists",
            Self::Tag { .. } => "error-metadef-tag-exists",
            Self::Association { .. } => "error-association-exists",
        }
    }

    pub(super) fn args(&self) -> Args {
        match self {
            Self::Namespace(name) | Self::Rename(name) => vec![("name", name.clone())],
            Self::Object { name, namespace }
            | Self::Property { name, namespace }
            | Self::Tag { name, namespace }
            | Self::Association { name, namespace } => {
                vec![("name", name.clone()), ("namespace", namespace.clone())]
            }
        }
    }
}

/// The documents that clients send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MetadefSchema {
    Namespace,
    Object,
    Property,
    Tag,
    Tags,
    Association,
    /// A request to bring documents in, or to return to a version.
    Request,
}

impl MetadefSchema {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Namespace => "namespace",
            Self::Object => "object",
            Self::Property => "property",
            Self::Tag => "tag",
            Self::Tags => "tags",
            Self::Association => "resource_type_association",
            Self::Request => "request",
        }
    }
}

/// Why a document does not fit its schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mismatch {
    Type {
        expected: &'static str,
        value: String,
    },
    Required,
    Unknown,
    TooLong {
        limit: usize,
    },
    Empty,
    Repeated {
        value: String,
    },
    /// Not one of the words of a vocabulary.
    Word {
        value: String,
        allowed: String,
    },
    NotCount {
        value: String,
    },
    NotScalar {
        value: String,
    },
    /// A regular expression that does not compile.
    Pattern {
        position: usize,
        reason: String,
    },
    /// One that compiles to more than it may.
    PatternTooLarge,
    /// The definition contradicts itself; only where definitions are checked strictly.
    Contradiction {
        rule: &'static str,
    },
}

impl Mismatch {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::Type { .. } => "error-metadef-type",
            Self::Required => "error-metadef-required",
            Self::Unknown => "error-metadef-unknown",
            Self::TooLong { .. } => "error-metadef-too-long",
            Self::Empty => "error-metadef-empty",
            Self::Repeated { .. } => "error-metadef-repeated",
            Self::Word { .. } => "error-metadef-word",
            Self::NotCount { .. } => "error-metadef-count",
            Self::NotScalar { .. } => "error-metadef-scalar",
            Self::Pattern { .. } => "error-metadef-pattern",
            Self::PatternTooLarge => "error-metadef-pattern-too-large",
            Self::Contradiction { .. } => "error-metadef-contradiction",
        }
    }

    pub(super) fn args(&self) -> Args {
        match self {
            Self::Type { expected, value } => {
                vec![("expected", (*expected).to_owned()), ("value", value.clone())]
            }
            Self::Required | Self::Unknown | Self::Empty | Self::PatternTooLarge => vec![],
            Self::TooLong { limit } => vec![("limit", limit.to_string())],
            Self::Repeated { value } | Self::NotCount { value } | Self::NotScalar { value } => {
                vec![("value", value.clone())]
            }
            Self::Word { value, allowed } => vec![("value", value.clone()), ("allowed", allowed.clone())],
            Self::Pattern { position, reason } => {
                vec![("position", position.to_string()), ("reason", reason.clone())]
            }
            Self::Contradiction { rule } => vec![("rule", (*rule).to_owned())],
        }
    }
}

/// Why the catalog cannot be searched for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchFault {
    /// It holds no letter and no digit.
    Empty,
    TooLong {
        limit: usize,
    },
    TooManyWords {
        limit: usize,
    },
}

impl SearchFault {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Empty => "error-search-empty",
            Self::TooLong { .. } => "error-search-too-long",
            Self::TooManyWords { .. } => "error-search-too-many-words",
        }
    }

    pub(super) fn args(self) -> Args {
        match self {
            Self::Empty => vec![],
            Self::TooLong { limit } | Self::TooManyWords { limit } => vec![("limit", limit.to_string())],
        }
    }
}
