//! The vessel that fills while files are locked.

use yew::prelude::*;

/// The inside of the glass, and where the liquid is in it, in units of the drawing.
const INSIDE: &str = "M24 17V29C24 36 9 38 9 52V82a12 12 0 0 0 12 12H43a12 12 0 0 0 12-12V52C55 38 40 36 40 29V17Z";
const BOTTOM: f64 = 94.0;
const BRIM: f64 = 31.0;

#[derive(PartialEq, Properties)]
pub(crate) struct PhialProps {
    /// Names the drawing within the page; two drawings need two names.
    pub(crate) name: AttrValue,
    /// From 0 (empty) to 1 (full).
    pub(crate) level: f64,
    /// The stopper is off, and the liquid moves.
    #[prop_or_default]
    pub(crate) open: bool,
}

/// The vessel, filled to a level. A picture without meaning of its own: the words beside it say what it shows.
#[component]
pub(crate) fn Phial(props: &PhialProps) -> Html {
    let top = BOTTOM - (BOTTOM - BRIM) * props.level.clamp(0.0, 1.0);
    let clip = format!("phial-{}", props.name);
    let moves = props.open && props.level > 0.0;
    html! {
        <svg class={classes!("phial", props.open.then_some("phial-open"))} viewBox="0 0 64 98" aria-hidden="true">
            <clipPath id={clip.clone()}><path d={INSIDE} /></clipPath>
            <path class="phial-glass" d={INSIDE} />
            <g clip-path={format!("url(#{clip})")}>
                if props.level > 0.0 {
                    <rect class="phial-liquid" x="0" width="64" y={top.to_string()} height={(BOTTOM - top).to_string()} />
                }
                if moves {
                    <path class="phial-wave" d={wave(top)} />
                }
            </g>
            <path class="phial-wall" d={INSIDE} />
            <rect class="phial-stopper" x="19" y="3" width="26" height="13" rx="4" />
        </svg>
    }
}

/// The moving surface: waves of 32 units, one more than fit, so that the movement by one wave has no seam.
fn wave(top: f64) -> String {
    let crests = "q8 -4 16 0t16 0".repeat(3);
    format!("M0 {top}{crests}v4h-96z")
}
