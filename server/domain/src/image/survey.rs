//! Images as the catalog of metadata definitions looks at them: all that the caller may see, by id.

use vitrine_wire::SortDirection;
use vitrine_wire::vocab::ImageSortKey;

use super::model::{Image, ImageId};
use super::ports::Viewer;
use super::protection::Lens;
use super::query::{ImageFilter, Membership, Page, SortBy, VisibilityFilter};
use super::service::{Images, may_see_row};
use crate::ctx::Ctx;
use crate::error::{Denial, Error, Result};
use crate::policy::Rule;

/// A property that images are to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carries {
    pub key: String,
    pub value: Option<String>,
}

/// Images as the caller may see them, and the last one looked at if there may be more.
#[derive(Debug)]
pub(crate) struct Survey {
    pub images: Vec<Image>,
    pub last: Option<ImageId>,
}

/// All that a viewer may see: hidden ones and other projects' community images, too.
#[must_use]
pub fn everything() -> ImageFilter {
    ImageFilter { visibility: VisibilityFilter::All, membership: Membership::Any, ..ImageFilter::default() }
}

impl Images {
    pub(crate) fn require_survey(&self, ctx: &Ctx) -> Result<()> {
        self.authorize_list(ctx)
    }

    /// At most `limit` images behind `marker`, without the properties that the caller may not read.
    pub(crate) async fn survey(
        &self,
        ctx: &Ctx,
        carries: Option<Carries>,
        marker: Option<&ImageId>,
        limit: usize,
    ) -> Result<Survey> {
        self.authorize_list(ctx)?;
        // Nothing but the id counts in this order: the image may be gone.
        let after = marker.map(|id| Image { id: id.clone(), ..self.blank(ctx) });
        let sort = vec![SortBy { key: ImageSortKey::Id, direction: SortDirection::Ascending }];
        let page = Page { sort, after, backwards: false, limit };
        let filter = ImageFilter { carries, ..everything() };
        let rows = self.repo.list(&self.viewer(ctx), &filter, &page).await?;
        let last = rows.last().filter(|_| rows.len() == limit).map(|image| image.id.clone());
        let book = self.policy.current();
        let mut lens = Lens::new(&book, &ctx.caller);
        let rows = rows.into_iter().filter(|image| may_see_row(&book, ctx, image));
        Ok(Survey { images: rows.map(|image| lens.show(image)).collect(), last })
    }

    /// The eyes for counts, which no rule can be asked about row by row. So where an operator changed
    /// who may see an image, only administrators count.
    pub(crate) fn counting_viewer(&self, ctx: &Ctx) -> Result<Viewer> {
        self.authorize_list(ctx)?;
        if !self.policy.current().is_shipped(Rule::GetImage) && !self.is_admin(ctx) {
            return Err(Error::Forbidden(Denial::Policy(Rule::GetImage)));
        }
        Ok(self.viewer(ctx))
    }

    /// Why the caller may not change an image, as far as rules say.
    pub(crate) fn require_change(&self, ctx: &Ctx, image: &Image) -> Result<()> {
        self.check(ctx, Rule::ModifyImage, image, None)
    }

    /// May the caller read properties of this name?
    pub(crate) fn reads(&self, ctx: &Ctx, property: &str) -> bool {
        Lens::new(&self.policy.current(), &ctx.caller).reads(property)
    }
}
