//! One of a few: radio buttons drawn as segments.

use yew::prelude::*;

/// Characters of an option beyond which four do not stand beside each other on a phone.
const LONG: usize = 8;

/// A group of radio buttons. `name` names it within the page; `on_choose` gets the position of what was clicked.
pub(crate) fn choice(
    legend: String,
    name: &'static str,
    options: Vec<String>,
    chosen: usize,
    on_choose: &Callback<usize>,
) -> Html {
    let option = |(position, label): (usize, String)| {
        let onchange = on_choose.reform(move |_: Event| position);
        html! {
            // The input is there, but not seen: what is seen is pressed.
            <label class="choice-option" key={position} data-test={format!("{name}-{position}")}>
                <input type="radio" {name} checked={position == chosen} {onchange} />
                <span>{label}</span>
            </label>
        }
    };
    let is_long = options.iter().any(|label| label.chars().count() > LONG);
    let class = if is_long { "choice-options choice-options-long" } else { "choice-options" };
    html! {
        <fieldset class="choice">
            <legend class="choice-name">{legend}</legend>
            <div {class}>{for options.into_iter().enumerate().map(option)}</div>
        </fieldset>
    }
}
