//! `/about`: what the server can and cannot see.

use yew::prelude::*;

use crate::components::{Glyph, Title, icon};
use crate::i18n::t;

/// The page.
pub(crate) fn about_page() -> Html {
    let cannot = [t!("cannot-see-files"), t!("cannot-see-names"), t!("cannot-see-words"), t!("cannot-see-key")];
    let can = [t!("can-see-size"), t!("can-see-times"), t!("can-see-limits"), t!("can-see-network")];
    html! {
        <div class="column stack stack-wide">
            <Title text={t!("about-title")} lead={Some(t!("about-lead"))} />
            <section class="card stack" aria-label={t!("cannot-see")}>
                <h2>{t!("cannot-see")}</h2>
                {list(Glyph::Lock, cannot)}
            </section>
            <section class="card stack" aria-label={t!("can-see")}>
                <h2>{t!("can-see")}</h2>
                {list(Glyph::Eye, can)}
            </section>
            <section class="stack prose">
                <h2>{t!("about-how")}</h2>
                <p>{t!("about-how-sending")}</p>
                <p>{t!("about-how-opening")}</p>
                <p>{t!("about-how-ending")}</p>
                <h2>{t!("about-limits")}</h2>
                <p>{t!("about-limits-link")}</p>
                <p>{t!("about-limits-page")}</p>
                <p>{t!("about-limits-copies")}</p>
            </section>
            <div class="row"><a class="button" href="/">{t!("to-start")}</a></div>
        </div>
    }
}

fn list(glyph: Glyph, lines: [String; 4]) -> Html {
    html! {
        <ul class="marks">
            {for lines.into_iter().map(|line| html! { <li class="mark">{icon(glyph)}<span>{line}</span></li> })}
        </ul>
    }
}
