//! Questions on the terminal, also when standard input and output are something else.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::thread;

use phial_shared::factor::MAX_PASSPHRASE;
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use tokio::sync::oneshot;
use zeroize::Zeroizing;

/// The terminal that the process was started from.
pub(super) struct Terminal(File);

/// Shows again what is typed, when it is dropped.
struct Hidden {
    terminal: File,
    before: Termios,
}

impl Terminal {
    pub(super) fn open() -> io::Result<Self> {
        File::options().read(true).write(true).open("/dev/tty").map(Self)
    }

    /// Asks one question; the line that is typed. `hidden`: it is not shown. Stopped while it waits, it leaves the terminal
    /// as it was.
    pub(super) async fn ask(&self, question: &str, hidden: bool) -> io::Result<Zeroizing<String>> {
        let hidden = if hidden { Some(Hidden::on(self.0.try_clone()?)?) } else { None };
        (&self.0).write_all(question.as_bytes())?;
        let terminal = self.0.try_clone()?;
        let (reply, answer) = oneshot::channel();
        // The end of the process waits for tasks, but not for a thread that still reads.
        thread::spawn(move || reply.send(line(terminal)));
        let typed = answer.await.unwrap_or_else(|_| Err(io::ErrorKind::UnexpectedEof.into()));
        if hidden.is_some() {
            // The line break was not shown either.
            (&self.0).write_all(b"\n")?;
        }
        typed
    }
}

impl Hidden {
    fn on(terminal: File) -> io::Result<Self> {
        let before = tcgetattr(&terminal)?;
        let mut hiding = before.clone();
        hiding.local_modes.remove(LocalModes::ECHO);
        tcsetattr(&terminal, OptionalActions::Flush, &hiding)?;
        Ok(Self { terminal, before })
    }
}

impl Drop for Hidden {
    fn drop(&mut self) {
        // There is nobody to tell if the terminal is gone.
        let _ = tcsetattr(&self.terminal, OptionalActions::Now, &self.before);
    }
}

fn line(terminal: File) -> io::Result<Zeroizing<String>> {
    let mut typed = Zeroizing::new(String::new());
    let read = BufReader::new(terminal.take(2 * MAX_PASSPHRASE as u64)).read_line(&mut typed)?;
    if read == 0 { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(typed) }
}
