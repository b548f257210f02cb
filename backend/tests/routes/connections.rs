//! Clients that are slow, idle, or too many.

use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use phial_shared::error_code::ErrorCode;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::health::scrape;
use crate::raw::{RawPut, assert_problem};
use crate::support::{HOUR, TestServer, soon};

const SHORT: Duration = Duration::from_millis(300);
const REQUEST: &[u8] = b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n";

async fn connect(server: &TestServer) -> TcpStream {
    TcpStream::connect(server.address()).await.unwrap()
}

/// Everything until the server closes, which it must without undue delay.
async fn until_closed(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    // A reset ends it as well.
    let _ = soon(stream.read_to_end(&mut bytes)).await;
    String::from_utf8_lossy(&bytes).into_owned()
}

async fn answer_to_healthz(stream: &mut TcpStream) -> String {
    stream.write_all(REQUEST).await.unwrap();
    let (mut answer, mut buffer) = (Vec::new(), [0; 4096]);
    soon(async {
        while !answer.ends_with(b"\r\n\r\nok") {
            let len = stream.read(&mut buffer).await.unwrap();
            assert!(len > 0, "{}", String::from_utf8_lossy(&answer));
            answer.extend_from_slice(&buffer[..len]);
        }
    })
    .await;
    String::from_utf8(answer).unwrap()
}

#[tokio::test]
async fn a_first_head_that_never_ends_is_refused() {
    let server = TestServer::with(|config| config.connections.patience.head = SHORT).await;
    for sent in [&b""[..], b"G", &REQUEST[..REQUEST.len() - 1]] {
        let mut stream = connect(&server).await;
        stream.write_all(sent).await.unwrap();
        let answer = until_closed(&mut stream).await;
        assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    }
}

#[tokio::test]
async fn a_later_head_that_never_ends_closes_the_connection() {
    let server = TestServer::with(|config| {
        // The first head must have time to arrive.
        config.connections.patience.head = 10 * SHORT;
        config.connections.patience.keep_alive = SHORT;
    })
    .await;
    let closes_after = async |sent: &[u8]| {
        let mut stream = connect(&server).await;
        answer_to_healthz(&mut stream).await;
        stream.write_all(sent).await.unwrap();
        assert_eq!(until_closed(&mut stream).await, "");
    };
    // A head that trickles does not prolong its time.
    let trickle = async {
        let mut stream = connect(&server).await;
        answer_to_healthz(&mut stream).await;
        while stream.write_all(b"G").await.is_ok() {
            tokio::time::sleep(SHORT / 10).await;
        }
    };
    tokio::join!(closes_after(b""), closes_after(b"G"), closes_after(&REQUEST[..REQUEST.len() - 1]), soon(trickle));
}

#[tokio::test]
async fn a_client_that_takes_nothing_of_its_answer_is_given_up() {
    let server = TestServer::with(|config| {
        config.connections.patience.answer = SHORT;
        config.listen.metrics = Some("127.0.0.1:0".parse().unwrap());
    })
    .await;
    let live = server.share(30_000_000, &[HOUR]).await;
    let lease = server.opened(&live.links[0]).await.lease;
    let mut stream = connect(&server).await;
    let head = format!(
        "GET /api/v1/links/{}/content HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\n\r\n",
        live.links[0].id,
        &*lease.to_bearer()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let answered = "phial_requests_total{method=\"GET\",route=\"/api/v1/links/{link}/content\"";
    soon(async { while scrape(&server, answered).await.is_empty() {} }).await;
    let mut taken = Vec::new();
    let _ = soon(stream.read_to_end(&mut taken)).await;
    assert!(taken.starts_with(b"HTTP/1.1 200 ") && taken.len() < live.bytes.len(), "{}", taken.len());
}

#[tokio::test]
async fn at_the_bound_whoever_is_idle_for_longest_makes_room() {
    let server = TestServer::with(|config| {
        config.connections.most = 4;
        config.listen.metrics = Some("127.0.0.1:0".parse().unwrap());
    })
    .await;
    let mut first = connect(&server).await;
    answer_to_healthz(&mut first).await;
    let mut silent = Vec::new();
    for _ in 0..20 {
        silent.push(connect(&server).await);
    }
    assert_eq!(until_closed(&mut first).await, "");
    // Not before all are in: the server's workers let them in side by side, and who of them comes before whom is not
    // given. All but the most that may stay are closed.
    let closed: FuturesUnordered<_> = silent.iter_mut().map(until_closed).collect();
    assert_eq!(closed.take(20 - 4).collect::<Vec<_>>().await, vec![""; 20 - 4]);
    // The crowd is no hindrance to anyone who asks for something.
    answer_to_healthz(&mut connect(&server).await).await;
    server.share(100, &[HOUR]).await;
    assert_eq!(until_closed(&mut silent[0]).await, "");
    let connections = scrape(&server, "phial_connections ").await.remove(0);
    assert!(connections.rsplit(' ').next().unwrap().parse::<u32>().unwrap() <= 4, "{connections}");
}

#[tokio::test]
async fn when_all_are_at_work_the_next_is_told_to_come_again() {
    let server = TestServer::with(|config| {
        config.connections.most = 1;
        config.uploads.pace.unnoticed = 100 * SHORT;
    })
    .await;
    let draft = server.draft(100).await;
    let mut at_work = soon(RawPut::under_way(&server, &draft, 0)).await;
    // Whose body arrives is at work.
    at_work.send(&draft.part(0)[..1]).await;
    let mut stream = connect(&server).await;
    stream.write_all(REQUEST).await.unwrap();
    stream.shutdown().await.unwrap();
    let refused = until_closed(&mut stream).await;
    assert_problem(&refused, ErrorCode::Busy);
    assert!(refused.contains("\r\nretry-after: 5\r\n") && refused.contains("\r\nconnection: close\r\n"), "{refused}");
    at_work.send(&draft.part(0)[1..]).await;
    assert!(at_work.answer().await.starts_with("HTTP/1.1 204"), "and who is at work is not disturbed");
}

#[tokio::test]
async fn whoever_stops_in_a_body_makes_room() {
    let server = TestServer::with(|config| {
        config.connections.most = 1;
        config.uploads.pace.unnoticed = SHORT / 10;
    })
    .await;
    let draft = server.draft(100).await;
    let mut stopped = soon(RawPut::under_way(&server, &draft, 0)).await;
    // The next one waits for a moment, and need not come again.
    let mut stream = connect(&server).await;
    stream.write_all(REQUEST).await.unwrap();
    stream.shutdown().await.unwrap();
    let answer = until_closed(&mut stream).await;
    assert!(answer.ends_with("ok"), "{answer}");
    until_closed(&mut stopped.stream).await;
}

#[tokio::test]
async fn whoever_takes_nothing_of_an_answer_makes_room() {
    let server = TestServer::with(|config| {
        config.connections.most = 2;
        config.uploads.pace.unnoticed = 100 * SHORT;
    })
    .await;
    let live = server.share(30 << 20, &[HOUR]).await;
    let lease = server.opened(&live.links[0]).await.lease;
    // More than the system's own buffers hold.
    let mut stopped = connect(&server).await;
    let request = format!(
        "GET /api/v1/links/{}/content HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\n\r\n",
        live.links[0].id,
        &*lease.to_bearer()
    );
    stopped.write_all(request.as_bytes()).await.unwrap();
    let mut first = [0; 15];
    soon(stopped.read_exact(&mut first)).await.unwrap();
    assert_eq!(&first, b"HTTP/1.1 200 OK");
    // The other place is that of an upload that goes on; so what makes room is the one that has stopped.
    let draft = server.draft(100).await;
    let mut at_work = soon(RawPut::under_way(&server, &draft, 0)).await;
    let mut sent = 0;
    soon(async {
        loop {
            at_work.send(&draft.part(0)[sent..=sent]).await;
            sent += 1;
            let mut stream = connect(&server).await;
            stream.write_all(REQUEST).await.unwrap();
            stream.shutdown().await.unwrap();
            if until_closed(&mut stream).await.ends_with("ok") {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    })
    .await;
    at_work.send(&draft.part(0)[sent..]).await;
    assert!(at_work.answer().await.starts_with("HTTP/1.1 204"), "and who is at work is not disturbed");
}
