//! The catalog of metadata definitions, row for row of the Image API's rules.

mod defaults;
mod documents;
mod enforcement;
mod guide;
mod history;
mod limits;
mod namespace_list;
mod namespaces;
mod objects;
mod paths;
mod properties;
mod resource_types;
mod roles;
mod schemas;
mod search;
mod tags;
mod usage;

use serde_json::{Value, json};

use crate::support::{Client, TestApp};

const NAMESPACES: &str = "/v2/metadefs/namespaces";

/// The address of something in the namespace that most tests work in.
fn at(rest: &str) -> String {
    format!("{NAMESPACES}/OS::Test::Disk{rest}")
}

/// A namespace with some of everything.
fn disk() -> Value {
    json!({
        "namespace": "OS::Test::Disk",
        "display_name": "Disks",
        "description": "What a disk of a guest is like",
        "visibility": "public",
        "resource_type_associations": [
            {"name": "OS::Glance::Image", "prefix": "hw_"},
            {"name": "OS::Cinder::Volume", "prefix": "hw_", "properties_target": "image"},
            {"name": "OS::Nova::Aggregate"},
        ],
        "properties": {
            "disk_bus": {"type": "string", "title": "Bus", "enum": ["scsi", "virtio"], "default": "virtio"},
            "boot_menu": {"type": "boolean", "title": "Menu", "default": true},
        },
        "objects": [
            {"name": "Speed", "description": "How fast", "required": ["iops"], "properties": {
                "iops": {"type": "integer", "title": "Operations a second", "default": 20, "minimum": 1},
                "burst": {"type": "number", "title": "Burst", "default": 2.5, "maximum": 7.25},
            }},
            {"name": "Empty"},
        ],
        "tags": [{"name": "fast"}, {"name": "Fast"}],
    })
}

/// A program with that namespace, and its administrator.
async fn with_disk() -> (TestApp, Client) {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    admin.post(NAMESPACES).json(&disk()).await.expect(201);
    (app, admin)
}

/// A document without the moments in it.
fn timeless(mut document: Value) -> Value {
    match &mut document {
        Value::Object(map) => {
            map.retain(|key, _| key != "created_at" && key != "updated_at");
            map.values_mut().for_each(|value| *value = timeless(value.take()));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| *item = timeless(item.take())),
        _ => {}
    }
    document
}
