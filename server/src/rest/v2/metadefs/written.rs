//! Namespaces as they were written out, by edition: most readers of a catalog want what the last one got.

use axum::body::Bytes;
use moka::sync::Cache;

/// Bytes of all that is kept.
const ROOM: u64 = 16 << 20;

/// Answers to `GET /v2/metadefs/namespaces/{namespace}`. An edition that is gone is never asked for again,
/// and makes room in time.
#[derive(Clone)]
pub struct Written(Cache<(String, Option<String>), Bytes>);

impl Default for Written {
    fn default() -> Self {
        let size = |(edition, resource_type): &(String, Option<String>), body: &Bytes| {
            let all = edition.len() + resource_type.as_ref().map_or(0, String::len) + body.len();
            u32::try_from(all).unwrap_or(u32::MAX)
        };
        Self(Cache::builder().max_capacity(ROOM).weigher(size).build())
    }
}

impl Written {
    #[must_use]
    pub fn get(&self, edition: &str, resource_type: Option<&str>) -> Option<Bytes> {
        self.0.get(&key(edition, resource_type))
    }

    pub fn keep(&self, edition: &str, resource_type: Option<&str>, body: Bytes) {
        self.0.insert(key(edition, resource_type), body);
    }
}

fn key(edition: &str, resource_type: Option<&str>) -> (String, Option<String>) {
    (edition.to_owned(), resource_type.map(str::to_owned))
}
