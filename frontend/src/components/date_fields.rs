//! A date in three fields: day, month, year, as all our languages have them.

use phial_shared::factor::{BadFactor, DateOrder, Factor};
use web_sys::HtmlInputElement;
use yew::prelude::*;
use zeroize::Zeroizing;

use crate::i18n::t;

/// What is typed so far.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct TypedDate {
    day: Zeroizing<String>,
    month: Zeroizing<String>,
    year: Zeroizing<String>,
}

impl TypedDate {
    /// The date, once it is whole.
    pub(crate) fn read(&self) -> Result<Factor, BadFactor> {
        let text = Zeroizing::new(format!("{}-{}-{}", *self.year, *self.month, *self.day));
        Factor::date_text(&text, DateOrder::YearMonthDay)
    }

    /// The same with one field changed. A whole date that is pasted into one field fills all three.
    fn with(&self, part: Part, text: &str) -> Self {
        if let Ok(date) = Factor::date_text(text, DateOrder::DayMonthYear) {
            let mut parts = date.as_str().split('-').map(|part| Zeroizing::new(part.to_owned()));
            let (year, month, day) = (parts.next(), parts.next(), parts.next());
            return Self {
                day: day.unwrap_or_default(),
                month: month.unwrap_or_default(),
                year: year.unwrap_or_default(),
            };
        }
        let mut date = self.clone();
        *match part {
            Part::Day => &mut date.day,
            Part::Month => &mut date.month,
            Part::Year => &mut date.year,
        } = Zeroizing::new(text.to_owned());
        date
    }
}

#[derive(Clone, Copy)]
enum Part {
    Day,
    Month,
    Year,
}

/// Whose date it is.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Whose {
    /// The reader's own: the browser may fill it in.
    Own,
    /// Somebody else's.
    Another,
}

/// The fields. `first` becomes the one to begin with; `wrong`: what is typed does not do.
pub(crate) fn date_fields(
    legend: String,
    typed: &TypedDate,
    whose: Whose,
    wrong: bool,
    first: &NodeRef,
    on_change: &Callback<TypedDate>,
) -> Html {
    let fields = [Part::Day, Part::Month, Part::Year].into_iter().enumerate().map(|(position, part)| {
        let (label, test, value, fill) = match part {
            Part::Day => (t!("date-day"), "birth-day", &typed.day, "bday-day"),
            Part::Month => (t!("date-month"), "birth-month", &typed.month, "bday-month"),
            Part::Year => (t!("date-year"), "birth-year", &typed.year, "bday-year"),
        };
        let class = if matches!(part, Part::Year) { "date-part date-part-year" } else { "date-part" };
        let oninput = {
            let typed = typed.clone();
            on_change.reform(move |event: InputEvent| {
                typed.with(part, &event.target_unchecked_into::<HtmlInputElement>().value())
            })
        };
        let node = if position == 0 { first.clone() } else { NodeRef::default() };
        html! {
            <label {class} key={test}>
                <span class="small quiet">{label}</span>
                <input ref={node} class="input" inputmode="numeric" value={(**value).clone()}
                    autocomplete={if whose == Whose::Own { fill } else { "off" }}
                    aria-invalid={wrong.then_some("true")} data-test={test} {oninput} />
            </label>
        }
    });
    html! {
        <fieldset class="date">
            <legend class="field-label">{legend}</legend>
            <div class="date-parts">{for fields}</div>
        </fieldset>
    }
}

#[cfg(all(test, target_family = "wasm"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn three_fields_or_one_paste_make_the_same_date() {
        let mut typed = TypedDate::default();
        for (part, text) in [(Part::Day, "5"), (Part::Month, "03"), (Part::Year, "1948")] {
            assert!(typed.read().is_err());
            typed = typed.with(part, text);
        }
        assert_eq!(typed.read().unwrap().as_str(), "1948-03-05");
        let pasted = TypedDate::default().with(Part::Day, "5.3.1948");
        assert_eq!(pasted.read().unwrap().as_str(), "1948-03-05");
        assert!(typed.with(Part::Month, "13").read().is_err());
        assert!(typed.with(Part::Year, "48").read().is_err());
    }
}
