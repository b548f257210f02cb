//! A network that fails on purpose: a proxy between the server and what it needs, for any protocol over TCP.

pub mod round;

use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// What goes wrong with a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nobody listens.
    Refused,
    /// The connection is taken, and nothing more happens.
    Stalled,
    /// So many bytes pass each second, in each direction.
    Slow(u64),
    /// After so many bytes from the client, the connection is reset.
    RequestReset(u64),
    /// After so many bytes from the service, the connection is reset.
    AnswerReset(u64),
    /// After so many bytes from the service, the connection ends as if all were well.
    AnswerCut(u64),
    /// After so many bytes from the service, nothing more of it comes, and the connection stays.
    AnswerStalled(u64),
    /// The whole request reaches the service, and its answer is lost: the connection is reset.
    AnswerLost,
    /// An HTTP answer with this status comes instead of the service's.
    Status(u16),
}

/// Fault, and how many connections it still befalls.
#[derive(Clone)]
struct Plan {
    fault: Option<Fault>,
    left: Arc<AtomicU32>,
}

/// A proxy before a service. Ends when it is dropped.
pub struct Proxy {
    /// Where it listens.
    pub address: SocketAddr,
    plan: watch::Sender<Plan>,
    task: JoinHandle<()>,
}

impl Proxy {
    /// Starts a proxy that does no harm yet.
    pub async fn before(service: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (plan, plans) = watch::channel(Plan::of(None, 0));
        Self { address, plan, task: tokio::spawn(listen(listener, service, plans)) }
    }

    /// From now on this befalls every connection. Those that exist are reset.
    pub fn inject(&self, fault: Fault) {
        self.plan.send_replace(Plan::of(Some(fault), u32::MAX));
    }

    /// This befalls the next so many connections. Those that exist are reset.
    pub fn inject_times(&self, fault: Fault, times: u32) {
        self.plan.send_replace(Plan::of(Some(fault), times));
    }

    /// All is well from now on. Connections that exist are reset.
    pub fn heal(&self) {
        self.plan.send_replace(Plan::of(None, 0));
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Plan {
    fn of(fault: Option<Fault>, times: u32) -> Self {
        Self { fault, left: Arc::new(AtomicU32::new(times)) }
    }

    /// What befalls the next connection.
    fn next(&self) -> Option<Fault> {
        let taken = self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
        self.fault.filter(|_| taken.is_ok())
    }
}

async fn listen(listener: TcpListener, service: SocketAddr, mut plans: watch::Receiver<Plan>) {
    let address = listener.local_addr().unwrap();
    let mut listener = Some(listener);
    loop {
        let plan = plans.borrow_and_update().clone();
        if plan.fault == Some(Fault::Refused) {
            drop(listener.take());
            if plans.changed().await.is_err() {
                return;
            }
            continue;
        }
        let socket = match listener.take() {
            Some(listener) => listener,
            None => TcpListener::bind(address).await.unwrap(),
        };
        tokio::select! {
            accepted = socket.accept() => {
                if let Ok((client, _)) = accepted {
                    tokio::spawn(serve(client, service, plan.next(), plans.clone()));
                }
            }
            changed = plans.changed() => if changed.is_err() {
                return;
            }
        }
        listener = Some(socket);
    }
}

/// One connection, until it ends or the plan changes.
async fn serve(mut client: TcpStream, service: SocketAddr, fault: Option<Fault>, mut plans: watch::Receiver<Plan>) {
    let end = tokio::select! {
        end = with_fault(&mut client, service, fault) => end.unwrap_or(End::Reset),
        _ = plans.changed() => End::Reset,
    };
    if end == End::Reset {
        let _ = client.set_zero_linger();
    }
}

/// How a connection ends for the client.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Orderly,
    Reset,
}

async fn with_fault(client: &mut TcpStream, service: SocketAddr, fault: Option<Fault>) -> io::Result<End> {
    let forever = u64::MAX;
    match fault {
        Some(Fault::Stalled) => std::future::pending().await,
        Some(Fault::Status(status)) => answer(client, status).await.map(|()| End::Orderly),
        Some(Fault::RequestReset(bytes)) => forward(client, service, [bytes, forever], None).await.map(|_| End::Reset),
        Some(Fault::AnswerReset(bytes)) => forward(client, service, [forever, bytes], None).await.map(|_| End::Reset),
        Some(Fault::AnswerLost) => forward(client, service, [forever, 0], None).await.map(|_| End::Reset),
        Some(Fault::AnswerStalled(bytes)) => {
            let mut service = TcpStream::connect(service).await?;
            forward_to(client, &mut service, [forever, bytes], None).await?;
            // The service notices as little as the client.
            std::future::pending().await
        }
        Some(Fault::AnswerCut(bytes)) => forward(client, service, [forever, bytes], None).await,
        Some(Fault::Slow(rate)) => forward(client, service, [forever, forever], Some(rate)).await,
        Some(Fault::Refused) | None => forward(client, service, [forever, forever], None).await,
    }
}

/// Passes at most so many bytes of the client and of the service.
async fn forward(client: &mut TcpStream, service: SocketAddr, most: [u64; 2], rate: Option<u64>) -> io::Result<End> {
    forward_to(client, &mut TcpStream::connect(service).await?, most, rate).await
}

async fn forward_to(
    client: &mut TcpStream,
    service: &mut TcpStream,
    most: [u64; 2],
    rate: Option<u64>,
) -> io::Result<End> {
    let (mut from_client, mut to_client) = client.split();
    let (mut from_service, mut to_service) = service.split();
    let requests = async {
        let ended = pass(&mut from_client, &mut to_service, most[0], rate).await?;
        if ended == Passed::All {
            // The client says no more; the service may.
            to_service.shutdown().await?;
            std::future::pending::<()>().await;
        }
        io::Result::Ok(())
    };
    let mut requests = pin!(requests);
    tokio::select! {
        ended = &mut requests => ended?,
        ended = pass(&mut from_service, &mut to_client, most[1], rate) => {
            ended?;
        }
    }
    Ok(End::Orderly)
}

#[derive(PartialEq, Eq)]
enum Passed {
    All,
    TheMost,
}

async fn pass(
    from: &mut (impl AsyncRead + Unpin),
    to: &mut (impl AsyncWrite + Unpin),
    most: u64,
    rate: Option<u64>,
) -> io::Result<Passed> {
    let mut left = most;
    let mut buffer = vec![0; rate.map_or(16 * 1024, |rate| (rate / 10).clamp(1, 16 * 1024) as usize)];
    loop {
        let read = from.read(&mut buffer).await?;
        if read == 0 {
            return Ok(Passed::All);
        }
        let passing = left.min(read as u64);
        to.write_all(&buffer[..passing as usize]).await?;
        left -= passing;
        if left == 0 {
            return Ok(Passed::TheMost);
        }
        if let Some(rate) = rate {
            tokio::time::sleep(Duration::from_secs_f64(passing as f64 / rate as f64)).await;
        }
    }
}

/// Answers one HTTP request, after it has been read.
async fn answer(client: &mut TcpStream, status: u16) -> io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(client.read_u8().await?);
    }
    let head = String::from_utf8_lossy(&head).to_lowercase();
    let len =
        head.lines().find_map(|line| line.strip_prefix("content-length:")).map_or(0, |len| len.trim().parse().unwrap());
    tokio::io::copy(&mut client.take(len), &mut tokio::io::sink()).await?;
    let answer = format!("HTTP/1.1 {status} Injected\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    client.write_all(answer.as_bytes()).await?;
    client.shutdown().await
}
