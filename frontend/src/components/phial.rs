//! The vessel that fills while files are locked.

use yew::prelude::*;

/// The inside of the glass, and where the liquid is in it, in units of the drawing.
const INSIDE: &str = "M24 17V29C24 36 9 38 9 52V82a12 12 0 0 0 12 12H43a12 12 0 0 0 12-12V52C55 38 40 36 40 29V17Z";
const BOTTOM: u32 = 94;
const BRIM: u32 = 31;

/// Whether the stopper is on.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Stopper {
    /// It is on.
    On,
    /// It is off, and the liquid moves.
    Off,
    /// It goes on while one looks.
    Closing,
}

/// The vessel, filled to so many percent. A picture without meaning of its own: the words beside it say it.
///
/// `name` names the drawing within the page; two drawings need two names.
pub(crate) fn phial(name: &str, percent: u32, stopper: Stopper) -> Html {
    let height = (BOTTOM - BRIM) * percent.min(100);
    let top = BOTTOM * 100 - height;
    let clip = format!("phial-{name}");
    let class = match stopper {
        Stopper::On => "phial",
        Stopper::Off => "phial phial-open",
        Stopper::Closing => "phial phial-closing",
    };
    html! {
        <svg {class} viewBox="0 0 64 98" aria-hidden="true">
            <clipPath id={clip.clone()}><path d={INSIDE} /></clipPath>
            <path class="phial-glass" d={INSIDE} />
            if percent > 0 {
                <g clip-path={format!("url(#{clip})")}>
                    <rect class="phial-liquid" x="0" width="64" y={hundredths(top)} height={hundredths(height)} />
                    if stopper == Stopper::Off {
                        <path class="phial-wave" d={wave(&hundredths(top))} />
                    }
                </g>
            }
            <path class="phial-wall" d={INSIDE} />
            <rect class="phial-stopper" x="19" y="3" width="26" height="13" rx="4" />
        </svg>
    }
}

fn hundredths(length: u32) -> String {
    format!("{}.{:02}", length / 100, length % 100)
}

/// The moving surface: waves of 32 units, one more than fit, so that the movement by one wave has no seam.
fn wave(top: &str) -> String {
    let crests = "q8 -4 16 0t16 0".repeat(3);
    format!("M0 {top}{crests}v4h-96z")
}
