//! Six digits, each in a box of its own: one field drawn over the boxes, so that it can be typed, pasted, filled in and
//! read out as one.

use phial_shared::factor::CODE_DIGITS;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// A field that shows a code.
pub(crate) fn code_shown(code: &str, label: String, node: &NodeRef, test: &'static str) -> Html {
    boxed(html! {
        <input ref={node} class="code-digits" readonly=true value={code.to_owned()} aria-label={label} spellcheck="false"
            data-test={test} />
    })
}

/// A field to type a code into. `wrong`: what is typed does not do.
pub(crate) fn code_field(
    typed: &str,
    described_by: &'static str,
    wrong: bool,
    node: &NodeRef,
    on_change: &Callback<String>,
) -> Html {
    let oninput = on_change.reform(|event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        let digits = digits_of(&input.value());
        // Also where nothing is drawn anew because the digits are the same as before.
        if input.value() != digits {
            input.set_value(&digits);
        }
        digits
    });
    boxed(html! {
        <input ref={node} class="code-digits" id="code" inputmode="numeric" autocomplete="one-time-code" value={typed.to_owned()}
            aria-invalid={wrong.then_some("true")} aria-describedby={described_by} data-test="code-input" {oninput} />
    })
}

fn boxed(input: Html) -> Html {
    html! {
        <div class="code-field">
            <div class="code-boxes" aria-hidden="true">{for (0..CODE_DIGITS).map(|_| html! { <span /> })}</div>
            {input}
        </div>
    }
}

/// What was pasted may be a sentence with the code in it.
fn digits_of(text: &str) -> String {
    text.chars().filter(|c| c.is_numeric()).take(CODE_DIGITS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_found_in_what_was_pasted() {
        assert_eq!(digits_of("482 913"), "482913");
        assert_eq!(digits_of("Your code: 482-913.\n"), "482913");
        assert_eq!(digits_of("4829131"), "482913");
        assert_eq!(digits_of("٤٨٢ ٩١٣"), "٤٨٢٩١٣");
    }
}
