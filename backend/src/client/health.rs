//! `phial health`: whether a server can do its work, for machines that have no other program to ask with.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use tokio::time::{Instant, sleep, timeout_at};

use super::api::Api;
use super::args::HealthArgs;
use super::call::CallError;
use super::exit::{Exit, HasExit};
use crate::server_url::ServerUrl;

/// Whoever supervises servers wants an answer soon; one that is just starting is forgiven.
const PATIENCE: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(200);

/// Why a server is not known to be able to work.
#[derive(Debug, thiserror::Error)]
pub(super) enum HealthError {
    /// It says so, or it cannot be asked.
    #[error(transparent)]
    Call(#[from] CallError),
    /// It encrypts by itself, and its name is not known.
    #[error(
        "--public-url is needed, because the server's certificate is for that name; or name the server by --server"
    )]
    Nameless,
    /// It says nothing.
    #[error("the server does not answer within {} s", PATIENCE.as_secs())]
    Silent,
}

impl HasExit for HealthError {
    fn exit(&self) -> Exit {
        match self {
            Self::Nameless => Exit::Usage,
            Self::Call(_) | Self::Silent => Exit::Server,
        }
    }
}

impl HealthArgs {
    fn api(self) -> Result<Api, HealthError> {
        if let Some(server) = self.server {
            return Ok(Api::new(server, PATIENCE)?);
        }
        let here = reachable(self.listen);
        if self.tls_cert.is_none() {
            return Ok(Api::new(ServerUrl::plain(here), PATIENCE)?);
        }
        Ok(Api::at(self.public_url.ok_or(HealthError::Nameless)?, here, PATIENCE)?)
    }
}

/// Who listens on all addresses is reached by the machine's own.
fn reachable(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(Ipv4Addr::UNSPECIFIED) => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(Ipv6Addr::UNSPECIFIED) => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}

/// Asks until the answer is good, or the time is over. Prints nothing if all is well.
pub(super) async fn run(args: HealthArgs) -> Result<(), HealthError> {
    let api = args.api()?;
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
