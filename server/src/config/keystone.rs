//! `[keystone]`: somebody else's Keystone, for `identity.mode = "keystone"`.
//!
//! Secrets may stand in the file, in a file of their own, or in the environment; `config show` hides
//! them. Which of them are needed is checked only where the mode asks for a Keystone at all.

use std::path::PathBuf;
use std::time::Duration;

use super::{ConfigError, Hidden, Strict, refuse, section};

section! {
    /// Your Keystone, where `identity.mode` is `keystone`. Vitrine asks it with a user of its own: either
    /// `username` and `password`, or an application credential.
    Keystone {
        /// Its address, as `https://keystone.example:5000` (with or without `/v3`).
        auth_url: Option<String> = None,
        /// Ask the identity endpoint of the catalog with this interface (`public`, `internal` or `admin`)
        /// instead of `auth_url`.
        interface: Option<String> = None,
        /// The region of that endpoint. Unset: any.
        region: Option<String> = None,
        /// The address that refused clients are sent to. Unset: `auth_url`.
        www_authenticate_uri: Option<String> = None,
        /// The service user; role `service` (or `admin`) lets it validate tokens.
        username: Option<String> = None,
        /// The domain of that user, by name.
        user_domain: String = "Default".to_owned(),
        /// The project that it works in, by name.
        project: String = "service".to_owned(),
        /// The domain of that project, by name.
        project_domain: String = "Default".to_owned(),
        /// The password of the service user; better in `password_file` or `VITRINE__KEYSTONE__PASSWORD`.
        password: Option<Hidden> = None,
        /// A file that holds the password and nothing else.
        password_file: Option<PathBuf> = None,
        /// An application credential instead of a user's name and password.
        application_credential_id: Option<String> = None,
        /// Its secret; better in `application_credential_secret_file` or
        /// `VITRINE__KEYSTONE__APPLICATION_CREDENTIAL_SECRET`.
        application_credential_secret: Option<Hidden> = None,
        /// A file that holds the secret and nothing else.
        application_credential_secret_file: Option<PathBuf> = None,
        /// Seconds that a validated token is believed without asking again, and so the longest time that
        /// a revoked token still works here. 0 asks each time.
        cache_seconds: u64 = 60,
        /// Validated tokens that are remembered.
        cache_size: u64 = 10_000,
        /// Seconds that an invalid token is remembered as such.
        negative_cache_seconds: u64 = 60,
        /// Invalid tokens that are remembered.
        negative_cache_size: u64 = 10_000,
        /// Seconds in which a connection must stand.
        connect_timeout_seconds: u64 = 5,
        /// Seconds in which an answer must be complete.
        timeout_seconds: u64 = 15,
        /// Certificates of the authorities to trust instead of the system's, as PEM.
        ca_file: Option<PathBuf> = None,
        /// Do not check certificates at all. For a test only: it is complained about at each start.
        insecure: Strict = Strict(false),
        /// Roles that make `X-Service-Token` count: such a service may act with a user's expired token.
        service_token_roles: Vec<String> = vec!["service".to_owned()],
        /// Let Keystone send the catalog with each validation.
        include_catalog: Strict = Strict(true),
    }
}

/// How the service user proves who it is.
#[derive(Clone, Debug)]
pub enum ServiceLogin {
    Password {
        username: String,
        user_domain: String,
        project: String,
        project_domain: String,
        password: Hidden,
    },
    ApplicationCredential {
        id: String,
        secret: Hidden,
    },
}

impl Keystone {
    /// Takes the secrets from the environment as they are: the general reader would make numbers of some.
    pub(super) fn take_environment(&mut self) {
        let secret = |name: &str| std::env::var(name).ok().filter(|text| !text.is_empty()).map(Hidden::new);
        if let Some(password) = secret("VITRINE__KEYSTONE__PASSWORD") {
            self.password = Some(password);
        }
        if let Some(secret) = secret("VITRINE__KEYSTONE__APPLICATION_CREDENTIAL_SECRET") {
            self.application_credential_secret = Some(secret);
        }
    }

    /// Checks what must hold when tokens are validated by a Keystone.
    pub(super) fn validate(&self) -> Result<(), ConfigError> {
        self.base()?;
        self.service_login()?;
        if self.interface.as_deref().is_some_and(|name| !["public", "internal", "admin"].contains(&name)) {
            return refuse("keystone.interface", "must be public, internal or admin");
        }
        if self.cache_size == 0 {
            return refuse("keystone.cache_size", "must be at least 1");
        }
        if self.negative_cache_size == 0 {
            return refuse("keystone.negative_cache_size", "must be at least 1");
        }
        if self.connect_timeout_seconds == 0 {
            return refuse("keystone.connect_timeout_seconds", "must be at least 1");
        }
        if self.timeout_seconds == 0 {
            return refuse("keystone.timeout_seconds", "must be at least 1");
        }
        if self.ca_file.is_some() && self.insecure.0 {
            return refuse("keystone.insecure", "means nothing beside keystone.ca_file; choose one");
        }
        Ok(())
    }

    /// The address of the service without the version.
    pub fn base(&self) -> Result<String, ConfigError> {
        let Some(given) = &self.auth_url else {
            return refuse("keystone.auth_url", "is needed where identity.mode is keystone");
        };
        match url::Url::parse(given) {
            Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() && url.username() == "" => {
                let base = given.trim_end_matches('/');
                Ok(base.strip_suffix("/v3").unwrap_or(base).trim_end_matches('/').to_owned())
            }
            _ => refuse("keystone.auth_url", "must be an address such as https://keystone.example:5000"),
        }
    }

    /// Where refused clients are sent to.
    pub fn public_address(&self) -> Result<String, ConfigError> {
        self.www_authenticate_uri.clone().map_or_else(|| self.base(), Ok)
    }

    /// How the service user logs in.
    pub fn service_login(&self) -> Result<ServiceLogin, ConfigError> {
        match (&self.username, &self.application_credential_id) {
            (Some(_), Some(_)) => {
                refuse("keystone.username", "and application_credential_id exclude each other")
            }
            (None, None) => refuse("keystone.username", "or application_credential_id is needed"),
            (Some(username), None) => Ok(ServiceLogin::Password {
                username: username.clone(),
                user_domain: self.user_domain.clone(),
                project: self.project.clone(),
                project_domain: self.project_domain.clone(),
                password: secret("keystone.password", self.password.as_ref(), self.password_file.as_ref())?,
            }),
            (None, Some(id)) => Ok(ServiceLogin::ApplicationCredential {
                id: id.clone(),
                secret: secret(
                    "keystone.application_credential_secret",
                    self.application_credential_secret.as_ref(),
                    self.application_credential_secret_file.as_ref(),
                )?,
            }),
        }
    }

    #[must_use]
    pub fn cache_life(&self) -> Duration {
        Duration::from_secs(self.cache_seconds)
    }

    #[must_use]
    pub fn negative_cache_life(&self) -> Duration {
        Duration::from_secs(self.negative_cache_seconds)
    }

    #[must_use]
    pub fn connect_timeout(&self) -> Duration {
        Duration::from_secs(self.connect_timeout_seconds)
    }

    #[must_use]
    pub fn timeout(&self) -> Duration {
        Duration::from_secs(self.timeout_seconds)
    }
}

fn secret(key: &'static str, given: Option<&Hidden>, file: Option<&PathBuf>) -> Result<Hidden, ConfigError> {
    let found = match (given, file) {
        (Some(given), _) => given.clone(),
        (None, Some(file)) => match std::fs::read_to_string(file) {
            Ok(text) => Hidden::new(text.trim_end_matches(['\r', '\n'])),
            Err(error) => return refuse(key, format!("{} cannot be read: {error}", file.display())),
        },
        (None, None) => return refuse(key, "is needed, here, in its file or in the environment"),
    };
    if found.reveal().trim().is_empty() { refuse(key, "must not be empty") } else { Ok(found) }
}
