//! The catalog as people browse it: namespaces with what they hold, and what may be done with them.

use std::collections::BTreeSet;

use vitrine_wire::SortDirection;
use vitrine_wire::can::Ability;
use vitrine_wire::metadef::{
    AssociationDocument, CatalogQuery, CatalogSort, Document, NamespaceRow, NamespaceSortKey, NamespaceTable,
    NamespaceView,
};

use super::document;
use super::model::{Association, Namespace};
use super::ports::Sizes;
use super::query::{NamespaceFilter, NamespacePage};
use super::service::{Metadefs, own, target};
use crate::ctx::Ctx;
use crate::error::{Denial, Error, MetadefKind, Result};
use crate::policy::Rule;

/// Namespaces that are looked at; nobody browses more.
const MAX_NAMESPACES: usize = 10_000;
/// Characters of a filter.
const MAX_TEXT: usize = 256;

impl Metadefs {
    /// A page of the namespaces that the caller may see. The catalog is small beside the images: it is read
    /// whole, in a fixed number of statements.
    pub async fn table(&self, ctx: &Ctx, query: &CatalogQuery) -> Result<NamespaceTable> {
        let all = self.rows(ctx).await?;
        let types: BTreeSet<&String> =
            all.iter().flat_map(|row| &row.associations).map(|it| &it.name).collect();
        let resource_types = types.into_iter().cloned().collect();
        let text: Option<String> =
            query.text.as_deref().map(|text| text.chars().take(MAX_TEXT).collect::<String>().to_lowercase());
        let mut rows: Vec<NamespaceRow> =
            all.into_iter().filter(|row| fits(row, query, text.as_deref())).collect();
        sort(&mut rows, query);
        let total = rows.len();
        let from = query.page.saturating_sub(1).saturating_mul(CatalogQuery::PAGE);
        let rows = rows.into_iter().skip(from).take(CatalogQuery::PAGE).collect();
        let can_create = self.allows(ctx, Rule::AddMetadefNamespace, own(ctx));
        Ok(NamespaceTable { rows, total, resource_types, can_create })
    }

    /// Every namespace that the caller may see, by title.
    pub async fn rows(&self, ctx: &Ctx) -> Result<Vec<NamespaceRow>> {
        self.require(ctx, Rule::GetMetadefNamespaces, own(ctx))?;
        self.require(ctx, Rule::ListMetadefResourceTypes, own(ctx))?;
        let page = NamespacePage {
            sort: NamespaceSortKey::Namespace,
            direction: SortDirection::Ascending,
            after: None,
            limit: MAX_NAMESPACES,
        };
        let found = self.repo.list(&self.viewer(ctx), &NamespaceFilter::default(), &page).await?;
        let mut sizes = self.repo.sizes().await?;
        let visible = found.into_iter().filter(|(namespace, _)| self.may_see(ctx, namespace));
        let mut rows: Vec<NamespaceRow> = visible
            .map(|(namespace, associations)| {
                let sizes = sizes.remove(&namespace.id).unwrap_or_default();
                row(namespace, associations, sizes)
            })
            .collect();
        rows.sort_by_cached_key(|row| row.title().to_lowercase());
        Ok(rows)
    }

    /// The namespaces for a type of resource that the caller may see, as documents: in one statement,
    /// however many there are.
    pub async fn offered(&self, ctx: &Ctx, resource_type: &str) -> Result<Vec<Document>> {
        self.require(ctx, Rule::GetMetadefNamespaces, own(ctx))?;
        self.require(ctx, Rule::ListMetadefResourceTypes, own(ctx))?;
        let found = self.repo.details(&self.viewer(ctx), resource_type).await?;
        let may_read = |namespace: &Namespace| {
            let rules = [Rule::GetMetadefObjects, Rule::GetMetadefProperties];
            self.may_see(ctx, namespace)
                && rules.into_iter().all(|rule| self.allows(ctx, rule, target(namespace)))
        };
        let visible = found.into_iter().filter(|(namespace, _)| may_read(namespace));
        Ok(visible.map(|(namespace, contents)| document::document(&namespace, &contents)).collect())
    }

    /// A namespace with all it holds, and what the caller may do with it.
    pub async fn view(&self, ctx: &Ctx, name: &str) -> Result<NamespaceView> {
        let (namespace, document) = self.document(ctx, name).await?;
        let may = |rule| self.allows(ctx, rule, target(&namespace));
        let protected = Error::Forbidden(Denial::MetadefProtected {
            kind: MetadefKind::Namespace,
            name: namespace.name.clone(),
        });
        let delete = match (may(Rule::DeleteMetadefNamespace), namespace.is_protected) {
            (false, _) => Ability::NotPermitted,
            (true, true) => Ability::Blocked(protected.code().to_owned()),
            (true, false) => Ability::Yes,
        };
        let modify = if may(Rule::ModifyMetadefNamespace) { Ability::Yes } else { Ability::NotPermitted };
        Ok(NamespaceView {
            document,
            owner: namespace.owner.0.clone(),
            created_at: namespace.created_at,
            updated_at: namespace.updated_at,
            version: namespace.version,
            revision: namespace.revision(),
            modify,
            delete,
            can_create: self.allows(ctx, Rule::AddMetadefNamespace, own(ctx)),
        })
    }
}

fn row(namespace: Namespace, associations: Vec<Association>, sizes: Sizes) -> NamespaceRow {
    let association = |it: Association| AssociationDocument {
        name: it.resource_type,
        prefix: it.prefix,
        properties_target: it.properties_target,
    };
    NamespaceRow {
        namespace: namespace.name,
        display_name: namespace.display_name,
        description: namespace.description,
        visibility: namespace.visibility,
        protected: namespace.is_protected,
        owner: namespace.owner.0,
        associations: associations.into_iter().map(association).collect(),
        properties: sizes.properties,
        objects: sizes.objects,
        tags: sizes.tags,
        updated_at: namespace.updated_at,
    }
}

fn fits(row: &NamespaceRow, query: &CatalogQuery, text: Option<&str>) -> bool {
    let has = |text: &str| {
        let texts = [Some(&row.namespace), row.display_name.as_ref(), row.description.as_ref()];
        texts.into_iter().flatten().any(|it| it.to_lowercase().contains(text))
    };
    text.is_none_or(has)
        && query.visibility.is_none_or(|it| it == row.visibility)
        && query.protected.is_none_or(|it| it == row.protected)
        && query.resource_type.as_ref().is_none_or(|it| row.associations.iter().any(|own| own.name == *it))
}

/// Rows come by title, which stays the order of those that are equal.
fn sort(rows: &mut [NamespaceRow], query: &CatalogQuery) {
    let is_descending = query.direction == SortDirection::Descending;
    let number = |row: &NamespaceRow| match query.sort {
        CatalogSort::Title => 0,
        CatalogSort::Properties => i128::from(row.properties),
        CatalogSort::Objects => i128::from(row.objects),
        CatalogSort::Tags => i128::from(row.tags),
        CatalogSort::UpdatedAt => i128::from(row.updated_at.unix_micros()),
    };
    match (query.sort, is_descending) {
        (CatalogSort::Title, true) => rows.reverse(),
        (CatalogSort::Title, false) => {}
        (_, false) => rows.sort_by_key(number),
        (_, true) => rows.sort_by_key(|row| std::cmp::Reverse(number(row))),
    }
}

#[cfg(test)]
mod tests {
    use vitrine_wire::Timestamp;
    use vitrine_wire::metadef::MetadefVisibility;

    use super::*;

    fn named(name: &str, properties: u64) -> NamespaceRow {
        NamespaceRow {
            namespace: name.to_owned(),
            display_name: None,
            description: Some("Über CPUs".to_owned()),
            visibility: MetadefVisibility::Public,
            protected: false,
            owner: String::new(),
            associations: Vec::new(),
            properties,
            objects: 0,
            tags: 0,
            updated_at: Timestamp::from_unix_micros(0),
        }
    }

    #[test]
    fn equal_rows_stay_by_title_in_either_direction() {
        for (direction, expected) in [(SortDirection::Ascending, "acb"), (SortDirection::Descending, "bac")] {
            let mut rows = vec![named("a", 1), named("b", 2), named("c", 1)];
            sort(&mut rows, &CatalogQuery { sort: CatalogSort::Properties, direction, ..Default::default() });
            assert_eq!(rows.iter().map(|row| row.namespace.as_str()).collect::<String>(), expected);
        }
    }

    #[test]
    fn text_is_found_in_any_case() {
        let row = named("a", 1);
        assert!(fits(&row, &CatalogQuery::default(), Some("über cpu")));
        assert!(!fits(&row, &CatalogQuery::default(), Some("gpu")));
    }
}
