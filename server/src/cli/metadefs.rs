//! `vitrine metadefs`: catalogs of metadata definitions as files.
//!
//! They work on the database, so they also work while the server runs. Each namespace is one
//! transaction: whenever a command is cut off, namespaces are there as a whole or not at all.

mod report;
mod sources;

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::bail;
use clap::{Args, Subcommand, ValueEnum};
use vitrine_app::preferences::Lang;
use vitrine_domain::clock::Clock;
use vitrine_domain::metadef::{ImportOptions, Metadefs, NamespaceQuery};
use vitrine_domain::policy::Policy;
use vitrine_domain::{Ctx, ProjectId};
use vitrine_wire::SortDirection;
use vitrine_wire::metadef::{Document, ImportMode, ImportReport, ImportRow, ImportVerdict, NamespaceSortKey};

use super::print;
use crate::boot;
use crate::clock::SystemClock;
use crate::config::Settings;
use crate::i18n;
use crate::rest::vitrine::metadefs::import_row;

/// Who owns namespaces of files that do not say, unless somebody else is named.
const OWNER: &str = "admin";
/// Namespaces that are read from the database in one go.
const AT_ONCE: usize = 100;

#[derive(Args)]
pub struct MetadefsCommand {
    /// The database, when it is not the configured one
    #[arg(long, global = true, value_name = "URL")]
    database_url: Option<String>,
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Bring definition files in
    Load {
        /// Files, folders of *.json, or - for standard input
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// What to do about namespaces that are there already
        #[arg(long, value_enum, default_value_t)]
        mode: Mode,
        /// Only tell what would happen
        #[arg(long)]
        dry_run: bool,
        /// Take things from protected namespaces too
        #[arg(long)]
        force: bool,
        /// Who owns namespaces of files that do not say
        #[arg(long, default_value = OWNER, value_name = "PROJECT")]
        owner: String,
        /// Print the report as JSON
        #[arg(long)]
        json: bool,
    },
    /// Write namespaces to files. Files of others that are there already stay
    Export {
        /// The folder, made where it is missing, or - for standard output
        path: PathBuf,
        /// Only these namespaces
        namespaces: Vec<String>,
    },
    /// Remove every namespace and type of resource
    Unload {
        /// Do it without asking
        #[arg(long)]
        yes: bool,
    },
    /// Check definition files; no database is read
    Validate {
        /// Files, folders of *.json, or - for standard input
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// Fail for what is only odd too
        #[arg(long)]
        strict: bool,
        /// Print the report as JSON
        #[arg(long)]
        json: bool,
    },
    /// Compare definition files with the catalog; fails when they differ. Namespaces that are in no file do
    /// not count
    Diff {
        /// Files, folders of *.json, or - for standard input
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// Print the report as JSON
        #[arg(long)]
        json: bool,
    },
}

/// [`ImportMode`] on the command line.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Mode {
    /// Leave them alone
    #[default]
    Default,
    /// Add what they lack
    Merge,
    /// Add what they lack, replace what differs
    PreferNew,
    /// Make them equal to the file
    Overwrite,
}

impl From<Mode> for ImportMode {
    fn from(mode: Mode) -> Self {
        match mode {
            Mode::Default => Self::Skip,
            Mode::Merge => Self::Merge,
            Mode::PreferNew => Self::PreferNew,
            Mode::Overwrite => Self::Overwrite,
        }
    }
}

impl MetadefsCommand {
    pub async fn run(self, settings: &Settings) -> anyhow::Result<()> {
        let mut settings = settings.clone();
        if let Some(url) = self.database_url {
            settings.database.url = url;
        }
        match self.action {
            Action::Load { paths, mode, dry_run, force, owner, json } => {
                let options = ImportOptions {
                    mode: mode.into(),
                    is_dry_run: dry_run,
                    is_forced: force,
                    is_file: true,
                    owner: Some(ProjectId(owner)),
                };
                load(&settings, &paths, &options, json).await
            }
            Action::Export { path, namespaces } => export(&settings, &path, &namespaces).await,
            Action::Unload { yes } => unload(&settings, yes).await,
            Action::Validate { paths, strict, json } => validate(&settings, &paths, strict, json),
            Action::Diff { paths, json } => diff(&settings, &paths, json).await,
        }
    }
}

async fn load(
    settings: &Settings,
    paths: &[PathBuf],
    options: &ImportOptions,
    json: bool,
) -> anyhow::Result<()> {
    let access = if options.is_dry_run { Access::Read } else { Access::Write };
    let metadefs = catalog(settings, access).await?;
    let ctx = Ctx::internal("cli");
    let mut rows = Vec::new();
    for source in sources::read(paths)? {
        match source.documents {
            Err(message) => rows.push((source.name, report::broken(message))),
            // One by one: what came in before the database went away is told.
            Ok(documents) => {
                for document in documents.chunks(1) {
                    match metadefs.import(&ctx, document, options).await {
                        Ok(brought) => rows.extend(
                            brought
                                .into_iter()
                                .map(|it| (source.name.clone(), import_row(it, Lang::default()))),
                        ),
                        Err(error) => {
                            tell(&rows, json, false)?;
                            return Err(error.into());
                        }
                    }
                }
            }
        }
    }
    tell(&rows, json, false)?;
    refuse_broken(&rows)?;
    match rows.iter().filter(|(_, row)| row.verdict == ImportVerdict::Protected).count() {
        count if count > 0 && !options.is_dry_run => bail!("{count} namespaces are protected: say --force"),
        _ => Ok(()),
    }
}

async fn diff(settings: &Settings, paths: &[PathBuf], json: bool) -> anyhow::Result<()> {
    let metadefs = catalog(settings, Access::Read).await?;
    let options = ImportOptions {
        mode: ImportMode::Overwrite,
        is_dry_run: true,
        is_forced: true,
        is_file: true,
        owner: Some(ProjectId::from(OWNER)),
    };
    let ctx = Ctx::internal("cli");
    let mut rows = Vec::new();
    for source in sources::read(paths)? {
        let documents = source.documents.map_err(|message| anyhow::anyhow!("{}: {message}", source.name))?;
        for row in metadefs.import(&ctx, &documents, &options).await? {
            if row.verdict != ImportVerdict::Same {
                rows.push((source.name.clone(), import_row(row, Lang::default())));
            }
        }
    }
    tell(&rows, json, true)?;
    match rows.len() {
        0 => Ok(()),
        count => bail!("{count} namespaces differ"),
    }
}

fn validate(settings: &Settings, paths: &[PathBuf], strict: bool, json: bool) -> anyhow::Result<()> {
    let limits = settings.metadefs.limits(settings.images.limits().page);
    let mut rows = Vec::new();
    for source in sources::read(paths)? {
        match source.documents {
            Err(message) => rows.push((source.name, report::broken(message))),
            Ok(documents) => {
                for document in &documents {
                    let row = vitrine_domain::metadef::document::judged(document, &limits);
                    rows.push((source.name.clone(), import_row(row, Lang::default())));
                }
            }
        }
    }
    tell(&rows, json, false)?;
    refuse_broken(&rows)?;
    match rows.iter().map(|(_, row)| row.warnings.len()).sum::<usize>() {
        count if strict && count > 0 => bail!("{count} warnings"),
        _ => Ok(()),
    }
}

async fn export(settings: &Settings, path: &std::path::Path, wanted: &[String]) -> anyhow::Result<()> {
    let metadefs = catalog(settings, Access::Read).await?;
    let ctx = Ctx::internal("cli");
    let names = if wanted.is_empty() { names(&metadefs, &ctx).await? } else { wanted.to_vec() };
    let mut documents = Vec::with_capacity(names.len());
    for name in &names {
        let (_, document) = metadefs.document(&ctx, name).await.map_err(|error| {
            anyhow::anyhow!("{name}: {}", i18n::message(Lang::default(), error.code(), &error.args()))
        })?;
        // As published files have it; others would change hands when they come back.
        let owner = document.owner.filter(|owner| owner != OWNER);
        documents.push(Document { owner, ..document });
    }
    if path == std::path::Path::new("-") {
        print(&format!("{}\n", serde_json::to_string_pretty(&documents)?));
        return Ok(());
    }
    let count = sources::write(path, &documents)?;
    print(&format!("{count} namespaces are in {}\n", path.display()));
    Ok(())
}

async fn unload(settings: &Settings, is_sure: bool) -> anyhow::Result<()> {
    if !is_sure {
        bail!("this removes every namespace, protected or not: say --yes");
    }
    let count = catalog(settings, Access::Write).await?.unload(&Ctx::internal("cli")).await?;
    print(&format!("{count} namespaces are gone\n"));
    Ok(())
}

/// The names of all namespaces.
async fn names(metadefs: &Metadefs, ctx: &Ctx) -> anyhow::Result<Vec<String>> {
    let mut names = Vec::new();
    let mut query = NamespaceQuery {
        filter: Default::default(),
        sort: NamespaceSortKey::Namespace,
        direction: SortDirection::Ascending,
        marker: None,
        limit: AT_ONCE,
    };
    loop {
        let page = metadefs.list(ctx, &query).await?;
        names.extend(page.namespaces.into_iter().map(|(namespace, _)| namespace.name));
        match page.last {
            Some(last) => query.marker = Some(last),
            None => return Ok(names),
        }
    }
}

/// What a command does with the database.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Access {
    /// Nothing is made or brought up to date, not even an empty database.
    Read,
    Write,
}

/// The catalog alone: no lock, no store, so that it runs beside a server.
async fn catalog(settings: &Settings, access: Access) -> anyhow::Result<Metadefs> {
    let database = match access {
        Access::Read => {
            let database = boot::connect_existing(settings).await?;
            if !database.pending_migrations().await?.is_empty() {
                bail!("the database has not been set up, or is of an older version: start the server once");
            }
            database
        }
        Access::Write => {
            if settings.database.url.is_empty() {
                boot::prepare(&settings.data_dir)?;
            }
            let database = boot::connect(settings).await?;
            database.migrate().await?;
            database
        }
    };
    let policy = Arc::new(Policy::defaults()?);
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let (audit, keeper) = boot::audit(settings, &database, &policy, &clock);
    tokio::spawn(keeper.run());
    let limits = settings.metadefs.limits(settings.images.limits().page);
    Ok(Metadefs::new(
        Arc::new(database.metadefs()),
        Arc::new(database.metadefs()),
        policy,
        clock,
        limits,
        audit,
    ))
}

fn tell(rows: &[(String, ImportRow)], json: bool, is_diff: bool) -> anyhow::Result<()> {
    if json {
        let report = ImportReport { namespaces: rows.iter().map(|(_, row)| row.clone()).collect() };
        print(&format!("{}\n", serde_json::to_string_pretty(&report)?));
    } else {
        print(&report::text(rows, is_diff));
    }
    Ok(())
}

fn refuse_broken(rows: &[(String, ImportRow)]) -> anyhow::Result<()> {
    match rows.iter().filter(|(_, row)| row.error.is_some()).count() {
        0 => Ok(()),
        count => bail!("{count} of {} documents cannot be used", rows.len()),
    }
}
