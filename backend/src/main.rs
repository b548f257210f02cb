//! The `phial` binary: its command line.

use std::io::Write as _;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use phial::accounts::command as accounts;
use phial::audit::command::AuditCommand;
use phial::clock::SystemClock;
use phial::config::{self, DataArgs, Loaded, ServeArgs, Sources, WritingArgs};
use phial::doctor::command::DoctorArgs;
use phial::receipt::command::ReceiptCommand;
use phial::upkeep::{self, BackupArgs};
use phial::{client, log, serve};
use tokio::signal::unix::{Signal, SignalKind, signal};

/// Phial: a self-hosted, zero-knowledge portal for sending files.
#[derive(Parser)]
#[command(name = "phial", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the server
    Serve(Box<ServeArgs>),
    /// Erase what is over, once; a running server does so by itself
    Sweep(WritingArgs),
    /// Bring the tables of the database to this version's form; servers do so at their start unless told otherwise
    Migrate(DataArgs),
    /// Copy the embedded database, also while servers run; the objects are not in it
    Backup(BackupArgs),
    /// Look at the settings
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Invitations to send through this server
    #[command(subcommand)]
    Invite(accounts::InviteCommand),
    /// Accounts of those who may send
    #[command(subcommand)]
    Account(accounts::AccountCommand),
    /// Tokens by which programs may send
    #[command(subcommand)]
    Token(accounts::TokenCommand),
    /// Receipts of erasures
    #[command(subcommand)]
    Receipt(ReceiptCommand),
    /// Look for what the storage and the database do not agree on
    Doctor(DoctorArgs),
    /// Check and write out the access logs
    #[command(subcommand)]
    Audit(AuditCommand),
    #[command(flatten)]
    Client(client::Command),
}

#[derive(Subcommand)]
enum ConfigCommand {
    /// List everything that is wrong with the settings of the server, or else what it would use
    Check(Box<ServeArgs>),
}

type Failure = Box<dyn std::error::Error + Send + Sync>;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    let Loaded { matches, sources } = config::load(Cli::command(), &arguments).unwrap_or_else(|error| error.exit());
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let result = match cli.command {
        Command::Serve(args) => run_server(&args, &sources).await,
        Command::Sweep(args) => sweep(&args, &sources).await,
        Command::Migrate(args) => migrate(&args, &sources).await,
        Command::Backup(args) => backup(&args, &sources).await,
        Command::Config(ConfigCommand::Check(args)) => check_config(&args, &sources),
        Command::Invite(command) => command.run(&sources).await,
        Command::Account(command) => command.run(&sources).await,
        Command::Token(command) => command.run(&sources).await,
        Command::Receipt(command) => command.run(&sources).await,
        Command::Doctor(args) => args.run(&sources).await,
        Command::Audit(command) => command.run(&sources).await,
        Command::Client(command) => match sources.errors() {
            [] => return client::run(command).await,
            wrong => Err(wrong.join("\n").into()),
        },
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("phial: {}", log::causes(error.as_ref()));
            ExitCode::FAILURE
        }
    }
}

async fn run_server(args: &ServeArgs, sources: &Sources) -> Result<(), Failure> {
    let config = args.config(sources)?;
    start_log(config.data.log_level)?;
    let (drain, scheme) = (config.connections.drain, if config.listen.tls.is_some() { "https" } else { "http" });
    let mut signals =
        Signals { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? };
    let running = serve::start(config, Arc::new(SystemClock)).await?;
    let metrics = running.metrics_address().map(|address| format!("http://{address}/metrics"));
    tracing::info!(url = format!("{scheme}://{}", running.address()), metrics, "listening");
    signals.next().await;
    tracing::info!("stopping");
    running.announce_stop();
    let stop = async {
        tokio::time::sleep(drain).await;
        running.stop().await
    };
    tokio::select! {
        stopped = stop => stopped?,
        () = signals.next() => {
            tracing::warn!("stopped at once, as a second signal asked for");
            // What is under way holds the runtime's threads.
            std::process::exit(1);
        }
    }
    tracing::info!("stopped");
    Ok(())
}

/// What asks the server to stop.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => (),
            _ = self.interrupt.recv() => (),
        }
    }
}

async fn sweep(args: &WritingArgs, sources: &Sources) -> Result<(), Failure> {
    let config = args.config(sources)?;
    start_log(config.data.log_level)?;
    let swept = upkeep::sweep(&config, Arc::new(SystemClock)).await?;
    if swept.failed > 0 { Err("some shares could not be erased; the log says why".into()) } else { Ok(()) }
}

async fn migrate(args: &DataArgs, sources: &Sources) -> Result<(), Failure> {
    let config = args.config(sources)?;
    start_log(config.log_level)?;
    Ok(upkeep::migrate(config).await?)
}

async fn backup(args: &BackupArgs, sources: &Sources) -> Result<(), Failure> {
    Ok(upkeep::backup(&args.data.config(sources)?, &args.copy).await?)
}

fn check_config(args: &ServeArgs, sources: &Sources) -> Result<(), Failure> {
    for variable in config::unknown_variables(&Cli::command()) {
        eprintln!("phial: {variable} is in the environment, and is not a setting");
    }
    args.config(sources)?;
    Ok(std::io::stdout().write_all(sources.listing().as_bytes())?)
}

fn start_log(level: tracing::Level) -> Result<(), Failure> {
    Ok(tracing::subscriber::set_global_default(log::subscriber(level, std::io::stderr))?)
}
