//! One connection, which is given up when its client does nothing for too long.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep_until};
use tokio_rustls::server::TlsStream;

use super::Patience;
use super::crowd::{Visit, WaitingForClient};

/// After how long without taking anything of an answer a client counts as idle.
const UNNOTICED: Duration = Duration::from_secs(2);

/// A client's connection.
pub(super) struct Connection {
    stream: Stream,
    visit: Visit,
    patience: Patience,
    idle: Deadline,
    /// Runs while the client takes nothing of an answer.
    stalled: Deadline,
    /// Since when that is so, and whether it has been noticed.
    stalled_since: Option<Instant>,
    waiting: Option<WaitingForClient>,
}

enum Stream {
    Plain(TcpStream),
    Encrypted(Box<TlsStream<TcpStream>>),
}

/// A time-out that costs nothing until it is needed.
#[derive(Default)]
struct Deadline(Option<Pin<Box<Sleep>>>);

impl Connection {
    pub(super) fn plain(stream: TcpStream, visit: Visit, patience: Patience) -> Self {
        Self::new(Stream::Plain(stream), visit, patience)
    }

    pub(super) fn encrypted(stream: TlsStream<TcpStream>, visit: Visit, patience: Patience) -> Self {
        Self::new(Stream::Encrypted(Box::new(stream)), visit, patience)
    }

    fn new(stream: Stream, visit: Visit, patience: Patience) -> Self {
        Self {
            stream,
            visit,
            patience,
            idle: Deadline::default(),
            stalled: Deadline::default(),
            stalled_since: None,
            waiting: None,
        }
    }

    pub(super) fn visit(&self) -> Visit {
        self.visit.clone()
    }

    /// The HTTP layer's own time-outs are for the first head and for silence. This one is also for the head of a later
    /// request that begins and does not end.
    fn check_idle(&mut self, cx: &mut Context<'_>) -> io::Result<()> {
        let Some(since) = self.visit.idle_since() else {
            self.idle.clear();
            return Ok(());
        };
        let until = Instant::from_std(since) + self.patience.keep_alive + self.patience.head;
        if self.idle.has_come(until, cx) { Err(io::ErrorKind::TimedOut.into()) } else { Ok(()) }
    }

    /// What writing gave; an error when it has given nothing for too long.
    fn check_stall<T>(&mut self, written: Poll<io::Result<T>>, cx: &mut Context<'_>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.stalled.clear();
            self.stalled_since = None;
            self.waiting = None;
            return written;
        }
        if self.visit.is_evicted(cx.waker()) {
            return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
        }
        let since = *self.stalled_since.get_or_insert_with(Instant::now);
        if self.waiting.is_none() && self.stalled.has_come(since + UNNOTICED.min(self.patience.answer), cx) {
            self.waiting = Some(self.visit.wait_for_client());
        }
        if self.waiting.is_some() && self.stalled.has_come(since + self.patience.answer, cx) {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        Poll::Pending
    }
}

impl Deadline {
    fn clear(&mut self) {
        self.0 = None;
    }

    /// Whether this moment has come. If not, the task is woken when it has.
    fn has_come(&mut self, until: Instant, cx: &mut Context<'_>) -> bool {
        let sleep = self.0.get_or_insert_with(|| Box::pin(sleep_until(until)));
        if sleep.deadline() != until {
            sleep.as_mut().reset(until);
        }
        sleep.as_mut().poll(cx).is_ready()
    }
}

impl AsyncRead for Connection {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if self.visit.is_evicted(cx.waker()) {
            return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
        }
        let read = match &mut self.stream {
            Stream::Plain(stream) => Pin::new(stream).poll_read(cx, buf),
            Stream::Encrypted(stream) => Pin::new(stream).poll_read(cx, buf),
        };
        if read.is_pending() {
            self.check_idle(cx)?;
        }
        read
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = match &mut self.stream {
            Stream::Plain(stream) => Pin::new(stream).poll_write(cx, bytes),
            Stream::Encrypted(stream) => Pin::new(stream).poll_write(cx, bytes),
        };
        self.check_stall(written, cx)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = match &mut self.stream {
            Stream::Plain(stream) => Pin::new(stream).poll_flush(cx),
            Stream::Encrypted(stream) => Pin::new(stream).poll_flush(cx),
        };
        self.check_stall(flushed, cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let shut = match &mut self.stream {
            Stream::Plain(stream) => Pin::new(stream).poll_shutdown(cx),
            Stream::Encrypted(stream) => Pin::new(stream).poll_shutdown(cx),
        };
        self.check_stall(shut, cx)
    }
}
