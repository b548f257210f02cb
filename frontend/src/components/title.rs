//! The heading of a view.

use web_sys::HtmlElement;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct TitleProps {
    pub(crate) text: AttrValue,
    /// The sentence below.
    #[prop_or_default]
    pub(crate) lead: Option<AttrValue>,
    /// The view has taken the place of another: the heading takes the focus, so that it is read out.
    #[prop_or_default]
    pub(crate) arrived: bool,
}

/// The heading of a view and its leading sentence.
#[component]
pub(crate) fn Title(props: &TitleProps) -> Html {
    let heading = use_node_ref();
    {
        let heading = heading.clone();
        use_effect_with(props.arrived, move |arrived| {
            if *arrived && let Some(heading) = heading.cast::<HtmlElement>() {
                gloo::utils::window().scroll_to_with_x_and_y(0.0, 0.0);
                // Where focus is refused, the view is still there to be read.
                let _ = heading.focus();
            }
        });
    }
    html! {
        <div class="title">
            <h1 ref={heading} tabindex="-1">{&props.text}</h1>
            if let Some(lead) = &props.lead {
                <p class="lead">{lead}</p>
            }
        </div>
    }
}
