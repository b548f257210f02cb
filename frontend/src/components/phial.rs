//! The vessel that fills while files are locked.

use yew::prelude::*;

/// The inside of the glass, and where the liquid is in it, in units of the drawing.
const INSIDE: &str = "M24 17V29C24 36 9 38 9 52V82a12 12 0 0 0 12 12H43a12 12 0 0 0 12-12V52C55 38 40 36 40 29V17Z";
const BOTTOM: f64 = 94.0;
const BRIM: f64 = 31.0;

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

/// The vessel, filled to a level from 0 to 1. A picture without meaning of its own: the words beside it say it.
///
/// `name` names the drawing within the page; two drawings need two names.
pub(crate) fn phial(name: &str, level: f64, stopper: Stopper) -> Html {
    let top = BOTTOM - (BOTTOM - BRIM) * level.clamp(0.0, 1.0);
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
            if level > 0.0 {
                <g clip-path={format!("url(#{clip})")}>
                    <rect class="phial-liquid" x="0" width="64" y={tenths(top)} height={tenths(BOTTOM - top)} />
                    if stopper == Stopper::Off {
                        <path class="phial-wave" d={wave(top)} />
                    }
                </g>
            }
            <path class="phial-wall" d={INSIDE} />
            <rect class="phial-stopper" x="19" y="3" width="26" height="13" rx="4" />
        </svg>
    }
}

fn tenths(length: f64) -> String {
    format!("{length:.1}")
}

/// The moving surface: waves of 32 units, one more than fit, so that the movement by one wave has no seam.
fn wave(top: f64) -> String {
    let crests = "q8 -4 16 0t16 0".repeat(3);
    format!("M0 {top:.1}{crests}v4h-96z")
}
