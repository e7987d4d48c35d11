//! What this server offers itself: the first entries of the catalog.

use anyhow::Context as _;
use sha2::{Digest, Sha256};
use vitrine_domain::Ctx;
use vitrine_domain::catalog::{Address, Catalog, Endpoint, Interface, Offer, Service};

use crate::hex::hex;
use crate::rest::identity::MOUNT;

/// Adds the image service and the identity service where they are missing, and notes the region.
pub async fn ensure(catalog: &Catalog, region: &str) -> anyhow::Result<()> {
    let offers = [
        offer("image", "glance", region, "/"),
        offer("identity", "keystone", region, &format!("{MOUNT}/v3")),
    ];
    let ensured = catalog.ensure(&Ctx::internal("catalog"), region, &offers).await;
    ensured.context("the catalog cannot be written")
}

fn offer(kind: &str, name: &str, region: &str, path: &str) -> Offer {
    let service = Service {
        id: stable_id(&[kind]),
        kind: kind.to_owned(),
        name: name.to_owned(),
        description: None,
        is_enabled: true,
    };
    let endpoint = |interface: Interface| Endpoint {
        id: stable_id(&[kind, interface.as_str()]),
        service: service.id.clone(),
        interface,
        region: Some(region.to_owned()),
        address: Address::Here(path.to_owned()),
        is_enabled: true,
    };
    let endpoints = Interface::ALL.into_iter().map(endpoint).collect();
    Offer { service, endpoints }
}

/// 32 hexadecimal digits that are the same for the same parts.
fn stable_id(parts: &[&str]) -> String {
    hex(&Sha256::digest(parts.join("/"))[..16])
}
