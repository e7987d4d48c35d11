//! "May I?": roles decide through rules that are data.
//!
//! `defaults.yaml` gives every [`Rule`] an expression; an operator's file overrides by name. The
//! expressions are parsed once ([`expression`]); a service asks [`Policy::check`] as the first thing
//! it does. Facts passed to a rule are a closed struct: no token, location or credential among them.

mod expression;

use std::collections::BTreeMap;

pub use expression::{Expression, ParseError};

use crate::ctx::{Caller, Scope};
use crate::error::{Denial, Error, Result};

/// Declares the rules that code may ask for, each with its name in policy files.
macro_rules! rules {
    ($($(#[$meta:meta])* $variant:ident = $name:literal),+ $(,)?) => {
        /// A decision that policy makes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Rule { $($(#[$meta])* $variant),+ }

        impl Rule {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The rule's name in policy files.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
        }
    };
}

rules! {
    ContextIsAdmin = "context_is_admin",
    AddImage = "add_image",
    GetImages = "get_images",
    GetImage = "get_image",
    ModifyImage = "modify_image",
    DeleteImage = "delete_image",
    PublicizeImage = "publicize_image",
    CommunitizeImage = "communitize_image",
    UploadImage = "upload_image",
    DownloadImage = "download_image",
    HealthDetail = "health_detail",
    ListProjects = "identity:list_projects",
    GetProject = "identity:get_project",
    CreateProject = "identity:create_project",
    UpdateProject = "identity:update_project",
    DeleteProject = "identity:delete_project",
    ListUserProjects = "identity:list_user_projects",
    ListUsers = "identity:list_users",
    GetUser = "identity:get_user",
    CreateUser = "identity:create_user",
    UpdateUser = "identity:update_user",
    DeleteUser = "identity:delete_user",
    ListDomains = "identity:list_domains",
    GetDomain = "identity:get_domain",
    CreateDomain = "identity:create_domain",
    UpdateDomain = "identity:update_domain",
    DeleteDomain = "identity:delete_domain",
    ListRoles = "identity:list_roles",
    GetRole = "identity:get_role",
    CreateRole = "identity:create_role",
    UpdateRole = "identity:update_role",
    DeleteRole = "identity:delete_role",
    ListRoleInferenceRules = "identity:list_role_inference_rules",
    ListImpliedRoles = "identity:list_implied_roles",
    GetImpliedRole = "identity:get_implied_role",
    CreateImpliedRole = "identity:create_implied_role",
    DeleteImpliedRole = "identity:delete_implied_role",
    ListGrants = "identity:list_grants",
    CheckGrant = "identity:check_grant",
    CreateGrant = "identity:create_grant",
    RevokeGrant = "identity:revoke_grant",
    ListRoleAssignments = "identity:list_role_assignments",
    ValidateToken = "identity:validate_token",
    RevokeToken = "identity:revoke_token",
}

const DEFAULTS: &str = include_str!("../../policy/defaults.yaml");

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
    /// The name of the role that is given or taken.
    pub role: Option<&'a str>,
    /// What it is given on: project, domain or system.
    pub place: Option<&'a str>,
}

impl<'a> Target<'a> {
    fn get(&self, field: &str) -> Option<&'a str> {
        match field {
            "project_id" | "owner" => self.owner,
            "visibility" => self.visibility,
            "member_id" => self.member,
            "user_id" => self.user,
            "domain_id" => self.domain,
            "role" => self.role,
            "place" => self.place,
            _ => None,
        }
    }
}

/// Why a policy file was refused.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    #[error("the policy file is not a YAML map from rule names to expressions: {0}")]
    Shape(#[source] yaml_serde::Error),
    #[error("rule {rule}: {source}")]
    Expression { rule: String, source: ParseError },
    #[error("there is no rule named {0}")]
    UnknownRule(String),
    #[error("rule {rule} refers to rule:{reference}, which does not exist")]
    UnknownReference { rule: String, reference: String },
    #[error("rule {0} refers to itself")]
    Cycle(String),
    #[error("rule {0} has no expression")]
    MissingRule(&'static str),
    #[error("the policy file is larger than {0} bytes")]
    TooLarge(usize),
}

/// A complete, checked set of rules.
#[derive(Debug)]
pub struct Policy {
    rules: BTreeMap<String, Expression>,
}

impl Policy {
    /// Bytes that a policy file may have.
    pub const MAX_FILE: usize = 1 << 20;

    /// The rules as shipped.
    pub fn defaults() -> Result<Self, PolicyError> {
        let policy = Self { rules: parse(DEFAULTS)? };
        policy.verify()?;
        Ok(policy)
    }

    /// The rules as shipped, with those of an operator's file in place of the same names.
    pub fn with_overrides(yaml: &str) -> Result<Self, PolicyError> {
        if yaml.len() > Self::MAX_FILE {
            return Err(PolicyError::TooLarge(Self::MAX_FILE));
        }
        let mut policy = Self::defaults()?;
        for (name, expression) in parse(yaml)? {
            if policy.rules.insert(name.clone(), expression).is_none() {
                return Err(PolicyError::UnknownRule(name));
            }
        }
        policy.verify()?;
        Ok(policy)
    }

    /// Does the rule hold for this caller and object?
    #[must_use]
    pub fn allows(&self, caller: &Caller, rule: Rule, target: Target<'_>) -> bool {
        if caller.scope == Scope::Internal {
            return true;
        }
        let lookup = |name: &str| self.rules.get(name);
        let facts = Facts { caller, target };
        lookup(rule.name()).is_some_and(|expression| expression.holds(&facts, &lookup))
    }

    /// [`Policy::allows`], as a result that names the rule.
    pub fn check(&self, caller: &Caller, rule: Rule, target: Target<'_>) -> Result<()> {
        if self.allows(caller, rule, target) { Ok(()) } else { Err(Error::Forbidden(Denial::Policy(rule))) }
    }

    /// Every rule that code asks for exists, every reference leads to a rule, none to itself.
    fn verify(&self) -> Result<(), PolicyError> {
        for rule in Rule::ALL {
            if !self.rules.contains_key(rule.name()) {
                return Err(PolicyError::MissingRule(rule.name()));
            }
        }
        self.rules.keys().try_for_each(|name| self.follow(name, &mut Vec::new()))
    }

    fn follow<'a>(&'a self, name: &'a str, path: &mut Vec<&'a str>) -> Result<(), PolicyError> {
        if path.contains(&name) {
            return Err(PolicyError::Cycle(name.to_owned()));
        }
        let Some(expression) = self.rules.get(name) else {
            return Err(PolicyError::UnknownReference {
                rule: path.last().copied().unwrap_or_default().to_owned(),
                reference: name.to_owned(),
            });
        };
        path.push(name);
        for reference in expression.references() {
            self.follow(reference, path)?;
        }
        path.pop();
        Ok(())
    }
}

fn parse(yaml: &str) -> Result<BTreeMap<String, Expression>, PolicyError> {
    let texts: BTreeMap<String, String> = yaml_serde::from_str(yaml).map_err(PolicyError::Shape)?;
    let parse_one = |(rule, text): (String, String)| match Expression::parse(&text) {
        Ok(expression) => Ok((rule, expression)),
        Err(source) => Err(PolicyError::Expression { rule, source }),
    };
    texts.into_iter().map(parse_one).collect()
}

/// All that an expression can see.
struct Facts<'a> {
    caller: &'a Caller,
    target: Target<'a>,
}

impl expression::Facts for Facts<'_> {
    fn has_role(&self, role: &str) -> bool {
        self.caller.roles.iter().any(|held| held.eq_ignore_ascii_case(role))
    }

    fn credential(&self, key: &str) -> Option<&str> {
        match key {
            "project_id" | "tenant" | "tenant_id" => self.caller.project().map(|id| id.as_str()),
            "user_id" | "user" => Some(self.caller.user_id.as_str()),
            "domain_id" => match &self.caller.scope {
                Scope::Domain { id, .. } => Some(id.as_str()),
                _ => None,
            },
            "user_domain_id" => Some(self.caller.user_domain.as_str()),
            "project_domain_id" => match &self.caller.scope {
                Scope::Project { domain, .. } => Some(domain.as_str()),
                _ => None,
            },
            "scope" => Some(match &self.caller.scope {
                Scope::Unscoped => "unscoped",
                Scope::Project { .. } => "project",
                Scope::Domain { .. } => "domain",
                Scope::System | Scope::Internal => "system",
            }),
            "system_scope" => (self.caller.scope == Scope::System).then_some("all"),
            _ => None,
        }
    }

    fn target(&self, field: &str) -> Option<&str> {
        self.target.get(field)
    }
}

#[cfg(test)]
mod tests;
