//! `/api/v1/session`, `/api/v1/account`, `/api/v1/audit` and `/api/v1/admin`: who may send, and what each role may do.

mod command;
mod invites;
mod oidc;
mod policy;
mod provider;
mod quotas;
mod roles;
mod sessions;

use std::sync::Arc;

use phial::db::{Database, NewInvite, NewSession, SigningIn};
use phial::serve;
use phial_shared::api::{
    AccountOrigin, CreateShare, Join, LinkLimits, Role, Roles, SendersMode, Session, ShareCreated, ShareSealed,
};
use phial_shared::ids::{AccountId, InviteId};
use phial_shared::keys::{InviteToken, OwnerSecret, SessionToken};
use phial_shared::layout::Layout;
use phial_shared::time::Seconds;
use reqwest::{Method, RequestBuilder, Response};

use crate::support::{Draft, Live, Recipient, TestServer, ok, seal_request};

/// A browser that has signed in.
pub(super) struct Person {
    /// `name=value`.
    pub(super) cookie: String,
    pub(super) session: Session,
}

pub(super) fn roles(roles: &[Role]) -> Roles {
    roles.iter().copied().collect()
}

/// The cookie that an answer sets, and its attributes.
pub(super) fn set_cookie(response: &Response, name: &str) -> Option<(String, Vec<String>)> {
    let mut lines = response.headers().get_all("set-cookie").iter().map(|value| value.to_str().unwrap());
    lines.rfind(|line| line.starts_with(&format!("{name}="))).map(|line| {
        let mut parts = line.split("; ").map(str::to_owned);
        (parts.next().unwrap(), parts.collect())
    })
}

impl Person {
    pub(super) async fn of(response: Response) -> Self {
        let (cookie, _) = set_cookie(&response, "phial").unwrap();
        Self { cookie, session: ok(response).await }
    }
}

impl TestServer {
    pub(super) async fn by_invitation() -> Self {
        Self::with(|config| config.senders.mode = SendersMode::Invite).await
    }

    pub(super) async fn db(&self) -> Arc<dyn Database> {
        serve::open_database(&self.config.data.database).await.unwrap()
    }

    pub(super) async fn invite(&self, roles: Roles, max_uses: u32) -> (InviteId, InviteToken) {
        let (id, token, at) = (InviteId::random(), InviteToken::random(), self.now());
        let invite = NewInvite { id, token_hash: token.hash(), roles, expires_at: at + Seconds::DAY, max_uses, at };
        self.db().await.create_invite(invite).await.unwrap();
        (id, token)
    }

    /// A request as one of our own pages sends it.
    pub(super) fn page(&self, method: Method, path: &str) -> RequestBuilder {
        self.request(method, path).header("sec-fetch-site", "same-origin")
    }

    pub(super) async fn join(&self, token: InviteToken) -> Response {
        self.page(Method::POST, "/api/v1/session/join").json(&Join { invite: token }).send().await.unwrap()
    }

    /// Somebody who has joined by an invitation.
    pub(super) async fn joined(&self, of: &[Role]) -> Person {
        let (_, token) = self.invite(roles(of), 1).await;
        Person::of(self.join(token).await).await
    }

    /// A request as the person's browser sends it from our page.
    pub(super) fn by(&self, person: &Person, method: Method, path: &str) -> RequestBuilder {
        self.page(method, path).header("cookie", &person.cookie)
    }

    /// A bearer token as `phial token create` makes it.
    pub(super) async fn token(&self, of: &[Role]) -> (AccountId, SessionToken) {
        let (account, token, at) = (AccountId::random(), SessionToken::random(), self.now());
        let session = NewSession { token_hash: token.hash(), expires_at: at + Seconds::DAY, idle: None, at };
        let signing_in = SigningIn { account, origin: AccountOrigin::Token, invite: None, roles: roles(of), session };
        self.db().await.sign_in(signing_in).await.unwrap();
        (account, token)
    }

    /// A share that the person has announced.
    pub(super) async fn draft_by(&self, person: &Person, files_len: u64) -> Draft {
        let layout = Layout::of_files(files_len).unwrap();
        let request = CreateShare { ciphertext_len: layout.ciphertext_len() };
        let created = self.by(person, Method::POST, "/api/v1/shares").json(&request).send().await.unwrap();
        let created: ShareCreated = ok(created).await;
        let bytes = vec![7; usize::try_from(layout.ciphertext_len()).unwrap()];
        Draft { id: created.share_id, upload_token: created.upload_token, layout, bytes }
    }

    /// A share that the person sends.
    pub(super) async fn share_by(&self, person: &Person, limits: &[LinkLimits]) -> Live {
        let draft = self.draft_by(person, 100).await;
        self.put_all(&draft).await;
        let owner = OwnerSecret::random();
        let links: Vec<_> = limits.iter().map(|_| Recipient::random()).collect();
        let request = seal_request(&owner, links.iter().zip(limits.iter().copied()));
        let _: ShareSealed = ok(self.seal(draft.id, &draft.upload_token, &request).await).await;
        Live { id: draft.id, upload_token: draft.upload_token, owner, links, bytes: draft.bytes }
    }
}
