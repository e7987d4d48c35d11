//! Who asks, and on behalf of what: the first argument of every service method.

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

/// What a caller's roles apply to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Nothing yet: the caller may only look for a project to enter.
    Unscoped,
    Project {
        id: ProjectId,
        name: String,
    },
    /// Vitrine itself: background jobs and the command line on the server's own machine.
    Internal,
}

/// An authenticated caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    pub user_id: UserId,
    pub user_name: String,
    pub scope: Scope,
    /// Lower case, implied roles included.
    pub roles: Vec<String>,
}

impl Caller {
    /// The project the caller works in, if any.
    #[must_use]
    pub fn project(&self) -> Option<&ProjectId> {
        match &self.scope {
            Scope::Project { id, .. } => Some(id),
            Scope::Unscoped | Scope::Internal => None,
        }
    }
}

/// A request: its caller and the id under which the log tells about it.
#[derive(Clone, Debug)]
pub struct Ctx {
    pub caller: Caller,
    pub request_id: String,
}

impl Ctx {
    /// The context of work that Vitrine does for itself. Policy allows it everything.
    #[must_use]
    pub fn internal(purpose: &str) -> Self {
        Self {
            caller: Caller {
                user_id: UserId(format!("vitrine:{purpose}")),
                user_name: purpose.to_owned(),
                scope: Scope::Internal,
                roles: vec!["admin".to_owned(), "member".to_owned(), "reader".to_owned()],
            },
            request_id: format!("job-{purpose}"),
        }
    }
}
