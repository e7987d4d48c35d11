//! The decisions that policy makes, each with its name in policy files and the scopes it accepts.
//!
//! Rules that no code asks for yet are here as well: an operator's file for Glance may name them.

use crate::ctx::Scope;

/// The kinds of scope that a rule accepts a token of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scopes {
    project: bool,
    others: bool,
}

impl Scopes {
    /// A project: images belong to projects.
    pub const PROJECT: Self = Self { project: true, others: false };
    /// A project, a domain, the system, or none at all; the expression decides.
    pub const ANY: Self = Self { project: true, others: true };

    #[must_use]
    pub fn accepts(self, scope: &Scope) -> bool {
        match scope {
            Scope::Project { .. } => self.project,
            Scope::Unscoped | Scope::Domain { .. } | Scope::System => self.others,
            Scope::Internal => true,
        }
    }

    /// The words by which `vitrine policy list` tells them.
    #[must_use]
    pub const fn describe(self) -> &'static str {
        if self.others { "any" } else { "project" }
    }
}

/// Declares the rules, in groups by the scopes that they accept.
macro_rules! rules {
    ($($scopes:ident { $($(#[$meta:meta])* $variant:ident = $name:literal),+ $(,)? })+) => {
        /// A decision that policy makes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Rule { $($($(#[$meta])* $variant),+),+ }

        impl Rule {
            pub const ALL: &'static [Self] = &[$($(Self::$variant),+),+];

            /// The rule's name in policy files.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $($(Self::$variant => $name),+),+ }
            }

            /// The scopes whose tokens it accepts, while `policy.enforce_scope` holds.
            #[must_use]
            pub const fn scopes(self) -> Scopes {
                match self { $($(Self::$variant => Scopes::$scopes),+),+ }
            }
        }
    };
}

rules! {
    PROJECT {
        /// Whether a service asks: for its own purposes, or passing a user's request on.
        ServiceApi = "service_api",
        /// What oslo.policy falls back to. Here it denies, and nothing refers to it.
        Default = "default",

        AddImage = "add_image",
        GetImages = "get_images",
        GetImage = "get_image",
        ModifyImage = "modify_image",
        DeleteImage = "delete_image",
        PublicizeImage = "publicize_image",
        CommunitizeImage = "communitize_image",
        UploadImage = "upload_image",
        DownloadImage = "download_image",
        DownloadFromStore = "download_from_store",
        Deactivate = "deactivate",
        Reactivate = "reactivate",
        CopyImage = "copy_image",

        GetImageLocation = "get_image_location",
        SetImageLocation = "set_image_location",
        DeleteImageLocation = "delete_image_location",
        AddImageLocation = "add_image_location",
        FetchImageLocation = "fetch_image_location",

        AddMember = "add_member",
        DeleteMember = "delete_member",
        GetMember = "get_member",
        GetMembers = "get_members",
        ModifyMember = "modify_member",

        TasksApiAccess = "tasks_api_access",
        GetTask = "get_task",
        GetTasks = "get_tasks",
        AddTask = "add_task",
        ModifyTask = "modify_task",

        ManageImageCache = "manage_image_cache",
        CacheImage = "cache_image",
        CacheList = "cache_list",
        CacheDelete = "cache_delete",
        CacheClean = "cache_clean",
        CachePrune = "cache_prune",
        ListCachedNodes = "list_cached_nodes",
        StoresInfoDetail = "stores_info_detail",

        MetadefDefault = "metadef_default",
        MetadefAdmin = "metadef_admin",
        GetMetadefNamespaces = "get_metadef_namespaces",
        GetMetadefNamespace = "get_metadef_namespace",
        AddMetadefNamespace = "add_metadef_namespace",
        ModifyMetadefNamespace = "modify_metadef_namespace",
        DeleteMetadefNamespace = "delete_metadef_namespace",
        GetMetadefObjects = "get_metadef_objects",
        GetMetadefObject = "get_metadef_object",
        AddMetadefObject = "add_metadef_object",
        ModifyMetadefObject = "modify_metadef_object",
        DeleteMetadefObject = "delete_metadef_object",
        GetMetadefProperties = "get_metadef_properties",
        GetMetadefProperty = "get_metadef_property",
        AddMetadefProperty = "add_metadef_property",
        ModifyMetadefProperty = "modify_metadef_property",
        RemoveMetadefProperty = "remove_metadef_property",
        ListMetadefResourceTypes = "list_metadef_resource_types",
        GetMetadefResourceType = "get_metadef_resource_type",
        AddMetadefResourceTypeAssociation = "add_metadef_resource_type_association",
        RemoveMetadefResourceTypeAssociation = "remove_metadef_resource_type_association",
        GetMetadefTags = "get_metadef_tags",
        GetMetadefTag = "get_metadef_tag",
        AddMetadefTags = "add_metadef_tags",
        AddMetadefTag = "add_metadef_tag",
        ModifyMetadefTag = "modify_metadef_tag",
        DeleteMetadefTags = "delete_metadef_tags",
        DeleteMetadefTag = "delete_metadef_tag",
    }
    ANY {
        ContextIsAdmin = "context_is_admin",
        HealthDetail = "health_detail",
        AuditRead = "audit_read",

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

        ListApplicationCredentials = "identity:list_application_credentials",
        GetApplicationCredential = "identity:get_application_credential",
        CreateApplicationCredential = "identity:create_application_credential",
        DeleteApplicationCredential = "identity:delete_application_credential",
        ListAccessRules = "identity:list_access_rules",
        GetAccessRule = "identity:get_access_rule",
        DeleteAccessRule = "identity:delete_access_rule",

        ValidateToken = "identity:validate_token",
        RevokeToken = "identity:revoke_token",
        GetLimitModel = "identity:get_limit_model",
        ListRegisteredLimits = "identity:list_registered_limits",
        GetRegisteredLimit = "identity:get_registered_limit",
        CreateRegisteredLimits = "identity:create_registered_limits",
        UpdateRegisteredLimit = "identity:update_registered_limit",
        DeleteRegisteredLimit = "identity:delete_registered_limit",
        ListLimits = "identity:list_limits",
        GetLimit = "identity:get_limit",
        CreateLimits = "identity:create_limits",
        UpdateLimit = "identity:update_limit",
        DeleteLimit = "identity:delete_limit",
        ListServices = "identity:list_services",
        GetService = "identity:get_service",
        CreateService = "identity:create_service",
        UpdateService = "identity:update_service",
        DeleteService = "identity:delete_service",
        ListEndpoints = "identity:list_endpoints",
        GetEndpoint = "identity:get_endpoint",
        CreateEndpoint = "identity:create_endpoint",
        UpdateEndpoint = "identity:update_endpoint",
        DeleteEndpoint = "identity:delete_endpoint",
        ListRegions = "identity:list_regions",
        GetRegion = "identity:get_region",
        CreateRegion = "identity:create_region",
        UpdateRegion = "identity:update_region",
        DeleteRegion = "identity:delete_region",
    }
}

impl Rule {
    /// Legacy rules let everybody through, and a second look finds those who do not own the image.
    pub(super) const fn is_for_owners(self) -> bool {
        matches!(
            self,
            Self::ModifyImage
                | Self::DeleteImage
                | Self::UploadImage
                | Self::Deactivate
                | Self::Reactivate
                | Self::SetImageLocation
                | Self::DeleteImageLocation
                | Self::AddMember
                | Self::DeleteMember
        )
    }

    /// Does `role:service` also mean the service that passes a request on (`X-Service-Token`)?
    pub(super) const fn heeds_service_token(self) -> bool {
        matches!(self, Self::AddImageLocation | Self::FetchImageLocation)
    }
}
