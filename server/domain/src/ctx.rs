//! Who asks, and on behalf of what: the first argument of every service method.

use std::net::IpAddr;

use crate::audit::Notes;
use crate::identity::model::DEFAULT_DOMAIN;

/// Declares a newtype over the text of an id.
macro_rules! id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub String);

        impl $name {
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    };
}
pub(crate) use id;

id!(/** A user's id. */ UserId);
id!(/** A project's id: the owner of what its members create. */ ProjectId);
id!(/** The id of a domain, which users and projects belong to. */ DomainId);

/// What a caller's roles apply to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Nothing yet: the caller may only look for a project to enter.
    Unscoped,
    Project {
        id: ProjectId,
        name: String,
        domain: DomainId,
    },
    /// A whole domain: its users and projects, no image.
    Domain {
        id: DomainId,
        name: String,
    },
    /// The installation as such.
    System,
    /// Vitrine itself: background jobs and the command line on the server's own machine.
    Internal,
}

/// An authenticated caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    pub user_id: UserId,
    pub user_name: String,
    pub user_domain: DomainId,
    pub scope: Scope,
    /// Lower case, implied roles included.
    pub roles: Vec<String>,
    /// Roles of the service that hands the request on (`X-Service-Token`); lower case.
    pub service_roles: Vec<String>,
    /// How the token is limited, when an application credential stands behind it.
    pub delegation: Option<Delegation>,
}

/// What a token from an application credential may not do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delegation {
    /// The application credential.
    pub credential: String,
    /// May it manage credentials and exchange its token?
    pub is_unrestricted: bool,
}

impl Caller {
    /// The project the caller works in, if any.
    #[must_use]
    pub fn project(&self) -> Option<&ProjectId> {
        match &self.scope {
            Scope::Project { id, .. } => Some(id),
            Scope::Unscoped | Scope::Domain { .. } | Scope::System | Scope::Internal => None,
        }
    }
}

/// A request: its caller, the id under which the log tells about it, and where it came from.
#[derive(Clone, Debug)]
pub struct Ctx {
    pub caller: Caller,
    pub request_id: String,
    /// The client's address, where there is one.
    pub address: Option<IpAddr>,
    /// What the end of the request must know of its middle.
    pub notes: Notes,
}

impl Ctx {
    #[must_use]
    pub fn new(caller: Caller, request_id: String, address: Option<IpAddr>) -> Self {
        Self { caller, request_id, address, notes: Notes::default() }
    }

    /// The context of work that Vitrine does for itself. Policy allows it everything.
    #[must_use]
    pub fn internal(purpose: &str) -> Self {
        Self {
            caller: Caller {
                user_id: UserId(format!("vitrine:{purpose}")),
                user_name: purpose.to_owned(),
                user_domain: DomainId::from(DEFAULT_DOMAIN),
                scope: Scope::Internal,
                roles: vec!["admin".to_owned(), "member".to_owned(), "reader".to_owned()],
                service_roles: Vec::new(),
                delegation: None,
            },
            request_id: format!("job-{purpose}"),
            address: None,
            notes: Notes::default(),
        }
    }
}
