//! `phial health`: whether a server can do its work, for machines that have no other program to ask with.

use std::time::Duration;

use tokio::time::{Instant, sleep, timeout_at};

use super::api::Api;
use super::args::HealthArgs;
use super::call::CallError;
use super::exit::{Exit, HasExit};

/// Whoever supervises servers wants an answer soon; one that is just starting is forgiven.
const PATIENCE: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(200);

/// Why a server is not known to be able to work.
#[derive(Debug, thiserror::Error)]
pub(super) enum HealthError {
    /// It says so, or it cannot be asked.
    #[error(transparent)]
    Call(#[from] CallError),
    /// It says nothing.
    #[error("the server does not answer within {} s", PATIENCE.as_secs())]
    Silent,
}

impl HasExit for HealthError {
    fn exit(&self) -> Exit {
        Exit::Server
    }
}

/// Asks until the answer is good, or the time is over. Prints nothing if all is well.
pub(super) async fn run(args: HealthArgs) -> Result<(), HealthError> {
    let api = Api::new(args.server, PATIENCE)?;
    let deadline = Instant::now() + PATIENCE;
    loop {
        match timeout_at(deadline, api.ready()).await {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(error)) if Instant::now() + PAUSE > deadline => return Err(error.into()),
            Ok(Err(_)) => sleep(PAUSE).await,
            Err(_) => return Err(HealthError::Silent),
        }
    }
}
