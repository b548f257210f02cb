//! `phial receipt` on the command line: for whoever keeps a receipt, and for the operator.

use std::error::Error;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use phial_shared::api::ErasureReceipt;
use phial_shared::encoding::encode;
use phial_shared::events::Event;
use serde_json::Value;

use super::{PublicKey, ReceiptKey, check_log};
use crate::accounts::command::open;
use crate::client;
use crate::config::{DataArgs, Sources};
use crate::output::give;
use crate::server_url::ServerUrl;
use crate::units::utc;

type Failure = Box<dyn Error + Send + Sync>;

/// `phial receipt`.
#[derive(Subcommand)]
pub enum ReceiptCommand {
    /// Check a receipt that says that a share was erased
    Verify(Verify),
    /// Print the public key that this server's receipts are checked with; publish it, and keep it
    Key(Box<DataArgs>),
}

/// `phial receipt verify`.
#[derive(Args)]
pub struct Verify {
    /// The receipt, as the manage page or `phial revoke --json` gave it
    file: PathBuf,
    /// Check its signature with this key, which `phial receipt key` printed
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
    /// Check its signature with the key that this server says is its own
    #[arg(long, value_name = "URL", conflicts_with = "key")]
    server: Option<ServerUrl>,
    /// Check it against a log, which `phial audit export` wrote
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,
}

impl ReceiptCommand {
    /// Carries out the command.
    ///
    /// # Errors
    /// When the receipt cannot be read, or is not to be believed.
    pub async fn run(&self, sources: &Sources) -> Result<(), Failure> {
        match self {
            Self::Verify(verify) => verify.run().await,
            Self::Key(data) => {
                let seed = open(data, sources).await?.receipt_seed(phial_shared::keys::random()).await?;
                Ok(give(encode(&ReceiptKey::from_seed(&seed)?.public().0))?)
            }
        }
    }
}

impl Verify {
    async fn run(&self) -> Result<(), Failure> {
        let text = read(&self.file)?;
        let receipt: ErasureReceipt = serde_json::from_str(&text)
            .map_err(|_| format!("{}: this is not a receipt, or not all of it", self.file.display()))?;
        let key = match (&self.key, &self.server) {
            (Some(key), _) => Some(PublicKey::parse(key).map_err(|_| "--key: this is not a key")?),
            (None, Some(server)) => Some(published_key(server).await?),
            (None, None) => None,
        };
        let mut shown = Vec::new();
        if let Some(key) = key {
            key.check(&receipt)?;
            shown.push("the signature fits");
        }
        if let Some(file) = &self.log {
            check_log(&receipt, &events_of(&receipt, file)?)?;
            shown.push("the log tells of it");
        }
        if shown.is_empty() {
            shown.push("well-formed, and not checked further: that needs --key, --server or --log");
        }
        let (share, at) = (receipt.share_id, utc(receipt.erased_at));
        Ok(give(format_args!("Share {share} was erased at {at}: {}", shown.join(", ")))?)
    }
}

async fn published_key(server: &ServerUrl) -> Result<PublicKey, Failure> {
    let published = client::server_config(server.clone()).await?.receipt_key.ok_or("the server signs no receipts")?;
    Ok(PublicKey::parse(&encode(&published.0)).map_err(|_| "the server's key is no key")?)
}

/// The events of the receipt's share in an exported log.
fn events_of(receipt: &ErasureReceipt, file: &Path) -> Result<Vec<Event>, Failure> {
    let share = receipt.share_id.to_string();
    let mut events = Vec::new();
    for (number, line) in (1..).zip(read(file)?.lines()) {
        let bad = || format!("{}, line {number}: not an event in JSON", file.display());
        let line: Value = serde_json::from_str(line).map_err(|_| bad())?;
        if line["share"] == share {
            events.push(serde_json::from_value(line).map_err(|_| bad())?);
        }
    }
    Ok(events)
}

fn read(file: &Path) -> Result<String, Failure> {
    Ok(std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?)
}
