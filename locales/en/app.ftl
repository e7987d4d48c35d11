# The dashboard. Sentence case; buttons are a verb and a noun.

yes = Yes
no = No

## Frame
frame-skip = Skip to content
frame-menu = Menu
frame-open-door = Nobody is asked to sign in here: everybody who reaches this server may do everything.
nav-label = Main
nav-catalog = Catalog
nav-images = Images
nav-metadefs = Metadata definitions
crumbs-label = Breadcrumb
project-switch = Switch project:
account-label = Account of { $name }
account-sign-out = Sign out
language-label = Language: { $name }
theme-label = Theme
theme-light = Light
theme-dark = Dark
theme-system = System

## Messages
toast-dismiss = Dismiss
toast-copied = Copied to the clipboard
toast-image-created = Image created
toast-image-active = Image uploaded and active
toast-image-deleted = Image deleted
toast-failed = That did not work
dialog-keep = Keep

## Uploads
transfers-title = Uploads
transfers-queue = Upload queue
transfers-count = { $count ->
    [one] 1 file
   *[other] { $count } files
}
transfers-cancel = Cancel upload
transfers-sent = { $sent } of { $size }
transfers-pace = { $sent } of { $size } · { $rate }/s · { $left } left
transfers-storing = Sent. Checking and storing…
transfers-done = Active

## Sign-in
login-title = Sign in
login-heading = Sign in to Vitrine
login-sub = Image catalog
login-user = User name
login-password = Password
login-show-password = Show password
login-scope = Domain and project
login-domain = Domain
login-project = Project
login-project-default = your default project
login-submit = Sign in
login-failed = User name or password is not right.
login-about = About
login-motto = Images on show, with nothing hidden.

## Session
session-ending-title = Your session ends soon
session-ending-idle = You have not done anything here for a while. In about { $minutes } min you are signed out.
session-ending-over = A session lasts no longer than this. In about { $minutes } min you have to sign in again: save what you are working on.
session-keep = Stay signed in
session-ended-title = Your session has ended
session-ended-detail = What you typed is still here. Sign in in another tab, come back and go on.
session-sign-in = Sign in in a new tab
session-check = I have signed in

## Image list
images-title = Images
images-create = Create image
images-caption = Images
images-loading = Loading images
images-scopes = Whose images
images-scope-mine = Mine
images-scope-shared = Shared with me
images-scope-public = Public
images-scope-community = Community
images-scope-all = All projects
images-first = The case is empty
images-first-detail = Upload a disk image and it is on show here, in the API and in every OpenStack client.
images-first-action = Upload an image
images-none = No images here
images-none-detail = What others put on show for you appears here.
images-page-empty = What was on this page is gone.
images-first-page = Go to the first page
images-none-match = No image matches these filters
images-none-match-detail = Shown is only what fits { $filters }. Drop a filter, or all of them.
filter-label = Filter images
filter-text = Name, id or tag
filter-text-chip = Text
filter-status = Status
filter-format = Format
filter-any-status = Any status
filter-any-format = Any format
filter-apply = Apply filters
filter-remove = Remove filter { $name }
filter-clear = Clear all filters
column-name = Name
column-status = Status
column-visibility = Visibility
column-format = Format
column-size = Size
column-tags = Tags
column-updated = Updated (UTC)
column-actions = Actions
row-actions = Actions for { $name }
row-open = Open
row-metadata = Metadata
pager-label = Pages
pager-count = { $shown } of { $total }
pager-many = { $shown } of more than { $total }
pager-rows = Rows
pager-previous = Previous page
pager-next = Next page

## One image
image-loading = Loading image
image-copy-id = Copy image id
image-copy = Copy { $name }
image-protected = Protected
image-download = Download
image-delete = Delete image
image-delete-protected = Protected. Turn protection off first.
image-queued = This record waits for its data.
image-queued-formats = This record waits for its data. Set its format and container first.
image-upload = Choose a file to upload as this image’s data
image-related = Related
stats-size = Size
stats-virtual = of { $size } virtual
stats-format = Format
stats-minimum = Minimum
stats-disk = disk
stats-memory = memory
card-image = Image
card-security = Security
card-tags = Tags
card-properties = Properties
fact-description = Description
fact-architecture = Architecture
fact-created = Created
fact-updated = Updated
fact-owner = Owner
fact-visibility = Visibility
fact-protected = Protected
fact-hidden = Hidden
tags-none = No tags
properties-none = No properties
image-status-queued = Queued
image-status-saving = Uploading
image-status-active = Active
image-status-killed = Failed
image-status-deleted = Deleted
image-status-uploading = Staging
image-status-importing = Importing
image-status-pending-delete = Being deleted
image-status-deactivated = Deactivated
image-visibility-public = Public
image-visibility-private = Private
image-visibility-shared = Shared
image-visibility-community = Community
image-visibility-public-hint = Every project can see and use it
image-visibility-private-hint = Only this project
image-visibility-shared-hint = This project, and those you add as members
image-visibility-community-hint = Everyone who knows the id; not listed by default

## Delete
delete-title = Delete image
delete-question = Delete { $name }?
delete-detail = The image and its data are removed for good, and its id is never used again. Servers made from it keep their disks.
delete-not-possible = This image cannot be deleted: it is protected, or it is not yours.

## Create
create-title = Create image
create-crumb = Create
create-source = Source
create-source-hint = optional: data can follow later
create-choose = Choose a file
create-drop = or drop it here
create-formats-hint = qcow2, raw, iso, vmdk, vhdx, ova…
create-remove-file = Remove file
create-details = Details
create-access = Who can use it
create-aside = Access and submission
create-protect = Protect from deletion
create-hide = Hide from lists
create-submit = Create image
create-submit-file = Create and upload { $size }
create-refused = The image was not created: a field or the file was refused. Nothing was kept.
create-errors = Some fields need attention
create-error-name = Name is required
create-error-name-length = Name may have at most 255 characters
create-error-amount = Minimum disk and memory are whole numbers, 0 or more
create-error-size = The file is larger than an image may be
field-required = required
field-name = Name
field-description = Description
field-description-hint = What it is for, who keeps it
field-format = Format
field-container = Container
field-min-disk = Minimum disk
field-min-ram = Minimum memory
field-architecture = Architecture
field-tags = Tags
field-tags-hint = Separate tags with commas

## Settings
nav-account = Account
nav-administration = Administration
page-loading = Loading
form-save = Save
form-cancel = Cancel
settings-title = Settings
settings-tabs = Settings
settings-profile = Profile and password
settings-credentials = Application credentials
settings-access = API access
settings-about = You
settings-elsewhere = Users and passwords are kept in Keystone here. Change yours there.
settings-preferences = Language and theme are chosen in the bar at the top, for this browser.
fact-id = Id
fact-user-id = User id
fact-project = Project
fact-project-id = Project id
fact-roles = Roles
copy-user-id = Copy user id
copy-project-id = Copy project id
copy-value = Copy { $name }
password-title = Password
password-effect = A new password ends all other sessions and all tokens of yours. This session goes on.
password-current = Current password
password-new = New password
password-repeat = New password again
password-rule = At least 8 characters
password-submit = Change password
password-wrong = This is not your current password.
password-differs = The two new passwords differ.
toast-password-changed = Password changed
toast-password-reset = Password set
access-title = How clients sign in
access-hint = as you, in this project
access-auth-url = Identity address
access-region = Region
access-user-domain = Your domain
access-project-domain = The project’s domain
access-files = Files for clients
access-files-hint = Neither file holds a password: the client asks for it.
access-clouds-hint = For the openstack command, SDKs and tools: put it into ~/.config/openstack.
access-openrc-hint = For a shell: read it with “source openrc.sh”.

## Application credentials
credentials-create = Create credential
credentials-none = No application credentials
credentials-hint = Programs sign in with these instead of your password, in one project and with only the roles you choose.
credentials-no-end = Never
column-expires = Expires (UTC)
credential-about = Credential
credential-project = for project { $name }
credential-expires = Expires (UTC)
credential-expires-hint = Empty: as long as you may use the project
credential-rights = What it may do
credential-roles-hint = None chosen: all roles that you have now
credential-unrestricted = Unrestricted
credential-unrestricted-warning = May create and delete application credentials, and so outlive this one. Only for programs that need it.
credential-delete = Delete credential
credential-delete-named = Delete credential { $name }
credential-delete-detail = Programs that sign in with it are turned away at once, and its tokens end.
toast-credential-deleted = Credential deleted
secret-title = Credential created
secret-once = The secret is shown this once. Copy it or take a file now: it cannot be shown again.
secret-secret = Secret
secret-copy = Copy secret
secret-copy-id = Copy credential id
secret-done = Done

## Users and projects
users-title = Users
users-create = Create user
users-you = you
projects-title = Projects
projects-create = Create project
projects-here = you are here
list-search = Search
list-name = Name
list-all = Show all
list-none = Nothing found
list-none-detail = No name contains what you typed, or what was on this page is gone.
pager-range = { $from }–{ $to } of { $total }
column-email = E-mail
column-user = User
column-role = Role
column-where = Where
state-enabled = Enabled
state-disabled = Disabled
user-about = User
user-edit = Edit user
user-home = Default project
user-home-hint = Name or id of the project that sign-in leads to
user-enabled = May sign in
user-enabled-hint = Turning this off ends all sessions and tokens of the user.
user-self-enabled = This is you: you cannot disable yourself.
user-password = Set password
user-password-hint = At least 8 characters. Empty: the user cannot sign in yet.
user-password-effect = Ends all sessions and tokens of this user. Tell them the new password yourself.
user-password-self = This is you: your session ends too. To keep it, change your password in the settings.
user-delete = Delete user
user-delete-detail = The user’s sessions, tokens, roles and application credentials end at once. Images belong to projects and stay.
user-delete-self = This is you: nobody can delete themselves.
toast-user-created = User created
toast-user-saved = User saved
toast-user-deleted = User deleted
project-about = Project
project-people = Who may work here
project-edit = Edit project
project-enabled = In use
project-enabled-hint = Turning this off locks everybody out of the project and ends their tokens for it. Its images stay.
project-current-enabled = You work in this project: switch to another one before you disable it.
project-delete = Delete project
project-delete-detail = Its role assignments, tokens and application credentials end at once. Its images stay in the store, but only administrators can reach them.
project-delete-current = You work in this project: switch to another one first.
toast-project-created = Project created
toast-project-saved = Project saved
toast-project-deleted = Project deleted
usage-title = Usage
usage-of = { $used } of { $limit }
usage-unlimited = { $used }, no limit
usage-image-size-total = Image data
usage-image-stage-total = Staged data
usage-image-count-total = Images
usage-image-count-uploading = Uploads under way
grants-title = Roles
grants-effect = Changes hold at once, for open sessions too.
grants-none = No roles yet
grant-submit = Give role
grant-target = Project or domain
grant-target-hint = Name or id; empty for the system
grant-user-hint = Name or id
grant-take = Take role away
grant-take-named = Take { $role } away from { $user }: { $place }
grant-take-detail = Sessions and tokens that rest on this role end at once.
grant-take-own = This is your own role: without it you may lose access to what you are looking at.
grant-take-own-sure = I know, take it away
grant-own-unsure = This is your own role. Tick the box to take it away from yourself.
place-project = project { $name }
place-domain = domain { $name }
place-system = System
toast-role-given = Role given
toast-role-taken = Role taken away

users-elsewhere = Users, projects and roles are kept in Keystone here. Manage them there.

## Audit
audit-title = Audit
audit-none = No events
audit-none-detail = Nothing fits these filters.
audit-filter = Filter events
audit-action = Action
audit-any-action = e.g. image.delete
audit-outcome = Outcome
audit-any-outcome = Any outcome
audit-user = User id
audit-target = Target id
audit-apply = Apply filters
audit-clear = Clear all filters
audit-newest = Newest events
audit-older = Older events
audit-count = { $count } times
audit-outcome-success = Done
audit-outcome-denied = Refused
audit-outcome-failed = Failed
column-time = Time (UTC)
column-action = Action
column-target = Target
column-outcome = Outcome
column-from = From
column-request = Request

## Not for this visitor
forbidden-title = Not for your role
field-password = Password
field-user = User
field-role = Role
field-email = E-mail
field-current = Current password
field-repeat = New password again
field-target = Project or domain
field-default-project = Default project
field-expires-at = Expires

## Pages that went wrong
not-found-title = Not found
not-found-detail = There is no page at this address.
not-found-back = Back to the images
error-title = Something is in the way
error-load = This page could not be loaded
error-form = This could not be saved
error-retry = Try again
error-unreachable = The server could not be reached, or its answer could not be read.

## What a message above or below may name
filter-said = { $name }: { $value }
dependency-database = database
dependency-store = image store
dependency-login = sign-in check

## Errors, by code
error-unauthenticated = Please sign in again.
error-not-found = It is not there any more.
error-image-not-found = There is no image with the id { $id }, or it is not visible to this project.
error-image-to-delete-not-found = There is no image with the id { $id }, or it is not visible to this project.
error-project-not-found = There is no project { $id } that you can use.
error-user-not-found = There is no user { $id }.
error-domain-not-found = There is no domain { $id }.
error-registered-limit-not-found = There is no registered limit { $id }.
error-limit-not-found = There is no limit { $id }.
error-token-not-found = The token is no longer valid.
error-service-not-found = There is no service { $id }.
error-endpoint-not-found = There is no endpoint { $id }.
error-region-not-found = There is no region { $id }.
error-policy = Your role does not allow this here.
error-protected = Protected. Turn protection off first.
error-read-only = { $attribute } cannot be changed.
error-reserved = { $attribute } is reserved for the service.
error-not-removable = { $attribute } cannot be removed.
error-other-owner = Only administrators create images for other projects ({ $owner }).
error-owner-change = Only administrators change the owner.
error-not-owner = Only the project that owns the image does this.
error-format-locked = { $attribute } can be changed only before there is data.
error-deactivated = This image is deactivated: its data cannot be downloaded.
error-no-project = Choose a project first.
error-no-registered-limit = There is no registered limit to take the place of.
error-registered-limit-in-use = Limits of projects depend on the registered limit { $id }.
error-locations-hidden = Locations cannot be changed here.
error-region-in-use = Endpoints are in region { $id } or in a region below it. Remove them first.
error-image-exists = The id { $id } is or was in use. Ids are never used again.
error-transition = The image’s status is “{ $from }”, and “{ $to }” cannot follow.
error-property-exists = The property { $name } is already there.
error-property-missing = There is no property { $name }.
error-registered-limit-exists = There is a registered limit for this resource already.
error-limit-exists = The project has a limit for this resource already.
error-busy = Others keep changing this image. Please try again.
error-region-exists = There is a region { $id } already.
error-schema-string = { $field }: { $value } is not a text.
error-schema-string-or-null = { $field }: { $value } is not a text.
error-schema-boolean = { $field }: { $value } is neither true nor false.
error-schema-integer = { $field }: { $value } is not a whole number.
error-schema-uuid = { $field }: { $value } is not a UUID.
error-schema-list-of-strings = { $field }: { $value } is not a list of texts.
error-schema-format = { $field }: { $value } is not a format of this service.
error-schema-visibility = { $field }: { $value } is not a visibility.
error-too-long = { $field } is longer than { $limit } characters.
error-too-short = { $field } needs at least { $limit } characters.
error-out-of-range = { $field }: { $value } is out of range.
error-negative = { $field } must be 0 or more, not { $value }.
error-not-integer = { $field } must be a whole number.
error-not-positive = { $field } must not be negative.
error-unknown-marker = The image that this page starts behind is gone ({ $marker }). Start from the first page.
error-unknown-sort-key = The table cannot be sorted by { $key }.
error-unknown-sort-direction = { $direction } is no sort direction.
error-sort-mixed = Sort parameters of two kinds cannot be combined.
error-sort-count = There must be one sort direction, or one for each key.
error-unknown-value = { $field }: { $value } is not known.
error-unknown-operator = { $field }: the operator { $operator } is not known.
error-quotes = { $field }: quotes or commas are out of place in { $value }.
error-not-time = { $field }: { $value } is not a time.
error-not-supported = { $field } is not supported.
error-unchanged = { $field } is what it is already.
error-too-many = { $field }: at most { $limit } are allowed.
error-control-character = { $field } must not contain control characters.
error-bad-json = The request could not be read.
error-bad-utf8 = { $field } is not valid text.
error-body-expected = The request was empty.
error-body-not-expected = The request had more in it than expected.
error-not-object = The request could not be read.
error-not-list = The request could not be read.
error-too-deep = The request is nested deeper than { $limit } levels.
error-formats-unset = Set the format and the container before uploading data.
error-length = { $field }: { $value } is not a number of bytes.
error-pointer = { $pointer } does not name an attribute.
error-patch-not-object = The change could not be read.
error-patch-unknown-verb = The change could not be read.
error-patch-missing-path = The change could not be read.
error-patch-missing-value = The change could not be read.
error-multiple-ranges = Only one range can be asked for.
error-required = { $field } is required.
error-missing-property = { $field } is required.
error-not-in = { $field } was not found in { $place }.
error-image-too-large = The file is larger than an image may be ({ $limit }).
error-property-quota = An image may have at most { $limit } properties.
error-tag-quota = An image may have at most { $limit } tags.
error-member-quota = An image may be shared with at most { $limit } projects.
error-member-not-found = The image is not shared with { $member }.
error-member-exists = The image is shared with { $member } already.
error-members-of-shared = Only shared images have members.
error-no-members = Only shared images get members.
error-not-to-deactivate = Only active images can be deactivated.
error-not-to-reactivate = Only deactivated images can be reactivated.
error-no-member = Name a project to share with.
error-no-member-status = Say what the answer is.
error-unknown-member-status = “{ $value }” is none of the answers: pending, accepted, rejected.
error-quota = The project’s quota is used up: { $resource } may be at most { $limit }.
error-storage-quota = The project’s quota is used up: its images may have at most { $limit }.
error-queued-quota = The project already keeps { $limit } images without data. Upload or delete some first.
error-operations = At most { $limit } changes can be made at once.
error-body-too-large = The request is larger than { $limit }.
error-store-full = The store is full.
error-range = The range is not within the { $size } of the image.
error-deleted-during-upload = The image was deleted while its data was on the way.
error-too-many-uploads = Too many uploads at once: at most { $limit } are allowed. Try again in a moment.
error-too-many-logins = Too many attempts to sign in failed. Try again in about { $minutes } min.
error-too-many-tokens = Too many tokens were issued for this user. Try again in { $seconds } s.
error-upload-interrupted = The upload broke off. The image is queued; try again.
error-keystone-unavailable = The Keystone service is temporarily unavailable.
error-unavailable = The { $what } does not answer at the moment.
error-internal = The server made a mistake. Its log tells more under this request’s id.

## Users, projects, domains, roles
error-role-not-found = There is no role { $id }.
error-assignment-not-found = The user does not have that role there.
error-implication-not-found = That role does not come with the other one.
error-marker-not-found = The list has changed. Please load it again.
error-no-token = No token was named.
error-garbled-token = That is no token.
error-token-scope-disabled = { $id } is disabled.
error-default-domain = The default domain can be neither disabled nor deleted.
error-domain-enabled = Disable the domain first.
error-project-children = There are other projects below this one. Delete those first.
error-project-children-enabled = There are enabled projects below this one. Disable those first.
error-role-immutable = Built-in roles cannot be changed or deleted.
error-admin-implied = The administrator's role cannot come with another role.
error-implies-itself = A role cannot come with itself.
error-implication-circle = The other role comes with this one already.
error-restricted-credential = A restricted application credential is not enough for this.
error-restricted-maker = A restricted application credential cannot manage others.
error-credential-not-found = There is no application credential { $id }.
error-access-rule-not-found = There is no access rule { $id }.
error-delegated-token = A token from an application credential cannot be exchanged.
error-access-rule-in-use = An application credential has the access rule { $id }.
error-credential-exists = There is an application credential named { $name } already.
error-unassigned-role = Choose roles that you hold yourself.
error-credential-quota = There are { $limit } application credentials at most.
error-user-exists = There is a user named { $name } already.
error-project-exists = There is a project named { $name } already.
error-domain-exists = There is a domain named { $name } already.
error-role-exists = There is a role named { $name } already.
error-domain-change = The domain cannot be changed.
error-unknown-domain = There is no domain { $id }.
error-project-parent-disabled = It cannot be enabled while what it belongs to is disabled.
error-unknown-parent = There is no enabled project { $id } in this domain.
error-two-targets = Choose a project, a domain or the system.
error-dependent = { $field } needs { $on }.
error-past = { $field } is in the past.
error-no-moment = { $field } is not a time.
error-unsupported-method = This way of signing in is not supported.
error-missing-member = { $field } is required.
error-absent = { $field } is required.

error-property-required = { $field } is required.
# Metadata definitions
error-namespace-not-found = There is no namespace { $name }, or it is not visible to this project.
error-parent-namespace-not-found = There is no namespace { $name }, or it is not visible to this project.
error-metadef-object-not-found = There is no object { $name }.
error-metadef-property-not-found = There is no property { $name }.
error-metadef-tag-not-found = There is no tag { $name }.
error-resource-type-not-found = There is no resource type { $name }.
error-association-not-found = The namespace { $namespace } is not for { $name }.
error-association-to-delete-not-found = The namespace is not for { $name }.
error-metadef-version = There is no version { $version } of this namespace.
error-stale = It was changed since you opened it. Load it again before you save.
error-precondition-required = Load it again before you save.
error-not-the-path = { $field } must be the name in the address.
error-metadef-prefix = { $name } does not begin with { $prefix }.
error-metadef-protected = { $name } is protected ({ $kind }). Turn the protection of the namespace off first.
error-association-protected = { $name } is protected. Turn the protection of the namespace off first.
error-namespace-exists = There is a namespace { $name } already.
error-namespace-rename = There is a namespace { $name } already.
error-metadef-object-exists = There is an object { $name } in { $namespace } already.
error-metadef-property-exists = There is a property { $name } in { $namespace } already.
error-metadef-tag-exists = There is a tag { $name } in { $namespace } already.
error-association-exists = { $namespace } is for { $name } already.
error-metadef-type = { $field }: { $value } is not of the type { $expected }.
error-metadef-required = { $field } is required.
error-metadef-unknown = { $field } is not a member of this document.
error-metadef-too-long = { $field } is longer than { $limit } characters.
error-metadef-empty = { $field } must not be empty.
error-metadef-repeated = { $field }: { $value } stands there twice.
error-metadef-word = { $field }: { $value } is not one of { $allowed }.
error-metadef-count = { $field }: { $value } is not a whole number of 0 or more.
error-metadef-scalar = { $field }: { $value } is not a single value.
error-metadef-pattern = { $field }: the pattern does not compile at character { $position }: { $reason }
error-metadef-pattern-too-large = { $field }: the pattern needs too much memory.
error-metadef-contradiction = { $field } contradicts the rest of the definition ({ $rule }).
error-search-empty = { $field } must hold a letter or a digit to search for.
error-search-too-long = { $field } is longer than { $limit } characters.
error-search-too-many-words = { $field } holds more than { $limit } words.
error-value-type = The value '{ $value }' of property '{ $field }' is not of the type { $expected } (rule type of namespace { $namespace }).
error-value-enum = The value '{ $value }' of property '{ $field }' is not one of { $allowed } (rule enum of namespace { $namespace }).
error-value-pattern = The value '{ $value }' of property '{ $field }' does not match { $pattern } (rule pattern of namespace { $namespace }).
error-value = The value '{ $value }' of property '{ $field }' breaks the rule { $rule } of namespace { $namespace }.
error-metadef-quota = At most { $limit } { $kind ->
        [object] objects
        [property] properties
        [tag] tags
       *[enum-item] values of an enum
    } are allowed.
error-unknown-visibility = { $value } is not a visibility.

# ---- studio: the authoring workspace
dialog-close = Close
studio-edit-title = Edit { $name }
studio-create-title = New namespace
studio-title-waiting = Namespace
studio-loading = The workspace is being loaded…
studio-contents = Contents
studio-form = Form
studio-live = Live results
studio-pane = Pane
studio-json = JSON
studio-try = Try it
studio-try-as = as
studio-try-none = Associate the namespace with a resource type to try it.
studio-try-stored = Stored text
studio-try-nothing = Nothing is chosen yet.
studio-used = Where used
studio-filter = Filter contents
studio-add = Add…
studio-add-properties = Add property
studio-add-objects = Add object
studio-add-tags = Add tag
studio-add-associations = Add resource type
studio-add-languages = Add language
studio-group-properties = Properties
studio-group-objects = Objects
studio-group-tags = Tags
studio-group-associations = Resource types
studio-group-languages = Translations
studio-mark-error = error
studio-mark-warning = warning
studio-mark-unsaved = not saved
studio-kind-namespace = namespace
studio-kind-property = property
studio-kind-object = object
studio-kind-tag = tag
studio-kind-type = resource type
studio-kind-language = translation
studio-unnamed = Without a name
studio-move-up = Move up
studio-move-down = Move down
studio-copy = Copy
studio-duplicate = Duplicate
studio-paste = Paste
studio-remove = Remove
studio-open = Open
studio-undo = Undo
studio-redo = Redo
studio-discard = Discard changes
studio-review = Review and save…
studio-save = Save
studio-unsaved = { $count ->
    [one] 1 unsaved change
   *[other] { $count } unsaved changes
 }
studio-not-saved-yet = Not saved yet
studio-draft-kept = Draft kept in this browser
studio-draft-refused = This browser keeps no drafts
studio-left = This is what you left here. Nothing of it is saved yet.
studio-left-overtaken = This is what you left here. Somebody has saved the namespace since: saving brings both together.
studio-undone = Undone
studio-redone = Done again
studio-discarded = Changes discarded; undo brings them back
studio-removed = Removed; undo brings it back
studio-copied = Copied; it can be pasted here or in another namespace
studio-nothing-copied = Nothing was copied yet
studio-moved = Moved
studio-frozen = The JSON says no document. Repair it or undo, then go on here.
studio-refused-empty = A name is needed
studio-refused-too-long = At most { $limit } characters
studio-refused-taken = “{ $name }” is taken
studio-refused-missing = “{ $name }” is not there any more
studio-name = Name
studio-place = Belongs to
studio-place-help = The property moves there, with its texts.
studio-place-namespace = The namespace itself
studio-title = Title
studio-description = Description
studio-visibility = Visibility
studio-visibility-public = Public: every project sees it
studio-visibility-private = Private: only the owner sees it
studio-enforcement = On images
studio-enforcement-off = Values are free
studio-enforcement-warn = Values that do not fit are noted
studio-enforcement-enforce = Values that do not fit are refused
studio-enforcement-help = What happens when somebody gives an image a value that this namespace forbids.
studio-owner = Owner
studio-owner-help = The id of a project.
studio-protected = Protected from deletion
studio-resource-type = Resource type
studio-prefix = Prefix
studio-prefix-help = Stands before each key. Images take hw_ where flavors take hw: – only traits have a colon on both.
studio-target = Properties target
studio-target-help = Which of several sets of properties is meant, as “image” of a volume.
studio-required = Required
studio-required-in-object = Required in its object
studio-object-help = A named group of properties
studio-rules = Default and rules
studio-values-help = Alt and arrow keys, or dragging, change the order
studio-paste-list = Paste list
studio-paste-hint = One value a line, or values between commas
studio-paste-take = Add these
studio-new-value = New value
studio-new-value-hint = Add a value, Enter to keep
studio-remove-value = Remove { $value }
studio-is-default = default
studio-no-default = No default
studio-not-set = Not set
studio-yes = Yes
studio-no = No
studio-pattern-try = Try a text against the pattern
studio-pattern-fits = It matches
studio-pattern-unfit = It does not match
studio-pattern-none = The pattern is no regular expression
studio-strays = Other members
studio-strays-help = This type has no use for them; they are kept until you remove them
studio-drop-member = Remove { $name }
studio-stored-as = Stored as
studio-stored-nowhere = Not associated with a resource type yet
studio-elsewhere = Also defined in
studio-used-choose = Select a property to see where it is used.
studio-used-unknown = Nothing is known: the property is not saved, or the namespace is not for images.
studio-used-images = { $count ->
    [0] No image uses it
    [one] 1 image uses it
   *[other] { $count } images use it
 }
studio-used-value = Value
studio-used-count = Images
studio-type-string = String
studio-type-integer = Integer
studio-type-number = Number
studio-type-boolean = Boolean
studio-type-array = Array
studio-type-object = Object
studio-member-type = Type
studio-member-title = Title
studio-member-description = Description
studio-member-default = Default
studio-member-enum = Allowed values
studio-member-operators = Operators
studio-member-readonly = Read-only in editors
studio-member-minimum = Minimum
studio-member-maximum = Maximum
studio-member-min-length = Least length
studio-member-max-length = Greatest length
studio-member-pattern = Pattern
studio-member-items-type = Type of items
studio-member-items-enum = Allowed items
studio-member-min-items = Fewest items
studio-member-max-items = Most items
studio-member-unique-items = No item twice
studio-member-additional-items = Further items
studio-unfit-type = This is none of the types
studio-unfit-number = A number is needed
studio-unfit-integer = A whole number is needed
studio-unfit-count = A whole number from 0 on is needed
studio-unfit-boolean = true or false is needed
studio-unfit-json = JSON of this type is needed
studio-unfit-control = This does not fit here
studio-language = Language
studio-language-help = A language tag, as zh-CN or de
studio-texts = Texts
studio-texts-missing = { $missing } of { $all } missing
studio-texts-only-missing = Only what is missing
studio-texts-none = Nothing is missing here
studio-problems = Problems
studio-json-broken = The JSON must be repaired first
studio-no-problems = No problems
studio-problems-allow = It can be saved as it is
studio-problems-forbid = Saving is possible once errors are mended
studio-errors = errors
studio-warnings = warnings
studio-hints = hints
studio-problem-empty = A name is missing
studio-problem-too-long = “{ $member }” has more than { $limit } characters
studio-problem-twice = The name stands twice
studio-problem-type = “{ $member }” is not of the property's type
studio-problem-enum = “{ $member }” is none of the allowed values
studio-problem-range = “{ $member }” is outside of minimum and maximum
studio-problem-length = “{ $member }” is too short or too long
studio-problem-pattern = “{ $member }” does not match the pattern
studio-problem-items = “{ $member }” has an item that is not allowed
studio-problem-unique = “{ $member }” has an item twice
studio-problem-bounds = “{ $member }”: the least is more than the most
studio-problem-required = “{ $member }” names something that is not there
studio-problem-no-pattern = The pattern is no regular expression
studio-problem-required-missing = The object requires “{ $name }”, which it does not have
studio-problem-no-title = There is no title
studio-problem-no-description = There is no description
studio-problem-astray = The type has no use for “{ $member }”
studio-problem-unknown = Definitions have no member “{ $member }”
studio-problem-colon = Services look for keys of images with an underscore instead of the colon
studio-problem-untold = “{ $name }” is translated and not there
studio-rule-type = is not of the type
studio-rule-enum = is none of the allowed values
studio-rule-range = is out of range
studio-rule-length = has the wrong length
studio-rule-pattern = does not match the pattern
studio-rule-items = has an item that is not allowed
studio-rule-unique = has an item twice
studio-rule-bounds = has its bounds crossed
studio-rule-required = requires what is not there
studio-rule-unknown = is not known
studio-json-label = Namespace as JSON
studio-copy-json = Copy JSON
studio-json-at = Line { $line }
studio-json-at-column = Line { $line }, column { $column }
studio-json-syntax = This is no JSON: { $said }
studio-json-shape = This does not fit: { $said }
studio-json-twice = { $path } stands twice
studio-json-unknown = { $path } is not known
studio-json-definition-object = { $path } must be an object
studio-json-definition-missing = { $path } is missing
studio-json-definition-unknown = { $path } is not known
studio-json-definition-type = { $path } must be of type { $expected }
studio-json-definition-count = { $path } must be a whole number from 0 on
studio-json-definition-kind = { $path }: { $value } is none of the types
studio-json-definition-repeated = { $path } names { $value } twice
studio-json-definition-scalar = { $path } may hold texts, numbers and truth values only
studio-save-title = Save changes to { $name }
studio-save-detail = Look at what changes. All of it is saved together, or nothing.
studio-what-changes = What changes
studio-diff-view = Show changes
studio-diff-items = By item
studio-diff-json = JSON
studio-nothing-changes = Nothing differs from what is saved.
studio-plan = Plan
studio-one-transaction = One transaction
studio-asking = Asking the server whether this can be saved…
studio-saving = Saving…
studio-agreed = The server would save this as it is.
studio-agreed-odd = The server would save this, and finds it odd:
studio-save-anew = Go on as a new namespace
studio-discard-draft = Discard the draft
studio-problem-protected = “{ $name }” is taken away, and the namespace is protected: save it without the protection first
studio-taken = There is a namespace of this name already, perhaps one that you may not see.
studio-choose-name = Choose another name
studio-saved = Namespace saved
studio-new = new
studio-gone = removed
studio-changed = changed
studio-node-attribute = Attribute
studio-node-association = Resource type
studio-node-object = Object
studio-node-property = Property
studio-node-tag = Tag
studio-node-translation = Translation
studio-overtaken = { $others ->
    [one] Somebody saved 1 change while you worked. It is brought together with yours.
   *[other] Somebody saved { $others } changes while you worked. They are brought together with yours.
 }
studio-no-conflicts = Nothing conflicts.
studio-conflicts = Places where both changed the same: { $count }. Choose for each.
studio-conflict-mine = Mine
studio-conflict-theirs = Theirs
studio-conflict-base = Before
studio-conflict-nothing = Not there
studio-take-over = Take over and review
studio-renames-ahead = Images that carry these keys keep the old names until they are set right, which is offered after saving:
studio-renamed = Images may still carry these keys under their old names. See which:

# ---- defs: the catalog
toast-namespace-deleted = Namespace deleted
toast-namespace-returned = Returned to the earlier version
defs-views = Views
defs-namespaces = Namespaces
defs-search = Search
defs-types = Resource types
defs-usage = Where used
defs-create = New namespace
defs-filter = Filters
defs-filter-text = Title, name, description
defs-any-type = Any resource type
defs-any-visibility = Any visibility
defs-any-protection = Protected or not
defs-visibility = Visibility
defs-visibility-public = Public
defs-visibility-private = Private
defs-protection = Protection
defs-protected = Protected
defs-not-protected = Not protected
defs-none = No namespaces yet
defs-none-detail = Namespaces describe the metadata that images and other resources can carry.
defs-none-match = Nothing matches
defs-none-match-detail = No namespace fits these filters.
defs-namespace = Namespace
defs-description = Description
defs-no-description = No description
defs-none-of-it = None
defs-applies = Applies to
defs-applies-here = applies
defs-properties = Properties
defs-objects = Objects
defs-inner = with { $count ->
    [one] 1 property
   *[other] { $count } properties
 }
defs-tags = Tags
defs-actions = Actions
defs-edit = Edit
defs-edit-named = Edit { $name }
defs-copy = Copy as new
defs-copy-name = Copy the name
defs-delete = Delete namespace
defs-lost-properties = { $count ->
    [one] 1 property
   *[other] { $count } properties
 }
defs-lost-objects = { $count ->
    [one] 1 object
   *[other] { $count } objects
 }
defs-lost-tags = { $count ->
    [one] 1 tag
   *[other] { $count } tags
 }
defs-lost-associations = { $count ->
    [one] 1 resource type
   *[other] { $count } resource types
 }
defs-lost-translations = { $count ->
    [one] 1 translation
   *[other] { $count } translations
 }
defs-delete-used = { $count ->
    [one] Images carry 1 of its keys, which nothing will define here any more:
   *[other] Images carry { $count } of its keys, which nothing will define here any more:
 }
defs-delete-protected = Protected. Give up the protection first.
defs-delete-question = Delete { $name }?
defs-delete-detail = Its properties, objects, tags and associations go with it. Values that images carry stay.
defs-range = { $from }–{ $to } of { $total }
defs-parts = Parts of the namespace
defs-tab-overview = Overview
defs-tab-properties = Properties
defs-tab-objects = Objects
defs-tab-tags = Tags
defs-tab-associations = Resource types
defs-tab-preview = Preview
defs-tab-usage = Usage
defs-tab-json = JSON
defs-tab-history = History
defs-facts = Facts
defs-languages = Translations
defs-created = Created
defs-updated = Updated
defs-version = Version
defs-nothing = Nothing here
defs-nothing-detail = The namespace has none of these.
defs-readonly = read-only
defs-not-for-images = Not for images
defs-not-for-images-detail = Associate the namespace with OS::Glance::Image to see what images make of it.
defs-key = Key
defs-values = Values
defs-by-itself = Vitrine
defs-older = Older versions
defs-version-number = Version { $number }
defs-changes = { $count ->
    [one] 1 change
   *[other] { $count } changes
 }
defs-show-changes = Show what changed
defs-return = Return to this
defs-return-question = Return to version { $number }?
defs-return-hint = The return is a new version: nothing of the history is lost.
defs-search-text = Title, key, value, description
defs-search-go = Search
defs-kind = Kind
defs-any-kind = Anything
defs-any-value-type = Any type
defs-kind-namespace = namespace
defs-kind-object = object
defs-kind-property = property
defs-kind-tag = tag
defs-search-start = Search the catalog
defs-search-start-detail = Words in names, titles, descriptions and values, in every language.
defs-search-none = Nothing found
defs-search-none-detail = Fewer or shorter words find more.
defs-search-count = { $shown } of { $total }
defs-types-filter = Filter resource types
defs-matrix = Namespaces and the resource types that they are for
defs-images-with = Images with { $key }
defs-image = Image
defs-no-images = No image has it
defs-no-images-detail = No image that you may see carries this property.
defs-orphans = Keys that nobody defines
defs-orphans-detail = Images carry these, and no namespace for images has a definition of them.
defs-no-orphans = Every key is defined
defs-no-orphans-detail = All properties of images that you may see have a definition.

# ---- sheet: the metadata editor
sheet-title = Metadata of { $name }
sheet-edit = Edit metadata
sheet-editor = Metadata editor
sheet-available = Available properties
sheet-find = Filter available properties
sheet-find-among = Filter { $count } properties
sheet-found = { $count } found
sheet-none-available = Nothing more to add.
sheet-add = Add { $name }
sheet-add-all = Add all of { $name }
sheet-custom = Custom key
sheet-custom-add = Add
sheet-key-empty = A key is needed
sheet-key-too-long = At most 255 characters
sheet-key-taken = It is set already
sheet-key-reserved = This key belongs to the service
sheet-set = What is set
sheet-set-find = Filter what is set
sheet-set-among = Filter { $count } set
sheet-nothing-set = Nothing is set yet. Add properties from the list.
sheet-undefined = No definition
sheet-remove = Remove { $name }
sheet-was = Was
sheet-restore = Restore
sheet-kept = It is kept until you enter something else.
sheet-empty = Nothing is entered; it will not be stored.
sheet-several = Several namespaces define it:
sheet-several-for = Definition of { $name }
sheet-choose = Choose…
sheet-unlisted = not in the list
sheet-left = These changes were left here and are not saved yet.
sheet-about = What it means
sheet-operator = Operator of { $name }
sheet-no-operator = no operator
sheet-add-value = Add a value
sheet-rule-type = This must be of type { $expected }.
sheet-rule-enum = Allowed are: { $allowed }.
sheet-rule-range = This must be between { $minimum } and { $maximum }.
sheet-rule-length = The length must be between { $minimum } and { $maximum }.
sheet-rule-pattern = This must match { $pattern }.
sheet-rule-items = An item is not allowed: { $allowed }.
sheet-rule-unique = An item stands twice.
sheet-rule-bounds = The definition contradicts itself.
sheet-rule-required = Something required is missing.
sheet-changes = { $count ->
    [0] No changes
    [one] 1 change
   *[other] { $count } changes
 }
sheet-save = Save metadata
sheet-discard = Discard
sheet-unsaved = Unsaved changes
sheet-refused = Mend what is refused, then save.
sheet-saved = Metadata saved
sheet-overtaken = Somebody has changed the metadata since. Their changes are shown; yours are kept. Look again, then save.
sheet-not-yours = You may look at this metadata, and not change it.

# ---- sheet: more of the metadata editor
sheet-added = Added { $name }
sheet-shared = Defined more than once
sheet-default = Default:
sheet-is-default = default
sheet-allowed = Allowed:
sheet-written = Stored as
sheet-missing = The object requires a value. Enter one, or remove the key.
sheet-emptied = Nothing is left of the stored value. Enter one, or remove the key.
sheet-needs = Required as well:
sheet-faults = { $count } to mend
sheet-clash = { $key }: { $theirs } was saved, you have { $mine }.
sheet-gone = nothing
sheet-take = Take theirs for { $key }
sheet-plain-key = Key
sheet-plain-value = Value
sheet-plain-new = Another key
sheet-plain-remove = Remove { $key }
sheet-plain-hint = Values are texts. Leave a new key empty to add none.
sheet-create = Metadata
sheet-create-hint = Properties by which the service chooses hosts and hardware. They go with the record.
sheet-create-load = Add metadata
error-metadata-overtaken = Somebody has changed the metadata since. What is stored now stands beside what you entered. Look at it again, then save.
create-error-twice-description = The description is entered here and in the metadata
create-error-twice-architecture = The architecture is entered here and in the metadata
create-error-metadata = A value in the metadata is to be mended
# ---- transfer: import and export of metadata definitions
transfer-refused = This could not be read
transfer-import-title = Import namespaces
transfer-import-crumb = Import
transfer-files = Files
transfer-files-hint = One document or a list of documents in each file, in the published layout.
transfer-choose = Choose files
transfer-drop = or drop them here
transfer-accepts = JSON files, or a zip of JSON files. 16 MiB at the most.
transfer-folder = Or a folder
transfer-chosen = { $count ->
        [one] One file is chosen
       *[other] { $count } files are chosen
    }
transfer-more = and { $count } more
transfer-elsewhere = From elsewhere
transfer-paste = Paste JSON
transfer-paste-hint = One document or a list of documents.
transfer-url = Address
transfer-url-hint = An http or https address of a JSON file or a zip. The server reads it; addresses inside its own network are refused.
transfer-how = Namespaces that exist
transfer-how-hint = What becomes of a namespace that is here already and differs. The flags in the files are kept.
transfer-mode-prefer-new = Merge, the file wins
transfer-mode-prefer-new-hint = Add what is missing and take over what differs. What the file leaves out stays.
transfer-mode-merge = Merge, what is here wins
transfer-mode-merge-hint = Add what is missing. What is there stays as it is.
transfer-mode-overwrite = Replace
transfer-mode-overwrite-hint = Make it equal to the file. What the file lacks goes.
transfer-mode-skip = Skip
transfer-mode-skip-hint = Leave it alone.
transfer-mode-of = What becomes of { $name }
transfer-dry-run = Only show what would happen
transfer-dry-run-hint = Untick it to write. Browsers forget the chosen files, so choose them again.
transfer-submit = Review import
transfer-working = Working
transfer-plan = Plan
transfer-done = Report
transfer-report = { $written } written, { $refused } refused, in { $time } ms
transfer-apply = { $count ->
        [one] Import one namespace
       *[other] Import { $count } namespaces
    }
transfer-apply-plain = To write this, send the form again with “Only show what would happen” unticked.
transfer-nothing-to-do = There is nothing to write.
transfer-forget = Start over
transfer-to-list = Go to the namespaces
transfer-count-new = { $count } new
transfer-count-same = { $count } the same
transfer-count-differs = { $count } different
transfer-count-skipped = { $count } left alone
transfer-count-protected = { $count } protected
transfer-count-invalid = { $count } invalid
transfer-verdict-new = New
transfer-verdict-same = Same
transfer-verdict-differs = Differs
transfer-verdict-skipped = Left alone
transfer-verdict-protected = Protected
transfer-verdict-invalid = Invalid
transfer-verdict-written = Written
transfer-protected-hint = The namespace is protected, and this would take something from it. Merge, or turn the protection off first.
transfer-parts = { $count ->
        [one] One part
       *[other] { $count } parts
    }
transfer-changes = { $count ->
        [one] One change
       *[other] { $count } changes
    }
transfer-odd = { $count ->
        [one] One oddity
       *[other] { $count } oddities
    }
transfer-diff = What changes
transfer-pasted = Pasted text
transfer-line = Line { $line }
transfer-line-column = Line { $line }, column { $column }
transfer-problem-empty = Choose files or a folder, paste JSON, or name an address.
transfer-problem-json = This is no JSON.
transfer-problem-twice = { $member } stands there twice.
transfer-problem-utf8 = This is no UTF-8 text.
transfer-problem-zip = The archive cannot be read.
transfer-problem-zip-empty = The archive holds no JSON file.
transfer-problem-zip-entries = The archive holds too many files.
transfer-problem-zip-size = What the archive holds is too large.
transfer-problem-zip-packed = It has a password or is packed in a way that is not supported.
transfer-problem-zip-nested = Archives inside of archives are not read.
transfer-export-title = Export namespaces
transfer-export-crumb = Export
transfer-export-filter = Filter namespaces
transfer-export-name = Name
transfer-export-apply = Apply
transfer-export-clear = Clear filters
transfer-export-none = No namespaces match
transfer-export-none-detail = Nothing here can be exported.
transfer-export-choose = Choose
transfer-export-one = Export { $name }
transfer-export-form = Form of the file
transfer-export-selected = Export selected
transfer-export-all = Export all { $count }
transfer-namespace = Namespace
transfer-visibility = Visibility
transfer-any-visibility = Any visibility
transfer-visibility-public = Public
transfer-visibility-private = Private
transfer-type = Resource type
transfer-any-type = Any resource type
transfer-types = Resource types
transfer-protected = Protected
transfer-schema-type = Resource type of the schema
transfer-format-json = JSON
transfer-format-json-hint = The published layout, ready for import. A zip for more than one.
transfer-format-csv = CSV
transfer-format-csv-hint = A table of all properties.
transfer-format-markdown = Markdown
transfer-format-markdown-hint = A document to read and print.
transfer-format-schema = JSON Schema
transfer-format-schema-hint = One schema of the properties of a resource type.
transfer-md-types = Resource types
transfer-md-properties = Properties
transfer-md-object = Object
transfer-md-tags = Tags
transfer-md-name = Key
transfer-md-title = Title
transfer-md-type = Type
transfer-md-default = Default
transfer-md-values = Values
transfer-md-description = Description
transfer-md-required = required
error-fetch-address = This is no plain http or https address.
error-fetch-barred = The server may not read from this address.
error-fetch-failed = Nothing could be read from this address.
error-fetch-status = The address answered with status { $status }.
error-fetch-too-large = What the address gives has more than { $limit } bytes.
defs-export = Export
defs-import = Import

# ---- browse: further words of the catalog
nav-property-search = Property search
defs-own-project = This project
defs-about-key = About the key
defs-defined-in = Defined in
defs-orphan = No definition is of this key.
defs-all-values = All values
studio-without-script = The workspace needs script. Without it there are plain pages.

# ---- report: what images carry against the catalog, and setting it right
report-title = Check images
report-filter = Filter the report
report-namespace = Namespace
report-severity = What is wrong
report-severity-any = Unknown and invalid
report-severity-unknown = No definition
report-severity-invalid = Invalid value
report-examined = { $count ->
    [one] 1 image looked at.
   *[other] { $count } images looked at.
 }
report-what = What is wrong
report-images = Images
report-more = and { $count } more
report-fix = Set right…
report-fix-this = Set { $key } = { $value } right
report-next = Next images
report-none = Nothing is wrong
report-none-detail = { $count ->
    [one] The image that you may see fits the catalog.
   *[other] All { $count } images fit the catalog.
 }
report-none-yet = The first { $count } images fit the catalog.
report-of-namespace = Check images against this namespace
correct-title-short = Set right on images
correct-title = Set “{ $key }” right on images
correct-only-value = Only where the value is
correct-all-values = whatever the value
correct-images = { $count ->
    [one] 1 image carries it.
   *[other] { $count } images carry it.
 }
correct-what = What is to become of it?
correct-kind-value = Another value
correct-kind-rename = Another name, the same value
correct-kind-remove = Take it off the images
correct-new-value = New value
correct-new-name = New name
correct-plan = Show the plan
correct-plan-head = Plan
correct-results = Results
correct-against = The catalog would have this against it:
correct-before = Now
correct-after = Then
correct-fate = State
correct-fate-ready = Will be changed
correct-fate-done = Changed
correct-fate-clash = Carries both names with different values
correct-fate-overtaken = Somebody changed it meanwhile
correct-fate-refused = Not changed
correct-next = Plan for the next images
correct-run = Set right on all images
correct-run-hint = Each image is changed by itself, and only if it still carries what was found.
correct-stop = Stop
correct-running = { $count } images done…
correct-progress = Images done
correct-report = { $done ->
    [one] 1 image changed
   *[other] { $done } images changed
 }{ $left ->
    [0] .
    [one] , 1 left as it is.
   *[other] , { $left } left as they are.
 }
correct-none = No image is concerned
correct-none-detail = No image that you may see carries this, or all are right already.
correct-none-further = These were the last images.
correct-back = Check images again
correct-image-count = { $count ->
    [one] 1 image
   *[other] { $count } images
}
correct-nothing-ready = None of these images can be changed.
field-to = The new name or value

# ---- plain: a property by a plain form
plain-title = Property { $name }
plain-title-new = New property
plain-in-object = In the object { $object }
plain-add = Add a property by a plain form
plain-edit = Edit { $name } by a plain form
plain-read = Read the definitions
plain-one-line = One a line
plain-empty-default = The default is the empty text
plain-unsaid = not said
plain-yes = yes
plain-no = no
plain-save = Save
plain-remove = Remove the property
plain-remove-detail = Values that images carry stay.
plain-type-hint = Fields of another type are shown once it is saved.
plain-now = Saved now: { $value }
plain-nothing = nothing
plain-workspace = Open in the workspace
error-definition-overtaken = Somebody changed the namespace meanwhile. Your entries are still here; where they differ, what is saved now stands below them. Save again to have yours.
toast-definition-saved = Property saved
toast-definition-deleted = Property removed
