//! What does not fit the catalog: properties that a client asks about, and those of images.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde_json::Value;
use vitrine_wire::image::RESERVED_PREFIX;
use vitrine_wire::metadef::{
    Finding, FindingList, FindingReport, FindingSeverity, IMAGE_TYPE, ImageFindings, ImageName,
    ValidationRequest, WrongPage, WrongValue,
};

use super::definitions::Definitions;
use super::query::ReportQuery;
use super::service::{EXAMINED, MetadefUsage};
use crate::ctx::Ctx;
use crate::error::{Error, Fault, Result};
use crate::image::Image;
use crate::metadef::schema;

/// Properties that one request may ask about.
const MAX_PROPERTIES: usize = 1_000;

impl MetadefUsage {
    /// One JSON Schema of all definitions for a type of resource, or of those of one namespace.
    pub async fn json_schema(
        &self,
        ctx: &Ctx,
        resource_type: &str,
        namespace: Option<&str>,
    ) -> Result<Value> {
        self.require_definitions(ctx)?;
        let namespace = match namespace {
            Some(name) => Some(self.namespace(ctx, name).await?),
            None => None,
        };
        let found = self.associated(ctx, resource_type, namespace.as_ref()).await?;
        Ok(schema::merged(resource_type, &found))
    }

    /// One JSON Schema of what some namespaces define for a type of resource. Those that the caller may not
    /// see count as not there.
    pub async fn json_schema_of(
        &self,
        ctx: &Ctx,
        resource_type: &str,
        namespaces: &[String],
    ) -> Result<Value> {
        self.require_definitions(ctx)?;
        let mut found = self.associated(ctx, resource_type, None).await?;
        found.retain(|it| namespaces.contains(&it.namespace.name));
        Ok(schema::merged(resource_type, &found))
    }

    /// What is wrong with these properties of a resource.
    pub async fn validate(&self, ctx: &Ctx, request: &ValidationRequest) -> Result<FindingList> {
        self.require_definitions(ctx)?;
        if request.properties.len() > MAX_PROPERTIES {
            return Err(Error::invalid("properties", Fault::TooMany { limit: MAX_PROPERTIES }));
        }
        let resource_type = request.resource_type.as_deref().unwrap_or(IMAGE_TYPE);
        let definitions = self.definitions(ctx, resource_type).await?;
        let mut findings = Vec::new();
        for (key, value) in &request.properties {
            if resource_type != IMAGE_TYPE || !is_reserved(key) {
                findings.extend(definitions.findings(key, value));
            }
        }
        Ok(FindingList { findings })
    }

    /// A page of the images with properties that do not fit, by id.
    pub async fn report(&self, ctx: &Ctx, query: &ReportQuery) -> Result<FindingReport> {
        self.require_definitions(ctx)?;
        self.images.require_survey(ctx)?;
        if let Some(name) = &query.namespace {
            self.namespace(ctx, name).await?;
        }
        let mut examiner = Examiner::new(self.definitions(ctx, IMAGE_TYPE).await?, query);
        let survey = self.images.survey(ctx, None, query.marker.as_ref(), EXAMINED).await?;
        let mut report = FindingReport { images: Vec::new(), examined: 0, next: None };
        let mut rows = survey.images.into_iter();
        for image in rows.by_ref() {
            report.examined += 1;
            let findings: Vec<_> = examiner.examine(&image).flat_map(|(.., findings)| findings).collect();
            if !findings.is_empty() {
                report.images.push(ImageFindings { id: image.id.0.clone(), name: image.name, findings });
            }
            if report.images.len() == query.limit {
                report.next = rows.next().map(|_| image.id.0);
                break;
            }
        }
        if report.next.is_none() {
            report.next = survey.last.map(|id| id.0);
        }
        Ok(report)
    }

    /// What a page of images carries against the catalog, each value once.
    pub async fn wrong_values(&self, ctx: &Ctx, query: &ReportQuery) -> Result<WrongPage> {
        self.require_definitions(ctx)?;
        if let Some(name) = &query.namespace {
            self.namespace(ctx, name).await?;
        }
        let mut examiner = Examiner::new(self.definitions(ctx, IMAGE_TYPE).await?, query);
        let survey = self.images.survey(ctx, None, query.marker.as_ref(), query.limit).await?;
        let examined = survey.images.len() as u64;
        let mut found: BTreeMap<(String, String), (Vec<Finding>, Vec<ImageName>)> = BTreeMap::new();
        for image in survey.images {
            let name = ImageName { id: image.id.0.clone(), name: image.name.clone() };
            for (key, value, findings) in examiner.examine(&image) {
                let entry = found.entry((key.to_owned(), value.to_owned()));
                entry.or_insert_with(|| (findings, Vec::new())).1.push(name.clone());
            }
        }
        let value = |((key, value), (findings, images)): (_, (Vec<Finding>, _))| {
            let severity = findings.iter().map(|it| it.severity).max().unwrap_or(FindingSeverity::Unknown);
            WrongValue { key, value, severity, findings, images }
        };
        let mut values: Vec<WrongValue> = found.into_iter().map(value).collect();
        values.sort_by_key(|it| Reverse((it.severity, it.images.len())));
        Ok(WrongPage { values, examined, next: survey.last.map(|id| id.0) })
    }
}

/// Judges images one after the other. Images resemble each other: what was judged once is remembered.
struct Examiner<'a> {
    definitions: Definitions,
    query: &'a ReportQuery,
    known: BTreeMap<(String, String), Vec<Finding>>,
}

impl<'a> Examiner<'a> {
    fn new(definitions: Definitions, query: &'a ReportQuery) -> Self {
        Self { definitions, query, known: BTreeMap::new() }
    }

    /// The properties that do not fit, each with what there is against it.
    fn examine<'b>(&mut self, image: &'b Image) -> impl Iterator<Item = (&'b str, &'b str, Vec<Finding>)> {
        let own = image.properties.iter().filter(|(key, _)| !is_reserved(key));
        own.filter_map(|(key, value)| {
            let known = self.known.entry((key.clone(), value.clone()));
            let found = known.or_insert_with(|| {
                let mut found = self.definitions.findings(key, &Value::from(value.as_str()));
                found.retain(|finding| is_wanted(self.query, finding));
                found
            });
            (!found.is_empty()).then(|| (key.as_str(), value.as_str(), found.clone()))
        })
    }
}

fn is_wanted(query: &ReportQuery, finding: &Finding) -> bool {
    let severity: Option<FindingSeverity> = query.severity;
    severity.is_none_or(|severity| severity == finding.severity)
        && (query.namespace.is_none() || query.namespace == finding.namespace)
}

/// What Vitrine itself notes on an image is nobody's to define.
pub(super) fn is_reserved(key: &str) -> bool {
    key.starts_with(RESERVED_PREFIX)
}
