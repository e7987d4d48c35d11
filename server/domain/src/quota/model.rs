//! Resources, limits and use.

use vitrine_wire::Timestamp;

use crate::ctx::ProjectId;
use crate::image::ImageId;

/// A limit that is none.
pub const UNLIMITED: i64 = -1;

/// What is counted for each project, by the names that clients of the Image API know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resource {
    /// MiB of finished images.
    SizeTotal,
    /// MiB of data that waits to be imported.
    StageTotal,
    /// Images, with data or without.
    CountTotal,
    /// Uploads and imports at once.
    CountUploading,
}

impl Resource {
    pub const ALL: [Self; 4] = [Self::SizeTotal, Self::StageTotal, Self::CountTotal, Self::CountUploading];

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::SizeTotal => "image_size_total",
            Self::StageTotal => "image_stage_total",
            Self::CountTotal => "image_count_total",
            Self::CountUploading => "image_count_uploading",
        }
    }

    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|resource| resource.name() == name)
    }
}

/// A project's limits, as far as somebody set them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProjectLimits([Option<i64>; 4]);

impl ProjectLimits {
    /// The limit on a resource; [`UNLIMITED`] is one that somebody set.
    #[must_use]
    pub fn get(&self, resource: Resource) -> Option<i64> {
        self.0[resource as usize]
    }

    /// Sets a limit. Of several for one resource the strictest counts.
    pub fn restrict(&mut self, resource: Resource, limit: i64) {
        let known = &mut self.0[resource as usize];
        *known = Some(match *known {
            Some(known) if known >= 0 && (limit < 0 || known < limit) => known,
            _ => limit,
        });
    }

    /// These, or where one was not set, the other ones.
    #[must_use]
    pub fn or(mut self, other: &Self) -> Self {
        for resource in Resource::ALL {
            self.0[resource as usize] = self.get(resource).or(other.get(resource));
        }
        self
    }
}

/// What a project has now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Bytes of images, once for each place where they lie.
    pub stored: u64,
    /// Bytes that running uploads may still bring.
    pub reserved: u64,
    /// Bytes that wait to be imported.
    pub staged: u64,
    pub images: u64,
    pub uploads: u64,
}

/// Upper bounds for one step. Nothing: no bound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Caps {
    pub bytes: Option<u64>,
    pub images: Option<u64>,
    pub uploads: Option<u64>,
    /// Images without data.
    pub queued: Option<u64>,
}

/// Room that an upload holds until its bytes count as stored, or are gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reservation {
    /// The upload's; see ADR 0004.
    pub generation: String,
    pub image: ImageId,
    pub project: ProjectId,
    /// The process that uploads: when it dies, so does the reservation.
    pub node: String,
    pub bytes: u64,
    pub at: Timestamp,
}

/// A limit that holds for every project without one of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisteredLimit {
    pub id: String,
    pub service_id: String,
    pub region_id: Option<String>,
    pub resource_name: String,
    pub default_limit: i64,
    pub description: Option<String>,
}

/// A project's own limit, in place of a registered one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectLimit {
    pub id: String,
    pub project_id: ProjectId,
    pub service_id: String,
    pub region_id: Option<String>,
    pub resource_name: String,
    pub resource_limit: i64,
    pub description: Option<String>,
}

/// Which limits to list; all that is given must fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LimitFilter {
    pub project_id: Option<String>,
    pub service_id: Option<String>,
    pub region_id: Option<String>,
    pub resource_name: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_several_limits_the_strictest_counts() {
        for (set, expected) in [
            (vec![5], 5),
            (vec![5, 3], 3),
            (vec![3, 5], 3),
            (vec![-1, 3], 3),
            (vec![3, -1], 3),
            (vec![-1], -1),
        ] {
            let mut limits = ProjectLimits::default();
            set.iter().for_each(|limit| limits.restrict(Resource::SizeTotal, *limit));
            assert_eq!(limits.get(Resource::SizeTotal), Some(expected), "{set:?}");
        }
    }

    #[test]
    fn what_was_not_set_comes_from_elsewhere() {
        let (mut own, mut other) = (ProjectLimits::default(), ProjectLimits::default());
        own.restrict(Resource::SizeTotal, UNLIMITED);
        other.restrict(Resource::SizeTotal, 7);
        other.restrict(Resource::CountTotal, 8);
        let both = own.or(&other);
        assert_eq!(both.get(Resource::SizeTotal), Some(UNLIMITED));
        assert_eq!(both.get(Resource::CountTotal), Some(8));
        assert_eq!(both.get(Resource::StageTotal), None);
    }
}
