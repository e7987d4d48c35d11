//! Typed names of objects: the only place that knows what paths in a store look like.

use std::fmt;

use vitrine_domain::image::BlobKey;

/// Where an object of a key lies.
#[derive(Clone, Copy, Debug)]
pub enum ObjectPath<'a> {
    /// Still being written.
    Incoming(&'a BlobKey),
    /// Complete.
    Finished(&'a BlobKey),
}

impl ObjectPath<'_> {
    /// Every folder that holds objects.
    pub const FOLDERS: [&'static str; 2] = ["incoming/", "objects/"];
}

impl fmt::Display for ObjectPath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Incoming(key) => write!(f, "incoming/{}.{}", key.image, key.generation),
            // Two levels, so that no directory grows with the catalog.
            Self::Finished(key) => {
                let shard = key.image.as_str().get(..2).unwrap_or("00").to_lowercase();
                write!(f, "objects/{shard}/{}.{}", key.image, key.generation)
            }
        }
    }
}

/// The key of an object's path; nothing for folders and for files that are none of ours.
pub fn parse(path: &str) -> Option<BlobKey> {
    let name = path.rsplit('/').next()?;
    let (image, generation) = name.split_once('.')?;
    let is_ours =
        !image.is_empty() && generation.len() == 32 && generation.bytes().all(|b| b.is_ascii_hexdigit());
    is_ours.then(|| BlobKey { image: image.into(), generation: generation.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_read_back_as_their_keys() {
        let key =
            BlobKey { image: "D7ed6c3b-7bb1".into(), generation: "0123456789abcdef0123456789abcdef".into() };
        let finished = ObjectPath::Finished(&key).to_string();
        assert_eq!(finished, "objects/d7/D7ed6c3b-7bb1.0123456789abcdef0123456789abcdef");
        assert_eq!(parse(&finished), Some(key.clone()));
        assert_eq!(parse(&ObjectPath::Incoming(&key).to_string()), Some(key));
    }

    #[test]
    fn strange_files_are_left_alone() {
        for path in [
            "objects/",
            "objects/d7/",
            "objects/d7/README",
            "incoming/x.part",
            "incoming/.0123456789abcdef0123456789abcdef",
        ] {
            assert_eq!(parse(path), None, "{path}");
        }
    }
}
