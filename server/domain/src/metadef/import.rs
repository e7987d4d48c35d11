//! Bringing documents in, and replacing a namespace as a whole: plan, then one transaction each.

use std::collections::HashSet;

use serde_json::Value;
use vitrine_wire::metadef::{Applied, Change, Document, ImportMode, ImportVerdict, Node, NodeKind, Warning};

use super::document::{self, drafts};
use super::input::reader::{Reader, fault, shown};
use super::merge::{Plan, plan};
use super::model::Namespace;
use super::ports::{Onto, Replaced};
use super::service::{Metadefs, Wording, missing, own, target};
use crate::ctx::{Ctx, ProjectId};
use crate::error::{
    Clash, Denial, Error, Fault, MetadefClash, MetadefKind, MetadefSchema, Mismatch, Precondition, Result,
};
use crate::policy::{Rule, Target};

/// Documents that one request may bring.
const MAX_DOCUMENTS: usize = 500;
/// How often somebody else may get in between before a document is given up.
const TRIES: usize = 5;

/// How documents are brought in.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    pub mode: ImportMode,
    /// Only plan.
    pub is_dry_run: bool,
    /// Take from protected namespaces too.
    pub is_forced: bool,
    /// Do the documents come from catalog files? Then they may hold members that nobody knows, and new
    /// types of resources are protected.
    pub is_file: bool,
    /// Who owns namespaces of documents that do not say.
    pub owner: Option<ProjectId>,
}

impl ImportOptions {
    /// Reads a request: what is to be done, and with which documents.
    pub fn read(body: &Value, owner: Option<ProjectId>) -> Result<(Self, &[Value])> {
        let reader = Reader::new(MetadefSchema::Request, "", body)?;
        reader.only(&["mode", "dry_run", "documents"], &[])?;
        let modes: Vec<&str> = ImportMode::ALL.iter().map(|mode| mode.as_str()).collect();
        let options = Self {
            mode: reader.word("mode", ImportMode::parse, &modes.join(", "))?.unwrap_or(ImportMode::Skip),
            is_dry_run: reader.flag("dry_run")?.unwrap_or(false),
            is_forced: false,
            is_file: false,
            owner,
        };
        let documents = body["documents"].as_array().ok_or_else(|| {
            let value = shown(&body["documents"]);
            fault(MetadefSchema::Request, "documents", Mismatch::Type { expected: "array", value })
        })?;
        if documents.len() > MAX_DOCUMENTS {
            return Err(Error::invalid("documents", Fault::TooMany { limit: MAX_DOCUMENTS }));
        }
        Ok((options, documents))
    }
}

/// What became of a document.
#[derive(Debug)]
pub struct Imported {
    pub namespace: Option<String>,
    pub verdict: ImportVerdict,
    pub was_applied: bool,
    pub changes: Vec<Change>,
    pub warnings: Vec<Warning>,
    pub error: Option<Error>,
}

impl Imported {
    /// A document that nothing was done about yet.
    pub(super) fn of(
        namespace: Option<String>,
        verdict: ImportVerdict,
        warnings: Vec<Warning>,
        error: Option<Error>,
    ) -> Self {
        Self { namespace, verdict, was_applied: false, changes: Vec::new(), warnings, error }
    }
}

/// What the caller knows of a namespace that is to be replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// That there is none.
    Nothing,
    /// Its revision is one of these.
    Revisions(Vec<String>),
    /// That there is one.
    Anything,
}

impl Known {
    pub(super) fn fits(&self, namespace: Option<&Namespace>) -> bool {
        match (self, namespace) {
            (Self::Nothing, found) => found.is_none(),
            (Self::Revisions(known), Some(found)) => known.contains(&found.revision()),
            (Self::Anything, Some(_)) => true,
            (_, None) => false,
        }
    }
}

impl Metadefs {
    /// Whether the caller may bring in anything at all; each document is judged by itself.
    pub(super) fn may_import(&self, ctx: &Ctx) -> Result<()> {
        self.require(ctx, Rule::GetMetadefNamespaces, own(ctx))
    }

    /// Brings documents in, each in a transaction of its own: one that cannot be brought in does not
    /// keep the others out. Fails as a whole only where the database does.
    pub(super) async fn bring(
        &self,
        ctx: &Ctx,
        bodies: &[Value],
        options: &ImportOptions,
    ) -> Result<Vec<Imported>> {
        let mut rows = Vec::with_capacity(bodies.len());
        for body in bodies {
            let row = self.bring_one(ctx, body, options).await;
            if !options.is_dry_run {
                self.note_row(ctx, body, &row).await;
            }
            rows.push(row?);
        }
        Ok(rows)
    }

    async fn bring_one(&self, ctx: &Ctx, body: &Value, options: &ImportOptions) -> Result<Imported> {
        let name = body["namespace"].as_str().map(str::to_owned);
        let mut row = Imported::of(name, ImportVerdict::Invalid, Vec::new(), None);
        let brought = match document::read(body, self.definition_limits(), options.is_file) {
            Ok(wanted) => {
                row.warnings = document::warnings(&wanted);
                self.settle(ctx, wanted, options).await
            }
            Err(error) => Err(error),
        };
        match brought {
            Ok((plan, was_applied)) => {
                (row.verdict, row.changes, row.was_applied) = (plan.verdict, plan.changes, was_applied);
            }
            Err(error @ (Error::Unavailable { .. } | Error::Internal(_))) => return Err(error),
            Err(error) => row.error = Some(error),
        }
        Ok(row)
    }

    /// Plans and applies one document, again where somebody else gets in between.
    async fn settle(&self, ctx: &Ctx, wanted: Document, options: &ImportOptions) -> Result<(Plan, bool)> {
        let mut tries = TRIES;
        loop {
            let (current, plan) = self.planned(ctx, &wanted, options).await?;
            let is_to_do = matches!(plan.verdict, ImportVerdict::New | ImportVerdict::Differs);
            if !is_to_do {
                return Ok((plan, false));
            }
            self.authorize(ctx, current.as_ref().map(|(namespace, _)| namespace), &plan)?;
            self.check_sizes(&plan.target, options.owner.as_ref())?;
            if options.is_dry_run {
                return Ok((plan, false));
            }
            let onto = current.map_or(Onto::Nothing, |(it, _)| Onto::Version(it.id, it.version));
            let target = owned(plan.target.clone(), options.owner.as_ref())?;
            match self.repo.replace(&target, onto, options.is_file, &self.by(ctx)).await {
                Ok(Replaced::Done(..)) => return Ok((plan, true)),
                Ok(Replaced::Stale) if tries > 0 => tries -= 1,
                // Somebody made it since.
                Err(Error::Conflict(Clash::Metadef(MetadefClash::Namespace(_)))) if tries > 0 => tries -= 1,
                Ok(Replaced::Stale) => return Err(Error::Precondition(Precondition::Stale)),
                Err(error) => return Err(error),
            }
        }
    }

    async fn planned(
        &self,
        ctx: &Ctx,
        wanted: &Document,
        options: &ImportOptions,
    ) -> Result<(Option<(Namespace, Document)>, Plan)> {
        let current = self.current(ctx, &wanted.namespace).await?;
        let plan = plan(current.as_ref().map(|(_, it)| it), wanted, options.mode, options.is_forced);
        Ok((current, plan))
    }

    /// What there is of that name. One that is hidden from the caller counts as taken.
    async fn current(&self, ctx: &Ctx, name: &str) -> Result<Option<(Namespace, Document)>> {
        let Some(found) = self.repo.find(name).await? else {
            return Ok(None);
        };
        if !self.may_see(ctx, &found) {
            // Who may add nothing is not told which names are taken.
            self.require(ctx, Rule::AddMetadefNamespace, own(ctx))?;
            return Err(Error::Conflict(Clash::Metadef(MetadefClash::Namespace(name.to_owned()))));
        }
        let detail = self.repo.detail(found.id).await?;
        Ok(detail.map(|(namespace, contents)| {
            let document = document::document(&namespace, &contents);
            (namespace, document)
        }))
    }

    /// A namespace as one document.
    pub async fn document(&self, ctx: &Ctx, name: &str) -> Result<(Namespace, Document)> {
        let namespace = self.readable(ctx, name).await?;
        let detail = self.repo.detail(namespace.id).await?;
        let detail = detail.filter(|(namespace, _)| self.may_see(ctx, namespace));
        let (namespace, contents) = detail.ok_or_else(|| missing(name, Wording::Full))?;
        let document = document::document(&namespace, &contents);
        Ok((namespace, document))
    }

    /// A namespace as one document, for somebody who may change it.
    pub async fn authored(&self, ctx: &Ctx, name: &str) -> Result<(Namespace, Document)> {
        let (namespace, document) = self.document(ctx, name).await?;
        self.require(ctx, Rule::ModifyMetadefNamespace, target(&namespace))?;
        Ok((namespace, document))
    }

    /// May the caller add namespaces?
    ///
    /// # Errors
    ///
    /// If not.
    pub fn require_authorship(&self, ctx: &Ctx) -> Result<()> {
        self.require(ctx, Rule::AddMetadefNamespace, own(ctx))
    }

    /// May the caller give namespaces to other projects?
    #[must_use]
    pub fn gives_away(&self, ctx: &Ctx) -> bool {
        self.is_admin(ctx)
    }

    /// Makes a namespace what a document says, in one transaction, if it still is what the caller knows.
    pub(super) async fn rewrite(
        &self,
        ctx: &Ctx,
        name: &str,
        known: &Known,
        body: &Value,
        is_dry_run: bool,
    ) -> Result<(Option<Namespace>, Applied)> {
        let current = match known {
            Known::Nothing => {
                self.require(ctx, Rule::AddMetadefNamespace, own(ctx))?;
                self.current(ctx, name).await?
            }
            _ => Some(self.document(ctx, name).await?),
        };
        if !known.fits(current.as_ref().map(|(namespace, _)| namespace)) {
            return Err(Error::Precondition(Precondition::Stale));
        }
        let mut wanted = document::read(body, self.definition_limits(), false)?;
        if current.is_none() && wanted.namespace != name {
            return Err(Error::invalid("namespace", Fault::NotThePath));
        }
        let warnings = document::warnings(&wanted);
        let owner = current.as_ref().map(|(namespace, _)| &namespace.owner).or(ctx.caller.project());
        wanted = owned(wanted, owner)?;
        let applied = |changes| Applied { namespace: wanted.namespace.clone(), changes, warnings };
        if is_dry_run {
            let plan = self.judged_plan(ctx, current.as_ref(), &wanted)?;
            return Ok((current.map(|(namespace, _)| namespace), applied(plan.changes)));
        }
        let (namespace, changes) = self.put(ctx, current, &wanted).await?;
        Ok((Some(namespace), applied(changes)))
    }

    /// Writes a whole document over what there is.
    pub(super) async fn put(
        &self,
        ctx: &Ctx,
        current: Option<(Namespace, Document)>,
        wanted: &Document,
    ) -> Result<(Namespace, Vec<Change>)> {
        let plan = self.judged_plan(ctx, current.as_ref(), wanted)?;
        let onto = match current {
            Some((namespace, _)) if plan.changes.is_empty() => return Ok((namespace, Vec::new())),
            Some((namespace, _)) => Onto::Version(namespace.id, namespace.version),
            None => Onto::Nothing,
        };
        match self.repo.replace(&plan.target, onto, false, &self.by(ctx)).await? {
            Replaced::Done(namespace, changes) => Ok((namespace, changes)),
            Replaced::Stale => Err(Error::Precondition(Precondition::Stale)),
        }
    }

    /// What a whole document would change, if the caller may do that.
    fn judged_plan(
        &self,
        ctx: &Ctx,
        current: Option<&(Namespace, Document)>,
        wanted: &Document,
    ) -> Result<Plan> {
        let plan = plan(current.map(|(_, it)| it), wanted, ImportMode::Overwrite, false);
        self.authorize(ctx, current.map(|(namespace, _)| namespace), &plan)?;
        if plan.verdict == ImportVerdict::Protected {
            let (kind, name) = (MetadefKind::Namespace, wanted.namespace.clone());
            return Err(Error::Forbidden(Denial::MetadefProtected { kind, name }));
        }
        self.check_sizes(wanted, None)?;
        Ok(plan)
    }

    /// Asks the policy about each kind of change.
    fn authorize(&self, ctx: &Ctx, current: Option<&Namespace>, plan: &Plan) -> Result<()> {
        let owner = plan.target.owner.clone().or_else(|| ctx.caller.project().map(|id| id.0.clone()));
        let drafted = Target {
            owner: owner.as_deref(),
            visibility: Some(plan.target.visibility.as_str()),
            ..Target::default()
        };
        let facts = current.map_or(drafted, target);
        match current {
            None => self.require(ctx, Rule::AddMetadefNamespace, own(ctx))?,
            // Who may change nothing is not told that there is nothing to change.
            Some(_) if plan.changes.is_empty() => self.require(ctx, Rule::ModifyMetadefNamespace, facts)?,
            Some(_) => {}
        }
        let rules: HashSet<Rule> = plan.changes.iter().flat_map(|it| rules(it, current.is_none())).collect();
        for &rule in Rule::ALL.iter().filter(|rule| rules.contains(rule)) {
            self.require(ctx, rule, facts)?;
        }
        let is_owner =
            |change: &&Change| change.node == Node { kind: NodeKind::Attribute, name: "owner".to_owned() };
        let foreign = plan.changes.iter().find(is_owner).and_then(|change| change.after.as_ref()?.as_str());
        match foreign {
            Some(owner)
                if ctx.caller.project().map(ProjectId::as_str) != Some(owner) && !self.is_admin(ctx) =>
            {
                Err(Error::Forbidden(Denial::OwnerChange))
            }
            _ => Ok(()),
        }
    }

    fn check_sizes(&self, document: &Document, owner: Option<&ProjectId>) -> Result<()> {
        let nobody = ProjectId::from("");
        self.check_caps(&drafts(document, owner.unwrap_or(&nobody)))
    }

    /// Brings in the documents that come with Vitrine, unless that was done before; how many.
    pub async fn ensure_starter_catalog(&self, ctx: &Ctx, documents: &[Value]) -> Result<usize> {
        const MARK: &str = "starter-catalog";
        if self.repo.was_done(MARK).await? {
            return Ok(0);
        }
        let options = ImportOptions {
            mode: ImportMode::Skip,
            is_dry_run: false,
            is_forced: false,
            is_file: true,
            owner: Some(ProjectId::from("admin")),
        };
        let rows = self.bring(ctx, documents, &options).await?;
        if let Some(error) = rows.iter().find_map(|row| row.error.as_ref()) {
            tracing::error!(%error, "a namespace of the starter catalog cannot be read");
        }
        self.repo.note_done(MARK, self.clock.now()).await?;
        Ok(rows.iter().filter(|row| row.was_applied).count())
    }

    /// Removes every namespace, protected or not; how many.
    pub(super) async fn clear_catalog(&self, ctx: &Ctx) -> Result<u64> {
        self.require(ctx, Rule::DeleteMetadefNamespace, Target::default())?;
        self.repo.unload().await
    }
}

/// The document with an owner.
fn owned(document: Document, owner: Option<&ProjectId>) -> Result<Document> {
    let owner = document.owner.or_else(|| owner.map(|id| id.0.clone()));
    let owner = owner.ok_or_else(|| Error::invalid("owner", Fault::Required))?;
    Ok(Document { owner: Some(owner), ..document })
}

/// What a change is a matter of.
fn rules(change: &Change, is_new: bool) -> Vec<Rule> {
    let (was, is) = (change.before.is_some(), change.after.is_some());
    let of = |add, modify, remove| match (was, is) {
        (false, _) => vec![add],
        (true, true) => vec![modify],
        (true, false) => vec![remove],
    };
    match change.node.kind {
        NodeKind::Attribute | NodeKind::Translation if is_new => vec![],
        NodeKind::Attribute | NodeKind::Translation => vec![Rule::ModifyMetadefNamespace],
        NodeKind::Property => {
            of(Rule::AddMetadefProperty, Rule::ModifyMetadefProperty, Rule::RemoveMetadefProperty)
        }
        NodeKind::Object => of(Rule::AddMetadefObject, Rule::ModifyMetadefObject, Rule::DeleteMetadefObject),
        NodeKind::Tag => of(Rule::AddMetadefTags, Rule::ModifyMetadefTag, Rule::DeleteMetadefTag),
        NodeKind::Association => {
            let (add, remove) =
                (Rule::AddMetadefResourceTypeAssociation, Rule::RemoveMetadefResourceTypeAssociation);
            if was && is { vec![add, remove] } else { of(add, add, remove) }
        }
    }
}
