//! The beginning of the ciphertext, asked for as soon as a link is open: by the program that opens it, for the one that shows what
//! was sent and is not there yet or only begins.

use std::ops::Range;
use std::rc::Rc;

use futures_util::lock::Mutex;
use js_sys::ArrayBuffer;
use phial_shared::ids::LinkId;
use phial_shared::keys::LeaseToken;
use phial_shared::layout::SEGMENT_LEN;
use serde::Deserialize;
use web_sys::XmlHttpRequest;

use super::api;
use super::http::Flight;
use super::progress::Transfer;

/// A share up to this length is fetched as a whole: whoever opens it looks at what is in it.
const SMALL: u64 = 4 << 20;

/// How much of the ciphertext is asked for: all, or what tells what the first file is.
fn end(ciphertext_len: u64) -> u64 {
    if ciphertext_len <= SMALL { ciphertext_len } else { u64::from(SEGMENT_LEN) }
}

/// Asks for the beginning of what a link has been opened to. `opened` is the server's answer to that, as it came.
pub(super) fn ask(link: LinkId, lease: &LeaseToken, opened: &ArrayBuffer) -> Option<Flight> {
    #[derive(Deserialize)]
    struct Opened {
        ciphertext_len: u64,
    }
    let Opened { ciphertext_len } = api::read(opened).ok()?;
    api::begin_content(link, lease, 0..end(ciphertext_len)).ok()
}

/// What was asked for, or nothing.
pub(super) struct Ahead {
    end: u64,
    state: Mutex<State>,
}

enum State {
    Nothing,
    OnItsWay(Flight),
    There(ArrayBuffer),
}

impl Ahead {
    /// Goes on with the request of another program, if it has made one.
    pub(super) fn take_over(request: Option<XmlHttpRequest>, ciphertext_len: u64) -> Self {
        let state = request.map_or(State::Nothing, |request| State::OnItsWay(Flight::taken_over(request)));
        Self { end: end(ciphertext_len), state: Mutex::new(state) }
    }

    /// A range of the ciphertext, once it is there. `None`: it was not asked for, or did not come.
    pub(super) async fn get(&self, range: &Range<u64>, transfer: &Rc<Transfer>) -> Option<ArrayBuffer> {
        if range.end > self.end {
            return None;
        }
        let mut state = self.state.lock().await;
        if let State::OnItsWay(flight) = &mut *state {
            let (wanted, transfer) = (range.clone(), Rc::clone(transfer));
            flight.watch(move |moved| transfer.moved(moved.clamp(wanted.start, wanted.end) - wanted.start));
            let content = flight.land().await.ok().and_then(|answer| api::accepted(answer).ok());
            let content = content.filter(|content| u64::from(content.byte_length()) == self.end);
            *state = content.map_or(State::Nothing, State::There);
        }
        match &*state {
            // Within what is small.
            State::There(content) => Some(content.slice_with_end(range.start as u32, range.end as u32)),
            State::Nothing | State::OnItsWay(_) => None,
        }
    }
}
