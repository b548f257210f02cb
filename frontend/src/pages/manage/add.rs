//! One more recipient, long after sending: the files are not needed again.

use std::rc::Rc;

use phial_shared::api::{MAX_LINKS, ServerConfig};
use phial_shared::factor::BadFactor;
use phial_shared::file_name::display_name;
use phial_shared::link::ManageLink;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::trouble;
use crate::components::{Dialog, Glyph, Trouble, close_button, icon, trouble_notice};
use crate::i18n::{t, use_words};
use crate::pages::hand_on::MadeLinkCards;
use crate::pages::recipients::limits::preset;
use crate::pages::recipients::{RecipientDraft, RecipientFields};
use crate::services::links::MadeLink;
use crate::services::manage::{self, ManagedShare};
use crate::services::preview::is_likely_shown;

#[derive(Properties)]
pub(crate) struct AddRecipientProps {
    pub(crate) link: Rc<ManageLink>,
    pub(crate) share: Rc<ManagedShare>,
    pub(crate) config: Rc<ServerConfig>,
    pub(crate) on_added: Callback<MadeLink>,
}

impl PartialEq for AddRecipientProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.link, &other.link) && Rc::ptr_eq(&self.share, &other.share) && self.config == other.config
    }
}

#[derive(Clone, Copy, Default, PartialEq)]
struct State {
    open: bool,
    busy: bool,
    wrong: Option<BadFactor>,
    trouble: Option<Trouble>,
}

/// The button, and the form that it opens.
#[component]
pub(crate) fn AddRecipient(props: &AddRecipientProps) -> Html {
    use_words();
    let state = use_state_eq(State::default);
    let blank = || RecipientDraft { limits: Some(preset(&props.config)), ..RecipientDraft::new(&props.config) };
    let draft = use_state_eq(blank);
    if props.share.share.links.len() >= MAX_LINKS {
        return Html::default();
    }
    let on_open = {
        let (setter, draft, blank) = (state.setter(), draft.setter(), blank());
        move |_: MouseEvent| {
            draft.set(blank.clone());
            setter.set(State { open: true, ..State::default() });
        }
    };
    let on_close = {
        let setter = state.setter();
        Callback::from(move |()| setter.set(State::default()))
    };
    let on_change = {
        let (setter, draft, now) = (state.setter(), draft.setter(), *state);
        Callback::from(move |changed| {
            draft.set(changed);
            setter.set(State { wrong: None, ..now });
        })
    };
    html! {
        <>
            <div class="row">
                <button type="button" class="button button-plain" data-test="add-recipient" onclick={on_open}>
                    {icon(Glyph::Plus)}{t!("add-recipient")}
                </button>
            </div>
            if state.open {
                <Dialog label={t!("add-recipient")} {on_close}>
                    <form class="stack" onsubmit={submit(props, &state, &draft)}>
                        <div class="dialog-head">
                            <h2>{t!("add-recipient")}</h2>
                            {close_button("button button-round", Some(t!("close")), icon(Glyph::Cross))}
                        </div>
                        <RecipientFields config={props.config.clone()} draft={(*draft).clone()} shared={None}
                            not_shown={not_shown(&props.share)} wrong={state.wrong} {on_change} />
                        {for state.trouble.map(|trouble| trouble_notice(trouble, None))}
                        <button type="submit" class="button button-main button-wide" disabled={state.busy} data-test="make-link">
                            if state.busy {
                                <span class="busy" aria-hidden="true" />
                            }
                            {t!("make-link")}
                        </button>
                    </form>
                </Dialog>
            }
        </>
    }
}

/// The name of the first file that a page probably does not show.
fn not_shown(share: &ManagedShare) -> Option<AttrValue> {
    let mut files = share.manifest.as_ref()?.files().iter();
    let file = files.find(|file| !is_likely_shown(&file.name, &file.media_type, file.size))?;
    Some(display_name(&file.name).into())
}

#[derive(Properties)]
pub(crate) struct AddedProps {
    pub(crate) link: Rc<MadeLink>,
}

impl PartialEq for AddedProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.link, &other.link)
    }
}

/// A link that was just added. Takes the focus, since the form that brought it is gone.
#[component]
pub(crate) fn Added(props: &AddedProps) -> Html {
    use_words();
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            if let Some(element) = node.cast::<HtmlElement>() {
                // Where focus is refused, the link is still there to be read.
                let _ = element.focus();
            }
        });
    }
    html! {
        <div ref={node} tabindex="-1" class="added stack"><MadeLinkCards link={props.link.clone()} /></div>
    }
}

fn submit(
    props: &AddRecipientProps,
    state: &UseStateHandle<State>,
    draft: &UseStateHandle<RecipientDraft>,
) -> Callback<SubmitEvent> {
    let (link, share, config) = (props.link.clone(), props.share.clone(), props.config.clone());
    let (setter, on_added) = (state.setter(), props.on_added.clone());
    let filled = draft.to_recipient(preset(&config));
    let now = **state;
    Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        let recipient = match &filled {
            Ok(recipient) => recipient.clone(),
            Err(why) => return setter.set(State { wrong: Some(*why), ..now }),
        };
        if now.busy {
            return;
        }
        setter.set(State { busy: true, trouble: None, ..now });
        let (link, share, config) = (link.clone(), share.clone(), config.clone());
        let (setter, on_added) = (setter.clone(), on_added.clone());
        spawn_local(async move {
            match manage::add(&link, &share.share, recipient, &config).await {
                Ok(made) => {
                    setter.set(State::default());
                    on_added.emit(made);
                }
                Err(error) => setter.set(State { busy: false, trouble: Some(trouble(&error)), ..now }),
            }
        });
    })
}
