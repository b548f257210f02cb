//! A link as a picture, for the camera of a phone.

use qrcodegen::{QrCode, QrCodeEcc, QrSegment};
use yew::prelude::*;

/// Light modules around the code, as ISO/IEC 18004 wants them.
const QUIET_ZONE: i32 = 4;

/// A QR code of a text, dark on light in both themes: not every camera reads it the other way round.
pub(crate) fn qr_code(text: &str, label: String) -> Html {
    // A link has small letters, which only bytes can say; and it is far below the most that a code can hold.
    let Ok(code) = QrCode::encode_segments(&[QrSegment::make_bytes(text.as_bytes())], QrCodeEcc::Medium) else {
        return Html::default();
    };
    let side = code.size() + 2 * QUIET_ZONE;
    html! {
        <svg class="qr" viewBox={format!("0 0 {side} {side}")} role="img" aria-label={label}
            shape-rendering="crispEdges" data-test="qr">
            <path d={modules(&code)} />
        </svg>
    }
}

/// The dark modules as one path, one stroke for every run of them.
fn modules(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|x| code.get_module(*x, y)).count() as i32;
            if run > 0 {
                path += &format!("M{} {}h{run}v1h-{run}z", x + QUIET_ZONE, y + QUIET_ZONE);
            }
            x += run.max(1);
        }
    }
    path
}
