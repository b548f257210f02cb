//! How often and how much: each limit just below it and just above it, also over several servers on one database.

use std::path::Path;
use std::time::Duration;

use futures_util::future::join_all;
use phial::config::{DatabaseUrl, StoreConfig};
use phial::db::limits::Rate;
use phial_shared::api::{CreateShare, LinkOpened, ShareCreated};
use phial_shared::error_code::{ErrorCode, Problem};
use phial_shared::ids::ShareId;
use phial_shared::keys::{LeaseToken, LinkSecret, UploadToken};
use phial_shared::layout::Layout;
use phial_shared::time::Seconds;
use reqwest::{Response, StatusCode};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::{HOUR, Recipient, TestServer, ok, problem, soon, times};

const THREE_A_MINUTE: Option<Rate> = Some(Rate { count: 3, per: Seconds::MINUTE });

/// Three servers with folders of their own, one database and one store.
async fn replicas(limit: impl Fn(&mut phial::config::LimitConfig)) -> (TempDir, Vec<TestServer>) {
    let shared = TempDir::new().unwrap();
    let (mut servers, mut database) = (Vec::new(), None);
    for _ in 0..3 {
        let server = TestServer::with(|config| {
            let url = &mut config.data.database.url;
            *url = database.get_or_insert(common(url, &shared)).clone();
            config.data.store = StoreConfig::Folder(shared.path().join("objects"));
            limit(&mut config.limits);
        });
        servers.push(server.await);
    }
    (shared, servers)
}

/// A file that is nobody's own, or the database of the first server.
fn common(url: &DatabaseUrl, shared: &TempDir) -> DatabaseUrl {
    match url {
        DatabaseUrl::Sqlite(_) => DatabaseUrl::Sqlite(shared.path().join("phial.db")),
        DatabaseUrl::Postgres(_) => url.clone(),
    }
}

async fn create(server: &TestServer) -> Response {
    let request = CreateShare { ciphertext_len: Layout::of_files(100).unwrap().ciphertext_len() };
    server.post("/api/v1/shares").json(&request).send().await.unwrap()
}

fn retry_after(response: &Response) -> u64 {
    response.headers()["retry-after"].to_str().unwrap().parse().unwrap()
}

fn stranger(recipient: &Recipient) -> Recipient {
    Recipient { id: recipient.id, secret: LinkSecret::random() }
}

/// The codes of the problems, `None` for what succeeded.
async fn codes(responses: Vec<Response>) -> Vec<Option<ErrorCode>> {
    let code = |response: Response| async move {
        if response.status().is_success() { None } else { Some(response.json::<Problem>().await.unwrap().code) }
    };
    join_all(responses.into_iter().map(code)).await
}

#[tokio::test]
async fn shares_are_created_as_often_as_allowed_over_all_servers() {
    let (_folder, servers) = replicas(|limits| limits.service.creations = THREE_A_MINUTE).await;
    let all = join_all((0..30).map(|at| create(&servers[at % 3]))).await;
    let found = codes(all).await;
    assert_eq!(found.iter().filter(|code| code.is_none()).count(), 3);
    assert!(found.iter().flatten().all(|code| *code == ErrorCode::TooManyRequests));

    let refused = create(&servers[0]).await;
    assert_eq!(retry_after(&refused), 20, "a third of the minute for each");
    problem(refused, ErrorCode::TooManyRequests).await;
    servers.iter().for_each(|server| server.advance(19));
    let refused = create(&servers[1]).await;
    assert_eq!(retry_after(&refused), 1);
    servers.iter().for_each(|server| server.advance(1));
    assert_eq!(create(&servers[2]).await.status(), StatusCode::CREATED);
    problem(create(&servers[0]).await, ErrorCode::TooManyRequests).await;
}

#[tokio::test]
async fn wrong_proofs_end_the_attempts_of_an_address_but_take_no_view() {
    let (_folder, servers) = replicas(|limits| limits.service.wrong_proofs = THREE_A_MINUTE).await;
    let live = servers[0].share(100, &[times(1), times(1)]).await;
    let wrong = stranger(&live.links[0]);
    let all = join_all((0..30).map(|at| servers[at % 3].open(&wrong, None))).await;
    let found = codes(all).await;
    assert_eq!(found.iter().filter(|code| **code == Some(ErrorCode::WrongProof)).count(), 3);
    assert_eq!(found.iter().filter(|code| **code == Some(ErrorCode::TooManyRequests)).count(), 27);
    // Neither the right proof nor another link tells a guesser anything now.
    for link in &live.links {
        let refused = servers[1].open(link, None).await;
        assert_eq!(retry_after(&refused), 20);
        problem(refused, ErrorCode::TooManyRequests).await;
    }
    servers.iter().for_each(|server| server.advance(20));
    for link in &live.links {
        let _: LinkOpened = ok(servers[2].open(link, None).await).await;
    }
}

#[tokio::test]
async fn one_link_is_opened_as_often_as_allowed_and_a_lease_goes_on() {
    let (_folder, servers) = replicas(|limits| limits.service.openings = THREE_A_MINUTE).await;
    let live = servers[0].share(100, &[HOUR, HOUR, times(1)]).await;
    let drawn = LeaseToken::random();
    let held = || Some(LeaseToken::from_bytes(*drawn.as_bytes()));
    let _: LinkOpened = ok(servers[0].open(&live.links[0], held()).await).await;
    let all = join_all((0..30).map(|at| servers[at % 3].open(&live.links[0], None))).await;
    let found = codes(all).await;
    assert_eq!(found.iter().filter(|code| code.is_none()).count(), 2);
    assert_eq!(servers[0].owned(&live).await.links[0].opens, 3, "what is refused does not count");
    let _: LinkOpened = ok(servers[1].open(&live.links[0], held()).await).await;
    let _: LinkOpened = ok(servers[1].open(&live.links[1], None).await).await;
    // Who does not know the secret cannot use up the openings of who does.
    for _ in 0..5 {
        problem(servers[0].open(&stranger(&live.links[2]), None).await, ErrorCode::WrongProof).await;
    }
    let _: LinkOpened = ok(servers[0].open(&live.links[2], None).await).await;
    for _ in 0..5 {
        problem(servers[0].open(&live.links[2], None).await, ErrorCode::Exhausted).await;
    }
}

#[tokio::test]
async fn requests_of_one_address_are_bounded_and_pages_are_not() {
    let server = TestServer::with(|config| config.limits.requests = Some(Rate { count: 5, per: Seconds::HOUR })).await;
    for _ in 0..5 {
        assert_eq!(server.get("/api/v1/config").send().await.unwrap().status(), StatusCode::OK);
    }
    let refused = server.get("/api/v1/config").send().await.unwrap();
    assert!((1..=720).contains(&retry_after(&refused)));
    assert_eq!(refused.headers()["x-content-type-options"], "nosniff", "as every answer");
    problem(refused, ErrorCode::TooManyRequests).await;
    problem(server.get("/api/v1/nothing").send().await.unwrap(), ErrorCode::TooManyRequests).await;
    assert_eq!(server.get("/healthz").send().await.unwrap().status(), StatusCode::OK);
    assert_eq!(server.get("/").send().await.unwrap().status(), StatusCode::OK);
}

/// A server that lets each address ask five times and create three shares, and believes these proxies.
async fn behind(proxies: &[&str]) -> TestServer {
    let proxies = proxies.iter().map(|network| network.parse().unwrap()).collect();
    TestServer::with(|config| {
        config.clients.trusted_proxies = proxies;
        config.limits.requests = Some(Rate { count: 5, per: Seconds::HOUR });
        config.limits.service.creations = THREE_A_MINUTE;
    })
    .await
}

/// Creates so many shares for a client of whom something before the server says this.
async fn create_for(server: &TestServer, forwarded_for: &str, times: u32) -> Vec<StatusCode> {
    let request = CreateShare { ciphertext_len: Layout::of_files(100).unwrap().ciphertext_len() };
    let mut answers = Vec::new();
    for _ in 0..times {
        let asked = server.post("/api/v1/shares").header("x-forwarded-for", forwarded_for).json(&request);
        answers.push(asked.send().await.unwrap().status());
    }
    answers
}

#[tokio::test]
async fn clients_behind_a_trusted_proxy_are_counted_one_by_one() {
    let server = behind(&["127.0.0.0/8", "10.0.0.0/8"]).await;
    let (granted, refused) = (StatusCode::CREATED, StatusCode::TOO_MANY_REQUESTS);
    let (one, other) = ("203.0.113.5", "198.51.100.7, 10.0.0.2");
    assert_eq!(create_for(&server, one, 4).await, [granted, granted, granted, refused]);
    assert_eq!(create_for(&server, other, 4).await, [granted, granted, granted, refused]);
    // What a client writes itself stands before what the proxy adds, and counts for nothing.
    assert_eq!(create_for(&server, &format!("192.0.2.1, {one}"), 1).await, [refused]);
    // Of all that it may ask of this server, each has used five; nobody else any.
    let ask = async |whom: &str| server.get("/api/v1/config").header("x-forwarded-for", whom).send().await.unwrap();
    problem(ask(one).await, ErrorCode::TooManyRequests).await;
    assert_eq!(ask(other).await.status(), StatusCode::OK);
    problem(ask(other).await, ErrorCode::TooManyRequests).await;
    assert_eq!(ask("192.0.2.1").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn whoever_is_no_trusted_proxy_cannot_choose_an_address() {
    for proxies in [&[][..], &["10.0.0.0/8"]] {
        let server = behind(proxies).await;
        let mut answers = Vec::new();
        for forwarded_for in ["203.0.113.5", "198.51.100.7", "10.0.0.2", "192.0.2.1", "192.0.2.1, 10.0.0.2", "::1"] {
            answers.extend(create_for(&server, forwarded_for, 1).await);
        }
        let granted = answers.iter().filter(|status| **status == StatusCode::CREATED).count();
        assert_eq!(granted, 3, "{proxies:?} {answers:?}");
        problem(server.get("/api/v1/config").send().await.unwrap(), ErrorCode::TooManyRequests).await;
    }
}

#[tokio::test]
async fn the_number_of_shares_is_bounded_over_all_servers_until_one_is_erased() {
    let (_folder, servers) = replicas(|limits| limits.service.quotas.server.shares = Some(2)).await;
    let all = join_all((0..12).map(|at| create(&servers[at % 3]))).await;
    assert_eq!(all.iter().filter(|response| response.status() == StatusCode::CREATED).count(), 2);
    let created = all.into_iter().find(|response| response.status() == StatusCode::CREATED).unwrap();
    let created: ShareCreated = ok(created).await;
    let refused = create(&servers[0]).await;
    assert!(!refused.headers().contains_key("retry-after"), "waiting does not help");
    problem(refused, ErrorCode::QuotaExceeded).await;
    let erased = servers[1].erase(created.share_id, &created.upload_token.to_bearer()).await;
    assert_eq!(erased.status(), StatusCode::OK);
    assert_eq!(create(&servers[2]).await.status(), StatusCode::CREATED);
    problem(create(&servers[0]).await, ErrorCode::QuotaExceeded).await;
}

#[tokio::test]
async fn bytes_are_reserved_when_they_are_announced_and_released_when_they_are_abandoned() {
    let layout = Layout::of_files(1 << 20).unwrap();
    for (quota, fits) in [(2 * layout.ciphertext_len() - 1, 1), (2 * layout.ciphertext_len(), 2)] {
        let server = TestServer::with(|config| config.limits.service.quotas.server.bytes = Some(quota)).await;
        let begin = || async {
            let request = CreateShare { ciphertext_len: layout.ciphertext_len() };
            server.post("/api/v1/shares").json(&request).send().await.unwrap()
        };
        for _ in 0..fits {
            assert_eq!(begin().await.status(), StatusCode::CREATED);
        }
        problem(begin().await, ErrorCode::QuotaExceeded).await;
        server.advance(Seconds::DAY.0);
        assert_eq!(server.sweep().await.erased, fits);
        assert_eq!(begin().await.status(), StatusCode::CREATED);
    }
}

#[tokio::test]
async fn a_disk_without_the_room_is_found_out_before_anything_is_sent() {
    let server = TestServer::on_disk(|config| config.limits.service.min_free_space = u64::MAX).await;
    problem(create(&server).await, ErrorCode::StorageFull).await;
    let server = TestServer::on_disk(|config| config.limits.service.min_free_space = 1).await;
    assert_eq!(create(&server).await.status(), StatusCode::CREATED);
}

#[tokio::test]
async fn what_limits_nothing_any_more_is_forgotten() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("phial.db");
    let server = TestServer::with(|config| {
        config.data.database.url = DatabaseUrl::Sqlite(file.clone());
        config.limits.service.creations = THREE_A_MINUTE;
    });
    let server = server.await;
    assert_eq!(create(&server).await.status(), StatusCode::CREATED);
    server.sweep().await;
    let database = std::fs::read(&file).unwrap();
    assert!(!database.windows(9).any(|bytes| bytes == b"127.0.0.1"), "no address is stored");
    assert_eq!(rows(&file).await, (1, 1));
    server.advance(20);
    server.sweep().await;
    assert_eq!(rows(&file).await, (0, 1));
    server.advance(2 * Seconds::DAY.0);
    assert_eq!(create(&server).await.status(), StatusCode::CREATED);
    server.sweep().await;
    assert_eq!(rows(&file).await, (1, 1), "the day's salt alone");
}

/// The numbers of rates and of salts that the database holds.
async fn rows(file: &Path) -> (i64, i64) {
    use sqlx::Connection as _;
    let mut db = sqlx::SqliteConnection::connect(&format!("sqlite:{}", file.display())).await.unwrap();
    let count = "SELECT (SELECT COUNT(*) FROM rates), (SELECT COUNT(*) FROM rate_salts)";
    sqlx::query_as(count).fetch_one(&mut db).await.unwrap()
}

#[tokio::test]
async fn large_json_that_stops_is_no_obstacle_for_small_json() {
    let server = TestServer::start().await;
    let head = |token: &UploadToken, share: ShareId| {
        format!(
            "POST /api/v1/shares/{share}/seal HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\ncontent-length: 500000\r\n\r\n",
            *token.to_bearer()
        )
    };
    // Only who has announced a share can send as much.
    let stranger = head(&UploadToken::random(), ShareId::random());
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    stream.write_all(stranger.as_bytes()).await.unwrap();
    let mut answer = [0; 12];
    soon(stream.read_exact(&mut answer)).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 404");
    let draft = server.draft(100).await;
    let head = head(&draft.upload_token, draft.id);
    let part = [head.as_bytes(), &[b' '; 450_000]].concat();
    // More than there is room for: some of them are refused before they have sent everything, and nobody waits.
    let mut stopped = Vec::new();
    let refused = soon(async {
        loop {
            let mut stream = TcpStream::connect(server.address()).await.unwrap();
            // An answer before the end of the body may also be a reset.
            let sent = stream.write_all(&part).await;
            let mut answer = [0; 12];
            let read = tokio::time::timeout(Duration::from_millis(200), stream.read_exact(&mut answer)).await;
            match (sent, read) {
                (_, Ok(Ok(_))) => break answer,
                (Ok(()), Err(_)) => stopped.push(stream),
                _ => (),
            }
            assert!(stopped.len() < 25, "there is room for more than there should be");
        }
    })
    .await;
    assert_eq!(&refused, b"HTTP/1.1 503");
    assert!(stopped.len() >= 16, "{}", stopped.len());
    assert_eq!(create(&server).await.status(), StatusCode::CREATED);
    drop(stopped);
    let live = server.share(100, &[HOUR]).await;
    let _: LinkOpened = ok(server.open(&live.links[0], None).await).await;
}
