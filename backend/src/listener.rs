//! Listening: sockets, TLS, and bounds on how many clients there may be and how long each may do nothing.
//!
//! actix-web's own listener stops accepting at its bound, gives a connection's second request any time, and a client that
//! takes no answer too. This one makes room by closing the connection that has been idle for longest, and gives up whoever
//! is too slow.

mod connection;
mod crowd;
mod tls;

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use actix_http::error::DispatchError;
use actix_http::{HttpService, KeepAlive};
use actix_server::Server;
use actix_service::{IntoServiceFactory, ServiceFactoryExt, fn_service, map_config};
use actix_web::dev::AppConfig;
use tokio::net::{TcpSocket, TcpStream};

use self::connection::Connection;
pub use self::crowd::{Crowd, UnderWay, Visit, WaitingForClient};
pub use self::tls::{Tls, TlsError};
use crate::http::{AppState, app};

/// How long requests that are under way may take to finish when the server stops, in seconds.
const STOP_SECONDS: u64 = 30;
/// Threads of each worker that may wait for the disk. More would not make it faster, and each keeps memory of its own.
const DISK_THREADS: usize = 32;
/// Connections that wait in the system until they are accepted.
const BACKLOG: u32 = 1024;
/// Also how long an answer that was given before the body was read waits for the client to take it.
const DISCONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// How long clients may do nothing.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// From the connection, until the head of the first request has arrived; with TLS, also until the handshake is done.
    pub head: Duration,
    /// From the end of a request, until the next begins.
    pub keep_alive: Duration,
    /// Without taking anything of an answer.
    pub answer: Duration,
}

/// Takes the address, so that clients can connect from now on.
///
/// # Errors
/// When the address cannot be listened on.
pub fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)?.into_std()
}

/// Serves the application on a socket, until it is told to stop.
///
/// # Errors
/// When the socket cannot be used.
pub fn serve(
    listener: TcpListener,
    state: AppState,
    crowd: Arc<Crowd>,
    tls: Option<Arc<Tls>>,
    patience: Patience,
) -> io::Result<Server> {
    let workers = std::thread::available_parallelism().map_or(2, |cores| cores.get().max(2));
    let builder = Server::build()
        .workers(workers)
        .worker_max_blocking_threads(DISK_THREADS)
        // The crowd is bounded by itself.
        .max_concurrent_connections(usize::MAX >> 4)
        .shutdown_timeout(STOP_SECONDS)
        .disable_signals();
    let stopping = builder.graceful_shutdown_signal();
    let builder = builder.listen("phial", listener, move || {
        let (crowd, tls, stopping) = (crowd.clone(), tls.clone(), stopping.clone());
        let http = HttpService::build()
            .graceful_shutdown_signal(move || {
                let stopping = stopping.clone();
                async move { stopping.notified().await }
            })
            .keep_alive(KeepAlive::Timeout(patience.keep_alive))
            .client_request_timeout(patience.head)
            .client_disconnect_timeout(DISCONNECT_TIMEOUT)
            .on_connect_ext(|connection: &Connection, data| {
                data.insert(connection.visit());
            });
        let app = map_config(app(state.clone()).into_factory(), |()| AppConfig::default());
        fn_service(move |stream: TcpStream| accept(stream, crowd.clone(), tls.clone(), patience)).and_then(http.h1(app))
    })?;
    Ok(builder.run())
}

async fn accept(
    stream: TcpStream,
    crowd: Arc<Crowd>,
    tls: Option<Arc<Tls>>,
    patience: Patience,
) -> Result<(Connection, Option<SocketAddr>), DispatchError> {
    let visit = crowd.enter().ok_or_else(|| DispatchError::Io(io::ErrorKind::ConnectionRefused.into()))?;
    stream.set_nodelay(true).map_err(DispatchError::Io)?;
    let peer = stream.peer_addr().ok();
    let connection = match tls {
        None => Connection::plain(stream, visit, patience),
        Some(tls) => {
            let handshake = tokio::time::timeout(patience.head, tls.accept(stream));
            let stream = tokio::select! {
                shaken = handshake => shaken.map_err(|_| DispatchError::SlowRequestTimeout)?.map_err(DispatchError::Io)?,
                () = visit.evicted() => return Err(DispatchError::Io(io::ErrorKind::ConnectionAborted.into())),
            };
            Connection::encrypted(stream, visit, patience)
        }
    };
    Ok((connection, peer))
}
