//! One of a few: radio buttons drawn as segments.

use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct ChoiceProps {
    /// What is chosen.
    pub(crate) legend: AttrValue,
    /// Names the group within the page.
    pub(crate) name: AttrValue,
    /// What there is to choose from.
    pub(crate) options: Vec<AttrValue>,
    /// The position of the chosen one.
    pub(crate) chosen: usize,
    /// The position of the one that was clicked.
    pub(crate) on_choose: Callback<usize>,
}

/// A group of radio buttons.
#[component]
pub(crate) fn Choice(props: &ChoiceProps) -> Html {
    let onchange = props.on_choose.reform(|event: Event| {
        let chosen = event.target_dyn_into::<HtmlInputElement>().and_then(|input| input.value().parse().ok());
        chosen.unwrap_or_default()
    });
    let option = |(position, label): (usize, &AttrValue)| {
        html! {
            <label class="choice-option" key={position}>
                <input type="radio" name={&props.name} value={position.to_string()} checked={position == props.chosen}
                    data-test={format!("{}-{position}", props.name)} onchange={&onchange} />
                <span>{label}</span>
            </label>
        }
    };
    html! {
        <fieldset class="choice">
            <legend class="choice-name">{&props.legend}</legend>
            <div class="choice-options">{for props.options.iter().enumerate().map(option)}</div>
        </fieldset>
    }
}
