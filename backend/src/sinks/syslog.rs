//! Messages of syslog (RFC 5424): by UDP (RFC 5426), by TCP with octet counting (RFC 6587), or to a socket of this machine.
//!
//! No transport of syslog says what has arrived. What a connection had taken and its other end had not when it broke is
//! gone; the database has it.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use phial_shared::events::EventKind;
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpStream, UdpSocket, UnixDatagram};

use super::pump::Sink;
use super::target::SyslogTarget;
use crate::audit::ndjson;
use crate::db::Committed;
use crate::units::rfc3339;

/// How long a connection, and then a batch, may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// RFC 5424, table 1: log audit.
const FACILITY: u8 = 13;
const WARNING: u8 = 4;
const INFORMATIONAL: u8 = 6;
/// The enterprise number that RFC 5612 keeps for examples: we have none of our own, and nobody else may claim it.
const SD_ID: &str = "phial@32473";

/// Who sends: what is the same in all messages.
#[derive(Debug)]
pub(super) struct Sender {
    host: String,
    process: u32,
    /// Escaped.
    site: String,
}

impl Sender {
    pub(super) fn of_this_process(site: &str) -> Self {
        let host = rustix::system::uname().nodename().to_string_lossy().into_owned();
        Self { host: header_field(&host, 255), process: std::process::id(), site: escaped(site) }
    }

    /// The message that tells of an event. Its text is the line of `phial audit export`.
    fn message(&self, Committed { share, event }: &Committed) -> String {
        let Self { host, process, site } = self;
        let priority = FACILITY * 8 + severity(event.kind);
        let (time, kind) = (rfc3339(event.at), event.kind.as_str());
        let seq = event.seq;
        let data = format!(r#"[{SD_ID} site="{site}" share="{share}" seq="{seq}"]"#);
        format!("<{priority}>1 {time} {host} phial {process} {kind} {data} {}", ndjson(*share, event))
    }
}

/// What may be somebody who tries what is not theirs is worth a look.
fn severity(kind: EventKind) -> u8 {
    match kind {
        EventKind::Refused | EventKind::Locked | EventKind::KeyInPath => WARNING,
        _ => INFORMATIONAL,
    }
}

/// A field of the header: visible ASCII, so long at most; `-` if there is nothing.
fn header_field(text: &str, most: usize) -> String {
    let visible: String = text.chars().filter(char::is_ascii_graphic).take(most).collect();
    if visible.is_empty() { "-".to_owned() } else { visible }
}

/// A value of structured data (RFC 5424, 6.3.3). Control characters, which the standard allows and many a program that
/// reads lines does not bear, become spaces.
fn escaped(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '\\' | ']' => value.extend(['\\', c]),
            c if c.is_control() => value.push(' '),
            c => value.push(c),
        }
    }
    value
}

/// The way to a syslog server.
pub(super) struct SyslogSink {
    target: SyslogTarget,
    sender: Sender,
    connection: Option<Connection>,
}

enum Connection {
    Udp(UdpSocket),
    Tcp(TcpStream),
    Unix(UnixDatagram),
}

impl SyslogSink {
    pub(super) fn new(target: SyslogTarget, sender: Sender) -> Self {
        Self { target, sender, connection: None }
    }

    async fn send_all(&mut self, lines: &mut VecDeque<String>) -> io::Result<()> {
        // Whoever collects was started anew, perhaps, since there was last something to say.
        self.connection.take_if(|connection| connection.is_over());
        let connection = match &mut self.connection {
            Some(connection) => connection,
            None => self.connection.insert(Connection::open(&self.target).await?),
        };
        while let Some(line) = lines.front() {
            connection.send(line).await?;
            lines.pop_front();
        }
        Ok(())
    }
}

impl Sink for SyslogSink {
    fn line(&self, committed: &Committed) -> String {
        self.sender.message(committed)
    }

    async fn send(&mut self, lines: &mut VecDeque<String>) -> io::Result<()> {
        let sending = tokio::time::timeout(PATIENCE, self.send_all(lines)).await;
        let sent = sending.unwrap_or(Err(io::ErrorKind::TimedOut.into()));
        if sent.is_err() {
            // A message may be there in part. On the next connection it is whole.
            self.connection = None;
        }
        sent
    }
}

impl Connection {
    async fn open(target: &SyslogTarget) -> io::Result<Self> {
        match target {
            SyslogTarget::Udp(place) => {
                let to = tokio::net::lookup_host(place).await?.next();
                let to = to.ok_or_else(|| io::Error::other("the name has no address"))?;
                let from: SocketAddr =
                    if to.is_ipv4() { (Ipv4Addr::UNSPECIFIED, 0).into() } else { (Ipv6Addr::UNSPECIFIED, 0).into() };
                let socket = UdpSocket::bind(from).await?;
                socket.connect(to).await?;
                Ok(Self::Udp(socket))
            }
            SyslogTarget::Tcp(place) => Ok(Self::Tcp(TcpStream::connect(place).await?)),
            SyslogTarget::Unix(path) => {
                let socket = UnixDatagram::unbound()?;
                socket.connect(path)?;
                Ok(Self::Unix(socket))
            }
        }
    }

    /// Whether the other end has closed it. Syslog servers say nothing else.
    fn is_over(&self) -> bool {
        match self {
            Self::Udp(_) | Self::Unix(_) => false,
            Self::Tcp(stream) => match stream.try_read(&mut [0; 64]) {
                Ok(read) => read == 0,
                Err(error) => error.kind() != io::ErrorKind::WouldBlock,
            },
        }
    }

    async fn send(&mut self, message: &str) -> io::Result<()> {
        match self {
            Self::Udp(socket) => socket.send(message.as_bytes()).await.map(drop),
            Self::Unix(socket) => socket.send(message.as_bytes()).await.map(drop),
            Self::Tcp(stream) => {
                let mut frame = String::with_capacity(message.len() + 8);
                let _ = write!(frame, "{} {message}", message.len());
                stream.write_all(frame.as_bytes()).await
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use phial_shared::events::{Actor, Occurrence};
    use phial_shared::ids::{LinkRef, ShareId};
    use phial_shared::time::UnixSeconds;
    use proptest::prelude::*;

    use super::*;

    /// What a value means, as RFC 5424 says; `None` if it may not stand in quotes.
    fn unescaped(value: &str) -> Option<String> {
        let (mut text, mut rest) = (String::new(), value.chars());
        while let Some(c) = rest.next() {
            match c {
                '\\' => text.push(rest.next().filter(|c| matches!(c, '"' | '\\' | ']'))?),
                '"' | ']' => return None,
                c => text.push(c),
            }
        }
        Some(text)
    }

    proptest! {
        #[test]
        fn a_value_means_what_it_was_made_of(text in "\\PC*") {
            prop_assert_eq!(unescaped(&escaped(&text)), Some(text));
        }

        #[test]
        fn no_text_ends_its_value_or_its_line(text in any::<String>()) {
            let value = escaped(&text);
            prop_assert!(!value.contains(char::is_control));
            let expected: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            prop_assert_eq!(unescaped(&value), Some(expected));
        }

        #[test]
        fn a_field_of_the_header_is_visible_ascii(text in any::<String>()) {
            let field = header_field(&text, 255);
            prop_assert!((1..=255).contains(&field.len()) && field.bytes().all(|byte| (33..=126).contains(&byte)));
        }
    }

    #[test]
    fn a_message_is_as_the_standard_writes_it() {
        let said = Occurrence::new(EventKind::OpensRaised, UnixSeconds(951_782_400))
            .link(LinkRef::from_bytes([1; 16]))
            .by(Actor::Owner)
            .limit(7);
        let share = ShareId::from_bytes([9; 16]);
        let committed = Committed { share, event: said.chain(share, None) };
        let sender = Sender { host: "files".to_owned(), process: 42, site: escaped(r#"St. "Ann" [1]"#) };
        let begin = r#"<110>1 2000-02-29T00:00:00Z files phial 42 opens_raised [phial@32473 site="St. \"Ann\" [1\]" share="CQkJCQkJCQkJCQkJCQkJCQ" seq="0"] "#;
        assert_eq!(sender.message(&committed), begin.to_owned() + &ndjson(share, &committed.event));
    }

    #[test]
    fn what_may_be_an_attempt_is_a_warning() {
        let warnings: Vec<_> = EventKind::ALL.iter().filter(|kind| severity(**kind) == WARNING).collect();
        assert_eq!(warnings, [&EventKind::Refused, &EventKind::Locked, &EventKind::KeyInPath]);
    }
}
