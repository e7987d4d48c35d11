//! The closed vocabulary of what can happen.

/// Declares the actions, each with its name in the log, the table and the API.
macro_rules! actions {
    ($($variant:ident = $name:literal),+ $(,)?) => {
        /// What somebody did, or tried to do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action { $($variant),+ }

        impl Action {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The action's name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
        }
    };
}

actions! {
    ImageCreate = "image.create",
    ImageShow = "image.show",
    ImageUpdate = "image.update",
    ImageDelete = "image.delete",
    ImageAbandon = "image.abandon",
    ImageUpload = "image.upload",
    ImageDownload = "image.download",
    ImageTagAdd = "image.tag.add",
    ImageTagRemove = "image.tag.remove",
    ImageDeactivate = "image.deactivate",
    ImageReactivate = "image.reactivate",
    MemberAdd = "image.member.add",
    MemberUpdate = "image.member.update",
    MemberRemove = "image.member.remove",
    ImageValueWarning = "image.value_warning",
    MetadefEnforcement = "metadef.enforcement",
    Login = "login",
    Logout = "logout",
    ProjectEnter = "session.project",
    TokenValidate = "token.validate",
    TokenRevoke = "token.revoke",
    UserCreate = "identity.user.create",
    UserUpdate = "identity.user.update",
    UserDelete = "identity.user.delete",
    UserPassword = "identity.user.password",
    ProjectCreate = "identity.project.create",
    ProjectUpdate = "identity.project.update",
    ProjectDelete = "identity.project.delete",
    DomainCreate = "identity.domain.create",
    DomainUpdate = "identity.domain.update",
    DomainDelete = "identity.domain.delete",
    RoleCreate = "identity.role.create",
    RoleUpdate = "identity.role.update",
    RoleDelete = "identity.role.delete",
    RoleImply = "identity.role.imply",
    RoleUnimply = "identity.role.unimply",
    GrantAdd = "identity.grant.add",
    GrantRemove = "identity.grant.remove",
    CredentialCreate = "identity.application_credential.create",
    CredentialDelete = "identity.application_credential.delete",
    AccessRuleDelete = "identity.access_rule.delete",
    RegionCreate = "identity.region.create",
    RegionUpdate = "identity.region.update",
    RegionDelete = "identity.region.delete",
    ServiceCreate = "identity.service.create",
    ServiceUpdate = "identity.service.update",
    ServiceDelete = "identity.service.delete",
    EndpointCreate = "identity.endpoint.create",
    EndpointUpdate = "identity.endpoint.update",
    EndpointDelete = "identity.endpoint.delete",
    RegisteredLimitCreate = "identity.registered_limit.create",
    RegisteredLimitUpdate = "identity.registered_limit.update",
    RegisteredLimitDelete = "identity.registered_limit.delete",
    LimitCreate = "identity.limit.create",
    LimitUpdate = "identity.limit.update",
    LimitDelete = "identity.limit.delete",
    NamespaceCreate = "metadef.namespace.create",
    NamespaceUpdate = "metadef.namespace.update",
    // As a whole, with all it holds.
    NamespaceReplace = "metadef.namespace.replace",
    NamespaceRevert = "metadef.namespace.revert",
    NamespaceDelete = "metadef.namespace.delete",
    MetadefObjectCreate = "metadef.object.create",
    MetadefObjectUpdate = "metadef.object.update",
    MetadefObjectDelete = "metadef.object.delete",
    MetadefPropertyCreate = "metadef.property.create",
    MetadefPropertyUpdate = "metadef.property.update",
    MetadefPropertyDelete = "metadef.property.delete",
    MetadefTagCreate = "metadef.tag.create",
    MetadefTagUpdate = "metadef.tag.update",
    MetadefTagReplace = "metadef.tag.replace",
    MetadefTagDelete = "metadef.tag.delete",
    AssociationCreate = "metadef.association.create",
    AssociationDelete = "metadef.association.delete",
    PolicyReload = "policy.reload",
    AuditRead = "audit.read",
    // A request that was refused before any service could say what it was about.
    Request = "request",
    // So many refusals of an address that were only counted.
    More = "more",
}

impl Action {
    /// The action of this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|action| action.name() == name)
    }
}

impl std::fmt::Display for Action {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_lead_back() {
        for action in Action::ALL {
            assert_eq!(Action::parse(action.name()), Some(*action));
        }
        assert_eq!(Action::parse("image"), None);
    }
}
