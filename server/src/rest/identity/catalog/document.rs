//! How services, endpoints and regions are shown.

use serde_json::{Value, json};
use vitrine_domain::catalog::{Endpoint, Offer, Region, Service};

use crate::rest::identity::MOUNT;

/// The catalog of a token: addresses with the token's project filled in.
pub fn entries(offers: &[Offer], base: &str, project: Option<&str>) -> Value {
    let entry = |offer: &Offer| {
        let endpoints = offer.endpoints.iter().filter_map(|endpoint| {
            let url = endpoint.address.resolved(base, project)?;
            Some(json!({
                "id": endpoint.id,
                "interface": endpoint.interface.as_str(),
                "region": endpoint.region,
                "region_id": endpoint.region,
                "url": url,
            }))
        });
        let endpoints: Vec<Value> = endpoints.collect();
        let service = &offer.service;
        json!({"id": service.id, "type": service.kind, "name": service.name, "endpoints": endpoints})
    };
    offers.iter().map(entry).collect()
}

pub fn service(service: &Service, base: &str) -> Value {
    let mut document = json!({
        "id": service.id,
        "name": service.name,
        "type": service.kind,
        "enabled": service.is_enabled,
        "links": {"self": format!("{base}{MOUNT}/v3/services/{}", service.id)},
    });
    if let Some(description) = &service.description {
        document["description"] = json!(description);
    }
    document
}

pub fn endpoint(endpoint: &Endpoint, base: &str) -> Value {
    json!({
        "id": endpoint.id,
        "interface": endpoint.interface.as_str(),
        "region_id": endpoint.region,
        "region": endpoint.region,
        "service_id": endpoint.service,
        "url": endpoint.address.shown(base),
        "enabled": endpoint.is_enabled,
        "links": {"self": format!("{base}{MOUNT}/v3/endpoints/{}", endpoint.id)},
    })
}

pub fn region(region: &Region, base: &str) -> Value {
    json!({
        "id": region.id,
        "description": region.description,
        "parent_region_id": region.parent,
        "links": {"self": format!("{base}{MOUNT}/v3/regions/{}", region.id)},
    })
}
