//! The HTTP client of a bucket: hyper's, for the sake of one bound that clients above it do not pass on. Without it, a
//! connection reads up to 400 KiB ahead, and so do two stages after it, for each recipient on a slow network.

use std::error::Error;
use std::task::{Context, Poll};
use std::time::Duration;
use std::{fmt, io};

use async_trait::async_trait;
use futures_util::future::BoxFuture;
use futures_util::stream;
use http_body_util::{BodyExt, StreamBody};
use hyper::Uri;
use hyper::body::{Bytes, Frame, Incoming};
use hyper::header::{HeaderValue, USER_AGENT};
use hyper::rt::{Read, Write};
use hyper_rustls::HttpsConnectorBuilder;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::legacy::connect::{Connect, Connection, HttpConnector as TcpConnector};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use object_store::ClientOptions;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpRequestBody, HttpResponse, HttpResponseBody,
    HttpService,
};
use reqwest::Url;
use tower_service::Service;

use super::{S3Timeouts, StoreError};

/// What a connection reads ahead, in bytes.
const READ_AHEAD: usize = 32 << 10;
/// After so long without a byte the other end is asked whether it is there.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
const OURSELVES: HeaderValue = HeaderValue::from_static(concat!("phial/", env!("CARGO_PKG_VERSION")));

/// Makes the client.
#[derive(Debug)]
pub(super) struct Connector(HttpClient);

impl Connector {
    /// By way of the proxy that the environment names for the service's address, if that begins with https: by
    /// `HTTPS_PROXY` or `ALL_PROXY`, and `NO_PROXY`, as curl reads them.
    pub(super) fn new(service: &Url, timeouts: &S3Timeouts) -> Result<Self, StoreError> {
        let tls = HttpsConnectorBuilder::new().try_with_platform_verifier();
        let tls = tls.map_err(|error| StoreError::Failed(format!("TLS: {error}")))?;
        let https = tls.https_or_http().enable_http1();
        let tcp = tcp();
        Ok(Self(match proxy(service)? {
            None => client(https.wrap_connector(tcp), timeouts),
            Some(proxy) => {
                let mut tunnel = Tunnel::new(proxy.uri().clone(), tcp);
                if let Some(password) = proxy.basic_auth() {
                    tunnel = tunnel.with_auth(password.clone());
                }
                client(https.wrap_connector(tunnel), timeouts)
            }
        }))
    }
}

impl HttpConnector for Connector {
    /// With the time-outs of [`S3Timeouts`]; the options say nothing else.
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(self.0.clone())
    }
}

fn proxy(service: &Url) -> Result<Option<Intercept>, StoreError> {
    let address = service.as_str().parse::<Uri>();
    let address = address.map_err(|_| StoreError::Failed("the endpoint is no address".to_owned()))?;
    if address.scheme_str() != Some("https") {
        return Ok(None);
    }
    let proxy = Matcher::from_env().intercept(&address);
    if proxy.as_ref().is_some_and(|proxy| proxy.uri().scheme_str() != Some("http")) {
        let problem = "the proxy that HTTPS_PROXY or ALL_PROXY names must begin with http://";
        return Err(StoreError::Failed(problem.to_owned()));
    }
    Ok(proxy)
}

/// Connections that notice when the other end has gone, also while nothing is asked: what stands between the two may have
/// forgotten them.
fn tcp() -> TcpConnector {
    let mut tcp = TcpConnector::new();
    tcp.enforce_http(false);
    tcp.set_nodelay(true);
    tcp.set_keepalive(Some(KEEP_ALIVE));
    tcp.set_keepalive_interval(Some(KEEP_ALIVE));
    tcp.set_keepalive_retries(Some(3));
    #[cfg(target_os = "linux")]
    tcp.set_tcp_user_timeout(Some(2 * KEEP_ALIVE));
    tcp
}

fn client<C>(connector: C, timeouts: &S3Timeouts) -> HttpClient
where
    C: Service<Uri> + Clone + Send + Sync + 'static,
    C::Response: Connection + Read + Write + Unpin + Send + 'static,
    C::Future: Send + 'static,
    C::Error: Into<Failure>,
{
    let client = Client::builder(TokioExecutor::new())
        .pool_timer(TokioTimer::new())
        .http1_max_buf_size(READ_AHEAD)
        .build(Patient { connector, patience: timeouts.connect });
    HttpClient::new(Requests { client, read: timeouts.read })
}

type Failure = Box<dyn Error + Send + Sync>;

/// Makes connections that are ready in time: name, TCP, proxy and TLS together.
#[derive(Clone)]
struct Patient<C> {
    connector: C,
    patience: Duration,
}

impl<C> Service<Uri> for Patient<C>
where
    C: Service<Uri>,
    C::Future: Send + 'static,
    C::Error: Into<Failure>,
{
    type Response = C::Response;
    type Error = Failure;
    type Future = BoxFuture<'static, Result<C::Response, Failure>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Failure>> {
        self.connector.poll_ready(cx).map_err(Into::into)
    }

    fn call(&mut self, to: Uri) -> Self::Future {
        let connected = tokio::time::timeout(self.patience, self.connector.call(to));
        Box::pin(async { connected.await?.map_err(Into::into) })
    }
}

struct Requests<C> {
    client: Client<C, HttpRequestBody>,
    read: Duration,
}

impl<C> fmt::Debug for Requests<C> {
    /// Without the connector, which may know a proxy's password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Requests").field("read", &self.read).finish_non_exhaustive()
    }
}

#[async_trait]
impl<C: Connect + Clone + Send + Sync + 'static> HttpService for Requests<C> {
    async fn call(&self, mut request: HttpRequest) -> Result<HttpResponse, HttpError> {
        request.headers_mut().insert(USER_AGENT, OURSELVES);
        let answer = within(self.read, self.client.request(request)).await?;
        Ok(answer.map(|body| HttpResponseBody::new(StreamBody::new(frames(body, self.read)))))
    }
}

/// What arrives of a body, as long as nothing takes longer than `read`.
fn frames(body: Incoming, read: Duration) -> impl stream::Stream<Item = Result<Frame<Bytes>, HttpError>> + Send {
    stream::try_unfold(body, move |mut body| async move {
        let next = within(read, async { body.frame().await.transpose() }).await?;
        Ok(next.map(|frame| (frame, body)))
    })
}

async fn within<T, E>(time: Duration, answer: impl Future<Output = Result<T, E>>) -> Result<T, HttpError>
where
    E: Error + Send + Sync + 'static,
{
    match tokio::time::timeout(time, answer).await {
        Ok(answer) => answer.map_err(|error| HttpError::new(kind(&error), error)),
        Err(late) => Err(HttpError::new(HttpErrorKind::Timeout, late)),
    }
}

/// What decides whether the request is repeated.
fn kind(error: &(dyn Error + 'static)) -> HttpErrorKind {
    if error.downcast_ref::<hyper_util::client::legacy::Error>().is_some_and(|error| error.is_connect()) {
        return HttpErrorKind::Connect;
    }
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(kind) = kind_of_cause(error) {
            return kind;
        }
        cause = error.source();
    }
    HttpErrorKind::Unknown
}

fn kind_of_cause(cause: &(dyn Error + 'static)) -> Option<HttpErrorKind> {
    use io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, TimedOut, UnexpectedEof};
    if let Some(error) = cause.downcast_ref::<hyper::Error>() {
        return (error.is_closed() || error.is_incomplete_message() || error.is_body_write_aborted())
            .then_some(HttpErrorKind::Request);
    }
    match cause.downcast_ref::<io::Error>()?.kind() {
        TimedOut => Some(HttpErrorKind::Timeout),
        ConnectionAborted | ConnectionReset | BrokenPipe | UnexpectedEof => Some(HttpErrorKind::Interrupted),
        _ => None,
    }
}
