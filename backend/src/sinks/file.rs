//! Lines of JSON at the end of a file, or on standard output.
//!
//! A thread of its own writes them: a disk or a pipe that takes nothing holds up that thread alone, also when the server
//! ends.

use std::collections::VecDeque;
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::os::fd::AsFd as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::pump::Sink;
use super::target::NdjsonTarget;
use crate::audit::ndjson;
use crate::db::Committed;

/// How long to wait for the thread before it is asked again.
const PATIENCE: Duration = Duration::from_secs(10);

/// The way to the thread that writes.
pub(super) struct FileSink {
    orders: mpsc::Sender<Order>,
    /// What the thread has not answered yet.
    pending: Option<oneshot::Receiver<Written>>,
    /// Listens for the signal by which the file is opened anew.
    listener: JoinHandle<()>,
}

struct Order {
    lines: VecDeque<String>,
    reply: oneshot::Sender<Written>,
}

/// What is left, and why.
struct Written {
    left: VecDeque<String>,
    result: io::Result<()>,
}

impl FileSink {
    pub(super) fn start(target: NdjsonTarget) -> Self {
        let reopen = Arc::new(AtomicBool::new(false));
        let (orders, received) = mpsc::channel::<Order>();
        let mut writer = Writer { target, reopen: reopen.clone(), output: None, torn: 0 };
        thread::spawn(move || {
            for Order { mut lines, reply } in received {
                let result = writer.write(&mut lines);
                // The server may have ended.
                let _ = reply.send(Written { left: lines, result });
            }
        });
        Self { orders, pending: None, listener: tokio::spawn(listen(reopen)) }
    }
}

impl Drop for FileSink {
    fn drop(&mut self) {
        self.listener.abort();
    }
}

async fn listen(reopen: Arc<AtomicBool>) {
    match signal(SignalKind::hangup()) {
        Ok(mut hangup) => {
            while hangup.recv().await.is_some() {
                reopen.store(true, Ordering::Release);
            }
        }
        Err(error) => tracing::error!(cause = crate::log::causes(&error), "the signal to rotate logs cannot be heard"),
    }
}

impl Sink for FileSink {
    fn line(&self, Committed { share, event }: &Committed) -> String {
        ndjson(*share, event) + "\n"
    }

    /// While the thread does not answer, it has the lines; it is asked for them the next time.
    async fn send(&mut self, lines: &mut VecDeque<String>) -> io::Result<()> {
        let gone = || io::Error::other("the thread that writes has ended");
        let pending = match &mut self.pending {
            Some(pending) => pending,
            None => {
                let (reply, answer) = oneshot::channel();
                self.orders.send(Order { lines: lines.clone(), reply }).map_err(|_| gone())?;
                self.pending.insert(answer)
            }
        };
        let answer = tokio::time::timeout(PATIENCE, pending).await.map_err(|_| io::ErrorKind::TimedOut)?;
        self.pending = None;
        let Written { left, result } = answer.map_err(|_| gone())?;
        *lines = left;
        result
    }
}

/// A file or standard output, and how far it has come.
struct Writer {
    target: NdjsonTarget,
    reopen: Arc<AtomicBool>,
    output: Option<File>,
    /// Bytes of the first line that are written already.
    torn: usize,
}

impl Writer {
    /// Removes each line that is written. A line that could be written in part only is gone on with.
    fn write(&mut self, lines: &mut VecDeque<String>) -> io::Result<()> {
        if self.reopen.swap(false, Ordering::AcqRel) && matches!(self.target, NdjsonTarget::File(_)) {
            // A new file begins with a whole line.
            (self.output, self.torn) = (None, 0);
        }
        let output = match &mut self.output {
            Some(output) => output,
            None => self.output.insert(open(&self.target)?),
        };
        while let Some(line) = lines.front() {
            while self.torn < line.len() {
                match output.write(&line.as_bytes()[self.torn..]) {
                    Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                    Ok(written) => self.torn += written,
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => (),
                    Err(error) => return Err(error),
                }
            }
            lines.pop_front();
            self.torn = 0;
        }
        Ok(())
    }
}

/// Who may read a file beyond its owner is for the group and the umask to say. Standard output is taken without the
/// buffer that the language puts before it: what is written is written.
fn open(target: &NdjsonTarget) -> io::Result<File> {
    match target {
        NdjsonTarget::StandardOutput => Ok(io::stdout().as_fd().try_clone_to_owned()?.into()),
        NdjsonTarget::File(path) => {
            let opened = OpenOptions::new().append(true).create(true).mode(0o640).open(path);
            opened.map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))
        }
    }
}
