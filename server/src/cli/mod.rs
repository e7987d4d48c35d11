//! The command line.

mod audit;
mod metadefs;
mod people;
mod policy;
mod serve;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::config::{Flags, Log, Settings};
use crate::{boot, telemetry};

/// A self-hosted image catalog: the OpenStack Image API, an identity service and a dashboard.
#[derive(Parser)]
#[command(name = "vitrine", version)]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

#[derive(Args)]
struct Common {
    /// Settings file; without it, vitrine.toml in the data directory
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Where Vitrine keeps its data
    #[arg(long, global = true, value_name = "DIR")]
    data_dir: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the API and the dashboard
    Serve(serve::Serve),
    /// Bring the database up to date
    Migrate,
    /// Settings
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Users of the embedded identity service
    #[command(subcommand)]
    User(people::UserCommand),
    /// Projects of the embedded identity service
    #[command(subcommand)]
    Project(people::ProjectCommand),
    /// Catalogs of metadata definitions as files
    Metadefs(metadefs::MetadefsCommand),
    /// Who did what
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    /// Who may do what
    #[command(subcommand)]
    Policy(policy::PolicyCommand),
}

#[derive(Subcommand)]
enum ConfigCommand {
    /// Print the effective settings, secrets redacted
    Show,
    /// Print the reference of all settings
    Docs,
}

/// Parses the command line and does what it says.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    match execute(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&mut std::io::stderr(), &format!("vitrine: {error:#}\n"));
            ExitCode::FAILURE
        }
    }
}

fn execute(cli: Cli) -> anyhow::Result<()> {
    if let Command::Config(ConfigCommand::Docs) = cli.command {
        print(&Settings::docs()?);
        return Ok(());
    }
    let listen = match &cli.command {
        Command::Serve(serve) => serve.listen.clone(),
        _ => None,
    };
    let flags = Flags { data_dir: cli.common.data_dir, listen };
    let settings = Settings::load(cli.common.config.as_deref(), &flags)?;
    telemetry::start(&log(&settings, &cli.command))?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match cli.command {
            Command::Serve(serve) => Box::pin(serve.run(&settings)).await,
            Command::Migrate => migrate(&settings).await,
            Command::Config(_) => {
                print(&settings.show()?);
                Ok(())
            }
            Command::User(command) => Box::pin(command.run(&settings)).await,
            Command::Project(command) => Box::pin(command.run(&settings)).await,
            Command::Metadefs(command) => Box::pin(command.run(&settings)).await,
            Command::Audit(command) => Box::pin(command.run(&settings)).await,
            Command::Policy(command) => {
                print(&command.run(&settings)?);
                Ok(())
            }
        }
    })
}

/// What a command tells beside its answer: nothing but trouble, unless another log was asked for.
fn log(settings: &Settings, command: &Command) -> Log {
    let mut log = settings.log.clone();
    if !matches!(command, Command::Serve(_)) && log.filter == Log::default().filter {
        "warn".clone_into(&mut log.filter);
    }
    log
}

async fn migrate(settings: &Settings) -> anyhow::Result<()> {
    boot::prepare(&settings.data_dir)?;
    boot::connect(settings).await?.migrate().await?;
    print("The database is up to date.\n");
    Ok(())
}

/// Writes to standard output; a closed pipe is nobody's error.
fn print(text: &str) {
    say(&mut std::io::stdout(), text);
}

fn say(out: &mut dyn std::io::Write, text: &str) {
    let _closed = out.write_all(text.as_bytes()).and_then(|()| std::io::stdout().flush());
}
