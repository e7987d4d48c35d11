//! Sharing: projects that an image is shared with, and what they say to it.
//!
//! Who shares adds and removes members; who was given an image answers. A member in any state may use the image;
//! what it answered decides only whether the image is in its lists. Members of an image that is shared no more are
//! kept and not told of, until it is shared again.

use serde_json::{Map, Value};
use vitrine_wire::{ImageStatus, MemberStatus, Visibility};

use super::model::{Image, ImageId, Member};
use super::mutations::entry;
use super::ports::{Admitted, Found};
use super::service::{Images, target};
use super::{attributes, status};
use crate::audit::Action;
use crate::ctx::{Ctx, ProjectId};
use crate::error::{Clash, Denial, Error, Fault, Limit, Missing, Result};
use crate::policy::{Rule, Target};

/// How often a change of the status is tried again when others change the same image meanwhile.
const ATTEMPTS: usize = 5;

impl Images {
    /// The members that the caller may see: who shares sees all, a member itself.
    pub async fn members(&self, ctx: &Ctx, id: &ImageId) -> Result<Vec<Member>> {
        let found = self.visible(ctx, id).await?;
        self.check(ctx, Rule::GetMembers, &found.image, Some(&found))?;
        if found.image.visibility != Visibility::Shared {
            return Err(Error::Forbidden(Denial::MembersOfShared));
        }
        let members = self.repo.members(id).await?;
        Ok(members.into_iter().filter(|it| self.sees(ctx, &found.image, &it.project)).collect())
    }

    /// One member; missing and hidden look the same.
    pub async fn member(&self, ctx: &Ctx, id: &ImageId, project: &ProjectId) -> Result<Member> {
        let found = self.visible(ctx, id).await?;
        self.known(ctx, &found, project).await
    }

    /// Shares an image with the project that `document` names.
    pub async fn add_member(&self, ctx: &Ctx, id: &ImageId, document: &Map<String, Value>) -> Result<Member> {
        let outcome = self.admit(ctx, id, document).await;
        self.audit.record(ctx, entry(Action::MemberAdd, id), &outcome).await;
        outcome
    }

    /// Notes what a member says: the `status` of `document`.
    pub async fn answer_member(
        &self,
        ctx: &Ctx,
        id: &ImageId,
        project: &ProjectId,
        document: &Map<String, Value>,
    ) -> Result<Member> {
        let outcome = self.take_answer(ctx, id, project, document).await;
        self.audit.record(ctx, entry(Action::MemberUpdate, id).fields(["status"]), &outcome).await;
        outcome
    }

    /// Shares an image no longer with a project.
    pub async fn remove_member(&self, ctx: &Ctx, id: &ImageId, project: &ProjectId) -> Result<()> {
        let outcome = self.expel(ctx, id, project).await;
        self.audit.record(ctx, entry(Action::MemberRemove, id), &outcome).await;
        outcome
    }

    /// Keeps an image's data from everybody but administrators. Twice is once.
    pub async fn deactivate(&self, ctx: &Ctx, id: &ImageId) -> Result<()> {
        let outcome = self.activate(ctx, id, Rule::Deactivate, ImageStatus::Deactivated).await;
        self.audit.record(ctx, entry(Action::ImageDeactivate, id), &outcome).await;
        outcome
    }

    /// Gives an image's data free again. Twice is once.
    pub async fn reactivate(&self, ctx: &Ctx, id: &ImageId) -> Result<()> {
        let outcome = self.activate(ctx, id, Rule::Reactivate, ImageStatus::Active).await;
        self.audit.record(ctx, entry(Action::ImageReactivate, id), &outcome).await;
        outcome
    }

    async fn activate(&self, ctx: &Ctx, id: &ImageId, rule: Rule, to: ImageStatus) -> Result<()> {
        let from = match to {
            ImageStatus::Deactivated => ImageStatus::Active,
            _ => ImageStatus::Deactivated,
        };
        for _ in 0..ATTEMPTS {
            let found = self.visible(ctx, id).await?;
            self.check(ctx, rule, &found.image, Some(&found))?;
            let now = found.image.status;
            if now == to {
                return Ok(());
            }
            if now != from || status::require(now, to).is_err() {
                return Err(Error::Forbidden(Denial::Activation { to, status: now }));
            }
            if self.repo.move_status(id, from, to, self.clock.now()).await? {
                tracing::info!(image.id = %id, "image {id} is {to} now");
                return Ok(());
            }
        }
        Err(Error::Conflict(Clash::Busy))
    }

    async fn admit(&self, ctx: &Ctx, id: &ImageId, document: &Map<String, Value>) -> Result<Member> {
        let found = self.visible(ctx, id).await?;
        self.check(ctx, Rule::AddMember, &found.image, Some(&found))?;
        let said = document.get("member").filter(|said| !said.is_null());
        let said = said.ok_or_else(|| Error::invalid("member", Fault::NoMember))?;
        let named = said.as_str().map(str::trim).filter(|project| !project.is_empty());
        let project = named.ok_or_else(|| Error::invalid("member", Fault::NoMember))?;
        attributes::plain_text("member", project, attributes::MAX_NAME)?;
        if found.image.visibility != Visibility::Shared {
            return Err(Error::Forbidden(Denial::NoMembers(id.clone())));
        }
        let now = self.clock.now();
        let member = Member {
            image: id.clone(),
            project: ProjectId(project.to_owned()),
            status: MemberStatus::Pending,
            created_at: now,
            updated_at: now,
        };
        let limit = self.limits.members;
        match self.repo.add_member_within(&member, limit).await? {
            Admitted::Done => Ok(member),
            Admitted::Known => {
                Err(Error::Conflict(Clash::Member { image: id.clone(), project: project.to_owned() }))
            }
            Admitted::Full => Err(Error::TooLarge(Limit::Members { limit })),
            Admitted::NoImage => Err(Error::no_image(id)),
        }
    }

    async fn take_answer(
        &self,
        ctx: &Ctx,
        id: &ImageId,
        project: &ProjectId,
        document: &Map<String, Value>,
    ) -> Result<Member> {
        let found = self.visible(ctx, id).await?;
        self.known(ctx, &found, project).await?;
        let answer = Target { member: Some(project.as_str()), ..target(&found.image, None) };
        self.policy.check(&ctx.caller, Rule::ModifyMember, answer)?;
        let said = document.get("status").ok_or_else(|| Error::invalid("status", Fault::NoMemberStatus))?;
        let status = said.as_str().and_then(MemberStatus::parse).ok_or_else(|| {
            let value = said.as_str().map_or_else(|| said.to_string(), str::to_owned);
            Error::invalid("status", Fault::UnknownMemberStatus { value: value.chars().take(64).collect() })
        })?;
        let answered = self.repo.answer(id, project, status, self.clock.now()).await?;
        answered.ok_or_else(|| no_member(id, project))
    }

    async fn expel(&self, ctx: &Ctx, id: &ImageId, project: &ProjectId) -> Result<()> {
        let found = self.visible(ctx, id).await?;
        self.check(ctx, Rule::DeleteMember, &found.image, Some(&found))?;
        self.known(ctx, &found, project).await?;
        let was_there = self.repo.remove_member(id, project).await?;
        if was_there { Ok(()) } else { Err(no_member(id, project)) }
    }

    /// The member, if the image is shared with it and the caller may know.
    async fn known(&self, ctx: &Ctx, found: &Found, project: &ProjectId) -> Result<Member> {
        let image = &found.image;
        let hidden = || no_member(&image.id, project);
        if image.visibility != Visibility::Shared || !self.sees(ctx, image, project) {
            return Err(hidden());
        }
        self.repo.member(&image.id, project).await?.ok_or_else(hidden)
    }

    /// May the caller know of this member?
    fn sees(&self, ctx: &Ctx, image: &Image, project: &ProjectId) -> bool {
        let row = Target { member: Some(project.as_str()), ..target(image, None) };
        self.policy.allows(&ctx.caller, Rule::GetMember, row)
    }
}

fn no_member(id: &ImageId, project: &ProjectId) -> Error {
    Error::NotFound(Missing::Member { image: id.clone(), project: project.0.clone() })
}
