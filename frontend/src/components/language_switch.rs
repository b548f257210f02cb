//! The choice of the language, in the footer of every page.

use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::{Glyph, icon};
use crate::i18n::{self, Language, t, use_words};
use crate::services::words;

#[derive(Clone, Copy, PartialEq)]
enum State {
    Quiet,
    Fetching,
    Failed,
}

#[derive(PartialEq, Properties)]
pub(crate) struct LanguageSwitchProps {
    /// Another language is spoken now: what is drawn is to follow.
    pub(crate) on_switched: Callback<Language>,
}

/// A list of the languages, each by its own name.
#[component]
pub(crate) fn LanguageSwitch(props: &LanguageSwitchProps) -> Html {
    use_words();
    let state = use_state_eq(|| State::Quiet);
    let list = use_node_ref();
    let onchange = {
        let (setter, list, on_switched) = (state.setter(), list.clone(), props.on_switched.clone());
        Callback::from(move |_: Event| {
            let Some(list) = list.cast::<HtmlSelectElement>() else { return };
            let (setter, on_switched) = (setter.clone(), on_switched.clone());
            setter.set(State::Fetching);
            spawn_local(async move {
                let code = list.value();
                let fetched = words::fetch(&code).await;
                // Of two quick choices the last one counts.
                if list.value() != code {
                    return;
                }
                match fetched {
                    Ok(compiled) => {
                        let language = Language::new(code, compiled);
                        i18n::speak(language.clone());
                        on_switched.emit(language);
                        setter.set(State::Quiet);
                    }
                    Err(_) => {
                        list.set_value(i18n::language().code());
                        setter.set(State::Failed);
                    }
                }
            });
        })
    };
    let spoken = i18n::language();
    let names = t!("languages");
    let option = |line: &str| {
        let (code, name) = line.split_once(' ').unwrap_or((line, line));
        html! {
            <option value={code.to_owned()} lang={code.to_owned()} selected={code == spoken.code()}>{name.to_owned()}</option>
        }
    };
    html! {
        <div class="language">
            <label class="language-field">
                {icon(Glyph::Globe)}
                <span class="unseen">{t!("language-label")}</span>
                <select ref={list} class="language-list" data-test="language"
                    aria-busy={(*state == State::Fetching).then_some("true")} {onchange}>
                    {for names.lines().map(option)}
                </select>
            </label>
            <span class="language-failed" role="status" data-test="language-failed">
                if *state == State::Failed {
                    {t!("language-failed")}
                }
            </span>
        </div>
    }
}
