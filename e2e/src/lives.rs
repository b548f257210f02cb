//! Shares on their way through every phase, by senders, recipients and owners who try again until they have an answer, as
//! the page does. What was answered must hold from then on.

use bytes::Bytes;
use phial_shared::api::{ChangeLink, DEFAULT_TRIES, LinkOpened, LinkState, NewFactor, OwnedLink, OwnedShare};
use phial_shared::error_code::{ErrorCode, Problem};
use phial_shared::events::{self, Event, EventKind};
use phial_shared::factor::{FactorCost, FactorKind};
use phial_shared::time::Seconds;
use reqwest::{Client, RequestBuilder};
use serde::de::DeserializeOwned;
use tokio::sync::watch;

use crate::api::{LeaseBytes, Upload, further_link};
use crate::wait::until;

const RECIPIENTS: usize = 2;
/// Fewer than lock the link.
const GUESSES: u32 = DEFAULT_TRIES - 1;

/// The steps of a share's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// It is announced.
    Creating,
    /// Its parts are sent.
    Sending,
    /// It is made live, with a link that asks for a factor.
    Sealing,
    /// Wrong proofs are tried on the link.
    Guessing,
    /// The link is opened.
    Opening,
    /// The content is fetched.
    Fetching,
    /// Its owner adds a link, changes it, and takes it back.
    Changing,
    /// Its owner erases it.
    Erasing,
}

/// All of them, in order.
pub const PHASES: [Phase; 8] = [
    Phase::Creating,
    Phase::Sending,
    Phase::Sealing,
    Phase::Guessing,
    Phase::Opening,
    Phase::Fetching,
    Phase::Changing,
    Phase::Erasing,
];

impl Phase {
    /// Whether a request, `METHOD /path`, is one that makes this phase.
    pub fn has(self, request: &str) -> bool {
        let is_of_links = request.contains("/links");
        match self {
            Self::Creating => request == "POST /api/v1/shares",
            Self::Sending => request.starts_with("PUT "),
            Self::Sealing => request.ends_with("/seal"),
            Self::Guessing | Self::Opening => request.ends_with("/open"),
            Self::Fetching => request.ends_with("/content"),
            Self::Changing => is_of_links && request.contains(" /api/v1/shares/"),
            Self::Erasing => request.starts_with("DELETE ") && !is_of_links,
        }
    }
}

/// How many requests of a phase have been answered.
pub type Answered = watch::Sender<usize>;

/// One share, and what its people know.
pub struct Life {
    client: Client,
    origin: String,
    files_len: u64,
    upload: Option<Upload>,
    leases: Vec<LinkOpened>,
}

impl Life {
    /// One that has not begun.
    pub fn new(client: &Client, origin: &str, files_len: u64) -> Self {
        Self { client: client.clone(), origin: origin.to_owned(), files_len, upload: None, leases: Vec::new() }
    }

    /// The share, once it is announced.
    pub fn upload(&self) -> &Upload {
        self.upload.as_ref().unwrap()
    }

    /// Goes through one phase. Those before it must be over.
    pub async fn go_through(&mut self, phase: Phase, answered: &Answered) {
        match phase {
            Phase::Creating => {
                let create = async || Upload::create_by(&self.client, &self.origin, self.files_len).await.ok();
                self.upload = Some(until("the share is created", create).await);
                count(answered);
            }
            Phase::Sending => self.send(answered).await,
            Phase::Sealing => {
                let factor = NewFactor { kind: FactorKind::Code, cost: FactorCost::DEFAULT, max_tries: DEFAULT_TRIES };
                let seal = || self.upload().seal_with_factor_request(Seconds::HOUR, Some(100), Some(factor));
                done("the share is sealed", seal, answered).await;
            }
            Phase::Guessing => self.guess(answered).await,
            Phase::Opening => {
                for _ in 0..RECIPIENTS {
                    let opened = self.upload().open_until_answered(LeaseBytes::random()).await.unwrap();
                    self.leases.push(opened);
                    count(answered);
                }
                self.assert_counted().await;
            }
            Phase::Fetching => self.fetch(answered).await,
            Phase::Changing => self.change(answered).await,
            Phase::Erasing => {
                done("the share is erased", || self.upload().erase_request(), answered).await;
                let log = self.log().await;
                assert_eq!(log.last().unwrap().kind, EventKind::Erased);
                assert_eq!(number_of(EventKind::Erased, &log), 1);
            }
        }
    }

    async fn send(&self, answered: &Answered) {
        let upload = self.upload();
        for part in 0..upload.part_count() {
            let bytes = Bytes::from(upload.part_bytes(part));
            done("the part is stored", || upload.part_request(part, bytes.clone()), answered).await;
            let arrived = until("the parts are listed", async || upload.arrived().await).await;
            assert!((0..=part).all(|part| arrived.contains(&part)), "an acknowledged part is missing: {arrived:?}");
        }
    }

    /// Every acknowledged try is taken; of those that nobody answered, each may be.
    async fn guess(&self, answered: &Answered) {
        let (mut refused, mut unanswered) = (0, 0);
        for _ in 0..GUESSES {
            match self.try_wrongly().await {
                Some(tries_left) => {
                    refused += 1;
                    let taken = DEFAULT_TRIES - tries_left;
                    assert!((refused..=refused + unanswered).contains(&taken), "{taken}: {refused} + {unanswered}");
                    count(answered);
                }
                None => unanswered += 1,
            }
        }
        let taken = DEFAULT_TRIES - self.share().await.links[0].factor.unwrap().tries_left;
        assert!((refused..=refused + unanswered).contains(&taken), "{taken}: {refused} + {unanswered}");
        assert_eq!(number_of(EventKind::Refused, &self.log().await), taken as usize);
    }

    /// How many tries are left, if the server says so.
    async fn try_wrongly(&self) -> Option<u32> {
        let answer = self.upload().wrong_open_request().send().await.ok()?;
        if answer.status().is_server_error() {
            return None;
        }
        let problem: Problem = answer.json().await.ok()?;
        assert_eq!(problem.code, ErrorCode::WrongProof);
        problem.tries_left
    }

    async fn fetch(&self, answered: &Answered) {
        for lease in &self.leases {
            let whole = async || self.upload().try_content(lease).await.map(|content| self.upload().is_whole(&content));
            assert!(until("the content is fetched", whole).await);
            count(answered);
        }
        self.assert_counted().await;
    }

    async fn change(&self, answered: &Answered) {
        let (upload, link) = (self.upload(), further_link(Seconds::HOUR));
        let added: OwnedLink = parsed(&done("a link is added", || upload.add_request(&link), answered).await);
        let change = ChangeLink { max_opens: Some(Some(3)), ..ChangeLink::default() };
        let changed = done("it is changed", || upload.change_request(added.link, change), answered).await;
        assert_eq!(parsed::<OwnedLink>(&changed).max_opens, Some(3));
        done("it is taken back", || upload.take_back_request(added.link), answered).await;

        let share = self.share().await;
        assert_eq!(share.links.len(), 2);
        let now = share.links.iter().find(|link| link.link == added.link).unwrap();
        assert_eq!((now.state, now.max_opens), (LinkState::Revoked, Some(3)));
        let log = self.log().await;
        let of_link = log.iter().filter(|event| event.link == Some(added.link)).map(|event| event.kind);
        assert_eq!(
            of_link.collect::<Vec<_>>(),
            [EventKind::LinkAdded, EventKind::OpensLowered, EventKind::Revoked],
            "each is logged once"
        );
    }

    /// As many openings are counted and logged as there are leases.
    async fn assert_counted(&self) {
        let counted = self.share().await.links[0].opens as usize;
        let logged = number_of(EventKind::Opened, &self.log().await);
        assert_eq!((counted, logged), (self.leases.len(), self.leases.len()));
    }

    async fn share(&self) -> OwnedShare {
        until("the owner's view is read", async || self.upload().owned().await).await
    }

    /// The log, which must hold together.
    async fn log(&self) -> Vec<Event> {
        let log = until("the log is read", async || self.upload().log().await).await;
        events::verify(self.upload().share_id, &log).unwrap();
        log
    }
}

fn number_of(kind: EventKind, log: &[Event]) -> usize {
    log.iter().filter(|event| event.kind == kind).count()
}

fn count(answered: &Answered) {
    answered.send_modify(|number| *number += 1);
}

/// Asks until the answer is a success. It may be missing, or an error of the server or the balancer, but never a no.
async fn done(what: &str, request: impl Fn() -> RequestBuilder, answered: &Answered) -> Bytes {
    let body = until(what, async || {
        let answer = request().send().await.ok()?;
        let status = answer.status();
        assert!(status.is_success() || status.is_server_error(), "{what}: {status}");
        if status.is_success() { answer.bytes().await.ok() } else { None }
    })
    .await;
    count(answered);
    body
}

fn parsed<T: DeserializeOwned>(body: &[u8]) -> T {
    serde_json::from_slice(body).unwrap()
}
