//! Every operation of the API: what it wants, what it answers.

use phial_shared::api::*;
use phial_shared::error_code::ErrorCode::{self, *};
use schemars::{JsonSchema, Schema, SchemaGenerator};

/// One method at one path below `/api/v1`.
pub(super) struct Operation {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    pub(super) summary: &'static str,
    pub(super) token: Token,
    pub(super) query: &'static [Query],
    pub(super) request: Option<Content>,
    pub(super) status: u16,
    pub(super) answer: Option<Content>,
    /// Beside those that every operation has.
    pub(super) errors: &'static [ErrorCode],
}

/// What an operation must be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Nothing, or what is in the request's body.
    None,
    /// The upload token of the share.
    Upload,
    /// The owner's token.
    Owner,
    /// The owner's token, or the upload token before sealing.
    OwnerOrUpload,
    /// The lease of the link.
    Lease,
    /// Someone who may send, unless everyone may.
    Sending,
    /// Someone who is signed in, or nobody.
    Session,
    /// One of the server's own pages.
    OurPage,
    /// Someone who is signed in and has this role.
    Role(Role),
}

/// A parameter of the query.
pub(super) struct Query {
    pub(super) name: &'static str,
    pub(super) meaning: &'static str,
    /// The largest number; `None`: a text that an earlier answer gave.
    pub(super) most: Option<u64>,
}

/// A body.
#[derive(Clone, Copy)]
pub(super) enum Content {
    Json(fn(&mut SchemaGenerator) -> Schema),
    Bytes,
}

const fn json<T: JsonSchema>() -> Content {
    Content::Json(|generator| generator.subschema_for::<T>())
}

const fn operation(method: &'static str, path: &'static str, summary: &'static str) -> Operation {
    Operation {
        method,
        path,
        summary,
        token: Token::None,
        query: &[],
        request: None,
        status: 204,
        answer: None,
        errors: &[],
    }
}

const fn get(path: &'static str, summary: &'static str) -> Operation {
    operation("GET", path, summary)
}

const fn post(path: &'static str, summary: &'static str) -> Operation {
    operation("POST", path, summary)
}

const fn delete(path: &'static str, summary: &'static str) -> Operation {
    operation("DELETE", path, summary)
}

impl Operation {
    const fn shown(mut self, token: Token) -> Self {
        self.token = token;
        self
    }

    const fn asked(mut self, query: &'static [Query]) -> Self {
        self.query = query;
        self
    }

    const fn takes(mut self, request: Content) -> Self {
        self.request = Some(request);
        self
    }

    const fn gives(mut self, answer: Content) -> Self {
        self.answer = Some(answer);
        self.status = 200;
        self
    }

    const fn creates(mut self, answer: Content) -> Self {
        self.answer = Some(answer);
        self.status = 201;
        self
    }

    const fn refuses(mut self, errors: &'static [ErrorCode]) -> Self {
        self.errors = errors;
        self
    }

    /// All the errors that it may answer.
    pub(super) fn all_errors(&self) -> impl Iterator<Item = ErrorCode> {
        let body: &[ErrorCode] = if self.request.is_some() { &[BodyTooLarge, TooSlow, StorageFull] } else { &[] };
        ANYWHERE.iter().chain(body).chain(self.errors).copied()
    }
}

/// What any operation may answer.
const ANYWHERE: &[ErrorCode] = &[BadRequest, MethodNotAllowed, TooManyRequests, Internal, Busy];
const ACCESS: &[ErrorCode] = &[Forbidden, UnknownShare];
const SIGNED_IN: &[ErrorCode] = &[SignInRequired, NotAllowed, CrossSite, UnknownShare, UnknownAccount];
const LINK_ENDS: &[ErrorCode] = &[UnknownLink, LeaseOver, Revoked, Locked];

const AFTER: Query = Query { name: "after", meaning: "Where the list goes on: `next` of the page before", most: None };
const AFTER_EVENT: Query = Query { name: "after", meaning: "Only what follows this event", most: Some(u64::MAX) };
const WAIT: Query = Query { name: "wait", meaning: "How long to wait for an event, in seconds", most: Some(25) };

/// The API, version 1.
pub(super) const OPERATIONS: &[Operation] = &[
    get("/config", "What a page must know before it begins").gives(json::<ServerConfig>()),
    get("/openapi.json", "This document").gives(json::<serde_json::Value>()),
    post("/shares", "Announce an archive")
        .shown(Token::Sending)
        .takes(json::<CreateShare>())
        .creates(json::<ShareCreated>())
        .refuses(&[SignInRequired, NotAllowed, CrossSite, BadLength, ShareTooLarge, QuotaExceeded]),
    get("/shares/{share}", "The owner's view of a share")
        .shown(Token::Owner)
        .gives(json::<OwnedShare>())
        .refuses(ACCESS),
    delete("/shares/{share}", "Erase a share")
        .shown(Token::OwnerOrUpload)
        .gives(json::<ErasureReceipt>())
        .refuses(ACCESS),
    get("/shares/{share}/parts", "What has arrived of a pending share")
        .shown(Token::Upload)
        .gives(json::<PartsArrived>())
        .refuses(&[Forbidden, UnknownShare, AlreadySealed]),
    operation("PUT", "/shares/{share}/parts/{part}", "Send a part")
        .shown(Token::Upload)
        .takes(Content::Bytes)
        .refuses(&[Forbidden, UnknownShare, AlreadySealed, PartOutOfRange, LengthRequired, PartLength]),
    post("/shares/{share}/seal", "Make a share and its links live, all or nothing")
        .shown(Token::Upload)
        .takes(json::<SealShare>())
        .gives(json::<ShareSealed>())
        .refuses(&[
            Forbidden,
            UnknownShare,
            AlreadySealed,
            PartsMissing,
            LinkExists,
            LimitNotAllowed,
            FactorRequired,
            PurposeRequired,
        ]),
    get("/shares/{share}/events", "The access log of a share")
        .shown(Token::Owner)
        .asked(&[AFTER_EVENT, WAIT])
        .gives(json::<EventLog>())
        .refuses(ACCESS),
    post("/shares/{share}/links", "Add a recipient")
        .shown(Token::Owner)
        .takes(json::<NewLink>())
        .gives(json::<OwnedLink>())
        .refuses(&[Forbidden, UnknownShare, Revoked, LinkExists, LimitNotAllowed, FactorRequired]),
    operation("PATCH", "/shares/{share}/links/{link_ref}", "Change what a link allows")
        .shown(Token::Owner)
        .takes(json::<ChangeLink>())
        .gives(json::<OwnedLink>())
        .refuses(&[Forbidden, UnknownShare, UnknownLink, Revoked, LimitNotAllowed]),
    delete("/shares/{share}/links/{link_ref}", "Take one link back")
        .shown(Token::Owner)
        .gives(json::<OwnedLink>())
        .refuses(&[Forbidden, UnknownShare, UnknownLink, Revoked]),
    get("/links/{link}", "What is known of a link before it is opened; counts nothing")
        .gives(json::<LinkStatus>())
        .refuses(&[UnknownLink]),
    post("/links/{link}/open", "Open a link: counts one opening, gives a lease")
        .takes(json::<OpenLink>())
        .gives(json::<LinkOpened>())
        .refuses(&[UnknownLink, WrongProof, Expired, Exhausted, Revoked, Locked]),
    get("/links/{link}/content", "The ciphertext, whole or one range of it")
        .shown(Token::Lease)
        .gives(Content::Bytes)
        .refuses(&[UnknownLink, LeaseOver, Revoked, Locked, RangeNotSatisfiable]),
    post("/links/{link}/events", "Report that a file was looked at or saved")
        .shown(Token::Lease)
        .takes(json::<ReportEvent>())
        .refuses(LINK_ENDS),
    get("/session", "Who is signed in").shown(Token::Session).gives(json::<Session>()).refuses(SIGNED_IN),
    post("/session/join", "Sign in by an invitation")
        .shown(Token::OurPage)
        .takes(json::<Join>())
        .creates(json::<Session>())
        .refuses(&[CrossSite, InviteOver]),
    post("/session/begin", "Begin to sign in at the identity provider")
        .shown(Token::OurPage)
        .gives(json::<SignInBegun>())
        .refuses(&[CrossSite, NotFound, SignInFailed, SignInUnavailable]),
    post("/session/oidc", "Sign in by what the identity provider answered")
        .shown(Token::OurPage)
        .takes(json::<FinishSignIn>())
        .creates(json::<Session>())
        .refuses(&[CrossSite, NotFound, NotAllowed, SignInFailed, SignInUnavailable]),
    post("/session/end", "Sign out").shown(Token::Session).refuses(&[CrossSite]),
    get("/account/shares", "The shares that one has sent")
        .shown(Token::Role(Role::Sender))
        .asked(&[AFTER])
        .gives(json::<ShareList>())
        .refuses(SIGNED_IN),
    delete("/account/shares/{share}", "Erase a share that one has sent")
        .shown(Token::Role(Role::Sender))
        .gives(json::<ErasureReceipt>())
        .refuses(SIGNED_IN),
    get("/audit/shares", "All shares")
        .shown(Token::Role(Role::Auditor))
        .asked(&[AFTER])
        .gives(json::<ShareList>())
        .refuses(SIGNED_IN),
    get("/audit/shares/{share}/events", "The access log of any share")
        .shown(Token::Role(Role::Auditor))
        .asked(&[AFTER_EVENT])
        .gives(json::<EventLog>())
        .refuses(SIGNED_IN),
    get("/admin/accounts", "All accounts")
        .shown(Token::Role(Role::Admin))
        .asked(&[AFTER])
        .gives(json::<AccountList>())
        .refuses(SIGNED_IN),
    delete("/admin/accounts/{account}", "Revoke an account, with its sessions")
        .shown(Token::Role(Role::Admin))
        .refuses(SIGNED_IN),
    get("/admin/accounts/{account}/shares", "The shares that an account has sent")
        .shown(Token::Role(Role::Admin))
        .asked(&[AFTER])
        .gives(json::<ShareList>())
        .refuses(SIGNED_IN),
    delete("/admin/accounts/{account}/shares", "Erase all shares that an account has sent")
        .shown(Token::Role(Role::Admin))
        .gives(json::<SharesErased>())
        .refuses(SIGNED_IN),
    delete("/admin/shares/{share}", "Erase any share")
        .shown(Token::Role(Role::Admin))
        .gives(json::<ErasureReceipt>())
        .refuses(SIGNED_IN),
];
