//! Where an endpoint is: an address with the project in it, or a path of this server.

use crate::error::{Error, Fault, Result};
use crate::image::attributes::plain_text;

/// Characters of an address.
const MAX_LENGTH: usize = 2_048;
/// What an address may have in it in place of the project's id.
const VARIABLES: [&str; 2] = ["project_id", "tenant_id"];

/// An endpoint's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// A path of this server, beginning with a slash.
    Here(String),
    Elsewhere(String),
}

impl Address {
    /// An address as clients give it. Nothing but the project may be filled in.
    pub fn parse(text: &str) -> Result<Self> {
        let refused = || Error::invalid("url", Fault::UnknownValue { value: text.to_owned() });
        plain_text("url", text, MAX_LENGTH)?;
        let is_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-');
        let (scheme, rest) = text.split_once(':').ok_or_else(refused)?;
        if scheme.is_empty() || !scheme.chars().all(is_scheme) || rest.is_empty() {
            return Err(refused());
        }
        pieces(text).ok_or_else(refused)?;
        Ok(Self::Elsewhere(text.to_owned()))
    }

    /// As it is stored: no address begins with a slash.
    #[must_use]
    pub fn from_stored(text: String) -> Self {
        if text.starts_with('/') { Self::Here(text) } else { Self::Elsewhere(text) }
    }

    #[must_use]
    pub fn as_stored(&self) -> &str {
        match self {
            Self::Here(text) | Self::Elsewhere(text) => text,
        }
    }

    /// The address as an administrator sees it; `base` is what the client calls this server.
    #[must_use]
    pub fn shown(&self, base: &str) -> String {
        match self {
            Self::Here(path) => format!("{base}{}", path.trim_end_matches('/')),
            Self::Elsewhere(text) => text.clone(),
        }
    }

    /// The address for a token; nothing when it needs a project and the token has none.
    #[must_use]
    pub fn resolved(&self, base: &str, project: Option<&str>) -> Option<String> {
        let Self::Elsewhere(text) = self else {
            return Some(self.shown(base));
        };
        let pieces = pieces(text)?;
        let fill = |piece: &Piece<'_>| match piece {
            Piece::Text(text) => Some((*text).to_owned()),
            Piece::Project => project.map(str::to_owned),
        };
        pieces.iter().map(fill).collect()
    }
}

enum Piece<'a> {
    Text(&'a str),
    Project,
}

/// The text between variables; nothing when there is one that is not known.
fn pieces(text: &str) -> Option<Vec<Piece<'_>>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("%(").into_iter().chain(rest.find("$(")).min() {
        pieces.push(Piece::Text(&rest[..at]));
        let (name, behind) = rest[at + 2..].split_once(")s")?;
        VARIABLES.contains(&name).then_some(())?;
        pieces.push(Piece::Project);
        rest = behind;
    }
    pieces.push(Piece::Text(rest));
    Some(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_a_scheme_and_no_other_variable_than_the_project() {
        for good in ["http://h", "swift+tls:x", "http://h/v1/%(project_id)s/$(tenant_id)s", "a:%20", "h://%"]
        {
            assert!(Address::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "http",
            "http:",
            ":x",
            "/path",
            "ht tp://h",
            "http://h/%(admin_token)s",
            "http://h/$(user_id)s",
            "http://h/%(project_id)",
            "http://h/%(project_id)d",
            "http://h/%(",
            "http://h/\n",
        ] {
            assert!(Address::parse(bad).is_err(), "{bad}");
        }
        assert!(Address::parse(&format!("http://{}", "x".repeat(2_042))).is_err());
    }

    #[test]
    fn the_project_is_filled_in_or_the_address_is_none() {
        let address = Address::parse("http://h/%(project_id)s/$(tenant_id)s/x").unwrap();
        assert_eq!(address.resolved("http://b", Some("p")).unwrap(), "http://h/p/p/x");
        assert_eq!(address.resolved("http://b", None), None);
        assert_eq!(address.shown("http://b"), "http://h/%(project_id)s/$(tenant_id)s/x");
        let plain = Address::parse("http://h/100%").unwrap();
        assert_eq!(plain.resolved("http://b", None).unwrap(), "http://h/100%");
    }

    #[test]
    fn paths_of_this_server_follow_its_name() {
        let at = |path: &str| Address::from_stored(path.to_owned()).resolved("http://b:1", None).unwrap();
        assert_eq!(at("/"), "http://b:1");
        assert_eq!(at("/identity/v3"), "http://b:1/identity/v3");
        assert_eq!(at("http://other"), "http://other");
    }
}
