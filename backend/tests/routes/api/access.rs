//! No operation without its token reads or changes anything, and each works with it: all operations against everything that
//! somebody could show.

use phial_shared::api::*;
use phial_shared::error_code::{ErrorCode, Problem};
use phial_shared::events::Event;
use phial_shared::keys::LeaseToken;
use reqwest::{Method, RequestBuilder};

use super::operations::{OPERATIONS, Operation, Token};
use crate::accounts::Person;
use crate::support::{Draft, HOUR, Live, Recipient, TestServer, new_link, ok, seal_request};

/// What a request can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Nothing,
    Noise,
    /// Of the pending share.
    Upload,
    /// Of the sealed share: spent.
    SpentUpload,
    Owner,
    Lease,
    OwnerOfAnother,
    LeaseOfAnother,
    Sender,
    AnotherSender,
    Auditor,
    Admin,
}

const EVERYTHING: [Shown; 12] = [
    Shown::Nothing,
    Shown::Noise,
    Shown::Upload,
    Shown::SpentUpload,
    Shown::Owner,
    Shown::Lease,
    Shown::OwnerOfAnother,
    Shown::LeaseOfAnother,
    Shown::Sender,
    Shown::AnotherSender,
    Shown::Auditor,
    Shown::Admin,
];

fn is_allowed(operation: &Operation, shown: Shown) -> bool {
    match operation.token {
        // Looked at elsewhere: these ask for nothing, or for a browser's own page.
        Token::None | Token::Session | Token::OurPage => true,
        Token::Upload => shown == Shown::Upload,
        Token::Owner | Token::OwnerOrUpload => shown == Shown::Owner,
        Token::Lease => shown == Shown::Lease,
        Token::Sending => matches!(shown, Shown::Sender | Shown::AnotherSender),
        Token::Role(Role::Sender) if operation.path.contains("{share}") => shown == Shown::Sender,
        Token::Role(Role::Sender) => matches!(shown, Shown::Sender | Shown::AnotherSender),
        Token::Role(Role::Auditor) => shown == Shown::Auditor,
        Token::Role(Role::Admin) => shown == Shown::Admin,
    }
}

/// A server with a pending share, a sealed one, another sender's, and people of each role.
struct World {
    server: TestServer,
    pending: Draft,
    sealed: Live,
    lease: LeaseToken,
    another: Live,
    lease_of_another: LeaseToken,
    sender: Person,
    another_sender: Person,
    auditor: Person,
    admin: Person,
}

/// What must not have changed.
type State = (OwnedShare, Vec<Event>, OwnedShare, Vec<Event>, PartsArrived);

impl World {
    async fn new() -> Self {
        let server = TestServer::by_invitation().await;
        let (sender, another_sender) = (server.joined(&[Role::Sender]).await, server.joined(&[Role::Sender]).await);
        let (sealed, another) =
            (server.share_by(&sender, &[HOUR]).await, server.share_by(&another_sender, &[HOUR]).await);
        let lease = server.opened(&sealed.links[0]).await.lease;
        let lease_of_another = server.opened(&another.links[0]).await.lease;
        Self {
            pending: server.draft_by(&sender, 100).await,
            auditor: server.joined(&[Role::Auditor]).await,
            admin: server.joined(&[Role::Admin]).await,
            server,
            sealed,
            lease,
            another,
            lease_of_another,
            sender,
            another_sender,
        }
    }

    async fn state(&self) -> State {
        let server = &self.server;
        (
            server.owned(&self.sealed).await,
            server.events(&self.sealed).await,
            server.owned(&self.another).await,
            server.events(&self.another).await,
            ok(server.arrived(&self.pending).await).await,
        )
    }

    /// A request that is right, but perhaps for what it shows.
    fn request(&self, operation: &Operation, shown: Shown) -> RequestBuilder {
        let method = operation.method.parse().unwrap();
        let path = format!("/api/v1{}", self.path(operation));
        self.with_body(operation, self.showing(shown, method, &path))
    }

    fn path(&self, operation: &Operation) -> String {
        let is_of_upload = operation.token == Token::Upload;
        let share = if is_of_upload { self.pending.id } else { self.sealed.id };
        let link_ref = self.sealed.links[0].id.to_ref();
        let path = operation.path.replace("{share}", &share.to_string()).replace("{part}", "0");
        let path = path.replace("{link}", &self.sealed.links[0].id.to_string());
        path.replace("{link_ref}", &link_ref.to_string())
            .replace("{account}", &self.another_sender.session.account.to_string())
    }

    fn showing(&self, shown: Shown, method: Method, path: &str) -> RequestBuilder {
        let bare = self.server.request(method.clone(), path);
        match shown {
            Shown::Nothing => bare,
            Shown::Noise => bare.bearer_auth(&*LeaseToken::random().to_bearer()),
            Shown::Upload => bare.bearer_auth(&*self.pending.upload_token.to_bearer()),
            Shown::SpentUpload => bare.bearer_auth(&*self.sealed.upload_token.to_bearer()),
            Shown::Owner => bare.bearer_auth(&*self.sealed.owner_token()),
            Shown::Lease => bare.bearer_auth(&*self.lease.to_bearer()),
            Shown::OwnerOfAnother => bare.bearer_auth(&*self.another.owner_token()),
            Shown::LeaseOfAnother => bare.bearer_auth(&*self.lease_of_another.to_bearer()),
            Shown::Sender => self.server.by(&self.sender, method, path),
            Shown::AnotherSender => self.server.by(&self.another_sender, method, path),
            Shown::Auditor => self.server.by(&self.auditor, method, path),
            Shown::Admin => self.server.by(&self.admin, method, path),
        }
    }

    fn with_body(&self, operation: &Operation, request: RequestBuilder) -> RequestBuilder {
        let recipient = Recipient::random();
        match (operation.method, operation.path) {
            ("POST", "/shares") => request.json(&CreateShare { ciphertext_len: self.pending.layout.ciphertext_len() }),
            ("PUT", _) => request.body(self.pending.part(0)),
            ("POST", "/shares/{share}/seal") => {
                request.json(&seal_request(&self.sealed.owner, [(&recipient, HOUR)].into_iter()))
            }
            ("POST", "/shares/{share}/links") => request.json(&new_link(&recipient, HOUR)),
            ("PATCH", _) => request.json(&ChangeLink { locked: Some(true), ..ChangeLink::default() }),
            ("POST", "/links/{link}/events") => request.json(&ReportEvent { kind: ReportKind::Viewed, file: 0 }),
            _ => request,
        }
    }
}

#[tokio::test]
async fn nothing_is_read_or_changed_without_the_right_token() {
    let world = World::new().await;
    let before = world.state().await;
    let refusals = [
        ErrorCode::Forbidden,
        ErrorCode::SignInRequired,
        ErrorCode::NotAllowed,
        ErrorCode::LeaseOver,
        // For the list of another sender's shares, this one is not there.
        ErrorCode::UnknownShare,
    ];
    for operation in OPERATIONS {
        for shown in EVERYTHING.into_iter().filter(|shown| !is_allowed(operation, *shown)) {
            let answer = world.request(operation, shown).send().await.unwrap();
            let status = answer.status().as_u16();
            let text = answer.text().await.unwrap();
            let what = format!("{} {} with {shown:?}: {status} {text}", operation.method, operation.path);
            let problem: Problem = serde_json::from_str(&text).expect(&what);
            assert!(refusals.contains(&problem.code) && problem.status == status, "{what}");
            assert_eq!(text, serde_json::to_string(&Problem::new(problem.code, None)).unwrap(), "{what}");
        }
        assert_eq!(world.state().await, before, "{} {}", operation.method, operation.path);
    }
}

#[tokio::test]
async fn each_operation_works_with_its_token() {
    for operation in OPERATIONS {
        if matches!(operation.token, Token::None | Token::Session | Token::OurPage) {
            continue;
        }
        for shown in EVERYTHING.into_iter().filter(|shown| is_allowed(operation, *shown)) {
            let world = World::new().await;
            if operation.path.ends_with("/seal") {
                world.server.put_all(&world.pending).await;
            }
            let answer = world.request(operation, shown).send().await.unwrap();
            assert_eq!(answer.status(), operation.status, "{} {} with {shown:?}", operation.method, operation.path);
        }
    }
}

/// The table has every method of every path that it names: others are refused, and the refusal names those of the table.
#[tokio::test]
async fn the_table_has_every_method() {
    let world = World::new().await;
    for operation in OPERATIONS {
        let mut allowed: Vec<_> =
            OPERATIONS.iter().filter(|other| other.path == operation.path).map(|other| other.method).collect();
        allowed.sort_unstable();
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE"].into_iter().filter(|method| !allowed.contains(method)) {
            let path = format!("/api/v1{}", world.path(operation));
            let answer = world.server.request(method.parse().unwrap(), &path).send().await.unwrap();
            assert_eq!(answer.status(), 405, "{method} {path}");
            let mut named: Vec<_> = answer.headers()["allow"].to_str().unwrap().split(", ").collect();
            named.sort_unstable();
            assert_eq!(named, allowed, "{path}");
        }
    }
}
