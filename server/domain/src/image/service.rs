//! The images service: what both skins call. Each method authorises before it does anything else.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use serde_json::{Map, Value};
use vitrine_wire::image::{CreateOptions, ImageTable, ImageTableQuery};
use vitrine_wire::vocab::{CONTAINER_FORMATS, DISK_FORMATS, ImageScope};
use vitrine_wire::{Ability, ImageAbilities, ImageStatus, Visibility};

use super::model::{Image, ImageId, Location};
use super::patch::{self, Dialect, Operation, PatchRules};
use super::ports::{BlobStore, ByteStream, Found, Full, ImageRepo, Tagged, ValueRules, Viewer};
use super::protection::{Action, Lens, PropertyGuard};
use super::query::{
    ImageFilter, ImageQuery, Membership, OwnerFilter, Page, PageLimits, SortBy, VisibilityFilter, total_order,
};
use super::upload::UploadSlots;
use super::{attributes, publish, range, status};
use crate::audit::{self, Audit, Entry};
use crate::clock::{Clock, Ids};
use crate::ctx::{Ctx, ProjectId};
use crate::error::{Clash, Denial, Dependency, Error, Fault, Limit, Missing, Result};
use crate::policy::{Policy, Rule, RuleBook, Target};
use crate::quota::{Caps, Quota};

/// How often a change is tried again when others change the same image meanwhile.
const SAVE_ATTEMPTS: usize = 5;
/// Rows that the dashboard counts before it says "more than".
const COUNT_BOUND: u64 = 1_000;

/// The formats this installation accepts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formats {
    pub disk: Vec<String>,
    pub container: Vec<String>,
}

impl Default for Formats {
    fn default() -> Self {
        let owned = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
        Self { disk: owned(DISK_FORMATS), container: owned(CONTAINER_FORMATS) }
    }
}

/// The limits on images that an operator may set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageLimits {
    /// Bytes of one image.
    pub image_size: u64,
    pub properties: usize,
    pub tags: usize,
    /// Projects that one image is shared with.
    pub members: usize,
    /// Images without data that a project may keep, administrators not counted.
    pub queued_images: u64,
    pub page: PageLimits,
}

/// A page of images, with the one that the next page begins behind if there may be one.
#[derive(Debug, Default)]
pub struct Listing {
    pub images: Vec<Image>,
    pub last: Option<ImageId>,
}

/// An image's bytes, opened.
pub struct Download {
    pub image: Image,
    /// The bytes of the image that `stream` brings.
    pub range: Range<u64>,
    /// All bytes of the image.
    pub size: u64,
    pub stream: ByteStream,
}

/// What images rest on.
pub struct Images {
    pub(super) repo: Arc<dyn ImageRepo>,
    pub(super) store: Arc<dyn BlobStore>,
    pub(super) policy: Arc<Policy>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) ids: Arc<dyn Ids>,
    pub(super) formats: Formats,
    pub(super) limits: ImageLimits,
    /// This process, in the claims it makes on uploads.
    pub(super) node: String,
    pub(super) slots: UploadSlots,
    pub(super) audit: Audit,
    pub(super) quota: Quota,
    pub(super) values: Option<Arc<dyn ValueRules>>,
}

/// What became of a change.
pub(super) enum Changed {
    Done(Image),
    /// It was not to be made any more. This is the image as it is.
    Not(Image),
}

impl Images {
    #[expect(clippy::too_many_arguments, reason = "called once, at start, with everything there is")]
    #[must_use]
    pub fn new(
        repo: Arc<dyn ImageRepo>,
        store: Arc<dyn BlobStore>,
        policy: Arc<Policy>,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn Ids>,
        formats: Formats,
        limits: ImageLimits,
        node: String,
        audit: Audit,
        quota: Quota,
    ) -> Self {
        let slots = UploadSlots::default();
        Self { repo, store, policy, clock, ids, formats, limits, node, slots, audit, quota, values: None }
    }

    /// Heeds these rules for values of properties.
    #[must_use]
    pub fn with_value_rules(self, values: Arc<dyn ValueRules>) -> Self {
        Self { values: Some(values), ..self }
    }

    /// The formats that images may have.
    #[must_use]
    pub fn formats(&self) -> &Formats {
        &self.formats
    }

    /// Lengths of pages.
    #[must_use]
    pub fn page_limits(&self) -> PageLimits {
        self.limits.page
    }

    pub(super) async fn make(&self, ctx: &Ctx, document: &Map<String, Value>) -> Result<Image> {
        for (key, value) in document {
            attributes::check(key, value, &self.formats)?;
        }
        document.keys().try_for_each(|key| attributes::guard(key))?;
        let mut image = self.blank(ctx);
        for (key, value) in document {
            attributes::assign(&mut image, key, value)?;
        }
        self.authorize_create(ctx, &image)?;
        let book = self.policy.current();
        let guard = PropertyGuard::new(&book, &ctx.caller);
        image.properties.keys().try_for_each(|name| guard.check(Action::Create, name))?;
        patch::check_property_quota(&image, self.limits.properties)?;
        patch::check_tag_quota(&image, self.limits.tags)?;
        let breaches = self.tolerated(&image, &BTreeMap::new()).await?;
        self.insert(ctx, &image).await?;
        self.note(ctx, &image.id, &breaches).await;
        tracing::info!(image.id = %image.id, "created image {}", image.id);
        Ok(self.shown(ctx, image))
    }

    pub(super) fn blank(&self, ctx: &Ctx) -> Image {
        let now = self.clock.now();
        Image {
            id: ImageId(self.ids.uuid()),
            name: None,
            status: ImageStatus::Queued,
            visibility: Visibility::Shared,
            is_protected: false,
            is_hidden: false,
            owner: ctx.caller.project().cloned(),
            container_format: None,
            disk_format: None,
            min_disk: 0,
            min_ram: 0,
            size: None,
            virtual_size: None,
            checksum: None,
            hash_algorithm: None,
            hash_value: None,
            tags: Default::default(),
            properties: Default::default(),
            created_at: now,
            updated_at: now,
            version: 1,
        }
    }

    fn authorize_create(&self, ctx: &Ctx, image: &Image) -> Result<()> {
        let own = Target { owner: ctx.caller.project().map(ProjectId::as_str), ..target(image, None) };
        self.policy.check(&ctx.caller, Rule::AddImage, own)?;
        if image.owner.as_ref() != ctx.caller.project() && !self.is_admin(ctx) {
            let owner = image.owner.as_ref().map(ProjectId::to_string).unwrap_or_default();
            return Err(Error::Forbidden(Denial::OtherOwner { owner }));
        }
        self.authorize_visibility(ctx, image)
    }

    fn authorize_visibility(&self, ctx: &Ctx, image: &Image) -> Result<()> {
        match image.visibility {
            Visibility::Public => self.check(ctx, Rule::PublicizeImage, image, None),
            Visibility::Community => self.check(ctx, Rule::CommunitizeImage, image, None),
            Visibility::Private | Visibility::Shared => Ok(()),
        }
    }

    /// Adds the record if the owner may have one more. Administrators may leave as many as they like
    /// without data; a project's limits are theirs too.
    async fn insert(&self, ctx: &Ctx, image: &Image) -> Result<()> {
        let owner = image.owner.as_ref();
        let queued = owner.filter(|_| !self.is_admin(ctx)).map(|_| self.limits.queued_images);
        let caps = Caps { queued, ..self.quota.caps(owner).await? };
        match self.repo.insert_within(image, &caps).await? {
            Ok(()) => Ok(()),
            Err(Full::Resource(over)) => Err(self.quota.refusal(over, &caps)),
            Err(Full::Queued) => {
                Err(Error::TooLarge(Limit::QueuedImages { limit: self.limits.queued_images }))
            }
        }
    }

    /// One image, if the caller may see it.
    pub async fn show(&self, ctx: &Ctx, id: &ImageId) -> Result<Image> {
        let outcome = self.visible(ctx, id).await.map(|found| self.shown(ctx, found.image));
        let entry = Entry::new(audit::Action::ImageShow, "image", id.as_str());
        self.audit.refusal(ctx, entry, &outcome);
        outcome
    }

    /// The image without the properties that the caller may not read.
    fn shown(&self, ctx: &Ctx, image: Image) -> Image {
        Lens::new(&self.policy.current(), &ctx.caller).show(image)
    }

    /// A page of images for the API.
    pub async fn list(&self, ctx: &Ctx, query: &ImageQuery) -> Result<Listing> {
        self.authorize_list(ctx)?;
        let after = self.marker(ctx, query.marker.as_ref()).await?;
        let sort = total_order(query.sort.clone());
        let page = Page { sort, after, backwards: false, limit: query.limit };
        let book = self.policy.current();
        let mut lens = Lens::new(&book, &ctx.caller);
        // No image has a property that the caller may not read, as far as the caller can tell.
        if query.limit == 0 || !query.filter.properties.iter().all(|(name, _)| lens.reads(name)) {
            return Ok(Listing::default());
        }
        let rows = self.repo.list(&self.viewer(ctx), &query.filter, &page).await?;
        // Glance compat: whether there is a next page is decided before rows are left out.
        let last = rows.last().filter(|_| rows.len() == query.limit).map(|image| image.id.clone());
        let rows = rows.into_iter().filter(|image| may_see_row(&book, ctx, image));
        Ok(Listing { images: rows.map(|image| lens.show(image)).collect(), last })
    }

    /// A page of the dashboard's table: both neighbours, and a bounded count.
    pub async fn table(&self, ctx: &Ctx, query: &ImageTableQuery) -> Result<ImageTable> {
        self.authorize_list(ctx)?;
        let filter = table_filter(query, ctx.caller.project());
        let viewer = self.viewer(ctx);
        let marker = query.marker.as_deref().map(ImageId::from);
        let after = self.marker(ctx, marker.as_ref()).await?;
        let (walked, backwards) = (after.is_some(), query.backwards && after.is_some());
        let limit = usize::try_from(query.limit).unwrap_or(usize::MAX).clamp(1, self.limits.page.max);
        let sort = total_order(vec![SortBy { key: query.sort, direction: query.direction }]);
        let page = Page { sort, after, backwards, limit: limit + 1 };
        let mut rows = self.repo.list(&viewer, &filter, &page).await?;
        let more = rows.len() > limit;
        if more && backwards {
            rows.remove(0);
        }
        rows.truncate(limit);
        let edge = |image: Option<&Image>| image.map(|image| image.id.0.clone());
        let (has_previous, has_next) = if backwards { (more, true) } else { (walked, more) };
        let total = self.repo.count(&viewer, &filter, COUNT_BOUND).await?;
        let book = self.policy.current();
        let mut lens = Lens::new(&book, &ctx.caller);
        Ok(ImageTable {
            previous: edge(rows.first().filter(|_| has_previous)),
            next: edge(rows.last().filter(|_| has_next)),
            images: rows
                .into_iter()
                .filter(|image| may_see_row(&book, ctx, image))
                .map(|image| publish(lens.show(image)))
                .collect(),
            total,
            can_create: self.may_create(ctx),
            can_see_all: viewer.sees_all,
        })
    }

    /// What the create form may offer this caller.
    pub fn create_options(&self, ctx: &Ctx) -> Result<CreateOptions> {
        let own = Target { owner: ctx.caller.project().map(ProjectId::as_str), ..Target::default() };
        self.policy.check(&ctx.caller, Rule::AddImage, own)?;
        let allowed = |visibility: &Visibility| match visibility {
            Visibility::Public => self.policy.allows(&ctx.caller, Rule::PublicizeImage, own),
            Visibility::Community => self.policy.allows(&ctx.caller, Rule::CommunitizeImage, own),
            Visibility::Private | Visibility::Shared => true,
        };
        let offered = [Visibility::Private, Visibility::Shared, Visibility::Community, Visibility::Public];
        Ok(CreateOptions {
            disk_formats: self.formats.disk.clone(),
            container_formats: self.formats.container.clone(),
            visibilities: offered.into_iter().filter(|visibility| allowed(visibility)).collect(),
            size_limit: self.limits.image_size,
        })
    }

    pub(super) async fn change(
        &self,
        ctx: &Ctx,
        id: &ImageId,
        dialect: Dialect,
        body: &Value,
    ) -> Result<Image> {
        match self.change_by(ctx, id, dialect, |_| patch::parse(dialect, body).map(Some)).await? {
            Changed::Done(image) | Changed::Not(image) => Ok(image),
        }
    }

    /// Changes an image as `plan` has it. It is asked again with the properties of that moment where somebody
    /// else was faster, and may then have it no more.
    pub(super) async fn change_by(
        &self,
        ctx: &Ctx,
        id: &ImageId,
        dialect: Dialect,
        plan: impl Fn(&BTreeMap<String, String>) -> Result<Option<Vec<Operation>>>,
    ) -> Result<Changed> {
        for _ in 0..SAVE_ATTEMPTS {
            let found = self.visible(ctx, id).await?;
            self.check(ctx, Rule::ModifyImage, &found.image, Some(&found))?;
            let shown = self.shown(ctx, found.image.clone());
            let operations = match plan(&shown.properties)? {
                None => return Ok(Changed::Not(shown)),
                Some(operations) if operations.is_empty() => return Ok(Changed::Done(shown)),
                Some(operations) => operations,
            };
            let mut image = found.image.clone();
            let book = self.policy.current();
            let rules = PatchRules {
                dialect,
                formats: &self.formats,
                is_admin: self.is_admin(ctx),
                max_properties: self.limits.properties,
                max_tags: self.limits.tags,
                guard: PropertyGuard::new(&book, &ctx.caller),
            };
            patch::apply(&mut image, &operations, rules)?;
            if image.visibility != found.image.visibility {
                self.authorize_visibility(ctx, &image)?;
            }
            let breaches = self.tolerated(&image, &found.image.properties).await?;
            image.updated_at = self.clock.now();
            if self.repo.save(&image).await? {
                self.note(ctx, id, &breaches).await;
                image.version += 1;
                return Ok(Changed::Done(self.shown(ctx, image)));
            }
        }
        Err(Error::Conflict(Clash::Busy))
    }

    pub(super) async fn tag(&self, ctx: &Ctx, id: &ImageId, tag: &str) -> Result<()> {
        let found = self.visible(ctx, id).await?;
        self.check(ctx, Rule::ModifyImage, &found.image, Some(&found))?;
        attributes::plain_text("tag", tag, attributes::MAX_NAME)?;
        let limit = self.limits.tags;
        match self.repo.add_tag_within(id, tag, limit, self.clock.now()).await? {
            Tagged::Done => Ok(()),
            Tagged::Full => Err(Error::TooLarge(Limit::Tags { limit })),
            Tagged::NoImage => Err(Error::no_image(id)),
        }
    }

    pub(super) async fn untag(&self, ctx: &Ctx, id: &ImageId, tag: &str) -> Result<()> {
        let found = self.visible(ctx, id).await?;
        self.check(ctx, Rule::ModifyImage, &found.image, Some(&found))?;
        let was_there = self.repo.remove_tag(id, tag, self.clock.now()).await?;
        if was_there { Ok(()) } else { Err(Error::NotFound(Missing::Tag)) }
    }

    pub(super) async fn remove(&self, ctx: &Ctx, id: &ImageId) -> Result<()> {
        let missing = || Error::NotFound(Missing::ImageToDelete(id.clone()));
        for _ in 0..SAVE_ATTEMPTS {
            let found = match self.visible(ctx, id).await {
                Err(Error::NotFound(_)) => return Err(missing()),
                other => other?,
            };
            let image = &found.image;
            self.check(ctx, Rule::DeleteImage, image, Some(&found))?;
            if image.is_protected {
                return Err(Error::Forbidden(Denial::Protected(id.clone())));
            }
            status::require(image.status, ImageStatus::Deleted)?;
            if let Some(locations) = self.repo.delete(id, &[image.status], self.clock.now()).await? {
                tracing::info!(image.id = %id, "deleted image {id}");
                self.discard(&locations).await;
                return Ok(());
            }
        }
        Err(Error::Conflict(Clash::Busy))
    }

    /// Removes bytes that no record refers to any more. Failures are left to the sweep.
    async fn discard(&self, locations: &[Location]) {
        for location in locations {
            if let Err(error) = self.store.delete(&location.key).await {
                tracing::warn!(image.id = %location.key.image, %error, "bytes are left to the sweep");
            }
        }
    }

    /// Opens the data, or the part of it that a `Range` header asks for; nothing while there is none.
    pub async fn download(&self, ctx: &Ctx, id: &ImageId, range: Option<&str>) -> Result<Option<Download>> {
        let outcome = self.open(ctx, id, range).await;
        let entry = Entry::new(audit::Action::ImageDownload, "image", id.as_str());
        self.audit.refusal(ctx, entry, &outcome);
        outcome
    }

    async fn open(&self, ctx: &Ctx, id: &ImageId, range: Option<&str>) -> Result<Option<Download>> {
        let found = self.visible(ctx, id).await?;
        self.check(ctx, Rule::DownloadImage, &found.image, Some(&found))?;
        let image = found.image;
        if image.status == ImageStatus::Deactivated && !self.is_admin(ctx) {
            return Err(Error::Forbidden(Denial::Deactivated(id.clone())));
        }
        let locations = self.repo.locations(id).await?;
        let (Some(location), Some(size)) = (locations.first(), image.size) else {
            return Ok(None);
        };
        let range = match range {
            Some(header) => range::parse(header, size)?,
            None => 0..size,
        };
        match self.store.get(&location.key, range.clone()).await? {
            Some(stream) => Ok(Some(Download { image: self.shown(ctx, image), range, size, stream })),
            None => Err(self.lost(ctx, id).await),
        }
    }

    /// A record names bytes that the store lacks: the image was deleted just now, or they are lost.
    async fn lost(&self, ctx: &Ctx, id: &ImageId) -> Error {
        match self.visible(ctx, id).await {
            Ok(_) => {
                let cause = format!("the store lacks the data of image {id}").into();
                Error::Unavailable { what: Dependency::Store, cause }
            }
            Err(error) => error,
        }
    }

    /// What the caller may do with an image, for a skin that shows it.
    pub async fn abilities(&self, ctx: &Ctx, id: &ImageId) -> Result<(Image, ImageAbilities)> {
        let found = self.visible(ctx, id).await?;
        let image = &found.image;
        let role = |rule| self.check(ctx, rule, image, Some(&found)).is_ok();
        let ability = |rule, blocked: Option<Error>| match (role(rule), blocked) {
            (false, _) => Ability::NotPermitted,
            (true, Some(error)) => Ability::Blocked(error.code().to_owned()),
            (true, None) => Ability::Yes,
        };
        let protected = || Error::Forbidden(Denial::Protected(id.clone()));
        let deactivated = || Error::Forbidden(Denial::Deactivated(id.clone()));
        let no_data = || Error::NotFound(Missing::Image(id.clone()));
        let withheld = match image.status {
            ImageStatus::Deactivated if !self.is_admin(ctx) => Some(deactivated()),
            _ if image.size.is_none() => Some(no_data()),
            _ => None,
        };
        let can = ImageAbilities {
            modify: ability(Rule::ModifyImage, None),
            upload: ability(Rule::UploadImage, status::require(image.status, ImageStatus::Saving).err()),
            download: ability(Rule::DownloadImage, withheld),
            delete: ability(Rule::DeleteImage, image.is_protected.then(protected)),
        };
        Ok((self.shown(ctx, found.image), can))
    }

    /// Can the store be read and written?
    pub async fn check_store(&self) -> Result<()> {
        self.store.check().await
    }

    /// The image, unless it is missing or hidden from the caller: these look the same.
    ///
    /// A token for something other than a project is refused before anything is looked up.
    pub(super) async fn visible(&self, ctx: &Ctx, id: &ImageId) -> Result<Found> {
        let project = ctx.caller.project();
        let found = self.repo.find(id, project).await?.ok_or_else(|| Error::no_image(id))?;
        let image = &found.image;
        let is_visible = self.is_admin(ctx)
            || image.owner.is_none()
            || (project.is_some() && image.owner.as_ref() == project)
            || match image.visibility {
                Visibility::Public | Visibility::Community => true,
                Visibility::Shared => found.membership.is_some(),
                Visibility::Private => false,
            };
        let allowed = self.check(ctx, Rule::GetImage, image, Some(&found)).is_ok();
        if is_visible && allowed {
            return Ok(found);
        }
        ctx.notes.hide();
        Err(Error::no_image(id))
    }

    async fn marker(&self, ctx: &Ctx, marker: Option<&ImageId>) -> Result<Option<Image>> {
        let Some(id) = marker else {
            return Ok(None);
        };
        match self.visible(ctx, id).await {
            Ok(found) => Ok(Some(found.image)),
            Err(Error::NotFound(_)) => {
                Err(Error::invalid("marker", Fault::UnknownMarker { marker: id.to_string() }))
            }
            Err(error) => Err(error),
        }
    }

    pub(super) fn authorize_list(&self, ctx: &Ctx) -> Result<()> {
        let own = Target { owner: ctx.caller.project().map(ProjectId::as_str), ..Target::default() };
        self.policy.check(&ctx.caller, Rule::GetImages, own)
    }

    fn may_create(&self, ctx: &Ctx) -> bool {
        let own = Target { owner: ctx.caller.project().map(ProjectId::as_str), ..Target::default() };
        self.policy.allows(&ctx.caller, Rule::AddImage, own)
    }

    pub(super) fn viewer(&self, ctx: &Ctx) -> Viewer {
        Viewer { project: ctx.caller.project().cloned(), sees_all: self.is_admin(ctx) }
    }

    pub(super) fn is_admin(&self, ctx: &Ctx) -> bool {
        self.policy.allows(&ctx.caller, Rule::ContextIsAdmin, Target::default())
    }

    pub(super) fn check(&self, ctx: &Ctx, rule: Rule, image: &Image, found: Option<&Found>) -> Result<()> {
        self.policy.check(&ctx.caller, rule, target(image, found))
    }
}

/// The facts about an image that rules may see. That it is shared tells nothing by itself: what is not
/// shared with the caller is not visible, whatever a rule says. What belongs to nobody is everybody's to
/// see, so it counts as public.
pub(super) fn target<'a>(image: &'a Image, found: Option<&'a Found>) -> Target<'a> {
    let membership = found.and_then(|found| found.membership.as_ref());
    let visibility = if image.owner.is_none() { Visibility::Public } else { image.visibility };
    Target {
        owner: image.owner.as_ref().map(ProjectId::as_str),
        visibility: Some(visibility.as_str()),
        member: membership.map(|membership| membership.project.as_str()),
        attributes: Some(image),
        ..Target::default()
    }
}

/// Rows come from a query that shows only what the viewer may see; a stricter `get_image` of the
/// operator's still has its say on each.
pub(super) fn may_see_row(book: &RuleBook, ctx: &Ctx, image: &Image) -> bool {
    let own_project = ctx.caller.project().map(ProjectId::as_str);
    let mut target = target(image, None);
    if image.visibility == Visibility::Shared && target.owner != own_project {
        target.member = own_project;
    }
    book.allows(&ctx.caller, Rule::GetImage, target)
}

fn table_filter(query: &ImageTableQuery, project: Option<&ProjectId>) -> ImageFilter {
    let mut filter = ImageFilter { text: query.text.clone(), hidden: Some(false), ..ImageFilter::default() };
    match query.scope {
        ImageScope::Mine => {
            filter.visibility = VisibilityFilter::All;
            filter.hidden = None;
            filter.owner = project.cloned().map(OwnerFilter::Is);
        }
        ImageScope::SharedWithMe => {
            filter.visibility = VisibilityFilter::Only(Visibility::Shared);
            filter.membership = Membership::Any;
            filter.owner = project.cloned().map(OwnerFilter::IsNot);
        }
        ImageScope::Public => filter.visibility = VisibilityFilter::Only(Visibility::Public),
        ImageScope::Community => filter.visibility = VisibilityFilter::Only(Visibility::Community),
        ImageScope::All => {
            filter.visibility = VisibilityFilter::All;
            filter.hidden = None;
        }
    }
    if let Some(status) = query.status {
        filter.texts.push((super::query::TextColumn::Status, vec![status.as_str().to_owned()]));
    }
    if let Some(format) = &query.disk_format {
        filter.texts.push((super::query::TextColumn::DiskFormat, vec![format.clone()]));
    }
    filter
}
