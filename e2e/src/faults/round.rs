//! One round of everything that a server does, under a fault of what it needs, and again after it.

use std::cell::Cell;
use std::fmt::{Debug, Display};
use std::time::Duration;

use phial_shared::api::{
    ChangeLink, EventLog, LinkOpened, LinkState, LinkStatus, NewLink, OwnedLink, OwnedShare, PartsArrived, ReportEvent,
    ReportKind,
};
use phial_shared::events::{self, EventKind};
use phial_shared::ids::LinkRef;
use phial_shared::keys::LeaseToken;
use phial_shared::time::Seconds;
use reqwest::header::RETRY_AFTER;
use reqwest::{Client, RequestBuilder, Response};
use serde::de::DeserializeOwned;
use tokio::time::timeout;

use crate::api::{Upload, create_request, further_link};

/// How long a request may take before it has failed: the server's own time-outs, and what a busy machine adds.
#[derive(Clone, Copy)]
pub struct Patience(pub Duration);

impl Patience {
    /// Sends a request, and gives its answer if it is a success. Anything but a success and "busy" fails the test.
    pub async fn ends_well(self, what: impl Display, request: RequestBuilder) -> Option<Response> {
        let answer =
            timeout(self.0, request.send()).await.unwrap_or_else(|_| panic!("{what}: no answer in time")).unwrap();
        if answer.status().is_success() {
            return Some(answer);
        }
        assert_eq!(answer.status(), 503, "{what}");
        assert!(answer.headers().contains_key(RETRY_AFTER), "{what}");
        None
    }

    /// The same, where a success says something.
    async fn says<T: DeserializeOwned>(self, what: impl Display, request: RequestBuilder) -> Option<T> {
        let answer = self.ends_well(&what, request).await?;
        Some(answer.json().await.unwrap_or_else(|error| panic!("{what}: {error}")))
    }

    /// Fetches the first part, which is either whole, or refused, or visibly broken off.
    pub async fn fetch(self, what: impl Display, upload: &Upload, opened: &LinkOpened) -> bool {
        let Some(answer) = self.ends_well(&what, upload.content_request(opened, 0)).await else { return false };
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
    origin: String,
    client: Client,
    fault: String,
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
    changes: Changes,
    /// Whether a report was acknowledged under the fault.
    is_reported: Cell<bool>,
}

/// What the owner of the share that is kept does with its links.
struct Changes {
    /// To be added.
    addition: NewLink,
    /// To be changed: the first one.
    changing: LinkRef,
    /// To be taken back.
    going: LinkRef,
}

const REPORT: ReportEvent = ReportEvent { kind: ReportKind::Viewed, file: 0 };
const FEWER_OPENS: ChangeLink =
    ChangeLink { lifetime: None, max_opens: Some(Some(50)), locked: None, reset_tries: false };

impl Round {
    /// Makes the shares: of one part of `len` bytes, and the unfinished one of `unfinished_len`.
    pub async fn before(fault: impl Debug, origin: &str, len: u64, unfinished_len: u64) -> Self {
        let complete = async |max_opens| Upload::complete(origin, len, Seconds::HOUR, max_opens).await;
        let (kept, once, dropped) = (complete(None).await, complete(Some(1)).await, complete(None).await);
        let ready = Upload::create(origin, len).await.unwrap();
        assert_eq!(ready.put(0).await.unwrap(), 204);
        let unfinished = Upload::create(origin, unfinished_len).await.unwrap();
        for part in 0..unfinished.part_count() - 1 {
            assert_eq!(unfinished.put(part).await.unwrap(), 204);
        }
        let lease = opened(&kept).await;
        let going = kept.add_request(&further_link(Seconds::HOUR)).send().await.unwrap();
        let going = going.json::<OwnedLink>().await.unwrap().link;
        let changes = Changes { addition: further_link(Seconds::HOUR), changing: kept.link_id.to_ref(), going };
        Self {
            origin: origin.to_owned(),
            client: Client::new(),
            fault: format!("{fault:?}"),
            kept: (kept, lease),
            once: (once, LeaseToken::random()),
            dropped,
            ready,
            unfinished,
            changes,
            is_reported: Cell::new(false),
        }
    }

    /// All shares of the round.
    pub fn shares(&self) -> [&Upload; 5] {
        [&self.kept.0, &self.once.0, &self.dropped, &self.ready, &self.unfinished]
    }

    /// Does everything under the fault, at once.
    pub async fn try_everything(&self, patience: Patience) {
        let what = |request| format!("{request} under {}", self.fault);
        let last = self.unfinished.part_count() - 1;
        let part = self.unfinished.part_request(last, self.unfinished.part_bytes(last));
        let creation = create_request(&self.client, &self.origin, 1000);
        let (creation, part, content, erasure, sealing, opening, asked, owned) = tokio::join!(
            patience.ends_well(what("a creation"), creation),
            patience.ends_well(what("a part"), part),
            patience.fetch(what("content"), &self.kept.0, &self.kept.1),
            patience.ends_well(what("an erasure"), self.dropped.erase_request()),
            patience.ends_well(what("a sealing"), self.ready.seal_request(Seconds::HOUR, None)),
            patience.ends_well(what("an opening"), self.once.0.open_request(Some(&self.once.1))),
            self.ask(patience),
            self.own(patience),
        );
        println!(
            "{}: creation {}, part {}, content {content}, erasure {}, sealing {}, opening {}; {asked}; {owned}",
            self.fault,
            creation.is_some(),
            part.is_some(),
            erasure.is_some(),
            sealing.is_some(),
            opening.is_some(),
        );
    }

    /// What sender and recipient ask beside what they do. A success is the truth.
    async fn ask(&self, patience: Patience) -> String {
        let what = |request| format!("{request} under {}", self.fault);
        let (kept, lease) = &self.kept;
        let (list, status, report) = tokio::join!(
            patience.says::<PartsArrived>(what("a list of parts"), self.unfinished.parts_request()),
            patience.says::<LinkStatus>(what("a status"), kept.status_request()),
            patience.ends_well(what("a report"), kept.report_request(lease, REPORT)),
        );
        if let Some(list) = &list {
            let acknowledged = 0..self.unfinished.part_count() - 1;
            assert!(acknowledged.into_iter().all(|part| list.arrived.contains(&part)), "{}: {list:?}", self.fault);
        }
        assert!(status.as_ref().is_none_or(|status| status.state == LinkState::Live), "{}", self.fault);
        self.is_reported.set(report.is_some());
        format!("list {}, status {}, report {}", list.is_some(), status.is_some(), report.is_some())
    }

    /// What the owner does. A success is the truth.
    async fn own(&self, patience: Patience) -> String {
        let what = |request| format!("{request} under {}", self.fault);
        let (kept, changes) = (&self.kept.0, &self.changes);
        let (look, log, added, changed, gone) = tokio::join!(
            patience.says::<OwnedShare>(what("an owner's look"), kept.look_request()),
            patience.says::<EventLog>(what("a log"), kept.log_request()),
            patience.says::<OwnedLink>(what("a new link"), kept.add_request(&changes.addition)),
            patience.says::<OwnedLink>(what("a change"), kept.change_request(changes.changing, FEWER_OPENS)),
            patience.says::<OwnedLink>(what("a taking back"), kept.take_back_request(changes.going)),
        );
        if let Some(look) = &look {
            assert!(look.wrapped_key.is_some(), "what cannot be read is not erased: {}", self.fault);
            assert_eq!(look.links[0].opens, 1, "{}", self.fault);
        }
        if let Some(log) = &log {
            assert_eq!(events::verify(kept.share_id, &log.events), Ok(()), "{}", self.fault);
        }
        for (link, state, max_opens) in
            [(&added, LinkState::Live, None), (&changed, LinkState::Live, Some(50)), (&gone, LinkState::Revoked, None)]
        {
            let is_right = |link: &OwnedLink| link.state == state && link.max_opens == max_opens;
            assert!(link.as_ref().is_none_or(is_right), "{}: {link:?}", self.fault);
        }
        let [look, log, added] = [look.is_some(), log.is_some(), added.is_some()];
        format!("look {look}, log {log}, link {added}, change {}, taking back {}", changed.is_some(), gone.is_some())
    }

    /// Repeats everything when all is well again: all of it succeeds, and nothing is counted twice. Erases all shares.
    pub async fn go_on(&self) {
        let fault = &self.fault;
        assert!(Upload::create(&self.origin, 1000).await.is_ok(), "{fault}");
        let last = self.unfinished.part_count() - 1;
        assert_eq!(self.unfinished.put(last).await.unwrap(), 204, "{fault}");
        assert_eq!(self.unfinished.arrived().await.unwrap(), (0..=last).collect::<Vec<_>>(), "{fault}");
        for upload in [&self.unfinished, &self.ready] {
            assert_eq!(upload.seal(Seconds::HOUR, None).await.unwrap(), 200, "nothing is lost: {fault}");
            assert!(upload.content_is_whole(&opened(upload).await).await, "{fault}");
        }
        self.change_again().await;
        assert!(self.kept.0.content_is_whole(&self.kept.1).await, "{fault}");
        let (once, lease) = &self.once;
        let opening = once.open_request(Some(lease)).send().await.unwrap();
        assert_eq!(opening.status(), 200, "{fault}");
        assert!(once.content_is_whole(&opening.json().await.unwrap()).await, "{fault}");
        assert_eq!(once.open().await.status(), 410, "it is counted once: {fault}");
        for upload in self.shares() {
            assert_eq!(upload.erase().await, 200, "{fault}");
        }
    }

    /// What the owner has asked for is done and logged once, however often it was sent.
    async fn change_again(&self) {
        let (fault, (kept, lease), changes) = (&self.fault, &self.kept, &self.changes);
        for request in [
            kept.status_request(),
            kept.report_request(lease, REPORT),
            kept.add_request(&changes.addition),
            kept.change_request(changes.changing, FEWER_OPENS),
            kept.take_back_request(changes.going),
        ] {
            let answer = request.send().await.unwrap();
            assert!(answer.status().is_success(), "{fault}: {}", answer.status());
        }
        let share = kept.owned().await.unwrap();
        let state_of = |wanted: LinkRef| share.links.iter().find(|link| link.link == wanted).unwrap().state;
        assert_eq!((share.links.len(), state_of(changes.going)), (3, LinkState::Revoked), "{fault}");
        assert_eq!(share.links[0].max_opens, Some(50), "{fault}");
        let log = kept.log().await.unwrap();
        let number_of = |kind| log.iter().filter(|event| event.kind == kind).count();
        let numbers = [EventKind::LinkAdded, EventKind::OpensLowered, EventKind::Revoked].map(number_of);
        assert_eq!(numbers, [2, 1, 1], "{fault}");
        // A report is a new one each time. Without an answer, nobody knows whether it was kept.
        let viewed = if self.is_reported.get() { 2..=2 } else { 1..=2 };
        assert!(viewed.contains(&number_of(EventKind::Viewed)), "{fault}");
    }
}
