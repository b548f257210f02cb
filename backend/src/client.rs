//! The other end of the server: `phial send`, `phial open` and `phial revoke`, the native twin of the browser's pages.
//!
//! Memory stays constant at any size: at most four parts are on their way, one waits and one is sealed or opened.

mod api;
mod args;
mod blocking;
mod call;
mod exit;
mod factor;
mod health;
mod open;
mod progress;
mod retry;
mod revoke;
mod send;
mod transfer;

use std::process::ExitCode;
use std::time::Duration;

use crate::output;
use crate::server_url::ServerUrl;
use args::{HealthArgs, OpenArgs, RevokeArgs, SendArgs};
use exit::Failure;
use tokio::signal::unix::{SignalKind, signal};

/// What the command line can do with a server.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Encrypt files, send them to a server, and print the link that opens them
    #[command(after_help = exit::HELP)]
    Send(SendArgs),
    /// Fetch and decrypt the files behind a link; this counts one opening
    #[command(after_help = exit::HELP)]
    Open(OpenArgs),
    /// Take a share back: its content is erased at once, and the receipt is printed
    #[command(after_help = exit::HELP)]
    Revoke(RevokeArgs),
    /// Ask whether a server can do its work; fails if it cannot
    #[command(after_help = exit::HELP)]
    Health(HealthArgs),
}

/// Carries out a command. What it produces is on standard output; all else, errors included, on standard error.
///
/// Needs a Tokio runtime with time and input/output enabled.
pub async fn run(command: Command) -> ExitCode {
    let done = match command {
        Command::Send(args) => send::run(args).await.map_err(Failure::from_error),
        Command::Open(args) => open::run(args).await.map_err(Failure::from_error),
        Command::Revoke(args) => revoke::run(args).await.map_err(Failure::from_error),
        Command::Health(args) => health::run(args).await.map_err(Failure::from_error),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            output::tell(&format!("Error: {}", failure.message));
            failure.exit.into()
        }
    }
}

/// What a server says of itself.
///
/// # Errors
/// When it does not answer as one.
pub(crate) async fn server_config(
    server: ServerUrl,
) -> Result<phial_shared::api::ServerConfig, Box<dyn std::error::Error + Send + Sync>> {
    Ok(api::Api::new(server, PATIENCE)?.config().await?)
}

/// How long to try to reach a server that is only asked something.
const PATIENCE: Duration = Duration::from_secs(10);

/// Ends when the person or the system asks the process to stop.
async fn interrupted() {
    tokio::select! {
        () = heard(SignalKind::interrupt()) => (),
        () = heard(SignalKind::terminate()) => (),
    }
}

async fn heard(kind: SignalKind) {
    match signal(kind) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        // What cannot be heard ends the process by itself.
        Err(_) => std::future::pending().await,
    }
}
