//! Small drawings beside words, in the colour of the words.

use yew::prelude::*;

/// What is drawn.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Glyph {
    Alert,
    Back,
    Camera,
    Chat,
    Check,
    Copy,
    Cross,
    Eye,
    Down,
    Forward,
    Full,
    Globe,
    Lock,
    Mail,
    Minus,
    Phone,
    Play,
    Plus,
    Print,
    Qr,
    Share,
    Sms,
    Turn,
}

impl Glyph {
    /// Lines on a field of 24 by 24.
    const fn lines(self) -> &'static str {
        match self {
            Self::Alert => {
                "M12 8v5M12 16.5v.01M10.3 4 2.6 17.5A2 2 0 0 0 4.3 20.5H19.7A2 2 0 0 0 21.4 17.5L13.7 4a2 2 0 0 0-3.4 0Z"
            }
            Self::Back => "M15 5 8 12l7 7",
            Self::Camera => {
                "M4 8h3.2L9 5h6l1.8 3H20a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1ZM12 16.5a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4Z"
            }
            Self::Chat => "M4 20l1.3-4.2A8 8 0 1 1 8.4 19ZM9 10h6M9 13.5h4",
            Self::Check => "M4.5 12.5 9.5 17.5 19.5 7",
            Self::Copy => {
                "M9 9V5a1 1 0 0 1 1-1h9a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-4M5 9h9a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1Z"
            }
            Self::Cross => "M6 6 18 18M18 6 6 18",
            Self::Eye => {
                "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM12 14.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6Z"
            }
            Self::Down => "M12 4v11M7 10.5l5 5 5-5M5 20h14",
            Self::Forward => "M9 5l7 7-7 7",
            Self::Full => "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
            Self::Globe => {
                "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM3.5 9.5h17M3.5 14.5h17M12 3c-5 5-5 13 0 18 5-5 5-13 0-18Z"
            }
            Self::Lock => "M6 11h12v9H6ZM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 14.5v2",
            Self::Mail => "M3.5 6h17v12h-17ZM4 6.5l8 6.5 8-6.5",
            Self::Minus => "M5 12h14",
            Self::Play => "M8 5.5v13l10.5-6.5Z",
            Self::Phone => {
                "M5 4h3.5l1.6 4.2-2.2 1.5a11.5 11.5 0 0 0 6.4 6.4l1.5-2.2 4.2 1.6V19a1.5 1.5 0 0 1-1.6 1.5A15.8 15.8 0 0 1 3.5 5.6 1.5 1.5 0 0 1 5 4Z"
            }
            Self::Plus => "M12 5v14M5 12h14",
            Self::Print => "M7 9V4h10v5M7 17H4.5v-7a1 1 0 0 1 1-1h13a1 1 0 0 1 1 1v7H17M7 14h10v6H7Z",
            Self::Qr => {
                "M4 4h6v6H4ZM14 4h6v6h-6ZM4 14h6v6H4ZM14 14h2.5v2.5M20 14v.01M20 17.5V20h-2.5M14 20v.01M7 7v.01M17 7v.01M7 17v.01"
            }
            Self::Share => "M12 15V4M8 7.5l4-4 4 4M7 11H5v9h14v-9h-2",
            Self::Sms => "M4 5h16v11h-8l-4.5 4V16H4ZM8.5 10.5v.01M12 10.5v.01M15.5 10.5v.01",
            Self::Turn => "M19.5 12a7.5 7.5 0 1 1-2.2-5.3L20 9.4M20 4v5.4h-5.4",
        }
    }
}

/// A drawing that repeats what the words beside it say.
pub(crate) fn icon(glyph: Glyph) -> Html {
    html! {
        <svg class="icon" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor"
            stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
            <path d={glyph.lines()} />
        </svg>
    }
}
