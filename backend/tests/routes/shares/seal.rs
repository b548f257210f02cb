//! `POST /api/v1/shares/{share}/seal`.

use phial_shared::api::*;
use phial_shared::encoding::Sealed;
use phial_shared::error_code::ErrorCode;
use phial_shared::ids::ShareId;
use phial_shared::keys::{OwnerSecret, UploadToken};
use phial_shared::time::{Seconds, UnixSeconds};

use crate::support::{Draft, HOUR, Recipient, START, TestServer, ok, problem, seal_request, times};

async fn complete(server: &TestServer) -> Draft {
    let draft = server.draft(100).await;
    server.put_all(&draft).await;
    draft
}

fn request(limits: &[LinkLimits]) -> SealShare {
    let links: Vec<_> = limits.iter().map(|_| Recipient::random()).collect();
    seal_request(&OwnerSecret::random(), links.iter().zip(limits.iter().copied()))
}

#[tokio::test]
async fn sealing_makes_every_link_live() {
    let server = TestServer::start().await;
    let day = LinkLimits { lifetime: Seconds::DAY, max_opens: Some(3) };
    let live = server.share(100, &[HOUR, day]).await;
    let first = server.status(&live.links[0]).await;
    assert_eq!((first.state, first.opens_left), (LinkState::Live, None));
    assert_eq!(first.expires_at, UnixSeconds(START + 3600));
    let second = server.status(&live.links[1]).await;
    assert_eq!((second.state, second.opens_left), (LinkState::Live, Some(3)));
    assert_eq!(second.expires_at, UnixSeconds(START + 86_400));
}

#[tokio::test]
async fn the_same_request_again_gives_the_same_answer() {
    let server = TestServer::start().await;
    let draft = complete(&server).await;
    let request = request(&[HOUR, LinkLimits { lifetime: Seconds::DAY, max_opens: None }]);
    let first: ShareSealed = ok(server.seal(draft.id, &draft.upload_token, &request).await).await;
    assert_eq!(first.expires_at, UnixSeconds(START + 86_400));
    server.advance(100);
    let again: ShareSealed = ok(server.seal(draft.id, &draft.upload_token, &request).await).await;
    assert_eq!(again, first);
    let mut other = request;
    other.manifest.0[0] ^= 1;
    problem(server.seal(draft.id, &draft.upload_token, &other).await, ErrorCode::AlreadySealed).await;
}

#[tokio::test]
async fn nothing_is_live_before_every_part_has_arrived() {
    let server = TestServer::start().await;
    let draft = server.draft(20_000_000).await;
    let recipient = Recipient::random();
    let request = seal_request(&OwnerSecret::random(), [(&recipient, HOUR)].into_iter());
    let keys = || {
        let folder = server.objects(draft.id).parent().unwrap().join("keys").join(draft.id.to_string());
        std::fs::read_dir(folder).into_iter().flatten().count()
    };
    for missing in [3, 2, 1] {
        let problem =
            problem(server.seal(draft.id, &draft.upload_token, &request).await, ErrorCode::PartsMissing).await;
        assert_eq!(problem.limit, Some(missing));
        assert_eq!(keys(), 0, "what could not be sealed leaves no key");
        let status = server.get(&format!("/api/v1/links/{}", recipient.id)).send().await.unwrap();
        crate::support::problem(status, ErrorCode::UnknownLink).await;
        let part = 3 - missing as u32;
        assert_eq!(server.put(&draft, part, draft.part(part)).send().await.unwrap().status(), 204);
    }
    let _: ShareSealed = ok(server.seal(draft.id, &draft.upload_token, &request).await).await;
    assert_eq!(keys(), 1);
    assert_eq!(server.status(&recipient).await.state, LinkState::Live);
}

#[tokio::test]
async fn what_seals_and_what_adds_a_link_is_bounded() {
    let server = TestServer::start().await;
    let draft = complete(&server).await;
    let owner = OwnerSecret::random();
    let (recipient, later) = (Recipient::random(), Recipient::random());
    let padded = |text: String, len: usize| text.clone() + &" ".repeat(len - text.len());
    let request = seal_request(&owner, [(&recipient, HOUR)].into_iter());
    let sealing = |len| {
        let body = padded(serde_json::to_string(&request).unwrap(), len);
        let request = server.post(&format!("/api/v1/shares/{}/seal", draft.id)).body(body);
        request.bearer_auth(&*draft.upload_token.to_bearer()).send()
    };
    let refused = problem(sealing(MAX_SEAL_BODY + 1).await.unwrap(), ErrorCode::BodyTooLarge).await;
    assert_eq!(refused.limit, Some(MAX_SEAL_BODY as u64));
    assert_eq!(sealing(MAX_SEAL_BODY).await.unwrap().status(), 200);
    let link = seal_request(&owner, [(&later, HOUR)].into_iter()).links.remove(0);
    let adding = |len| {
        let body = padded(serde_json::to_string(&link).unwrap(), len);
        let request = server.post(&format!("/api/v1/shares/{}/links", draft.id)).body(body);
        request.bearer_auth(&*owner.owner_token().to_bearer()).send()
    };
    let refused = problem(adding(MAX_LINK_BODY + 1).await.unwrap(), ErrorCode::BodyTooLarge).await;
    assert_eq!(refused.limit, Some(MAX_LINK_BODY as u64));
    assert_eq!(adding(MAX_LINK_BODY).await.unwrap().status(), 200);
}

#[tokio::test]
async fn limits_stay_within_the_policy() {
    let server = TestServer::with(|config| config.policy.max_opens = Some(10)).await;
    let draft = complete(&server).await;
    let month = Seconds::DAY.times(30);
    let cases = [
        (Seconds(0), Some(1), Some(month.0)),
        (Seconds(month.0 + 1), Some(1), Some(month.0)),
        (Seconds(u64::MAX), Some(1), Some(month.0)),
        (month, Some(0), Some(10)),
        (month, Some(11), Some(10)),
        (month, None, Some(10)),
    ];
    for (lifetime, max_opens, limit) in cases {
        // One limit that is refused keeps every link from being live.
        let request = request(&[times(1), LinkLimits { lifetime, max_opens }]);
        let response = server.seal(draft.id, &draft.upload_token, &request).await;
        let problem = problem(response, ErrorCode::LimitNotAllowed).await;
        assert_eq!(problem.limit, limit, "{lifetime:?} {max_opens:?}");
    }
    let most = request(&[LinkLimits { lifetime: month, max_opens: Some(10) }]);
    let _: ShareSealed = ok(server.seal(draft.id, &draft.upload_token, &most).await).await;
}

#[tokio::test]
async fn without_a_policy_any_number_of_openings_but_none_is_allowed() {
    let server = TestServer::start().await;
    let draft = complete(&server).await;
    let response = server.seal(draft.id, &draft.upload_token, &request(&[times(0)])).await;
    assert_eq!(problem(response, ErrorCode::LimitNotAllowed).await.limit, None);
    let response = server.seal(draft.id, &draft.upload_token, &request(&[times(u32::MAX)])).await;
    let _: ShareSealed = ok(response).await;
}

#[tokio::test]
async fn envelopes_are_bounded() {
    type Envelope = fn(&mut SealShare) -> &mut Sealed;
    let server = TestServer::start().await;
    let draft = complete(&server).await;
    let envelopes: [(Envelope, usize); 4] = [
        (|request| &mut request.manifest, MAX_SEALED_MANIFEST),
        (|request| &mut request.owner_wrapped_key, MAX_WRAPPED_KEY),
        (|request| &mut request.links[0].wrapped_key, MAX_WRAPPED_KEY),
        (|request| &mut request.links[0].sealed_note, MAX_SEALED_NOTE),
    ];
    for (envelope, most) in envelopes {
        let mut request = request(&[HOUR]);
        *envelope(&mut request) = Sealed(vec![0; most + 1]);
        let response = server.seal(draft.id, &draft.upload_token, &request).await;
        assert_eq!(problem(response, ErrorCode::BodyTooLarge).await.limit, Some(most as u64));
        *envelope(&mut request) = Sealed(Vec::new());
        let response = server.seal(draft.id, &draft.upload_token, &request).await;
        problem(response, ErrorCode::BadRequest).await;
    }
}

#[tokio::test]
async fn the_largest_request_is_accepted() {
    let server = TestServer::start().await;
    let draft = complete(&server).await;
    let mut request = request(&[HOUR; MAX_LINKS]);
    request.manifest = Sealed(vec![0; MAX_SEALED_MANIFEST]);
    request.owner_wrapped_key = Sealed(vec![0; MAX_WRAPPED_KEY]);
    for link in &mut request.links {
        link.wrapped_key = Sealed(vec![0; MAX_WRAPPED_KEY]);
        link.sealed_note = Sealed(vec![0; MAX_SEALED_NOTE]);
    }
    let _: ShareSealed = ok(server.seal(draft.id, &draft.upload_token, &request).await).await;
}

#[tokio::test]
async fn there_is_at_least_one_link_and_not_too_many() {
    let server = TestServer::start().await;
    let draft = complete(&server).await;
    for count in [0, MAX_LINKS + 1] {
        let response = server.seal(draft.id, &draft.upload_token, &request(&vec![HOUR; count])).await;
        problem(response, ErrorCode::BadRequest).await;
    }
}

#[tokio::test]
async fn link_ids_are_unique() {
    let server = TestServer::start().await;
    let taken = server.share(100, &[HOUR]).await.links.remove(0);
    let (owner, fresh) = (OwnerSecret::random(), Recipient::random());
    for links in [[&fresh, &taken], [&fresh, &fresh]] {
        let draft = complete(&server).await;
        let request = seal_request(&owner, links.into_iter().map(|link| (link, HOUR)));
        problem(server.seal(draft.id, &draft.upload_token, &request).await, ErrorCode::LinkExists).await;
        let status = server.get(&format!("/api/v1/links/{}", fresh.id)).send().await.unwrap();
        problem(status, ErrorCode::UnknownLink).await;
    }
}

#[tokio::test]
async fn only_the_upload_token_seals() {
    let server = TestServer::start().await;
    let draft = complete(&server).await;
    let request = request(&[HOUR]);
    problem(server.seal(draft.id, &UploadToken::random(), &request).await, ErrorCode::Forbidden).await;
    problem(server.seal(ShareId::random(), &draft.upload_token, &request).await, ErrorCode::UnknownShare).await;
    server.erase(draft.id, &draft.upload_token.to_bearer()).await;
    problem(server.seal(draft.id, &draft.upload_token, &request).await, ErrorCode::UnknownShare).await;
}
