//! One round of everything that a server does, under a fault of what it needs, and again after it.

use std::time::Duration;

use phial_shared::api::LinkOpened;
use phial_shared::keys::LeaseToken;
use phial_shared::time::Seconds;
use reqwest::header::RETRY_AFTER;
use reqwest::{RequestBuilder, Response};
use tokio::time::timeout;

use super::Fault;
use crate::api::Upload;

/// How long a request may take before it has failed: the server's own time-outs, and what a busy machine adds.
#[derive(Clone, Copy)]
pub struct Patience(pub Duration);

impl Patience {
    /// Sends a request, and gives its answer if it is a success. Anything but a success and "busy" fails the test.
    pub async fn ends_well(self, what: &str, request: RequestBuilder) -> Option<Response> {
        let answer =
            timeout(self.0, request.send()).await.unwrap_or_else(|_| panic!("{what}: no answer in time")).unwrap();
        if answer.status().is_success() {
            return Some(answer);
        }
        assert_eq!(answer.status(), 503, "{what}");
        assert!(answer.headers().contains_key(RETRY_AFTER), "{what}");
        None
    }

    /// Fetches the first part, which is either whole, or refused, or visibly broken off.
    pub async fn fetch(self, what: &str, upload: &Upload, opened: &LinkOpened) -> bool {
        let Some(answer) = self.ends_well(what, upload.content_request(opened, 0)).await else { return false };
        // However slow: every piece of it has come in time, or it broke off.
        let bytes = timeout(4 * self.0, answer.bytes()).await;
        let Ok(bytes) = bytes.unwrap_or_else(|_| panic!("{what}: it neither went on nor broke off")) else {
            return false;
        };
        assert!(bytes == upload.part_bytes(0), "{what}: success with other bytes");
        true
    }
}

/// Opens a link, while all is well.
pub async fn opened(upload: &Upload) -> LinkOpened {
    let answer = upload.open().await;
    assert_eq!(answer.status(), 200);
    answer.json().await.unwrap()
}

/// Shares in every state, made while all is well.
pub struct Round {
    fault: Fault,
    /// Sealed, and opened under this lease.
    pub kept: (Upload, LinkOpened),
    /// Sealed, to be opened once, under this lease.
    pub once: (Upload, LeaseToken),
    /// Sealed, to be erased.
    pub dropped: Upload,
    /// All parts are there.
    pub ready: Upload,
    /// The last part is missing.
    pub unfinished: Upload,
}

impl Round {
    /// Makes the shares: of one part of `len` bytes, and the unfinished one of `unfinished_len`.
    pub async fn before(fault: Fault, origin: &str, len: u64, unfinished_len: u64) -> Self {
        let complete = async |max_opens| Upload::complete(origin, len, Seconds::HOUR, max_opens).await;
        let (kept, once, dropped) = (complete(None).await, complete(Some(1)).await, complete(None).await);
        let ready = Upload::create(origin, len).await.unwrap();
        assert_eq!(ready.put(0).await.unwrap(), 204);
        let unfinished = Upload::create(origin, unfinished_len).await.unwrap();
        for part in 0..unfinished.part_count() - 1 {
            assert_eq!(unfinished.put(part).await.unwrap(), 204);
        }
        let lease = opened(&kept).await;
        Self { fault, kept: (kept, lease), once: (once, LeaseToken::random()), dropped, ready, unfinished }
    }

    /// All shares of the round.
    pub fn shares(&self) -> [&Upload; 5] {
        [&self.kept.0, &self.once.0, &self.dropped, &self.ready, &self.unfinished]
    }

    /// Does everything under the fault, at once.
    pub async fn try_everything(&self, patience: Patience) {
        let fault = self.fault;
        let what = |request| format!("{request} under {fault:?}");
        let last = self.unfinished.part_count() - 1;
        let (part, content, erasure, sealing, opening) = tokio::join!(
            async {
                patience
                    .ends_well(&what("a part"), self.unfinished.part_request(last, self.unfinished.part_bytes(last)))
                    .await
            },
            async { patience.fetch(&what("content"), &self.kept.0, &self.kept.1).await },
            async { patience.ends_well(&what("an erasure"), self.dropped.erase_request()).await },
            async { patience.ends_well(&what("a sealing"), self.ready.seal_request(Seconds::HOUR, None)).await },
            async { patience.ends_well(&what("an opening"), self.once.0.open_request(Some(&self.once.1))).await },
        );
        println!(
            "{fault:?}: part {}, content {content}, erasure {}, sealing {}, opening {}",
            part.is_some(),
            erasure.is_some(),
            sealing.is_some(),
            opening.is_some()
        );
    }

    /// Repeats everything when all is well again: all of it succeeds, and nothing is counted twice. Erases all shares.
    pub async fn go_on(&self) {
        let fault = self.fault;
        let last = self.unfinished.part_count() - 1;
        assert_eq!(self.unfinished.put(last).await.unwrap(), 204, "{fault:?}");
        for upload in [&self.unfinished, &self.ready] {
            assert_eq!(upload.seal(Seconds::HOUR, None).await.unwrap(), 200, "nothing is lost: {fault:?}");
            assert!(upload.content_is_whole(&opened(upload).await).await, "{fault:?}");
        }
        assert!(self.kept.0.content_is_whole(&self.kept.1).await, "{fault:?}");
        let (once, lease) = &self.once;
        let opening = once.open_request(Some(lease)).send().await.unwrap();
        assert_eq!(opening.status(), 200, "{fault:?}");
        assert!(once.content_is_whole(&opening.json().await.unwrap()).await, "{fault:?}");
        assert_eq!(once.open().await.status(), 410, "it is counted once: {fault:?}");
        for upload in self.shares() {
            assert_eq!(upload.erase().await, 200, "{fault:?}");
        }
    }
}
