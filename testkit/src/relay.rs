//! A relay between a server and its store, which holds, changes or slows down what passes.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// What the relay does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meddling {
    /// Takes connections, and passes nothing until [`Relay::let_pass`].
    Hold,
    /// Changes one bit of each such byte that the client sends. One that is no character is in bodies alone.
    Change(u8),
    /// Passes what the service says in pieces of at most `piece` bytes, with a pause before each.
    Slow {
        /// Bytes.
        piece: usize,
        /// Before each piece.
        pause: Duration,
    },
}

/// A relay before a service. It ends when it is dropped, and its connections when their ends do.
pub struct Relay {
    /// Where it listens.
    pub address: SocketAddr,
    meddling: watch::Sender<Option<Meddling>>,
    taken: watch::Receiver<u32>,
    task: JoinHandle<()>,
}

impl Relay {
    /// Starts a relay.
    pub async fn before(service: SocketAddr, meddling: Meddling) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (meddling, meddled) = watch::channel(Some(meddling));
        let (connections, taken) = watch::channel(0);
        let task = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                connections.send_modify(|connections| *connections += 1);
                // Whoever of the two goes away ends it.
                tokio::spawn(relay(client, service, meddled.clone()));
            }
        });
        Self { address, meddling, taken, task }
    }

    /// Waits until the server has come to its store.
    pub async fn came(&self) {
        self.taken.clone().wait_for(|connections| *connections > 0).await.unwrap();
    }

    /// How often the server has come to its store.
    pub fn connections(&self) -> u32 {
        *self.taken.borrow()
    }

    /// Leaves new connections, and those that are held, in peace.
    pub fn let_pass(&self) {
        self.meddling.send_replace(None);
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn relay(mut client: TcpStream, service: SocketAddr, meddled: watch::Receiver<Option<Meddling>>) {
    let mut held = meddled.clone();
    if held.wait_for(|meddling| *meddling != Some(Meddling::Hold)).await.is_err() {
        return;
    }
    let meddling = *held.borrow();
    let Ok(mut service) = TcpStream::connect(service).await else { return };
    let (mut from_client, mut to_client) = client.split();
    let (mut from_service, mut to_service) = service.split();
    // A failure of either way ends both.
    let _ = tokio::try_join!(
        ask(&mut from_client, &mut to_service, meddling),
        answer(&mut from_service, &mut to_client, meddling)
    );
}

async fn ask(
    from: &mut (impl AsyncRead + Unpin),
    to: &mut (impl AsyncWrite + Unpin),
    meddling: Option<Meddling>,
) -> io::Result<()> {
    let mut buffer = vec![0; 16 * 1024];
    loop {
        let len = from.read(&mut buffer).await?;
        if len == 0 {
            return to.shutdown().await;
        }
        if let Some(Meddling::Change(value)) = meddling {
            buffer[..len].iter_mut().filter(|byte| **byte == value).for_each(|byte| *byte ^= 1);
        }
        to.write_all(&buffer[..len]).await?;
    }
}

async fn answer(
    from: &mut (impl AsyncRead + Unpin),
    to: &mut (impl AsyncWrite + Unpin),
    meddling: Option<Meddling>,
) -> io::Result<()> {
    let (piece, pause) = match meddling {
        Some(Meddling::Slow { piece, pause }) => (piece, pause),
        _ => (16 * 1024, Duration::ZERO),
    };
    let mut buffer = vec![0; piece];
    loop {
        let len = from.read(&mut buffer).await?;
        if len == 0 {
            return to.shutdown().await;
        }
        tokio::time::sleep(pause).await;
        to.write_all(&buffer[..len]).await?;
    }
}
