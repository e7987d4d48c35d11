# Texts of the API. Where clients match on words, the words are the Image API's.

generic-forbidden = Access was denied to this resource.
generic-conflict = There was a conflict when trying to complete your request.
generic-range = The Range requested is not available.
generic-media-type = The request media type { $type } is not supported by this server.

error-unauthenticated = This server could not verify that you are authorized to access the document you requested. Either you supplied the wrong credentials (e.g., bad password), or your client does not understand how to supply the credentials required.
identity-unauthenticated = The request you have made requires authentication.
identity-forbidden = You are not authorized to perform the requested action.
identity-policy = You are not authorized to perform the requested action: { $rule }.
identity-method = The method is not allowed for the requested URL.
error-not-found = The resource could not be found.
error-image-not-found = No image found with ID { $id }
error-image-to-delete-not-found = Failed to find image { $id } to delete
error-project-not-found = Could not find project: { $id }.
error-user-not-found = Could not find user: { $id }.
error-domain-not-found = Could not find domain: { $id }.
error-token-not-found = Could not find token.
error-registered-limit-not-found = Could not find registered limit: { $id }.
error-limit-not-found = Could not find limit: { $id }.
error-service-not-found = Could not find service: { $id }.
error-endpoint-not-found = Could not find endpoint: { $id }.
error-region-not-found = Could not find region: { $id }.

error-policy = You are not authorized to complete { $rule } action.
error-protected = Image { $id } is protected and cannot be deleted.
error-read-only = Attribute '{ $attribute }' is read-only.
error-reserved = Attribute '{ $attribute }' is reserved.
error-not-removable = Property { $attribute } may not be removed.
error-other-owner = You are not permitted to create images owned by '{ $owner }'.
error-owner-change = Owner can't be updated by non admin.
error-not-owner = You do not own this image.
error-format-locked = Attribute { $attribute } can be only replaced for a queued image.
error-deactivated = The requested image has been deactivated. Image data download is forbidden.
error-no-project = You are not authorized to perform the requested action: the token has no project.
error-no-registered-limit = There is no registered limit that this limit could take the place of.
error-registered-limit-in-use = Limits of projects depend on the registered limit { $id }.
error-locations-hidden = It's not allowed to { $verb } locations if locations are invisible.
error-region-in-use = Unable to delete region { $id }: endpoints are in it or in a region below it.

error-image-exists = Image ID { $id } already exists!
error-transition = Image status transition from { $from } to { $to } is not allowed
error-property-exists = Property { $name } already present.
error-property-missing = Property { $name } does not exist.
error-registered-limit-exists = Conflict occurred attempting to store registered_limit - Duplicate entry.
error-limit-exists = Conflict occurred attempting to store limit - Duplicate entry.
error-busy = The image was changed by others at the same time, again and again. Please try again.
error-region-exists = Conflict occurred attempting to store region - Duplicate ID, { $id }..

error-schema-string = Provided object does not match schema 'image': { $value } is not of type 'string', in '{ $field }'
error-schema-string-or-null = Provided object does not match schema 'image': { $value } is not of type 'string' or 'null', in '{ $field }'
error-schema-boolean = Provided object does not match schema 'image': { $value } is not of type 'boolean', in '{ $field }'
error-schema-integer = Provided object does not match schema 'image': { $value } is not of type 'integer', in '{ $field }'
error-schema-uuid = Provided object does not match schema 'image': { $value } is not a UUID, in '{ $field }'
error-schema-list-of-strings = Provided object does not match schema 'image': { $value } is not a list of strings, in '{ $field }'
error-schema-format = Provided object does not match schema 'image': { $value } is not one of the formats of this service, in '{ $field }'
error-schema-visibility = Provided object does not match schema 'image': { $value } is not one of public, private, shared and community, in '{ $field }'
error-too-long = Provided object does not match schema 'image': '{ $field }' is longer than { $limit } characters
error-too-short = '{ $field }' needs at least { $limit } characters.
error-out-of-range = Invalid value '{ $value }' for parameter '{ $field }': value out of range
error-negative = Invalid value '{ $value }' for parameter '{ $field }': Cannot be a negative value
error-not-integer = { $field } param must be an integer
error-not-positive = { $field } param must be positive
error-unknown-marker = No image found with ID { $marker }
error-unknown-sort-key = Invalid sort key: { $key }
error-unknown-sort-direction = Invalid sort direction: { $direction }
error-sort-mixed = Old and new sorting syntax cannot be combined
error-sort-count = Number of sort dirs does not match the number of sort keys
error-unknown-value = Invalid value '{ $value }' for '{ $field }'
error-unknown-operator = Unable to filter by unknown operator '{ $operator }' in '{ $field }'.
error-quotes = Invalid filter value { $value } in '{ $field }': quotes or commas are out of place.
error-not-time = Unable to filter '{ $field }' by '{ $value }'. Use ISO 8601 format.
error-not-supported = The parameter '{ $field }' is not supported.
error-unchanged = '{ $field }' is what it is already.
error-too-many = Too many values for '{ $field }': at most { $limit } are allowed.
error-control-character = '{ $field }' must not contain control characters.
error-bad-json = Malformed JSON in request body.
error-bad-utf8 = '{ $field }' is not valid UTF-8.
error-body-expected = Body expected in request.
error-body-not-expected = A body is not expected with this request.
error-not-object = Unexpected body type. Expected list/dict.
error-not-list = Request body must be a JSON array of operation objects.
error-too-deep = The request body is nested deeper than { $limit } levels.
error-formats-unset = Properties disk_format, container_format must be set prior to saving data.
error-length = Invalid value '{ $value }' for '{ $field }': a number of bytes is expected.
error-pointer = Invalid JSON pointer for this resource: '{ $pointer }'
error-patch-not-object = Operations must be JSON objects.
error-patch-unknown-verb = Operations must contain exactly one of add, replace and remove.
error-patch-missing-path = Operation must have a path.
error-patch-missing-value = Operation must have a value.
error-multiple-ranges = Requests with multiple ranges are not supported in this service.
error-required = Expecting to find { $field } in the request. The server could not comply with the request since it is either malformed or otherwise incorrect.
error-missing-property = '{ $field }' is a required property
error-not-in = Expecting to find { $field } in { $place }. The server could not comply with the request since it is either malformed or otherwise incorrect. The client is assumed to be in error.
identity-value = Invalid input for field/attribute { $field }. Value: { $value }.
identity-too-long = Invalid input for field/attribute { $field }. It is longer than { $limit } characters.

error-image-too-large = The incoming image is too large: at most { $limit } bytes are allowed.
error-property-quota = The limit has been exceeded: an image may have at most { $limit } properties.
error-tag-quota = The limit has been exceeded: an image may have at most { $limit } tags.
error-one-store = Multi backend is not supported at this site.
error-member-quota = The limit has been exceeded: an image may have at most { $limit } members.
error-member-not-found = { $member } not found in the member list of the image { $id }.
error-member-exists = The target member { $member } is already associated with image { $id }.
error-members-of-shared = Only shared images have members.
error-no-members = Not allowed to create members for image { $id }.
error-not-to-deactivate = Not allowed to deactivate image in status '{ $status }'
error-not-to-reactivate = Not allowed to reactivate image in status '{ $status }'
error-no-member = Member to be added not specified
error-no-member-status = Status not specified
error-unknown-member-status = Status must be "pending", "accepted" or "rejected".
error-queued-quota = The limit has been exceeded: a project may keep at most { $limit } images without data.
error-operations = The limit has been exceeded: a patch may have at most { $limit } operations.
error-body-too-large = The request body is too large: at most { $limit } bytes are allowed.
error-quota = The limit has been exceeded: { $resource } of the project may be at most { $limit }.
error-storage-quota = The limit has been exceeded: the images of the project may have at most { $limit } bytes.
error-store-full = Image storage media is full.
error-range = The range is not within the { $size } bytes of the image.
error-deleted-during-upload = Image { $id } could not be found after upload. The image may have been deleted during the upload.
error-too-many-uploads = The limit has been exceeded: a project may send at most { $limit } uploads at once. Please try again later.
error-too-many-logins = Too many failed logins. Please try again in { $seconds } seconds.
error-too-many-tokens = Too many tokens were issued to this user. Please try again in { $seconds } seconds.
error-upload-interrupted = The data stopped coming before it was complete. The image can be uploaded again.
error-behind-proxy = Somebody else signs you in here: open the dashboard at the address of your front proxy.
error-keystone-unavailable = The Keystone service is temporarily unavailable.
error-unavailable = The { $what } is temporarily unavailable.
error-internal = The server has either erred or is incapable of performing the requested operation.

error-method = The method { $method } is not allowed for this resource.
error-verb = The server does not know this method.
error-request-id = The request id is longer than 64 characters.
error-headers = The headers of the request are too large.
error-uri = The address of the request is too long.

# Users, projects, domains, roles and assignments, in the Identity API's words where it has them
error-role-not-found = Could not find role: { $id }.
error-assignment-not-found = Could not find role assignment with role: { $role }, user or group: { $user }, project, domain, or system: { $target }.
error-implication-not-found = Role { $prior } does not imply role { $implied }.
error-marker-not-found = Could not find marker: { $id }.
error-no-token = No token in the request
error-garbled-token = Could not recognize Fernet token
error-token-scope-disabled = Unable to validate token because { $kind } { $id } is disabled
identity-token-not-found = Failed to validate token
error-default-domain = The default domain can be neither disabled nor deleted.
error-domain-enabled = Cannot delete a domain that is enabled, please disable it first.
error-project-children = Project { $id } has other projects below it. Delete those first.
error-project-children-enabled = Project { $id } has enabled projects below it. Disable those first.
error-project-parent-disabled = Project { $id } cannot be enabled: what it belongs to is disabled.
error-role-immutable = Unable to { $verb } immutable role resource: `{ $id }. Set resource option "immutable" to false first.
error-admin-implied = Role { $id } is the administrator's and cannot come with another role.
error-implies-itself = A role cannot imply itself.
error-implication-circle = Conflict occurred attempting to store implied_role - role { $implied } implies role { $prior } already.
error-restricted-credential = A token from a restricted application credential does not do for this.
error-restricted-maker = You are not authorized to perform the requested action: Using method 'application_credential' is not allowed for managing additional application credentials..
error-credential-not-found = Could not find Application Credential: { $id }.
error-access-rule-not-found = Could not find Access Rule: { $id }.
error-delegated-token = You are not authorized to perform the requested action: Using a delegated token to create another token is not allowed..
error-access-rule-in-use = You are not authorized to perform the requested action: access rule { $id } in use by one or more application credentials.
error-credential-exists = Conflict occurred attempting to store application_credential - Duplicate entry found with name { $name }.
error-unassigned-role = Invalid application credential: Cannot create an application credential with unassigned role
error-credential-quota = A user has { $limit } application credentials at most.
error-user-exists = Conflict occurred attempting to store user - Duplicate entry found with name { $name } at domain ID { $domain }.
error-project-exists = Conflict occurred attempting to store project - it is not permitted to have two projects with either the same name or same id in the same domain: name is { $name }, project id { $id }.
error-domain-exists = Conflict occurred attempting to store domain - it is not permitted to have two projects acting as domains with the same name: { $name }.
error-role-exists = Conflict occurred attempting to store role - Duplicate entry found with name { $name }.
error-domain-change = Cannot change Domain ID
error-unknown-domain = Could not find domain: { $id }.
error-unknown-parent = Could not find an enabled project of this domain to belong to: { $id }.
error-two-targets = Ask for assignments on a project, on a domain or on the system, not for two of them.
error-dependent = '{ $on }' is a dependency of '{ $field }'
error-past = The '{ $field }' must not be before now. The server could not comply with the request since it is either malformed or otherwise incorrect. The client is assumed to be in error.
error-no-moment = Timestamp not in expected format: { $field }. The server could not comply with the request since it is either malformed or otherwise incorrect. The client is assumed to be in error.
error-unsupported-method = Attempted to authenticate with an unsupported method.
error-missing-member = Invalid input for field/attribute { $object }. Value: { $value }. '{ $field }' is a required property
error-absent = Expecting to find { $field } in { $place }. The server could not comply with the request since it is either malformed or otherwise incorrect. The client is assumed to be in error.
identity-bad-json = Expecting to find valid JSON in request body. The server could not comply with the request since it is either malformed or otherwise incorrect. The client is assumed to be in error.

error-property-required = Invalid input for field/attribute body. Value: { $value }. '{ $field }' is a required property
# Metadata definitions
error-namespace-not-found = Metadata definition namespace={ $name } was not found.
error-parent-namespace-not-found = Namespace { $name } not found
error-metadef-object-not-found = Could not find metadata object { $name }
error-metadef-property-not-found = Could not find property { $name }
error-metadef-tag-not-found = Could not find metadata tag { $name }
error-resource-type-not-found = The metadata definition resource-type with name={ $name }, was not found.
error-association-not-found = The metadata definition resource-type association of resource-type={ $name } to namespace={ $namespace }, was not found.
error-association-to-delete-not-found = Failed to find resource type { $name } to delete
error-metadef-version = Could not find version { $version } of the namespace
error-stale = It has changed since you read it. Read it again before you write.
error-precondition-required = Say with If-Match which state you know, or with If-None-Match: * that there is none.
error-not-the-path = '{ $field }' must be the name in the path
error-metadef-prefix = Property { $name } does not start with the expected resource type association prefix of '{ $prefix }'.
error-metadef-protected = Metadata definition { $kind } { $name } is protected and cannot be deleted.
error-association-protected = Metadata definition resource-type-association { $name } is protected and cannot be deleted.
error-namespace-exists = The metadata definition namespace={ $name } already exists.
error-namespace-rename = Invalid update. It would result in a duplicate metadata definition namespace with the same name of { $name }
error-metadef-object-exists = A metadata definition object with name={ $name } already exists in namespace={ $namespace }.
error-metadef-property-exists = A metadata definition property with name={ $name } already exists in namespace={ $namespace }.
error-metadef-tag-exists = A metadata tag with name={ $name } already exists in namespace={ $namespace }.
error-association-exists = The metadata definition resource-type association of resource-type={ $name } to namespace={ $namespace } already exists.
error-metadef-type = Provided object does not match schema '{ $schema }': { $value } is not of type '{ $expected }', in '{ $field }'
error-metadef-required = Provided object does not match schema '{ $schema }': '{ $field }' is a required property
error-metadef-unknown = Provided object does not match schema '{ $schema }': Additional properties are not allowed ('{ $field }' was unexpected)
error-metadef-too-long = Provided object does not match schema '{ $schema }': '{ $field }' is longer than { $limit } characters
error-metadef-empty = Provided object does not match schema '{ $schema }': '{ $field }' must not be empty
error-metadef-repeated = Provided object does not match schema '{ $schema }': '{ $value }' stands twice in '{ $field }'
error-metadef-word = Provided object does not match schema '{ $schema }': { $value } is not one of { $allowed }, in '{ $field }'
error-metadef-count = Provided object does not match schema '{ $schema }': { $value } is not a whole number of 0 or more, in '{ $field }'
error-metadef-scalar = Provided object does not match schema '{ $schema }': { $value } is not a single value, in '{ $field }'
error-metadef-pattern = Provided object does not match schema '{ $schema }': the pattern in '{ $field }' does not compile at character { $position }: { $reason }
error-metadef-pattern-too-large = Provided object does not match schema '{ $schema }': the pattern in '{ $field }' needs too much memory
error-metadef-contradiction = Provided object does not match schema '{ $schema }': '{ $field }' contradicts the definition ({ $rule })
error-search-empty = { $field } must hold a letter or a digit to search for.
error-search-too-long = { $field } is longer than { $limit } characters.
error-search-too-many-words = { $field } holds more than { $limit } words.
error-value-type = The value '{ $value }' of property '{ $field }' is not of the type { $expected } (rule type of namespace { $namespace }).
error-value-enum = The value '{ $value }' of property '{ $field }' is not one of { $allowed } (rule enum of namespace { $namespace }).
error-value-pattern = The value '{ $value }' of property '{ $field }' does not match { $pattern } (rule pattern of namespace { $namespace }).
error-value = The value '{ $value }' of property '{ $field }' breaks the rule { $rule } of namespace { $namespace }.
error-metadef-quota = The limit has been exceeded: at most { $limit } { $kind ->
        [object] objects
        [property] properties
        [tag] tags
        [resource-type-association] associations with resource types
       *[enum-item] values of an enum
    } are allowed.
error-unknown-visibility = Invalid visibility value: { $value }
error-fetch-address = { $field } is no plain http or https address.
error-fetch-barred = { $field }: the server may not read from this address.
error-fetch-failed = { $field }: nothing could be read from this address.
error-fetch-status = { $field }: the address answered with status { $status }.
error-fetch-too-large = { $field }: what the address gives has more than { $limit } bytes.
