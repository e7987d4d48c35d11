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
error-restricted-credential = A restricted application credential is not enough for this.
error-user-exists = There is a user named { $name } already.
error-project-exists = There is a project named { $name } already.
error-domain-exists = There is a domain named { $name } already.
error-role-exists = There is a role named { $name } already.
error-domain-change = The domain cannot be changed.
error-unknown-domain = There is no domain { $id }.
error-unknown-parent = There is no enabled project { $id } in this domain.
error-two-targets = Choose a project, a domain or the system.
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
error-metadef-quota = At most { $limit } { $kind ->
        [object] objects
        [property] properties
        [tag] tags
       *[enum-item] values of an enum
    } are allowed.
error-unknown-visibility = { $value } is not a visibility.
