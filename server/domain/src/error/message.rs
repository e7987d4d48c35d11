//! Which message tells about an error, and with which variables. One `match` per kind, all exhaustive:
//! a new kind does not compile until it has a message.

use vitrine_wire::ImageStatus;

use super::{
    Clash, Denial, Dependency, Error, Expected, Fault, Limit, MetadefKind, Missing, Pace, PatchFault,
    Precondition,
};

/// Variables of a message, by name.
pub(super) type Args = Vec<(&'static str, String)>;

impl Error {
    /// The stable id of the message that tells about this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unauthenticated => "error-unauthenticated",
            Self::NotFound(missing) => missing.code(),
            Self::Forbidden(denial) => denial.code(),
            Self::Conflict(clash) => clash.code(),
            Self::Invalid { reason, .. } => reason.code(),
            Self::Precondition(Precondition::Stale) => "error-stale",
            Self::Precondition(Precondition::Required) => "error-precondition-required",
            Self::TooLarge(limit) => limit.code(),
            Self::RangeNotSatisfiable { .. } => "error-range",
            Self::DeletedDuringUpload(_) => "error-deleted-during-upload",
            Self::TooManyUploads { .. } => "error-too-many-uploads",
            Self::TooFast { what: Pace::Logins, .. } => "error-too-many-logins",
            Self::TooFast { what: Pace::Tokens, .. } => "error-too-many-tokens",
            Self::UploadInterrupted => "error-upload-interrupted",
            Self::Unavailable { what: Dependency::Keystone, .. } => "error-keystone-unavailable",
            Self::Unavailable { .. } => "error-unavailable",
            Self::Internal(_) => "error-internal",
        }
    }

    /// The variables of that message.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Unauthenticated | Self::Precondition(_) | Self::UploadInterrupted | Self::Internal(_) => {
                vec![]
            }
            Self::NotFound(missing) => missing.args(),
            Self::Forbidden(denial) => denial.args(),
            Self::Conflict(clash) => clash.args(),
            Self::Invalid { field, reason } => {
                let mut args = reason.args();
                args.push(("field", field.clone()));
                args
            }
            Self::TooLarge(limit) => limit.args(),
            Self::RangeNotSatisfiable { size } => vec![("size", size.to_string())],
            Self::DeletedDuringUpload(id) => vec![("id", id.to_string())],
            Self::TooManyUploads { limit } => vec![("limit", limit.to_string())],
            Self::TooFast { retry_after, .. } => {
                vec![("seconds", retry_after.to_string()), ("minutes", retry_after.div_ceil(60).to_string())]
            }
            Self::Unavailable { what, .. } => vec![("what", what.to_string())],
        }
    }
}

impl Missing {
    fn code(&self) -> &'static str {
        match self {
            Self::Metadef(missing) => missing.code(),
            Self::Image(_) => "error-image-not-found",
            Self::ImageToDelete(_) => "error-image-to-delete-not-found",
            Self::Member { .. } => "error-member-not-found",
            Self::Tag => "error-not-found",
            Self::Project(_) => "error-project-not-found",
            Self::User(_) => "error-user-not-found",
            Self::Domain(_) => "error-domain-not-found",
            Self::Token => "error-token-not-found",
            Self::RegisteredLimit(_) => "error-registered-limit-not-found",
            Self::Limit(_) => "error-limit-not-found",
            Self::Service(_) => "error-service-not-found",
            Self::Endpoint(_) => "error-endpoint-not-found",
            Self::Region(_) => "error-region-not-found",
            Self::Identity(missing) => missing.code(),
        }
    }

    fn args(&self) -> Args {
        match self {
            Self::Metadef(missing) => missing.args(),
            Self::Image(id) | Self::ImageToDelete(id) => vec![("id", id.to_string())],
            Self::Member { image, project } => vec![("id", image.to_string()), ("member", project.clone())],
            Self::Project(id)
            | Self::User(id)
            | Self::Domain(id)
            | Self::Service(id)
            | Self::Endpoint(id)
            | Self::Region(id) => vec![("id", id.clone())],
            Self::RegisteredLimit(id) | Self::Limit(id) => vec![("id", id.clone())],
            Self::Tag | Self::Token => vec![],
            Self::Identity(missing) => missing.args(),
        }
    }
}

impl Denial {
    fn code(&self) -> &'static str {
        match self {
            Self::MetadefProtected { kind: MetadefKind::Association, .. } => "error-association-protected",
            Self::MetadefProtected { .. } => "error-metadef-protected",
            Self::Policy(_) => "error-policy",
            Self::Protected(_) => "error-protected",
            Self::ReadOnly { .. } => "error-read-only",
            Self::Reserved { .. } => "error-reserved",
            Self::NotRemovable { .. } => "error-not-removable",
            Self::OtherOwner { .. } => "error-other-owner",
            Self::OwnerChange => "error-owner-change",
            Self::NotOwner => "error-not-owner",
            Self::FormatLocked { .. } => "error-format-locked",
            Self::Deactivated(_) => "error-deactivated",
            Self::MembersOfShared => "error-members-of-shared",
            Self::NoMembers(_) => "error-no-members",
            Self::Activation { to: ImageStatus::Deactivated, .. } => "error-not-to-deactivate",
            Self::Activation { .. } => "error-not-to-reactivate",
            Self::LocationsHidden { .. } => "error-locations-hidden",
            Self::NoProject => "error-no-project",
            Self::NoRegisteredLimit => "error-no-registered-limit",
            Self::RegisteredLimitInUse { .. } => "error-registered-limit-in-use",
            Self::RegionInUse(_) => "error-region-in-use",
            Self::Identity(barrier) => barrier.code(),
        }
    }

    fn args(&self) -> Args {
        match self {
            Self::MetadefProtected { kind: MetadefKind::Association, name } => vec![("name", name.clone())],
            Self::MetadefProtected { kind, name } => {
                vec![("kind", kind.as_str().to_owned()), ("name", name.clone())]
            }
            Self::Policy(rule) => vec![("rule", rule.name().to_owned())],
            Self::Protected(id) | Self::Deactivated(id) | Self::NoMembers(id) => vec![("id", id.to_string())],
            Self::Activation { status, .. } => vec![("status", status.to_string())],
            Self::ReadOnly { attribute }
            | Self::Reserved { attribute }
            | Self::NotRemovable { attribute }
            | Self::FormatLocked { attribute } => vec![("attribute", attribute.clone())],
            Self::OtherOwner { owner } => vec![("owner", owner.clone())],
            Self::LocationsHidden { verb } => vec![("verb", (*verb).to_owned())],
            Self::RegionInUse(id) => vec![("id", id.clone())],
            Self::RegisteredLimitInUse { id } => vec![("id", id.clone())],
            Self::OwnerChange
            | Self::NotOwner
            | Self::NoProject
            | Self::NoRegisteredLimit
            | Self::MembersOfShared => vec![],
            Self::Identity(barrier) => barrier.args(),
        }
    }
}

impl Clash {
    fn code(&self) -> &'static str {
        match self {
            Self::Metadef(clash) => clash.code(),
            Self::ImageId(_) => "error-image-exists",
            Self::Member { .. } => "error-member-exists",
            Self::Transition { .. } => "error-transition",
            Self::PropertyExists { .. } => "error-property-exists",
            Self::PropertyMissing { .. } => "error-property-missing",
            Self::Busy => "error-busy",
            Self::RegisteredLimit => "error-registered-limit-exists",
            Self::Limit => "error-limit-exists",
            Self::Region(_) => "error-region-exists",
            Self::Identity(taken) => taken.code(),
        }
    }

    fn args(&self) -> Args {
        match self {
            Self::Metadef(clash) => clash.args(),
            Self::ImageId(id) => vec![("id", id.to_string())],
            Self::Member { image, project } => vec![("id", image.to_string()), ("member", project.clone())],
            Self::Transition { from, to } => vec![("from", from.to_string()), ("to", to.to_string())],
            Self::PropertyExists { name } | Self::PropertyMissing { name } => {
                vec![("name", name.clone())]
            }
            Self::Region(id) => vec![("id", id.clone())],
            Self::Busy | Self::RegisteredLimit | Self::Limit => vec![],
            Self::Identity(taken) => taken.args(),
        }
    }
}

impl Fault {
    fn code(&self) -> &'static str {
        match self {
            Self::Metadef { problem, .. } => problem.code(),
            Self::Fetch(fault) => fault.code(),
            Self::Search(fault) => fault.code(),
            Self::NotThePath => "error-not-the-path",
            Self::Breach { rule: "type", .. } => "error-value-type",
            Self::Breach { rule: "enum", .. } => "error-value-enum",
            Self::Breach { rule: "pattern", .. } => "error-value-pattern",
            Self::Breach { .. } => "error-value",
            Self::UnknownVisibility { .. } => "error-unknown-visibility",
            Self::Schema { expected, .. } => match expected {
                Expected::String => "error-schema-string",
                Expected::StringOrNull => "error-schema-string-or-null",
                Expected::Boolean => "error-schema-boolean",
                Expected::Integer => "error-schema-integer",
                Expected::Uuid => "error-schema-uuid",
                Expected::ListOfStrings => "error-schema-list-of-strings",
                Expected::OneOfFormats => "error-schema-format",
                Expected::Visibility => "error-schema-visibility",
            },
            Self::TooLong { .. } => "error-too-long",
            Self::OutOfRange { .. } => "error-out-of-range",
            Self::Negative { .. } => "error-negative",
            Self::NotInteger => "error-not-integer",
            Self::NotPositive => "error-not-positive",
            Self::UnknownMarker { .. } => "error-unknown-marker",
            Self::UnknownSortKey { .. } => "error-unknown-sort-key",
            Self::UnknownSortDirection { .. } => "error-unknown-sort-direction",
            Self::SortMixed => "error-sort-mixed",
            Self::SortCount => "error-sort-count",
            Self::UnknownValue { .. } => "error-unknown-value",
            Self::UnknownOperator { .. } => "error-unknown-operator",
            Self::Quotes { .. } => "error-quotes",
            Self::NotTime { .. } => "error-not-time",
            Self::NotSupported => "error-not-supported",
            Self::Unchanged => "error-unchanged",
            Self::TooMany { .. } => "error-too-many",
            Self::ControlCharacter => "error-control-character",
            Self::BadJson => "error-bad-json",
            Self::BadUtf8 => "error-bad-utf8",
            Self::BodyExpected => "error-body-expected",
            Self::BodyNotExpected => "error-body-not-expected",
            Self::NotObject => "error-not-object",
            Self::NotList => "error-not-list",
            Self::TooDeep { .. } => "error-too-deep",
            Self::FormatsUnset => "error-formats-unset",
            Self::Length { .. } => "error-length",
            Self::Pointer { .. } => "error-pointer",
            Self::Operation { detail } => match detail {
                PatchFault::NotObject => "error-patch-not-object",
                PatchFault::UnknownVerb => "error-patch-unknown-verb",
                PatchFault::MissingPath => "error-patch-missing-path",
                PatchFault::MissingValue => "error-patch-missing-value",
            },
            Self::MultipleRanges => "error-multiple-ranges",
            Self::NoMember => "error-no-member",
            Self::NoMemberStatus => "error-no-member-status",
            Self::UnknownMemberStatus { .. } => "error-unknown-member-status",
            Self::Required => "error-required",
            Self::TooShort { .. } => "error-too-short",
            Self::MissingProperty => "error-missing-property",
            Self::NotIn { .. } => "error-not-in",
            Self::Identity(misfit) => misfit.code(),
        }
    }

    fn args(&self) -> Args {
        match self {
            Self::Metadef { schema, problem } => {
                let mut args = problem.args();
                args.push(("schema", schema.as_str().to_owned()));
                args
            }
            Self::Fetch(fault) => fault.args(),
            Self::Search(fault) => fault.args(),
            Self::Breach { value, namespace, rule, params } => {
                let mut args: Args = params.iter().map(|(name, value)| (*name, value.clone())).collect();
                args.extend([
                    ("value", value.clone()),
                    ("namespace", namespace.clone()),
                    ("rule", (*rule).to_owned()),
                ]);
                args
            }
            Self::UnknownVisibility { value } => vec![("value", value.clone())],
            Self::Schema { value, .. }
            | Self::OutOfRange { value }
            | Self::Negative { value }
            | Self::UnknownValue { value }
            | Self::UnknownMemberStatus { value }
            | Self::Quotes { value }
            | Self::NotTime { value }
            | Self::Length { value } => vec![("value", value.clone())],
            Self::TooLong { limit }
            | Self::TooMany { limit }
            | Self::TooDeep { limit }
            | Self::TooShort { limit } => {
                vec![("limit", limit.to_string())]
            }
            Self::Identity(misfit) => misfit.args(),
            Self::UnknownMarker { marker } => vec![("marker", marker.clone())],
            Self::UnknownSortKey { key } => vec![("key", key.clone())],
            Self::UnknownSortDirection { direction } => vec![("direction", direction.clone())],
            Self::UnknownOperator { operator } => vec![("operator", operator.clone())],
            Self::Pointer { pointer } => vec![("pointer", pointer.clone())],
            Self::NotInteger
            | Self::NotPositive
            | Self::SortMixed
            | Self::SortCount
            | Self::NotSupported
            | Self::Unchanged
            | Self::ControlCharacter
            | Self::BadJson
            | Self::BadUtf8
            | Self::BodyExpected
            | Self::BodyNotExpected
            | Self::NotObject
            | Self::NotList
            | Self::FormatsUnset
            | Self::Operation { .. }
            | Self::NotThePath
            | Self::MultipleRanges
            | Self::NoMember
            | Self::NoMemberStatus
            | Self::MissingProperty
            | Self::Required => vec![],
            Self::NotIn { place } => vec![("place", (*place).to_owned())],
        }
    }
}

impl Limit {
    fn code(&self) -> &'static str {
        match self {
            Self::Metadef { .. } => "error-metadef-quota",
            Self::ImageSize { .. } => "error-image-too-large",
            Self::Properties { .. } => "error-property-quota",
            Self::Tags { .. } => "error-tag-quota",
            Self::Members { .. } => "error-member-quota",
            Self::QueuedImages { .. } => "error-queued-quota",
            Self::Operations { .. } => "error-operations",
            Self::Body { .. } => "error-body-too-large",
            Self::Credentials { .. } => "error-credential-quota",
            Self::StoreFull => "error-store-full",
            Self::Quota { .. } => "error-quota",
            Self::Storage { .. } => "error-storage-quota",
        }
    }

    fn args(&self) -> Args {
        match self {
            Self::Metadef { kind, limit } => {
                vec![("kind", kind.as_str().to_owned()), ("limit", limit.to_string())]
            }
            Self::ImageSize { bytes } | Self::Body { bytes } => vec![("limit", bytes.to_string())],
            Self::Properties { limit }
            | Self::Tags { limit }
            | Self::Members { limit }
            | Self::Operations { limit }
            | Self::Credentials { limit } => {
                vec![("limit", limit.to_string())]
            }
            Self::QueuedImages { limit } => vec![("limit", limit.to_string())],
            Self::StoreFull => vec![],
            Self::Quota { resource, limit } => {
                vec![("resource", resource.name().to_owned()), ("limit", limit.to_string())]
            }
            Self::Storage { bytes } => vec![("limit", bytes.to_string())],
        }
    }
}
