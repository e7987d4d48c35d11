//! Settings: `vitrine.toml`, then the environment (`VITRINE__SECTION__KEY`), then flags.
//!
//! One file per section. Each declares its settings once, through [`section!`]: name, type, default
//! and the sentence that `vitrine config docs` prints. Unknown keys and bad values stop the start with
//! an error that names the key.

mod audit;
mod dashboard;
mod database;
mod fetch;
mod front;
mod http;
mod identity;
mod images;
mod keystone;
mod log;
mod metadefs;
mod policy;
mod quota;
mod storage;
mod tls;
mod values;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

pub use audit::Audit;
pub use dashboard::Dashboard;
pub use database::Database;
pub use fetch::Fetch;
pub use front::{Lab, Proxy};
pub use http::{Http, ProxyHeaders};
pub use identity::{Identity, Mode};
pub use images::{Images, PropertyProtection};
pub use keystone::{Keystone, ServiceLogin};
pub use log::{Log, LogFormat};
pub use metadefs::Metadefs;
pub use policy::Policy;
pub use quota::Quota;
pub use storage::Storage;
pub use tls::Tls;
pub use values::{Hidden, Strict};

/// The data directory where nothing says another.
const DATA_DIR: &str = "data";

/// Declares a section: a struct whose fields have defaults and documentation.
macro_rules! section {
    ($(#[doc = $about:literal])+ $name:ident { $($(#[doc = $doc:literal])+ $field:ident: $type:ty = $default:expr),+ $(,)? }) => {
        $(#[doc = $about])+
        #[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct $name { $($(#[doc = $doc])+ pub $field: $type),+ }

        impl Default for $name {
            fn default() -> Self {
                Self { $($field: $default),+ }
            }
        }

        impl super::Documented for $name {
            const ABOUT: &'static str = concat!($($about, "\n"),+);
            const SETTINGS: &'static [(&'static str, &'static str)] =
                &[$((stringify!($field), concat!($($doc, "\n"),+))),+];
        }
    };
}
use section;

/// What `config docs` prints about a section.
pub trait Documented {
    const ABOUT: &'static str;
    /// Names and descriptions, in order.
    const SETTINGS: &'static [(&'static str, &'static str)];
}

/// Everything that can be set.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    pub http: Http,
    pub tls: Tls,
    pub database: Database,
    pub storage: Storage,
    pub images: Images,
    pub metadefs: Metadefs,
    pub fetch: Fetch,
    pub identity: Identity,
    pub keystone: Keystone,
    pub proxy: Proxy,
    /// `[none]`.
    #[serde(rename = "none")]
    pub lab: Lab,
    pub policy: Policy,
    pub quota: Quota,
    pub dashboard: Dashboard,
    pub audit: Audit,
    pub log: Log,
    /// Where Vitrine keeps what it must not lose. Not a section: `--data-dir` or `VITRINE__DATA_DIR`.
    pub data_dir: PathBuf,
}

/// What flags say, above file and environment.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    pub data_dir: Option<PathBuf>,
    pub listen: Option<String>,
}

#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("{0}")]
    Load(#[from] config::ConfigError),
    #[error("{key}: {problem}")]
    Value { key: &'static str, problem: String },
    #[error("the settings cannot be shown: {0}")]
    Show(#[from] toml::ser::Error),
}

/// A value that its setting does not accept.
fn refuse<T>(key: &'static str, problem: impl Into<String>) -> Result<T, ConfigError> {
    Err(ConfigError::Value { key, problem: problem.into() })
}

impl Settings {
    /// Loads and checks the settings. Without `file`, `vitrine.toml` in the data directory counts if
    /// it is there.
    pub fn load(file: Option<&Path>, flags: &Flags) -> Result<Self, ConfigError> {
        let said =
            flags.data_dir.clone().or_else(|| std::env::var_os("VITRINE__DATA_DIR").map(PathBuf::from));
        let data_dir = said.clone().unwrap_or_else(|| PathBuf::from(DATA_DIR));
        let source = match file {
            Some(path) => config::File::from(path.to_path_buf()).required(true),
            None => config::File::from(data_dir.join("vitrine.toml")).required(false),
        };
        let environment = config::Environment::with_prefix("VITRINE")
            .prefix_separator("__")
            .separator("__")
            .try_parsing(true)
            .list_separator(",")
            .with_list_parse_key("http.trusted_proxies")
            .with_list_parse_key("images.disk_formats")
            .with_list_parse_key("images.container_formats")
            .with_list_parse_key("fetch.ports")
            .with_list_parse_key("fetch.hosts")
            .with_list_parse_key("fetch.networks")
            .with_list_parse_key("proxy.peers")
            .with_list_parse_key("identity.service_token_roles")
            .with_list_parse_key("keystone.service_token_roles");
        let loaded = config::Config::builder()
            .add_source(source.format(config::FileFormat::Toml))
            .add_source(environment)
            .build()?;
        let mut settings: Self = loaded.try_deserialize()?;
        // A file named by `--config` may say it; the one in the data directory would come too late.
        let from_file = Some(settings.data_dir).filter(|dir| !dir.as_os_str().is_empty());
        settings.data_dir = said.or(from_file).unwrap_or(data_dir);
        if let Some(listen) = &flags.listen {
            settings.http.listen.clone_from(listen);
        }
        settings.keystone.take_environment();
        settings.validate()?;
        Ok(settings)
    }

    /// Without any authentication, others must not reach us unless that was said twice.
    pub fn check_exposure(&self, is_said_again: bool) -> Result<(), ConfigError> {
        let is_safe = self.identity.mode != Mode::None || self.http.address()?.ip().is_loopback();
        if is_safe || (self.identity.none_anywhere.0 && is_said_again) {
            return Ok(());
        }
        refuse(
            "identity.mode",
            format!(
                "none lets everybody who reaches {} do everything; listen on a loopback address, or set \
                 identity.none_anywhere = true and also start with --none-anywhere (VITRINE_NONE_ANYWHERE=true)",
                self.http.listen
            ),
        )
    }

    fn validate(&self) -> Result<(), ConfigError> {
        self.http.validate()?;
        self.tls.validate()?;
        self.database.validate()?;
        self.storage.validate()?;
        self.images.validate()?;
        self.fetch.validate()?;
        self.identity.validate()?;
        match self.identity.mode {
            Mode::Embedded => {}
            Mode::Keystone => self.keystone.validate()?,
            Mode::Proxy => self.proxy.validate()?,
            Mode::None => self.lab.validate()?,
        }
        self.quota.validate()?;
        self.dashboard.validate()?;
        self.audit.validate()?;
        self.log.validate()
    }

    /// The effective settings as TOML, secrets redacted.
    pub fn show(&self) -> Result<String, ConfigError> {
        let mut shown = self.clone();
        shown.database.url = redact_url(&shown.database.url(&self.data_dir));
        shown.storage.path = shown.storage.path(&self.data_dir);
        Ok(toml::to_string_pretty(&shown)?)
    }

    /// The reference of all settings, in Markdown.
    pub fn docs() -> Result<String, ConfigError> {
        let defaults = toml::Table::try_from(Self::default())?;
        let mut text = String::from(
            "# Settings\n\nRead from `vitrine.toml` in the data directory (or `--config FILE`), then from the \
             environment as `VITRINE__SECTION__KEY`, then from flags; the last one wins.\n\nOutside the \
             sections stands `data_dir` (`--data-dir`, `VITRINE__DATA_DIR`, default `data`): where Vitrine keeps what \
             it must not lose.\n",
        );
        let section = |name: &str, about: &str, settings: &[(&str, &str)]| {
            let mut part =
                format!("\n## [{name}]\n\n{}\n\n| key | default | meaning |\n|---|---|---|\n", tidy(about));
            for (key, doc) in settings {
                let default = defaults.get(name).and_then(|table| table.get(*key));
                let default = default.map_or_else(|| "unset".to_owned(), |value| format!("`{value}`"));
                part += &format!("| `{key}` | {default} | {} |\n", tidy(doc));
            }
            part
        };
        text += &section("http", Http::ABOUT, Http::SETTINGS);
        text += &section("tls", Tls::ABOUT, Tls::SETTINGS);
        text += &section("database", Database::ABOUT, Database::SETTINGS);
        text += &section("storage", Storage::ABOUT, Storage::SETTINGS);
        text += &section("images", Images::ABOUT, Images::SETTINGS);
        text += &section("metadefs", Metadefs::ABOUT, Metadefs::SETTINGS);
        text += &section("fetch", Fetch::ABOUT, Fetch::SETTINGS);
        text += &section("identity", Identity::ABOUT, Identity::SETTINGS);
        text += &section("keystone", Keystone::ABOUT, Keystone::SETTINGS);
        text += &section("proxy", Proxy::ABOUT, Proxy::SETTINGS);
        text += &section("none", Lab::ABOUT, Lab::SETTINGS);
        text += &section("policy", Policy::ABOUT, Policy::SETTINGS);
        text += &section("quota", Quota::ABOUT, Quota::SETTINGS);
        text += &section("dashboard", Dashboard::ABOUT, Dashboard::SETTINGS);
        text += &section("audit", Audit::ABOUT, Audit::SETTINGS);
        text += &section("log", Log::ABOUT, Log::SETTINGS);
        Ok(text)
    }
}

fn tidy(doc: &str) -> String {
    doc.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The address of a database without its password.
fn redact_url(text: &str) -> String {
    match url::Url::parse(text) {
        Ok(mut parsed) if parsed.password().is_some() => {
            // Cannot fail: an address that has a password can have another.
            let _ = parsed.set_password(Some("***"));
            parsed.to_string()
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests;
