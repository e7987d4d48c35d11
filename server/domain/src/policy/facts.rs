//! What expressions can see: the caller's credentials, and facts about the object.
//!
//! Texts are as oslo.policy writes them: `True` and `False`, and `None` for what an object has no
//! value of. A credential that the caller lacks equals no fact, not even an absent one.

use std::borrow::Cow;

use super::expression::{Credential, Left, Piece, Template};
use crate::ctx::{Caller, Scope};

/// A fact about an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact<'a> {
    /// The object could have it, but has none.
    Nothing,
    Text(Cow<'a, str>),
}

impl<'a> From<&'a str> for Fact<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<Option<&'a str>> for Fact<'a> {
    fn from(text: Option<&'a str>) -> Self {
        text.map_or(Self::Nothing, Self::from)
    }
}

impl From<bool> for Fact<'_> {
    fn from(value: bool) -> Self {
        Self::from(if value { "True" } else { "False" })
    }
}

impl From<u64> for Fact<'_> {
    fn from(number: u64) -> Self {
        Self::Text(Cow::Owned(number.to_string()))
    }
}

/// Facts beyond those of [`Target`], by the names that the API has for them. Never a location, a token
/// or a credential.
pub trait Attributes: std::fmt::Debug + Sync {
    fn attribute(&self, name: &str) -> Option<Fact<'_>>;
}

/// What a rule may look at besides the caller: facts about the object it guards.
#[derive(Clone, Copy, Debug, Default)]
pub struct Target<'a> {
    /// The project that owns the object.
    pub owner: Option<&'a str>,
    pub visibility: Option<&'a str>,
    /// The caller's project, when the object is shared with it.
    pub member: Option<&'a str>,
    /// The user whom the object belongs to or describes.
    pub user: Option<&'a str>,
    /// The domain that the object belongs to.
    pub domain: Option<&'a str>,
    /// Everything else.
    pub attributes: Option<&'a dyn Attributes>,
}

impl<'a> Target<'a> {
    fn get(&self, name: &str) -> Option<Fact<'a>> {
        match name {
            "project_id" | "owner" => Some(self.owner.into()),
            "visibility" => self.visibility.map(Fact::from),
            "member_id" => self.member.map(Fact::from),
            "user_id" => self.user.map(Fact::from),
            "domain_id" => self.domain.map(Fact::from),
            _ => self.attributes?.attribute(name),
        }
    }
}

/// Which roles of a service token count as the caller's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ServiceRoles {
    None,
    /// `service` and no other: who passes a request on lends no power over its objects.
    Service,
    All,
}

/// A request, as tests look at it.
#[derive(Clone, Copy)]
pub(super) struct Facts<'a> {
    pub caller: &'a Caller,
    pub target: Target<'a>,
    pub service_roles: ServiceRoles,
}

impl Facts<'_> {
    pub fn has_role(&self, role: &Template) -> bool {
        let Some(role) = self.render(role, None) else {
            return false;
        };
        let is_it = |held: &String| held.eq_ignore_ascii_case(&role);
        self.caller.roles.iter().any(is_it)
            || match self.service_roles {
                ServiceRoles::None => false,
                ServiceRoles::Service if !role.eq_ignore_ascii_case("service") => false,
                ServiceRoles::Service | ServiceRoles::All => self.caller.service_roles.iter().any(is_it),
            }
    }

    pub fn equal(&self, left: &Left, right: &Template) -> bool {
        match left {
            Left::Literal(literal) => self.render(right, Some("None")).is_some_and(|text| text == *literal),
            Left::Credential(Credential::Roles) => self.is_among(&self.caller.roles, right),
            Left::Credential(Credential::ServiceRoles) => self.is_among(&self.caller.service_roles, right),
            Left::Credential(credential) => match (self.credential(*credential), right.as_text()) {
                (Some(held), _) => self.render(right, None).is_some_and(|text| text == held),
                (None, text) => text == Some("None"),
            },
        }
    }

    fn is_among(&self, words: &[String], right: &Template) -> bool {
        self.render(right, None).is_some_and(|text| words.iter().any(|word| *word == text))
    }

    fn credential(&self, credential: Credential) -> Option<&str> {
        let caller = self.caller;
        match (credential, &caller.scope) {
            (Credential::ProjectId, Scope::Project { id, .. }) => Some(id.as_str()),
            (Credential::ProjectName, Scope::Project { name, .. }) => Some(name),
            (Credential::ProjectDomainId, Scope::Project { domain, .. }) => Some(domain.as_str()),
            (Credential::DomainId, Scope::Domain { id, .. }) => Some(id.as_str()),
            (Credential::SystemScope, Scope::System) => Some("all"),
            (Credential::UserId, _) => Some(caller.user_id.as_str()),
            (Credential::UserName, _) => Some(&caller.user_name),
            (Credential::UserDomainId, _) => Some(caller.user_domain.as_str()),
            _ => None,
        }
    }

    /// The text with its facts filled in; nothing when one is unknown, or has no value and `nothing`
    /// does not stand in for it.
    fn render<'t>(&self, template: &'t Template, nothing: Option<&'static str>) -> Option<Cow<'t, str>>
    where
        Self: 't,
    {
        let piece = |piece: &'t Piece| match piece {
            Piece::Text(text) => Some(Cow::Borrowed(text.as_str())),
            Piece::Fact(name) => match self.target.get(name)? {
                Fact::Text(text) => Some(text),
                Fact::Nothing => nothing.map(Cow::Borrowed),
            },
        };
        match template.0.as_slice() {
            [only] => piece(only),
            pieces => pieces.iter().map(piece).collect::<Option<String>>().map(Cow::Owned),
        }
    }
}
