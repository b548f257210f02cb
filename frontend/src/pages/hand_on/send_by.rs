//! Ways to hand a text on: the system's own sheet, and the programs that most people have.

use js_sys::{Function, Object, Promise, Reflect, encode_uri_component};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

use crate::components::{Glyph, icon};
use crate::i18n::{t, use_words};

/// A program that takes a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Whatsapp,
    Sms,
    Mail,
}

impl Way {
    const ALL: [Self; 3] = [Self::Whatsapp, Self::Sms, Self::Mail];

    const fn name(self) -> &'static str {
        match self {
            Self::Whatsapp => "whatsapp",
            Self::Sms => "sms",
            Self::Mail => "mail",
        }
    }

    const fn glyph(self) -> Glyph {
        match self {
            Self::Whatsapp => Glyph::Chat,
            Self::Sms => Glyph::Sms,
            Self::Mail => Glyph::Mail,
        }
    }

    fn label(self) -> String {
        match self {
            Self::Whatsapp => t!("by-whatsapp"),
            Self::Sms => t!("by-sms"),
            Self::Mail => t!("by-mail"),
        }
    }

    /// The address that opens the program with the text in it.
    fn address(self, letter: &Letter) -> String {
        let encoded = |text: &str| String::from(encode_uri_component(text));
        let (subject, text) = (encoded(&letter.subject), encoded(&letter.text));
        match self {
            Self::Whatsapp => format!("https://wa.me/?text={text}"),
            Self::Sms => format!("sms:?&body={text}"),
            Self::Mail => format!("mailto:?subject={subject}&body={text}"),
        }
    }
}

/// What is sent.
#[derive(Clone, PartialEq)]
pub(crate) struct Letter {
    /// For mail.
    pub(crate) subject: AttrValue,
    pub(crate) text: AttrValue,
}

#[derive(PartialEq, Properties)]
pub(crate) struct SendByProps {
    pub(crate) letter: Letter,
    /// Names the buttons for tests, with the name of the way.
    pub(crate) test: &'static str,
    /// A way that is not offered.
    #[prop_or_default]
    pub(crate) taken: Option<Way>,
    /// Told which way was taken.
    pub(crate) on_way: Callback<Way>,
    /// Buttons that stand with them.
    #[prop_or_default]
    pub(crate) children: Html,
}

/// The buttons.
#[component]
pub(crate) fn SendBy(props: &SendByProps) -> Html {
    use_words();
    let SendByProps { letter, test, taken, on_way, children } = props;
    let sheet = share_sheet().map(|share| {
        let text = letter.text.clone();
        html! {
            <button type="button" class="button" data-test={format!("{test}-share-sheet")} onclick={move |_| open_sheet(&share, &text)}>
                {icon(Glyph::Share)}{t!("share-sheet")}
            </button>
        }
    });
    let ways = Way::ALL.into_iter().filter(|way| Some(*way) != *taken).map(|way| {
        html! {
            <a class="button" href={way.address(letter)} target="_blank" rel="noreferrer"
                data-test={format!("{test}-{}", way.name())} onclick={on_way.reform(move |_| way)}>
                {icon(way.glyph())}{way.label()}
            </a>
        }
    });
    html! { <div class="send-by">{for sheet}{for ways}{children.clone()}</div> }
}

/// The system's own sheet, where the browser has it.
fn share_sheet() -> Option<Function> {
    Reflect::get(&gloo::utils::window().navigator(), &JsValue::from_str("share")).ok()?.dyn_into().ok()
}

fn open_sheet(share: &Function, text: &str) {
    let data = Object::new();
    // Setting a property of a fresh object cannot fail.
    let _ = Reflect::set(&data, &JsValue::from_str("text"), &JsValue::from_str(text));
    if let Ok(closed) = share.call1(&gloo::utils::window().navigator(), &data) {
        // A sheet that the person closes is no error.
        spawn_local(async move { drop(JsFuture::from(Promise::from(closed)).await) });
    }
}
