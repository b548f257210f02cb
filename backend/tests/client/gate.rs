//! A gate between client and server, which closes after a number of bytes: what is "in the middle" of a transfer is
//! then certain, and lasts until the test has done what it wants to happen there.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

/// Longer than anything that a test waits for takes, on any machine.
const DEADLINE: Duration = Duration::from_secs(120);

/// Which way bytes go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    ToServer,
    ToClient,
}

/// A listening gate. Its threads end with the connections.
pub(crate) struct Gate {
    address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    server: SocketAddr,
    /// Bytes that may still pass one way; `None`: any number.
    left: Option<(Way, usize)>,
    /// Something waits at the closed gate.
    held: bool,
    /// Connections that could not be made since the gate was opened.
    refused: usize,
}

impl Gate {
    /// A gate before a server that closes after `bytes` have gone one way; then nothing passes, either way.
    pub(crate) fn closing_after(server: SocketAddr, way: Way, bytes: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let state = State { server, left: Some((way, bytes)), held: false, refused: 0 };
        let shared = Arc::new(Shared { state: Mutex::new(state), changed: Condvar::new() });
        let accepting = shared.clone();
        thread::spawn(move || accept(&listener, &accepting));
        Self { address, shared }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Waits until something stands before the closed gate.
    pub(crate) fn wait_until_held(&self) {
        self.shared.wait_until(|state| state.held);
    }

    /// Lets everything through from now on.
    pub(crate) fn open(&self) {
        let mut state = self.shared.lock();
        (state.left, state.refused) = (None, 0);
        self.shared.changed.notify_all();
    }

    /// Waits until the client has come to the open gate and found no server behind it.
    pub(crate) fn wait_until_refused(&self) {
        self.shared.wait_until(|state| state.refused > 0);
    }

    /// Leads to another server.
    pub(crate) fn lead_to(&self, server: SocketAddr) {
        self.shared.lock().server = server;
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    fn wait_until(&self, condition: impl Fn(&State) -> bool) {
        let (_state, waited) =
            self.changed.wait_timeout_while(self.lock(), DEADLINE, |state| !condition(state)).unwrap();
        assert!(!waited.timed_out(), "what was awaited did not happen");
    }

    /// Waits until this many bytes may pass.
    fn pass(&self, way: Way, bytes: usize) {
        let mut state = self.lock();
        loop {
            match &mut state.left {
                None => return,
                Some((counted, left)) if *left > 0 => {
                    if *counted == way {
                        *left = left.saturating_sub(bytes);
                    }
                    return;
                }
                Some(_) => {
                    state.held = true;
                    self.changed.notify_all();
                    state = self.changed.wait(state).unwrap();
                }
            }
        }
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for client in listener.incoming().map_while(Result::ok) {
        let server = shared.lock().server;
        let Ok(server) = TcpStream::connect(server) else {
            shared.lock().refused += 1;
            shared.changed.notify_all();
            continue;
        };
        for (from, to, way) in [(&client, &server, Way::ToServer), (&server, &client, Way::ToClient)] {
            let (from, to, shared) = (from.try_clone().unwrap(), to.try_clone().unwrap(), shared.clone());
            thread::spawn(move || copy(from, to, way, &shared));
        }
    }
}

/// Copies until either end closes, then closes both.
fn copy(mut from: TcpStream, mut to: TcpStream, way: Way, shared: &Shared) {
    let mut buffer = [0; 16 * 1024];
    while let Ok(len @ 1..) = from.read(&mut buffer) {
        shared.pass(way, len);
        if to.write_all(&buffer[..len]).is_err() {
            break;
        }
    }
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
}
