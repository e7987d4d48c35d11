//! `[proxy]`: the front proxy of `identity.mode = "proxy"`; `[none]`: who everybody is where nobody is asked.

use ipnet::IpNet;

use super::{ConfigError, refuse, section};

section! {
    /// The front proxy, where `identity.mode` is `proxy`: it has validated the token and says in identity
    /// headers (`X-Identity-Status`, `X-User-Id`, `X-Roles`, …) who asks.
    Proxy {
        /// Addresses or networks that may say so, as `10.0.0.5` or `10.0.0.0/24`: those of the proxy's own
        /// connections, not what a header tells. Everybody else's identity headers are dropped.
        peers: Vec<String> = Vec::new(),
    }
}

section! {
    /// Who everybody is, where `identity.mode` is `none`: an administrator, member and reader of one
    /// project.
    Lab {
        /// The id of the project.
        project_id: String = "00000000000000000000000000000000".to_owned(),
        /// Its name.
        project_name: String = "lab".to_owned(),
        /// The id of the user.
        user_id: String = "00000000000000000000000000000001".to_owned(),
        /// The name of the user.
        user_name: String = "lab".to_owned(),
    }
}

impl Proxy {
    pub(super) fn validate(&self) -> Result<(), ConfigError> {
        if self.networks()?.is_empty() {
            return refuse("proxy.peers", "must name the proxy where identity.mode is proxy");
        }
        Ok(())
    }

    /// The peers as networks.
    pub fn networks(&self) -> Result<Vec<IpNet>, ConfigError> {
        let parse = |text: &String| {
            let address = text.parse::<std::net::IpAddr>().map(IpNet::from);
            match address.or_else(|_| text.parse::<IpNet>()) {
                Ok(network) => Ok(network),
                Err(_) => refuse("proxy.peers", format!("{text:?} is neither an address nor a network")),
            }
        };
        self.peers.iter().map(parse).collect()
    }
}

impl Lab {
    pub(super) fn validate(&self) -> Result<(), ConfigError> {
        for (key, value) in [
            ("none.project_id", &self.project_id),
            ("none.project_name", &self.project_name),
            ("none.user_id", &self.user_id),
            ("none.user_name", &self.user_name),
        ] {
            if value.trim().is_empty() {
                return refuse(key, "must not be empty");
            }
        }
        Ok(())
    }
}
