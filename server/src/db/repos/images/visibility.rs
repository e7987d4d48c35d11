//! Which images a viewer may see in a list: the Image API's rules of visibility as a condition.

use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition};
use vitrine_domain::ProjectId;
use vitrine_domain::image::ports::Viewer;
use vitrine_domain::image::query::{Membership, VisibilityFilter};
use vitrine_wire::Visibility;

use super::filter::nothing;
use crate::db::entities::{image, image_member};

/// The images that `viewer` may see and that `wanted` asks for.
pub(super) fn condition(viewer: &Viewer, wanted: VisibilityFilter, membership: Membership) -> Condition {
    let project = viewer.project.as_ref();
    match wanted {
        VisibilityFilter::All if viewer.sees_all => Condition::all(),
        VisibilityFilter::Unspecified if viewer.sees_all => {
            Condition::any().add(has(Visibility::Community).not()).add(is_own(project))
        }
        VisibilityFilter::Only(visibility) if viewer.sees_all => Condition::all().add(has(visibility)),
        VisibilityFilter::Unspecified => {
            is_own(project).add(has(Visibility::Public)).add(is_shared_with(project, membership))
        }
        VisibilityFilter::All => is_own(project)
            .add(has(Visibility::Public))
            .add(has(Visibility::Community))
            .add(is_shared_with(project, membership)),
        VisibilityFilter::Only(visibility @ (Visibility::Public | Visibility::Community)) => {
            Condition::all().add(has(visibility))
        }
        VisibilityFilter::Only(Visibility::Private) => {
            Condition::all().add(has(Visibility::Private)).add(is_own(project))
        }
        VisibilityFilter::Only(Visibility::Shared) => Condition::all()
            .add(has(Visibility::Shared))
            .add(is_own(project).add(is_shared_with(project, membership))),
    }
}

fn has(visibility: Visibility) -> Expr {
    image::Column::Visibility.eq(visibility.as_str())
}

/// Images of the project, and those of nobody: everybody sees these as their own.
fn is_own(project: Option<&ProjectId>) -> Condition {
    let ownerless = Condition::any().add(image::Column::Owner.is_null());
    match project {
        Some(project) => ownerless.add(image::Column::Owner.eq(project.as_str())),
        None => ownerless,
    }
}

fn is_shared_with(project: Option<&ProjectId>, membership: Membership) -> Condition {
    let Some(project) = project else {
        return Condition::all().add(nothing());
    };
    let mut rows = membership_of(project);
    if let Membership::Only(status) = membership {
        rows.and_where(image_member::Column::Status.eq(status.as_str()));
    }
    Condition::all().add(has(Visibility::Shared)).add(Expr::exists(rows))
}

/// Selects the standing of a project towards the image of the surrounding query.
pub(super) fn membership_of(project: &ProjectId) -> SelectStatement {
    Query::select()
        .column((image_member::Entity, image_member::Column::Status))
        .from(image_member::Entity)
        .and_where(
            Expr::col((image_member::Entity, image_member::Column::ImageId))
                .equals((image::Entity, image::Column::Id)),
        )
        .and_where(image_member::Column::Member.eq(project.as_str()))
        .take()
}
