//! Events on their way to the operator's own collection: as lines of JSON, and as syslog by real sockets.

mod rfc5424;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use phial::config::{EventConfig, ServeConfig};
use phial::sinks::{NdjsonTarget, SyslogTarget};
use phial_shared::api::ReportKind;
use phial_shared::error_code::ErrorCode;
use phial_shared::events::EventKind;
use phial_shared::keys::LinkSecret;
use reqwest::StatusCode;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, BufReader};
use tokio::net::{TcpListener, TcpStream, UdpSocket, UnixDatagram};
use tokio::time::timeout;

use self::rfc5424::Message;
use crate::health::{scrape, shows};
use crate::support::{HOUR, Live, Recipient, TestServer, phial, problem, said, soon, times};

const SITE: &str = r#"St. "Ann" [A\B] Ö"#;

async fn server_with(ndjson: Option<PathBuf>, syslog: Option<SyslogTarget>) -> TestServer {
    TestServer::with(|config: &mut ServeConfig| {
        config.events = EventConfig { ndjson: ndjson.map(NdjsonTarget::File), syslog };
        config.site.name = SITE.to_owned();
        config.listen.metrics = Some("127.0.0.1:0".parse().unwrap());
    })
    .await
}

/// Everything that a share can go through quickly: eight events.
async fn a_life(server: &TestServer) -> Live {
    let live = server.share(100, &[times(1)]).await;
    server.status(&live.links[0]).await;
    let wrong = Recipient { id: live.links[0].id, secret: LinkSecret::random() };
    problem(server.open(&wrong, None).await, ErrorCode::WrongProof).await;
    let lease = server.opened(&live.links[0]).await.lease;
    server.report(&live.links[0], &lease, ReportKind::Saved, 0).send().await.unwrap();
    assert_eq!(server.erase(live.id, &live.owner_token()).await.status(), StatusCode::OK);
    live
}

/// The lines that an operator can have from the database, in an order of their own.
fn exported(server: &TestServer) -> Vec<String> {
    let mut lines: Vec<_> = said(phial(server, &["audit", "export"])).lines().map(str::to_owned).collect();
    lines.sort_unstable();
    lines
}

/// The lines of a file in the same order; all of them are whole.
fn lines_of(file: &Path) -> Vec<String> {
    let text = fs::read_to_string(file).unwrap_or_default();
    assert!(text.is_empty() || text.ends_with('\n'), "{text}");
    let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
    lines.sort_unstable();
    lines
}

#[tokio::test]
async fn the_file_has_the_lines_of_the_export() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("events");
    fs::write(&file, "from before\n").unwrap();
    let mut server = server_with(Some(file.clone()), None).await;
    let life = a_life(&server).await;
    let mut expected = exported(&server);
    assert_eq!((expected.len(), server.kinds(&life).await.len()), (8, 8));
    expected.push("from before".to_owned());
    expected.sort_unstable();
    soon(async { while lines_of(&file) != expected {} }).await;
    let sent = r#"phial_events_sent_total{sink="ndjson"} 8"#;
    shows(&server, sent).await;
    assert_eq!(scrape(&server, r#"phial_events_dropped_total{sink="ndjson"} 0"#).await.len(), 1);
    // What a server has acknowledged before its end is there after it.
    let other = server.share(100, &[HOUR]).await;
    server.stop().await;
    assert_eq!(lines_of(&file).iter().filter(|line| line.contains(&other.id.to_string())).count(), 2);
}

#[tokio::test]
async fn commands_beside_a_server_send_what_they_write() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("events");
    let target = format!("--events-ndjson={}", file.display());
    let server = server_with(Some(file.clone()), None).await;
    let life = server.share(100, &[HOUR]).await;
    soon(async { while lines_of(&file) != exported(&server) {} }).await;
    // Commands go by the clock of the machine, and not by that of the test.
    let end = async || {
        for sql in ["UPDATE links SET expires_at = 1 WHERE expiry_logged = 0", "UPDATE shares SET look_at = 0"] {
            server.number(&format!("{sql} RETURNING CAST(1 AS BIGINT)")).await;
        }
    };
    end().await;
    said(phial(&server, &["sweep", &target]));
    assert_eq!(server.kinds(&life).await[2..], [EventKind::Expired, EventKind::Erased]);
    assert_eq!(lines_of(&file), exported(&server));
    server.share(100, &[HOUR]).await;
    end().await;
    let output = phial(&server, &["sweep", "--events-ndjson=/dev/full"]);
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && error.contains("2 events were not sent"), "{error}");
}

#[tokio::test]
async fn replicas_send_each_event_once() {
    let folder = TempDir::new().unwrap();
    let file = |name: &str| folder.path().join(name);
    let one = server_with(Some(file("one")), None).await;
    let mut other = one.config.clone();
    other.events.ndjson = Some(NdjsonTarget::File(file("other")));
    let other = one.replica_with(other).await;
    let live = a_life(&one).await;
    let second = other.share(100, &[HOUR]).await;
    // Begun there, gone on with here.
    one.opened(&second.links[0]).await;
    other.opened(&second.links[0]).await;
    a_life(&other).await;
    let together = || {
        let mut lines = [lines_of(&file("one")), lines_of(&file("other"))].concat();
        lines.sort_unstable();
        lines
    };
    let expected = exported(&one);
    soon(async { while together() != expected {} }).await;
    assert!(lines_of(&file("one")).iter().any(|line| line.contains(&second.id.to_string())));
    assert!(!lines_of(&file("other")).iter().any(|line| line.contains(&live.id.to_string())));
}

/// Checks what a syslog server has received of a life.
fn check_messages(server: &TestServer, messages: &[Vec<u8>]) {
    let messages: Vec<_> = messages.iter().map(|bytes| Message::parse(bytes)).collect();
    let mut lines: Vec<_> = messages.iter().map(|message| message.text.clone()).collect();
    lines.sort_unstable();
    assert_eq!(lines, exported(server));
    for message in &messages {
        let event: serde_json::Value = serde_json::from_str(&message.text).unwrap();
        assert_eq!(message.msgid, event["kind"].as_str().unwrap());
        assert_eq!(message.time, event["time"].as_str().unwrap());
        assert_eq!((&*message.app, message.process.parse()), ("phial", Ok(std::process::id())));
        let severity = if message.msgid == "refused" { 4 } else { 6 };
        assert_eq!((message.facility, message.severity), (13, severity), "{}", message.msgid);
        let (share, seq) = (event["share"].as_str().unwrap(), event["seq"].to_string());
        let parameters = [("site", SITE), ("share", share), ("seq", &seq)];
        let parameters = parameters.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(message.data, [("phial@32473".to_owned(), parameters.to_vec())]);
    }
}

/// The next datagrams that arrive.
async fn datagrams(count: usize, mut receive: impl AsyncFnMut(&mut [u8]) -> std::io::Result<usize>) -> Vec<Vec<u8>> {
    let mut datagrams = Vec::new();
    while datagrams.len() < count {
        let mut buffer = vec![0; 65_536];
        let len = soon(receive(&mut buffer)).await.unwrap();
        datagrams.push(buffer[..len].to_vec());
    }
    datagrams
}

#[tokio::test]
async fn syslog_by_udp() {
    let siem = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let server = server_with(None, Some(SyslogTarget::Udp(siem.local_addr().unwrap().to_string()))).await;
    a_life(&server).await;
    let messages = datagrams(8, async |buffer| siem.recv(buffer).await).await;
    check_messages(&server, &messages);
}

#[tokio::test]
async fn syslog_to_a_socket_of_the_machine() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("log");
    let siem = UnixDatagram::bind(&path).unwrap();
    let server = server_with(None, Some(SyslogTarget::Unix(path))).await;
    a_life(&server).await;
    let messages = datagrams(8, async |buffer| siem.recv(buffer).await).await;
    check_messages(&server, &messages);
}

/// The next message, by octet counting (RFC 6587, 3.4.1); `None` when the connection is over.
async fn frame(stream: &mut BufReader<TcpStream>) -> Option<Vec<u8>> {
    let mut len = String::new();
    loop {
        match soon(stream.read_u8()).await {
            Ok(b' ') => break,
            Ok(digit) => len.push(char::from(digit)),
            Err(_) => {
                assert_eq!(len, "", "the connection ends within a frame");
                return None;
            }
        }
    }
    assert!(!len.starts_with('0') && len.bytes().all(|digit| digit.is_ascii_digit()), "{len}");
    let mut message = vec![0; len.parse().unwrap()];
    soon(stream.read_exact(&mut message)).await.unwrap();
    Some(message)
}

async fn accepted(siem: &TcpListener) -> BufReader<TcpStream> {
    BufReader::new(soon(siem.accept()).await.unwrap().0)
}

#[tokio::test]
async fn syslog_by_tcp_also_after_the_other_end_was_started_anew() {
    let siem = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = siem.local_addr().unwrap();
    let mut server = server_with(None, Some(SyslogTarget::Tcp(address.to_string()))).await;
    let (live, mut stream) = tokio::join!(server.share(100, &[HOUR]), accepted(&siem));
    let mut messages = vec![frame(&mut stream).await.unwrap(), frame(&mut stream).await.unwrap()];
    // The other end stops while there is nothing to say, and comes back later.
    drop((stream, siem));
    server.opened(&live.links[0]).await;
    server.erase(live.id, &live.owner_token()).await;
    let siem = TcpListener::bind(address).await.unwrap();
    let mut stream = accepted(&siem).await;
    while messages.len() < 4 {
        messages.push(frame(&mut stream).await.unwrap());
    }
    check_messages(&server, &messages);
    server.stop().await;
    assert_eq!(frame(&mut stream).await, None);
}

#[tokio::test]
async fn a_dead_sink_is_in_nobodys_way() {
    let folder = TempDir::new().unwrap();
    // A pipe that nobody reads holds up whoever opens it; a listener that takes no connection holds up whoever writes.
    let pipe = folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let deaf = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let target = SyslogTarget::Tcp(deaf.local_addr().unwrap().to_string());
    let mut server = server_with(Some(pipe), Some(target)).await;
    let dead = UdpSocket::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let refused = server_with(None, Some(SyslogTarget::Tcp(dead.to_string()))).await;
    for server in [&server, &refused] {
        timeout(Duration::from_secs(60), async {
            for _ in 0..5 {
                a_life(server).await;
            }
        })
        .await
        .expect("requests wait for a sink");
    }
    let waiting = r#"phial_events_waiting{sink="syslog"} 40"#;
    shows(&refused, waiting).await;
    assert_eq!(scrape(&refused, r#"phial_events_dropped_total{sink="syslog"} 0"#).await.len(), 1);
    timeout(Duration::from_secs(60), server.stop()).await.expect("the server ends although a sink is stuck");
}

/// Renames the file as logrotate does, and tells the server.
fn rotate(server: &mut TestServer, file: &Path, to: &Path) {
    fs::rename(file, to).unwrap();
    let id = server.process().id().to_string();
    assert!(std::process::Command::new("kill").args(["-HUP", &id]).status().unwrap().success());
}

#[tokio::test]
async fn a_rotated_file_is_opened_anew_and_nothing_is_lost() {
    let folder = TempDir::new().unwrap();
    let (file, first) = (folder.path().join("events"), folder.path().join("events.1"));
    let mut server = TestServer::spawn(&[&format!("--events-ndjson={}", file.display())]);
    a_life(&server).await;
    soon(async { while lines_of(&file).len() < 8 {} }).await;
    rotate(&mut server, &file, &first);
    // The signal is heard in its own time: until then, lines are in the old file.
    let mut lives = 1;
    soon(async {
        while !file.exists() {
            a_life(&server).await;
            lives += 1;
        }
    })
    .await;
    let expected = exported(&server);
    assert_eq!(expected.len(), 8 * lives);
    let together = || {
        let mut lines = [lines_of(&first), lines_of(&file)].concat();
        lines.sort_unstable();
        lines
    };
    soon(async { while together() != expected {} }).await;
    assert!(!lines_of(&file).is_empty());
}
