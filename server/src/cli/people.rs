//! `vitrine user` and `vitrine project`: the embedded identity service from the server's own machine.
//!
//! They work on the database, so they also work while the server runs. Passwords are read from
//! `VITRINE_PASSWORD` or standard input, never from the command line.

use std::io::BufRead as _;
use std::sync::Arc;

use anyhow::Context as _;
use clap::Subcommand;
use vitrine_domain::clock::Clock;
use vitrine_domain::identity::model::DEFAULT_DOMAIN;
use vitrine_domain::identity::{
    DomainRef, Identity, NewProject, NewUser, PeopleFilter, ProjectRef, Secret, UserRef,
};
use vitrine_domain::policy::Policy;
use vitrine_domain::{Ctx, DomainId};

use super::print;
use crate::boot;
use crate::clock::{RandomIds, SystemClock};
use crate::config::Settings;
use crate::identity::{Argon2Passwords, Mint};
use vitrine_domain::page::Page;

#[derive(Subcommand)]
pub enum UserCommand {
    /// Add a user; the password is read from VITRINE_PASSWORD or standard input
    Create {
        name: String,
        /// A project for the user to work in
        #[arg(long)]
        project: Option<String>,
        /// The role there: admin, manager, member or reader
        #[arg(long, default_value = "member")]
        role: String,
    },
    /// Give a user a role in a project
    Grant {
        name: String,
        #[arg(long)]
        project: String,
        #[arg(long, default_value = "member")]
        role: String,
    },
    /// Set a user's password and end all of the user's sessions and tokens
    Password { name: String },
    /// List users
    List,
}

#[derive(Subcommand)]
pub enum ProjectCommand {
    /// Add a project
    Create {
        name: String,
        #[arg(long, default_value = "")]
        description: String,
    },
    /// List projects
    List,
}

impl UserCommand {
    pub async fn run(self, settings: &Settings) -> anyhow::Result<()> {
        let identity = identity(settings).await?;
        let ctx = Ctx::internal("cli");
        match self {
            Self::Create { name, project, role } => {
                let home = match &project {
                    Some(project) => Some(find_project(&identity, &ctx, project).await?),
                    None => None,
                };
                let new = NewUser::named(&name, Some(password()?));
                let user = match home {
                    Some(home) => identity.create_user_in(&ctx, new, &home, &role).await?,
                    None => identity.create_user(&ctx, new).await?,
                };
                print(&format!("{}\t{}\n", user.id, user.name));
            }
            Self::Grant { name, project, role } => {
                identity.grant(&ctx, &user(&name), &by_name(&project), &role).await?;
            }
            Self::Password { name } => identity.set_password(&ctx, &user(&name), &password()?).await?,
            Self::List => {
                let users = identity.list_users(&ctx, PeopleFilter::default(), &Page::first()).await?;
                for user in users.rows {
                    let state = if user.is_usable() { "enabled" } else { "disabled" };
                    print(&format!("{}\t{}\t{state}\n", user.id, user.name));
                }
            }
        }
        Ok(())
    }
}

impl ProjectCommand {
    pub async fn run(self, settings: &Settings) -> anyhow::Result<()> {
        let identity = identity(settings).await?;
        let ctx = Ctx::internal("cli");
        match self {
            Self::Create { name, description } => {
                let project = identity
                    .create_project(&ctx, NewProject { description, ..NewProject::named(&name) })
                    .await?;
                print(&format!("{}\t{}\n", project.id, project.name));
            }
            Self::List => {
                let all = identity.list_projects(&ctx, PeopleFilter::default(), &Page::first()).await?;
                for project in all.rows {
                    print(&format!("{}\t{}\n", project.id, project.name));
                }
            }
        }
        Ok(())
    }
}

/// The identity service alone: no lock, no store, so that it runs beside a server.
async fn identity(settings: &Settings) -> anyhow::Result<Identity> {
    boot::prepare(&settings.data_dir)?;
    let database = boot::connect(settings).await?;
    database.migrate().await?;
    let mint = Mint::open(&settings.data_dir.join("token.key"))?;
    let policy = Arc::new(Policy::defaults()?);
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let (audit, keeper) = boot::audit(settings, &database, &policy, &clock);
    tokio::spawn(keeper.run());
    let identity = Identity::new(
        Arc::new(database.identity()),
        Arc::new(Argon2Passwords::new(1)?),
        Arc::new(mint),
        policy,
        clock,
        Arc::new(RandomIds),
        settings.identity.token_life(),
    );
    Ok(identity.with_audit(audit))
}

async fn find_project(
    identity: &Identity,
    ctx: &Ctx,
    name: &str,
) -> anyhow::Result<vitrine_domain::ProjectId> {
    let filter = PeopleFilter { domain: Some(DomainId::from(DEFAULT_DOMAIN)), ..PeopleFilter::named(name) };
    let found = identity.list_projects(ctx, filter, &Page::first()).await?.rows.into_iter().next();
    Ok(found.with_context(|| format!("there is no project named {name}"))?.id)
}

fn by_name(name: &str) -> ProjectRef {
    ProjectRef::Name { name: name.to_owned(), domain: DomainRef::Id(DEFAULT_DOMAIN.to_owned()) }
}

fn user(name: &str) -> UserRef {
    UserRef::Name { name: name.to_owned(), domain: DomainRef::Id(DEFAULT_DOMAIN.to_owned()) }
}

fn password() -> anyhow::Result<Secret> {
    if let Ok(password) = std::env::var("VITRINE_PASSWORD") {
        return Ok(Secret::new(password));
    }
    let mut line = String::new();
    std::io::stdin()
        .lock()
        .read_line(&mut line)
        .context("the password cannot be read from standard input")?;
    Ok(Secret::new(line.trim_end_matches(['\r', '\n'])))
}
