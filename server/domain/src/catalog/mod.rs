//! The service catalog: which services there are, where each is reached, and in which region.
//!
//! It is part of every token with a scope. The image service and the identity service are in it from the
//! start, at addresses that follow the name by which a client calls this server.

mod address;
mod model;
pub mod ports;
mod service;

pub use address::Address;
pub use model::{
    Endpoint, EndpointChange, EndpointFilter, Interface, NewEndpoint, NewRegion, NewService, Offer, Region,
    RegionChange, Service, ServiceChange, ServiceFilter,
};
pub use ports::CatalogRepo;
pub use service::{Catalog, interface};
