//! Services, endpoints and regions, and what may be changed about each.

use super::Address;

/// Something that clients can use, such as the image service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    pub id: String,
    /// What it does: `image`, `identity`.
    pub kind: String,
    pub name: String,
    pub description: Option<String>,
    pub is_enabled: bool,
}

/// Whom an endpoint is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interface {
    Public,
    Internal,
    Admin,
}

impl Interface {
    pub const ALL: [Self; 3] = [Self::Public, Self::Internal, Self::Admin];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Internal => "internal",
            Self::Admin => "admin",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|interface| interface.as_str() == text)
    }
}

/// Where a service is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    pub id: String,
    pub service: String,
    pub interface: Interface,
    pub region: Option<String>,
    pub address: Address,
    pub is_enabled: bool,
}

/// A place that endpoints are in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    pub id: String,
    pub description: String,
    pub parent: Option<String>,
}

/// A service with its endpoints, as tokens name them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub service: Service,
    pub endpoints: Vec<Endpoint>,
}

/// Only services of this type and name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceFilter {
    pub kind: Option<String>,
    pub name: Option<String>,
}

/// Only endpoints like this.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EndpointFilter {
    pub interface: Option<String>,
    pub service: Option<String>,
    pub region: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewService {
    pub kind: String,
    pub name: String,
    pub description: Option<String>,
    pub is_enabled: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEndpoint {
    pub service: String,
    pub interface: String,
    pub region: Option<String>,
    /// Make the region where there is none of that id.
    pub makes_region: bool,
    pub url: String,
    pub is_enabled: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRegion {
    pub id: Option<String>,
    pub description: String,
    pub parent: Option<String>,
}

/// What is absent stays as it is, here and below.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceChange {
    pub kind: Option<String>,
    pub name: Option<String>,
    pub description: Option<Option<String>>,
    pub is_enabled: Option<bool>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EndpointChange {
    pub service: Option<String>,
    pub interface: Option<Interface>,
    pub region: Option<Option<String>>,
    pub address: Option<Address>,
    pub is_enabled: Option<bool>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RegionChange {
    pub description: Option<String>,
    pub parent: Option<Option<String>>,
}

impl Service {
    #[must_use]
    pub fn changed(self, change: ServiceChange) -> Self {
        Self {
            id: self.id,
            kind: change.kind.unwrap_or(self.kind),
            name: change.name.unwrap_or(self.name),
            description: change.description.unwrap_or(self.description),
            is_enabled: change.is_enabled.unwrap_or(self.is_enabled),
        }
    }
}

impl Endpoint {
    #[must_use]
    pub fn changed(self, change: EndpointChange) -> Self {
        Self {
            id: self.id,
            service: change.service.unwrap_or(self.service),
            interface: change.interface.unwrap_or(self.interface),
            region: change.region.unwrap_or(self.region),
            address: change.address.unwrap_or(self.address),
            is_enabled: change.is_enabled.unwrap_or(self.is_enabled),
        }
    }
}

impl Region {
    #[must_use]
    pub fn changed(self, change: RegionChange) -> Self {
        Self {
            id: self.id,
            description: change.description.unwrap_or(self.description),
            parent: change.parent.unwrap_or(self.parent),
        }
    }
}
