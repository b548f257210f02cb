//! The `phial` binary: its command line.

use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};
use phial::clock::SystemClock;
use phial::config::{DataArgs, DataConfig, ServeArgs, ServeConfig};
use phial::{client, log, serve};
use tokio::signal::unix::{SignalKind, signal};

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
    Sweep(DataArgs),
    #[command(flatten)]
    Client(client::Command),
}

type Failure = Box<dyn std::error::Error + Send + Sync>;

#[tokio::main]
async fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Serve(args) => run_server(*args).await,
        Command::Sweep(args) => sweep(args).await,
        Command::Client(command) => return client::run(command).await,
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("phial: {}", log::causes(error.as_ref()));
            ExitCode::FAILURE
        }
    }
}

async fn run_server(args: ServeArgs) -> Result<(), Failure> {
    let config = ServeConfig::try_from(args)?;
    start_log(config.data.log_level)?;
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let running = serve::start(config, Arc::new(SystemClock)).await?;
    tracing::info!(url = format!("http://{}", running.address()), "listening");
    tokio::select! {
        _ = terminate.recv() => (),
        _ = interrupt.recv() => (),
    }
    tracing::info!("stopping");
    running.stop().await?;
    tracing::info!("stopped");
    Ok(())
}

async fn sweep(args: DataArgs) -> Result<(), Failure> {
    let config = DataConfig::try_from(args)?;
    start_log(config.log_level)?;
    let swept = serve::sweep_once(&config, Arc::new(SystemClock)).await?;
    if swept.failed > 0 { Err("some shares could not be erased; the log says why".into()) } else { Ok(()) }
}

fn start_log(level: tracing::Level) -> Result<(), Failure> {
    Ok(tracing::subscriber::set_global_default(log::subscriber(level, std::io::stderr))?)
}
