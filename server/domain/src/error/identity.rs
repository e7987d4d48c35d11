//! What can go wrong with users, projects, domains, roles and assignments, and which message tells it.

/// Variables of a message, by name.
type Args = Vec<(&'static str, String)>;

/// What was looked for and not found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoSuch {
    Role(String),
    Credential(String),
    AccessRule(String),
    /// `target` is the id of a project or domain, or `system`.
    Assignment {
        role: String,
        user: String,
        target: String,
    },
    Implication {
        prior: String,
        implied: String,
    },
    /// The row after which a page was to begin.
    Marker(String),
    /// A request about a token that names none.
    NamedToken,
    /// Text that no token looks like.
    TokenLike,
    /// A token whose project or domain is out of use; `kind` says which of the two.
    UsableScope {
        kind: &'static str,
        id: String,
    },
}

/// Why something must not be done, whoever asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Barrier {
    DefaultDomain,
    DomainEnabled,
    HasChildren {
        id: String,
    },
    ChildrenEnabled {
        id: String,
    },
    /// What the project belongs to is out of use.
    ParentDisabled {
        id: String,
    },
    /// `verb` is what was tried: delete or update.
    ImmutableRole {
        id: String,
        verb: &'static str,
    },
    AdminImplied {
        id: String,
    },
    /// The token comes from a restricted application credential.
    Restricted,
    /// It makes and removes no credentials either.
    RestrictedMaker,
    /// A token from an application credential is exchanged for nothing.
    DelegatedToken,
    /// An access rule that application credentials have.
    RuleInUse {
        id: String,
    },
}

/// A name that somebody else has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    User {
        name: String,
        domain: String,
    },
    Project {
        name: String,
        id: String,
    },
    Domain {
        name: String,
    },
    Role {
        name: String,
    },
    Credential {
        name: String,
    },
    /// The place of a role that implies another, which implies it already.
    Implication {
        prior: String,
        implied: String,
    },
}

/// Why an input does not do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    DomainChange,
    UnknownDomain {
        id: String,
    },
    UnknownParent {
        id: String,
    },
    /// A list of assignments on a project and on a domain at once.
    TwoTargets,
    /// A role that is to imply itself.
    ImpliesItself,
    /// A role that the maker of a credential does not hold.
    UnassignedRole,
    /// A moment that is over already.
    Past,
    NoMoment,
    /// A way of logging in that there is not.
    UnsupportedMethod,
    /// `object`, which is `value`, lacks it.
    MissingMember {
        object: String,
        value: String,
    },
    /// It means something only together with another.
    Dependent {
        on: String,
    },
    /// Something is absent from `place`.
    Absent {
        place: String,
    },
}

impl NoSuch {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::Role(_) => "error-role-not-found",
            Self::Credential(_) => "error-credential-not-found",
            Self::AccessRule(_) => "error-access-rule-not-found",
            Self::Assignment { .. } => "error-assignment-not-found",
            Self::Implication { .. } => "error-implication-not-found",
            Self::Marker(_) => "error-marker-not-found",
            Self::NamedToken => "error-no-token",
            Self::TokenLike => "error-garbled-token",
            Self::UsableScope { .. } => "error-token-scope-disabled",
        }
    }

    pub(super) fn args(&self) -> Args {
        match self {
            Self::Role(id) | Self::Credential(id) | Self::AccessRule(id) | Self::Marker(id) => {
                vec![("id", id.clone())]
            }
            Self::Assignment { role, user, target } => {
                vec![("role", role.clone()), ("user", user.clone()), ("target", target.clone())]
            }
            Self::Implication { prior, implied } => {
                vec![("prior", prior.clone()), ("implied", implied.clone())]
            }
            Self::NamedToken | Self::TokenLike => vec![],
            Self::UsableScope { kind, id } => vec![("kind", (*kind).to_owned()), ("id", id.clone())],
        }
    }
}

impl Barrier {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::DefaultDomain => "error-default-domain",
            Self::DomainEnabled => "error-domain-enabled",
            Self::HasChildren { .. } => "error-project-children",
            Self::ChildrenEnabled { .. } => "error-project-children-enabled",
            Self::ParentDisabled { .. } => "error-project-parent-disabled",
            Self::ImmutableRole { .. } => "error-role-immutable",
            Self::AdminImplied { .. } => "error-admin-implied",
            Self::Restricted => "error-restricted-credential",
            Self::RestrictedMaker => "error-restricted-maker",
            Self::DelegatedToken => "error-delegated-token",
            Self::RuleInUse { .. } => "error-access-rule-in-use",
        }
    }

    pub(super) fn args(&self) -> Args {
        match self {
            Self::DefaultDomain
            | Self::DomainEnabled
            | Self::Restricted
            | Self::RestrictedMaker
            | Self::DelegatedToken => vec![],
            Self::HasChildren { id }
            | Self::ChildrenEnabled { id }
            | Self::ParentDisabled { id }
            | Self::AdminImplied { id }
            | Self::RuleInUse { id } => {
                vec![("id", id.clone())]
            }
            Self::ImmutableRole { id, verb } => vec![("id", id.clone()), ("verb", (*verb).to_owned())],
        }
    }
}

impl Taken {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::User { .. } => "error-user-exists",
            Self::Project { .. } => "error-project-exists",
            Self::Domain { .. } => "error-domain-exists",
            Self::Role { .. } => "error-role-exists",
            Self::Credential { .. } => "error-credential-exists",
            Self::Implication { .. } => "error-implication-circle",
        }
    }

    pub(super) fn args(&self) -> Args {
        match self {
            Self::User { name, domain } => vec![("name", name.clone()), ("domain", domain.clone())],
            Self::Project { name, id } => vec![("name", name.clone()), ("id", id.clone())],
            Self::Domain { name } | Self::Role { name } | Self::Credential { name } => {
                vec![("name", name.clone())]
            }
            Self::Implication { prior, implied } => {
                vec![("prior", prior.clone()), ("implied", implied.clone())]
            }
        }
    }
}

impl Misfit {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::DomainChange => "error-domain-change",
            Self::UnknownDomain { .. } => "error-unknown-domain",
            Self::UnknownParent { .. } => "error-unknown-parent",
            Self::TwoTargets => "error-two-targets",
            Self::ImpliesItself => "error-implies-itself",
            Self::UnassignedRole => "error-unassigned-role",
            Self::Past => "error-past",
            Self::NoMoment => "error-no-moment",
            Self::UnsupportedMethod => "error-unsupported-method",
            Self::MissingMember { .. } => "error-missing-member",
            Self::Dependent { .. } => "error-dependent",
            Self::Absent { .. } => "error-absent",
        }
    }

    pub(super) fn args(&self) -> Args {
        match self {
            Self::DomainChange
            | Self::TwoTargets
            | Self::ImpliesItself
            | Self::UnassignedRole
            | Self::Past
            | Self::NoMoment
            | Self::UnsupportedMethod => vec![],
            Self::UnknownDomain { id } | Self::UnknownParent { id } => vec![("id", id.clone())],
            Self::MissingMember { object, value } => {
                vec![("object", object.clone()), ("value", value.clone())]
            }
            Self::Dependent { on } => vec![("on", on.clone())],
            Self::Absent { place } => vec![("place", place.clone())],
        }
    }
}
