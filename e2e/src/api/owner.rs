//! What the owner of a share asks.

use phial_shared::api::{ChangeLink, EventLog, LinkLimits, NewLink, OwnedShare};
use phial_shared::events::Event;
use phial_shared::ids::{LinkId, LinkRef};
use phial_shared::keys::LinkSecret;
use phial_shared::time::Seconds;
use reqwest::{RequestBuilder, StatusCode};

use super::{Upload, answered, new_link};

/// A link for one more recipient, of any number of openings.
pub fn further_link(lifetime: Seconds) -> NewLink {
    new_link(LinkId::random(), &LinkSecret::random(), LinkLimits { lifetime, max_opens: None })
}

impl Upload {
    /// The owner's view; `None` without an answer.
    pub async fn owned(&self) -> Option<OwnedShare> {
        answered(self.look_request()).await
    }

    /// The request for the owner's view.
    pub fn look_request(&self) -> RequestBuilder {
        self.by_owner(self.client.get(self.share_url("")))
    }

    /// The access log; `None` without an answer.
    pub async fn log(&self) -> Option<Vec<Event>> {
        Some(answered::<EventLog>(self.log_request()).await?.events)
    }

    /// The request for the access log.
    pub fn log_request(&self) -> RequestBuilder {
        self.by_owner(self.client.get(self.share_url("/events")))
    }

    /// The request for what follows an event, which waits for so many seconds if there is nothing.
    pub fn news_request(&self, after: u64, wait: u64) -> RequestBuilder {
        let url = self.share_url(&format!("/events?after={after}&wait={wait}"));
        self.by_owner(self.client.get(url))
    }

    /// The request that adds a link.
    pub fn add_request(&self, link: &NewLink) -> RequestBuilder {
        self.by_owner(self.client.post(self.share_url("/links"))).json(link)
    }

    /// The request that changes a link.
    pub fn change_request(&self, link: LinkRef, change: ChangeLink) -> RequestBuilder {
        self.by_owner(self.client.patch(self.share_url(&format!("/links/{link}")))).json(&change)
    }

    /// The request that takes a link back.
    pub fn take_back_request(&self, link: LinkRef) -> RequestBuilder {
        self.by_owner(self.client.delete(self.share_url(&format!("/links/{link}"))))
    }

    /// Erases the share.
    pub async fn erase(&self) -> StatusCode {
        self.erase_request().send().await.unwrap().status()
    }

    /// The request that erases the share.
    pub fn erase_request(&self) -> RequestBuilder {
        self.by_owner(self.client.delete(self.share_url("")))
    }

    fn by_owner(&self, request: RequestBuilder) -> RequestBuilder {
        request.bearer_auth(&*self.owner.owner_token().to_bearer())
    }
}
