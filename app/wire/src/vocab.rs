//! The closed vocabularies of the Image API. Each word is spelled here and nowhere else.

/// Declares an enum whose variants are words on the wire, with `as_str`, `parse` and `ALL`.
macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// Every word, in the order of the Image API.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The variant spelled exactly `word`, if there is one.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

pub(crate) use vocabulary;

vocabulary! {
    /// Where an image stands in its life.
    ImageStatus {
        Queued = "queued",
        Saving = "saving",
        Active = "active",
        Killed = "killed",
        Deleted = "deleted",
        Uploading = "uploading",
        Importing = "importing",
        PendingDelete = "pending_delete",
        Deactivated = "deactivated",
    }
}

vocabulary! {
    /// Who may see an image.
    Visibility {
        Public = "public",
        Private = "private",
        Shared = "shared",
        Community = "community",
    }
}

vocabulary! {
    /// What a project said to an image that was shared with it.
    MemberStatus {
        Pending = "pending",
        Accepted = "accepted",
        Rejected = "rejected",
    }
}

vocabulary! {
    /// Which way a sort key runs.
    SortDirection {
        Ascending = "asc",
        Descending = "desc",
    }
}

vocabulary! {
    /// The attributes a list of images can be sorted by.
    ImageSortKey {
        Name = "name",
        Status = "status",
        ContainerFormat = "container_format",
        DiskFormat = "disk_format",
        Size = "size",
        Id = "id",
        CreatedAt = "created_at",
        UpdatedAt = "updated_at",
    }
}

vocabulary! {
    /// The dashboard's tabs over the images: whose are shown.
    ImageScope {
        Mine = "mine",
        SharedWithMe = "shared",
        Public = "public",
        Community = "community",
        All = "all",
    }
}

impl SortDirection {
    /// The other way round.
    #[must_use]
    pub const fn reversed(self) -> Self {
        match self {
            Self::Ascending => Self::Descending,
            Self::Descending => Self::Ascending,
        }
    }
}

/// The disk formats a new installation accepts; operators may change the list.
pub const DISK_FORMATS: &[&str] =
    &["ami", "ari", "aki", "vhd", "vhdx", "vmdk", "raw", "qcow2", "vdi", "iso", "ploop"];

/// The container formats a new installation accepts; operators may change the list.
pub const CONTAINER_FORMATS: &[&str] = &["ami", "ari", "aki", "bare", "ovf", "ova", "docker", "compressed"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_parses_to_itself() {
        for status in ImageStatus::ALL {
            assert_eq!(ImageStatus::parse(status.as_str()), Some(*status));
            assert_eq!(serde_json::to_value(status).unwrap(), status.as_str());
        }
    }

    #[test]
    fn words_are_case_sensitive_and_unknown_ones_are_refused() {
        assert_eq!(Visibility::parse("Public"), None);
        assert_eq!(Visibility::parse("all"), None);
    }
}
