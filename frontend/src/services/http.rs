//! One HTTP request to the page's own server, by XMLHttpRequest: unlike `fetch` it tells how much of a body was sent.

use std::cell::Cell;
use std::ops::Range;
use std::pin::pin;
use std::rc::Rc;
use std::time::Duration;

use futures_util::future::{Either, select};
use js_sys::{ArrayBuffer, Promise};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ProgressEvent, XmlHttpRequest, XmlHttpRequestResponseType};

use super::js;
use super::progress::Transfer;

/// A request that moves no byte for this long is taken for dead: the network may have gone without a word.
pub(super) const SILENCE: Duration = Duration::from_secs(45);
const BETWEEN_CHECKS: Duration = Duration::from_secs(5);

/// What is sent with a request.
pub(super) enum Body<'a> {
    /// Nothing.
    None,
    /// JSON.
    Json(String),
    /// Ciphertext.
    Bytes(&'a Blob),
}

/// A request.
pub(super) struct Request<'a> {
    /// `GET`, `POST`, …
    pub(super) method: &'static str,
    /// From `/api/` on. Never holds a secret.
    pub(super) path: &'a str,
    /// The token that allows it.
    pub(super) bearer: Option<&'a str>,
    /// Which bytes are asked for.
    pub(super) range: Option<Range<u64>>,
    /// What is sent.
    pub(super) body: Body<'a>,
    /// Who is told how many bytes have been moved.
    pub(super) transfer: Option<Rc<Transfer>>,
}

/// An answer of any status.
pub(super) struct Answer {
    /// The HTTP status.
    pub(super) status: u16,
    /// How long the server asks to wait.
    pub(super) retry_after: Option<Duration>,
    /// The body.
    pub(super) body: ArrayBuffer,
}

/// No answer: the network is away, the server is away, or the request could not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoAnswer;

impl Request<'_> {
    /// Sends the request and collects the answer. Dropping the future aborts the request.
    pub(super) async fn send(self) -> Result<Answer, NoAnswer> {
        self.begin()?.land().await
    }

    /// Sends the request.
    pub(super) fn begin(self) -> Result<Flight, NoAnswer> {
        Flight::begin(&self).map_err(|_| NoAnswer)
    }
}

/// A request on its way. Dropping it aborts the request.
pub(super) struct Flight {
    xhr: XmlHttpRequest,
    ended: Promise,
    last_sign: Rc<Cell<f64>>,
    on_progress: Closure<dyn FnMut(ProgressEvent)>,
    is_given_away: bool,
}

impl Flight {
    /// Collects the answer.
    pub(super) async fn land(&self) -> Result<Answer, NoAnswer> {
        let mut ended = pin!(JsFuture::from(self.ended.clone()));
        loop {
            let check = pin!(js::sleep(BETWEEN_CHECKS));
            match select(&mut ended, check).await {
                Either::Left(_) => return self.answer(),
                Either::Right(_) if self.is_silent() => return Err(NoAnswer),
                Either::Right(_) => (),
            }
        }
    }

    /// Gives the request to another program of this page, which goes on with it by [`Self::taken_over`].
    pub(super) fn give_away(mut self) -> XmlHttpRequest {
        self.is_given_away = true;
        self.xhr.clone()
    }

    /// The request of another program of this page.
    pub(super) fn taken_over(xhr: XmlHttpRequest) -> Self {
        let ended = if xhr.ready_state() == XmlHttpRequest::DONE {
            Promise::resolve(&wasm_bindgen::JsValue::UNDEFINED)
        } else {
            end_of(&xhr)
        };
        let last_sign = Rc::new(Cell::new(js::now()));
        let on_progress = watch(&last_sign, |_| ());
        xhr.set_onprogress(Some(on_progress.as_ref().unchecked_ref()));
        Self { xhr, ended, last_sign, on_progress, is_given_away: false }
    }

    /// Tells from now on how many bytes of the answer have come.
    pub(super) fn watch(&mut self, moved: impl Fn(u64) + 'static) {
        self.on_progress = watch(&self.last_sign, moved);
        self.xhr.set_onprogress(Some(self.on_progress.as_ref().unchecked_ref()));
    }

    fn begin(request: &Request<'_>) -> Result<Self, wasm_bindgen::JsValue> {
        let xhr = XmlHttpRequest::new()?;
        xhr.open_with_async(request.method, request.path, true)?;
        xhr.set_response_type(XmlHttpRequestResponseType::Arraybuffer);
        if let Some(token) = request.bearer {
            xhr.set_request_header("Authorization", &format!("Bearer {token}"))?;
        }
        if let Some(Range { start, end }) = &request.range {
            xhr.set_request_header("Range", &format!("bytes={start}-{}", end.saturating_sub(1)))?;
        }
        let ended = end_of(&xhr);
        let last_sign = Rc::new(Cell::new(js::now()));
        let transfer = request.transfer.clone();
        let on_progress = watch(&last_sign, move |moved| {
            if let Some(transfer) = &transfer {
                transfer.moved(moved);
            }
        });
        // Bytes count in the direction in which the ciphertext goes.
        let listener = Some(on_progress.as_ref().unchecked_ref());
        if matches!(request.body, Body::Bytes(_)) {
            xhr.upload()?.set_onprogress(listener);
        } else {
            xhr.set_onprogress(listener);
        }
        let flight = Self { xhr, ended, last_sign, on_progress, is_given_away: false };
        flight.send(&request.body)?;
        Ok(flight)
    }

    fn send(&self, body: &Body<'_>) -> Result<(), wasm_bindgen::JsValue> {
        match body {
            Body::None => self.xhr.send(),
            Body::Json(text) => {
                self.xhr.set_request_header("Content-Type", "application/json")?;
                self.xhr.send_with_opt_str(Some(text))
            }
            Body::Bytes(blob) => {
                self.xhr.set_request_header("Content-Type", "application/octet-stream")?;
                self.xhr.send_with_opt_blob(Some(blob))
            }
        }
    }

    fn is_silent(&self) -> bool {
        js::now() - self.last_sign.get() > SILENCE.as_millis() as f64
    }

    fn answer(&self) -> Result<Answer, NoAnswer> {
        // 0: the request failed or was cut off on the way.
        let status = self.xhr.status().ok().filter(|status| *status != 0).ok_or(NoAnswer)?;
        let retry_after = self.xhr.get_response_header("Retry-After").ok().flatten();
        let body = self.xhr.response().ok().and_then(|body| body.dyn_into().ok()).ok_or(NoAnswer)?;
        Ok(Answer { status, retry_after: retry_after.and_then(seconds), body })
    }
}

/// The value of `Retry-After`, where it is one in seconds.
pub(super) fn seconds(text: String) -> Option<Duration> {
    text.trim().parse().ok().map(Duration::from_secs)
}

impl Drop for Flight {
    fn drop(&mut self) {
        self.xhr.set_onloadend(None);
        self.xhr.set_onprogress(None);
        if let Ok(upload) = self.xhr.upload() {
            upload.set_onprogress(None);
        }
        if !self.is_given_away {
            // Does nothing when the request has ended.
            let _ = self.xhr.abort();
        }
    }
}

fn end_of(xhr: &XmlHttpRequest) -> Promise {
    Promise::new(&mut |resolve, _| xhr.set_onloadend(Some(&resolve)))
}

fn watch(last_sign: &Rc<Cell<f64>>, moved: impl Fn(u64) + 'static) -> Closure<dyn FnMut(ProgressEvent)> {
    let last_sign = Rc::clone(last_sign);
    Closure::new(move |event: ProgressEvent| {
        last_sign.set(js::now());
        moved(event.loaded() as u64);
    })
}
