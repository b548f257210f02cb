//! `phial revoke`: takes a share back.

use std::io;

use phial_shared::api::ErasureReceipt;
use phial_shared::encoding;
use phial_shared::error_code::ErrorCode;
use phial_shared::link::{self, Address, LinkError};

use super::api::Api;
use super::args::RevokeArgs;
use super::call::CallError;
use super::exit::{Exit, HasExit};
use super::output;
use crate::server_url::BadServerUrl;

/// Why a share is not (known to be) taken back.
#[derive(Debug, thiserror::Error)]
pub(super) enum RevokeError {
    /// The link could not be read from standard input.
    #[error("cannot read the link from standard input: {0}")]
    Input(io::Error),
    /// The link is not whole.
    #[error("{0}. Copy the whole manage link again; it contains /m/ and ends in a long key")]
    BadLink(#[from] LinkError),
    /// The link is a recipient's.
    #[error("this is a link for a recipient. Give the manage link, which contains /m/")]
    NotManage,
    /// The link names no server.
    #[error("the link names no server that can be called. Copy the whole manage link again")]
    BadServer(#[from] BadServerUrl),
    /// The key does not fit the share.
    #[error("the key of this manage link does not fit the share. Copy the whole manage link again")]
    WrongKey,
    /// The server does not do it.
    #[error("{0}. Until then, assume that the share can still be opened")]
    Call(CallError),
    /// The receipt could not be printed.
    #[error("the share is erased, but the receipt cannot be printed: {0}. Run the same command again to get it")]
    Output(io::Error),
}

impl HasExit for RevokeError {
    fn exit(&self) -> Exit {
        match self {
            Self::BadLink(_) | Self::NotManage | Self::BadServer(_) => Exit::Usage,
            Self::Input(_) | Self::Output(_) => Exit::Files,
            Self::WrongKey => Exit::Link,
            Self::Call(error) => error.exit(),
        }
    }
}

impl From<CallError> for RevokeError {
    fn from(error: CallError) -> Self {
        match error.code() {
            Some(ErrorCode::Forbidden) => Self::WrongKey,
            _ => Self::Call(error),
        }
    }
}

/// Erases the share of a manage link, and prints the receipt.
pub(super) async fn run(args: RevokeArgs) -> Result<(), RevokeError> {
    let parsed = link::parse(&args.link.read().map_err(RevokeError::Input)?)?;
    let Address::Manage(manage) = parsed.address else { return Err(RevokeError::NotManage) };
    let api = Api::new(parsed.origin.parse()?, args.common.patience)?;
    let receipt = api.erase(manage.share_id, &manage.secret.owner_token()).await?;
    output::give(text(&receipt, args.common.json)).map_err(RevokeError::Output)
}

fn text(receipt: &ErasureReceipt, json: bool) -> String {
    if json {
        return serde_json::json!(receipt).to_string();
    }
    format!(
        "Erased: nobody can open this share any more, and its content is deleted.\n\
         Share:   {}\n\
         Time:    {}\n\
         Receipt: {}",
        receipt.share_id,
        output::utc(receipt.erased_at),
        encoding::encode(receipt.event_hash.as_bytes()),
    )
}

#[cfg(test)]
mod tests {
    use phial_shared::events::EventHash;
    use phial_shared::ids::ShareId;
    use phial_shared::time::UnixSeconds;

    use super::*;

    #[test]
    fn a_receipt_prints_for_people_and_for_scripts() {
        let receipt = ErasureReceipt {
            share_id: ShareId::from_bytes([7; 16]),
            erased_at: UnixSeconds(951_782_400),
            event_hash: EventHash::from_bytes([9; 32]),
            signature: None,
        };
        assert!(text(&receipt, false).contains("2000-02-29 00:00:00 UTC"));
        assert_eq!(serde_json::from_str::<ErasureReceipt>(&text(&receipt, true)).unwrap(), receipt);
    }
}
