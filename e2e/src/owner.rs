//! What an owner can ask of the server with a manage link, without the page.

use phial_shared::api::{EventLog, LinkOpened, OpenLink, OwnedShare};
use phial_shared::events::{Event, EventKind};
use phial_shared::factor::{Factor, harden};
use phial_shared::link::{Address, ManageLink, ShareLink, parse};
use serde::de::DeserializeOwned;

use crate::api::link_status;

/// Whoever holds a manage link.
pub struct Owner {
    origin: String,
    link: ManageLink,
}

impl Owner {
    /// Of this link.
    pub fn of(manage_link: &str) -> Self {
        let parsed = parse(manage_link).unwrap();
        let Address::Manage(link) = parsed.address else { panic!("a manage link") };
        Self { origin: parsed.origin, link }
    }

    /// The share and its links.
    pub async fn share(&self) -> OwnedShare {
        self.ask("").await
    }

    /// The access log, whose chain holds.
    pub async fn events(&self) -> Vec<Event> {
        let log: EventLog = self.ask("/events").await;
        phial_shared::events::verify(self.link.share_id, &log.events).unwrap();
        log.events
    }

    /// What happened, in order.
    pub async fn kinds(&self) -> Vec<EventKind> {
        self.events().await.iter().map(|event| event.kind).collect()
    }

    async fn ask<T: DeserializeOwned>(&self, tail: &str) -> T {
        let url = format!("{}/api/v1/shares/{}{tail}", self.origin, self.link.share_id);
        let token = self.link.secret.owner_token();
        let answer = reqwest::Client::new().get(url).bearer_auth(&*token.to_bearer()).send().await.unwrap();
        answer.error_for_status().unwrap().json().await.unwrap()
    }
}

/// A recipient's link, and the server that it leads to.
pub fn recipient(share_link: &str) -> (String, ShareLink) {
    let parsed = parse(share_link).unwrap();
    let Address::Share(link) = parsed.address else { panic!("a share link") };
    (parsed.origin, link)
}

/// Opens a link that has a factor with what this machine makes of the factor; `None` if the server refuses.
pub async fn open_with(share_link: &str, factor: &Factor) -> Option<LinkOpened> {
    let (origin, link) = recipient(share_link);
    let cost = link_status(share_link).await.factor.unwrap().cost;
    let root = link.root(Some(&harden(factor, &link.secret, cost)));
    let request = OpenLink { open_token: root.open_token(), lease: None };
    let url = format!("{origin}/api/v1/links/{}/open", link.link_id);
    let answer = reqwest::Client::new().post(url).json(&request).send().await.unwrap();
    let opened: LinkOpened = answer.error_for_status().ok()?.json().await.unwrap();
    root.wrap_key().unwrap(&opened.wrapped_key, opened.share_id, link.link_id).unwrap();
    Some(opened)
}
