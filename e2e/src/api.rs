//! The API without the page: a sender that can stop at any step, with noise in place of ciphertext.

mod owner;

use bytes::Bytes;
use phial_shared::api::{
    CreateShare, LinkLimits, LinkOpened, LinkStatus, NewFactor, NewLink, OpenLink, PartsArrived, ReportEvent,
    SealShare, ShareCreated,
};
use phial_shared::encoding::Sealed;
use phial_shared::error_code::Problem;
use phial_shared::ids::{LinkId, ShareId};
use phial_shared::keys::{LeaseToken, LinkSecret, OpenToken, OwnerSecret, UploadToken};
use phial_shared::layout::{Layout, PART_LEN, PartIndex};
use phial_shared::link::{Address, parse};
use phial_shared::time::Seconds;
use reqwest::header::RANGE;
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use serde::de::DeserializeOwned;

pub use self::owner::further_link;
use crate::wait::until;

/// What announces a share of at least `files_len` bytes.
pub fn create_request(client: &Client, origin: &str, files_len: u64) -> RequestBuilder {
    let request = CreateShare { ciphertext_len: Layout::of_files(files_len).unwrap().ciphertext_len() };
    client.post(format!("{origin}/api/v1/shares")).json(&request)
}

/// A share on its way: what its sender knows.
pub struct Upload {
    origin: String,
    client: Client,
    /// The share's id.
    pub share_id: ShareId,
    /// The id of the one link that it will have.
    pub link_id: LinkId,
    /// The link's secret.
    pub secret: LinkSecret,
    /// The owner's secret.
    pub owner: OwnerSecret,
    token: UploadToken,
    layout: Layout,
}

/// The bytes of a lease's token, which can be shown again.
#[derive(Clone, Copy)]
pub struct LeaseBytes([u8; 32]);

impl LeaseBytes {
    /// Fresh ones.
    pub fn random() -> Self {
        Self(phial_shared::keys::random())
    }
}

async fn answered<T: DeserializeOwned>(request: RequestBuilder) -> Option<T> {
    request.send().await.ok()?.error_for_status().ok()?.json().await.ok()
}

/// The bytes of a part: any that differ from part to part, and from place to place. They repeat after so many that no two
/// segments are alike, and are copied rather than computed: the tests are compiled without optimisation.
pub fn part_bytes(part: u32, len: u32) -> Vec<u8> {
    const PRIME: u32 = 65_521;
    let block: Vec<u8> =
        (0..PRIME.min(len)).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8 ^ part as u8).collect();
    let mut bytes = block.repeat(len.div_ceil(PRIME) as usize);
    bytes.truncate(len as usize);
    bytes
}

impl Upload {
    /// Announces a share of at least `files_len` bytes.
    pub async fn create(origin: &str, files_len: u64) -> reqwest::Result<Self> {
        Self::create_by(&Client::new(), origin, files_len).await
    }

    /// The same by a client that may have connections already.
    pub async fn create_by(client: &Client, origin: &str, files_len: u64) -> reqwest::Result<Self> {
        let layout = Layout::of_files(files_len).unwrap();
        let created: ShareCreated =
            create_request(client, origin, files_len).send().await?.error_for_status()?.json().await?;
        Ok(Self {
            origin: origin.to_owned(),
            client: client.clone(),
            share_id: created.share_id,
            link_id: LinkId::random(),
            secret: LinkSecret::random(),
            owner: OwnerSecret::random(),
            token: created.upload_token,
            layout,
        })
    }

    /// The same share by way of another server.
    #[must_use]
    pub fn at(self, origin: &str) -> Self {
        Self { origin: origin.to_owned(), ..self }
    }

    /// How many parts there are to send.
    pub const fn part_count(&self) -> u32 {
        self.layout.part_count()
    }

    /// The bytes of a part, of the right length.
    pub fn part_bytes(&self, part: u32) -> Vec<u8> {
        part_bytes(part, self.layout.part_len(PartIndex(part)).unwrap())
    }

    /// Sends one part.
    pub async fn put(&self, part: u32) -> reqwest::Result<StatusCode> {
        Ok(self.part_request(part, self.part_bytes(part)).send().await?.status())
    }

    /// The request that sends one part.
    pub fn part_request(&self, part: u32, body: impl Into<reqwest::Body>) -> RequestBuilder {
        let url = self.share_url(&format!("/parts/{part}"));
        self.client.put(url).bearer_auth(&*self.token.to_bearer()).body(body)
    }

    /// Seals the share with one link.
    pub async fn seal(&self, lifetime: Seconds, max_opens: Option<u32>) -> reqwest::Result<StatusCode> {
        Ok(self.seal_request(lifetime, max_opens).send().await?.status())
    }

    /// The request that seals the share with one link: the same each time.
    pub fn seal_request(&self, lifetime: Seconds, max_opens: Option<u32>) -> RequestBuilder {
        self.seal_with_factor_request(lifetime, max_opens, None)
    }

    /// The same, where the link may ask for a factor. The proof stays that of the link alone: the server cannot tell.
    pub fn seal_with_factor_request(
        &self,
        lifetime: Seconds,
        max_opens: Option<u32>,
        factor: Option<NewFactor>,
    ) -> RequestBuilder {
        let link = NewLink { factor, ..new_link(self.link_id, &self.secret, LinkLimits { lifetime, max_opens }) };
        let request = SealShare {
            manifest: Sealed(vec![1; 1052]),
            owner_token_hash: self.owner.owner_token().hash(),
            owner_wrapped_key: Sealed(vec![2; 60]),
            purpose_given: false,
            links: vec![link],
        };
        self.client.post(self.share_url("/seal")).bearer_auth(&*self.token.to_bearer()).json(&request)
    }

    /// Creates, sends and seals.
    pub async fn complete(origin: &str, files_len: u64, lifetime: Seconds, max_opens: Option<u32>) -> Self {
        let upload = Self::create(origin, files_len).await.unwrap();
        for part in 0..upload.part_count() {
            assert_eq!(upload.put(part).await.unwrap(), 204);
        }
        assert_eq!(upload.seal(lifetime, max_opens).await.unwrap(), 200);
        upload
    }

    /// Opens the link with its proof.
    pub async fn open(&self) -> Response {
        self.open_request(None).send().await.unwrap()
    }

    /// The request that opens the link, under a lease of the recipient's own or a new one of the server's.
    pub fn open_request(&self, lease: Option<&LeaseToken>) -> RequestBuilder {
        let lease = lease.map(|lease| LeaseToken::from_bytes(*lease.as_bytes()));
        let request = OpenLink { open_token: self.secret.root().open_token(), lease };
        self.client.post(self.link_url("/open")).json(&request)
    }

    /// A request that tries to open the link with a wrong proof.
    pub fn wrong_open_request(&self) -> RequestBuilder {
        let request = OpenLink { open_token: OpenToken::from_bytes([0; 32]), lease: None };
        self.client.post(self.link_url("/open")).json(&request)
    }

    /// Opens the link under a lease of the recipient's own, again and again until the server has said yes or no.
    ///
    /// # Errors
    /// The server's no.
    pub async fn open_until_answered(&self, lease: LeaseBytes) -> Result<LinkOpened, Problem> {
        until("the link is opened", async || {
            let lease = Some(LeaseToken::from_bytes(lease.0));
            let request = OpenLink { open_token: self.secret.root().open_token(), lease };
            let answer = self.client.post(self.link_url("/open")).json(&request).send().await.ok()?;
            if answer.status().is_server_error() {
                return None;
            }
            Some(if answer.status() == 200 { Ok(answer.json().await.ok()?) } else { Err(answer.json().await.ok()?) })
        })
        .await
    }

    /// Asks what the link's state is.
    pub async fn status(&self) -> Response {
        self.status_request().send().await.unwrap()
    }

    /// The request for the link's state.
    pub fn status_request(&self) -> RequestBuilder {
        self.client.get(self.link_url(""))
    }

    /// The request by which a recipient tells what was done with a file.
    pub fn report_request(&self, opened: &LinkOpened, report: ReportEvent) -> RequestBuilder {
        self.client.post(self.link_url("/events")).bearer_auth(&*opened.lease.to_bearer()).json(&report)
    }

    /// Whether the content, fetched under a lease, is what was sent.
    pub async fn content_is_whole(&self, opened: &LinkOpened) -> bool {
        self.is_whole(&self.try_content(opened).await.unwrap())
    }

    /// The content; `None` if it does not arrive to its end.
    pub async fn try_content(&self, opened: &LinkOpened) -> Option<Bytes> {
        let answer = self.client.get(self.link_url("/content")).bearer_auth(&*opened.lease.to_bearer()).send();
        answer.await.ok()?.error_for_status().ok()?.bytes().await.ok()
    }

    /// Whether this is what was sent.
    pub fn is_whole(&self, content: &[u8]) -> bool {
        let sent: Vec<_> = (0..self.part_count()).map(|part| self.part_bytes(part)).collect();
        content == sent.concat()
    }

    /// The request that fetches one part under a lease.
    pub fn content_request(&self, opened: &LinkOpened, part: u32) -> RequestBuilder {
        let first = u64::from(part) * u64::from(PART_LEN);
        let range = format!("bytes={first}-{}", first + u64::from(PART_LEN) - 1);
        self.client.get(self.link_url("/content")).bearer_auth(&*opened.lease.to_bearer()).header(RANGE, range)
    }

    /// The request that fetches everything under a lease.
    pub fn whole_content_request(&self, opened: &LinkOpened) -> RequestBuilder {
        self.client.get(self.link_url("/content")).bearer_auth(&*opened.lease.to_bearer())
    }

    /// Erases the share before it is sealed, as its sender.
    pub async fn give_up(&self) -> StatusCode {
        self.client.delete(self.share_url("")).bearer_auth(&*self.token.to_bearer()).send().await.unwrap().status()
    }

    /// The upload token, as it travels.
    pub fn bearer(&self) -> String {
        self.token.to_bearer().to_string()
    }

    /// The numbers of the parts that have arrived; `None` without an answer.
    pub async fn arrived(&self) -> Option<Vec<u32>> {
        Some(answered::<PartsArrived>(self.parts_request()).await?.arrived)
    }

    /// The request for the numbers of the parts that have arrived.
    pub fn parts_request(&self) -> RequestBuilder {
        self.client.get(self.share_url("/parts")).bearer_auth(&*self.token.to_bearer())
    }

    fn share_url(&self, tail: &str) -> String {
        format!("{}/api/v1/shares/{}{tail}", self.origin, self.share_id)
    }

    fn link_url(&self, tail: &str) -> String {
        format!("{}/api/v1/links/{}{tail}", self.origin, self.link_id)
    }
}

/// A link with these limits and without a factor.
fn new_link(link_id: LinkId, secret: &LinkSecret, limits: LinkLimits) -> NewLink {
    NewLink {
        link_id,
        open_token_hash: secret.root().open_token().hash(),
        wrapped_key: Sealed(vec![3; 60]),
        sealed_note: Sealed(vec![4; 90]),
        limits,
        factor: None,
    }
}

/// What the server says of a link to anybody who asks.
pub async fn link_status(share_link: &str) -> LinkStatus {
    let Address::Share(link) = parse(share_link).unwrap().address else { panic!("a share link") };
    link_status_at(share_link.split("/s/").next().unwrap(), link.link_id).await
}

/// The same of one of several servers.
pub async fn link_status_at(origin: &str, link: LinkId) -> LinkStatus {
    reqwest::get(format!("{origin}/api/v1/links/{link}")).await.unwrap().json().await.unwrap()
}
