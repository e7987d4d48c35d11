//! A `clouds.yaml` that OpenStack clients can use as it is.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use vitrine_domain::identity::Secret;

use crate::private_file;

/// The file's name in the data directory.
pub const CLOUDS_FILE: &str = "clouds.yaml";
/// What the cloud is called in it.
pub const CLOUD: &str = "vitrine";

#[derive(Serialize, Deserialize)]
struct Clouds {
    clouds: std::collections::BTreeMap<String, Cloud>,
}

#[derive(Serialize, Deserialize)]
struct Cloud {
    auth: Auth,
    region_name: String,
    interface: String,
    identity_api_version: u32,
}

#[derive(Serialize, Deserialize)]
struct Auth {
    auth_url: String,
    username: String,
    password: String,
    project_name: String,
    user_domain_name: String,
    project_domain_name: String,
}

/// Writes the file for a new administrator, or brings the address of an existing one up to date.
/// Nothing to write where the password is not known.
pub fn write_clouds(
    path: &Path,
    url: &str,
    region: &str,
    password: Option<&Secret>,
) -> anyhow::Result<Option<PathBuf>> {
    let password = match password {
        Some(password) => password.reveal().to_owned(),
        None => match known_password(path)? {
            Some(password) => password,
            None => return Ok(None),
        },
    };
    let auth = Auth {
        auth_url: format!("{url}/identity/v3"),
        username: "admin".to_owned(),
        password,
        project_name: "admin".to_owned(),
        user_domain_name: "Default".to_owned(),
        project_domain_name: "Default".to_owned(),
    };
    let cloud = Cloud {
        auth,
        region_name: region.to_owned(),
        interface: "public".to_owned(),
        identity_api_version: 3,
    };
    let clouds = Clouds { clouds: [(CLOUD.to_owned(), cloud)].into() };
    private_file::write(path, yaml_serde::to_string(&clouds)?.as_bytes())?;
    Ok(Some(path.to_owned()))
}

fn known_password(path: &Path) -> anyhow::Result<Option<String>> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let mut clouds: Clouds = yaml_serde::from_str(&text)?;
    Ok(clouds.clouds.remove(CLOUD).map(|cloud| cloud.auth.password))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strange_passwords_survive_and_addresses_follow_the_listener() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(CLOUDS_FILE);
        let password = Secret::new("no: 'x' # \"y\" 0x1");
        write_clouds(&path, "http://127.0.0.1:1", "RegionOne", Some(&password)).unwrap();
        write_clouds(&path, "http://127.0.0.1:2", "RegionOne", None).unwrap();
        let clouds: Clouds = yaml_serde::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let auth = &clouds.clouds[CLOUD].auth;
        assert_eq!(auth.password, password.reveal());
        assert_eq!(auth.auth_url, "http://127.0.0.1:2/identity/v3");
    }

    #[test]
    fn there_is_nothing_to_write_without_a_password() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(CLOUDS_FILE);
        assert!(write_clouds(&path, "http://x", "RegionOne", None).unwrap().is_none());
        assert!(!path.exists());
    }
}
