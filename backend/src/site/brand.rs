//! The organisation's colours: one for each theme, and what the page makes of it.

use super::colour::{Colour, READABLE};

/// What text and buttons of the organisation's colour stand on, as `static/css/00-tokens.css` has it.
const LIGHT: Ground =
    Ground { paper: Colour([0xf6, 0xf5, 0xf1]), surface: Colour::WHITE, soft: Colour([0x55, 0x64, 0x5f]) };
const DARK: Ground =
    Ground { paper: Colour([0x0e, 0x15, 0x14]), surface: Colour([0x17, 0x21, 0x20]), soft: Colour([0x9d, 0xb0, 0xab]) };
/// The most of the colour that a tinted background has.
const MOST_TINT: u16 = 14;

struct Ground {
    paper: Colour,
    surface: Colour,
    /// Quiet text, which must be read on a tinted background too.
    soft: Colour,
}

/// The organisation's colours, which can be read wherever the page uses them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Brand {
    light: Colour,
    dark: Colour,
}

/// Text of this colour could not be read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unreadable {
    colour: Colour,
    ground: Colour,
    is_dark: bool,
}

impl Brand {
    /// The colour for the light theme, and the one for the dark theme; without it, a lighter one is made of the first.
    ///
    /// # Errors
    /// When text of a colour could not be read. The lists have what is wrong with each.
    pub fn new(light: Colour, dark: Option<Colour>) -> Result<Self, (Option<Unreadable>, Option<Unreadable>)> {
        // Buttons have text of the surface's colour, whose contrast is no smaller than that of the paper.
        let unreadable = |colour: Colour, ground: Colour, is_dark: bool| {
            (!colour.is_readable_on(ground)).then_some(Unreadable { colour, ground, is_dark })
        };
        let dark = dark.unwrap_or_else(|| light.towards(Colour::WHITE, DARK.surface.mixed(Colour::WHITE, 14)));
        let wrong = (unreadable(light, LIGHT.paper, false), unreadable(dark, DARK.surface, true));
        if wrong == (None, None) { Ok(Self { light, dark }) } else { Err(wrong) }
    }

    /// The style that puts the colours in place of the page's own. To be loaded after it.
    pub fn stylesheet(&self) -> String {
        let light = tokens(self.light, &LIGHT, Colour::BLACK, Colour::WHITE);
        let dark = tokens(self.dark, &DARK, Colour::WHITE, DARK.paper);
        // The viewer is dark in both themes.
        format!(":root{{{light}}}\n.viewer{{{dark}}}\n@media (prefers-color-scheme: dark){{:root{{{dark}}}}}\n")
    }
}

/// `stronger`: what a pressed button moves towards; `on`: text on a button.
fn tokens(colour: Colour, ground: &Ground, stronger: Colour, on: Colour) -> String {
    format!(
        "--brand:{colour};--brand-strong:{};--on-brand:{on};--tint:{};--liquid:{}",
        colour.mixed(stronger, 24),
        tint(colour, ground),
        colour.mixed(ground.surface, 16),
    )
}

/// As much of the colour as leaves the text on it readable.
fn tint(colour: Colour, ground: &Ground) -> Colour {
    let tints = (0..=MOST_TINT).rev().map(|percent| ground.surface.mixed(colour, percent));
    let mut readable = tints.filter(|tint| colour.is_readable_on(*tint) && ground.soft.is_readable_on(*tint));
    readable.next().unwrap_or(ground.surface)
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { colour, ground, is_dark } = *self;
        // Cut off, not rounded: 4.499 is not 4.5.
        let ratio = (colour.contrast(ground) * 100.0).floor() / 100.0;
        let (theme, way, end) =
            if is_dark { ("dark", "lighter", Colour::WHITE) } else { ("light", "darker", Colour::BLACK) };
        let better = colour.towards(end, ground);
        write!(
            f,
            "{colour} has a contrast of {ratio:.2} to {ground}, which it stands on in the {theme} theme; text needs \
             {READABLE}. Choose a {way} one, such as {better}"
        )
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PAGE: &str = include_str!("../../../static/css/00-tokens.css");

    /// The value of a token in a rule of a style.
    fn token(style: &str, rule: &str, name: &str) -> Colour {
        let (_, after) = style.split_once(rule).unwrap();
        let (_, value) = after.split_once(&format!("--{name}:")).unwrap();
        value.trim_start()[..7].parse().unwrap()
    }

    #[test]
    fn what_colours_stand_on_is_what_the_page_has() {
        for (rule, ground) in [("", &LIGHT), ("(prefers-color-scheme: dark)", &DARK)] {
            for (name, colour) in [("paper", ground.paper), ("surface", ground.surface), ("soft", ground.soft)] {
                assert_eq!(token(PAGE, rule, name), colour, "{rule} {name}");
            }
        }
    }

    #[test]
    fn a_pale_colour_is_refused_with_its_contrast_and_a_better_one() {
        let (light, dark) = Brand::new("#e2b100".parse().unwrap(), None).unwrap_err();
        let said = light.unwrap().to_string();
        assert!(said.starts_with("#e2b100 has a contrast of 1.82 to #f6f5f1"), "{said}");
        assert!(said.contains("needs 4.5") && said.contains("darker"), "{said}");
        assert_eq!(dark, None);
        let better: Colour = said.rsplit(' ').next().unwrap().parse().unwrap();
        assert!(Brand::new(better, None).is_ok(), "{said}");

        let teal = "#0c5f5b".parse().unwrap();
        let (light, dark) = Brand::new(teal, Some(teal)).unwrap_err();
        assert_eq!(light, None);
        let said = dark.unwrap().to_string();
        assert!(said.contains("to #172120") && said.contains("dark theme") && said.contains("lighter"), "{said}");
        let better: Colour = said.rsplit(' ').next().unwrap().parse().unwrap();
        assert!(Brand::new(teal, Some(better)).is_ok(), "{said}");
    }

    #[test]
    fn the_style_is_nothing_but_tokens() {
        let style = Brand::new("#7a1f5c".parse().unwrap(), None).unwrap().stylesheet();
        assert_eq!(token(&style, ":root", "brand"), "#7a1f5c".parse().unwrap());
        assert_ne!(token(&style, "(prefers-color-scheme: dark)", "brand"), "#7a1f5c".parse().unwrap());
        assert!(!style.contains("url") && !style.contains("@import"), "{style}");
    }

    proptest! {
        /// Whatever colours are accepted, all that the page writes with them can be read.
        #[test]
        fn what_is_accepted_can_be_read_everywhere(light: [u8; 3], dark in proptest::option::of(any::<[u8; 3]>())) {
            if let Ok(brand) = Brand::new(Colour(light), dark.map(Colour)) {
                let style = brand.stylesheet();
                for (rule, ground) in [(":root", &LIGHT), (".viewer", &DARK), ("scheme: dark)", &DARK)] {
                    let token = |name| token(&style, rule, name);
                    for background in [ground.paper, ground.surface, token("tint")] {
                        prop_assert!(token("brand").is_readable_on(background), "{rule} on {background}: {style}");
                    }
                    prop_assert!(ground.soft.is_readable_on(token("tint")), "{rule}: {style}");
                    for button in ["brand", "brand-strong"] {
                        prop_assert!(token("on-brand").is_readable_on(token(button)), "{rule} {button}: {style}");
                    }
                }
            }
        }

        /// Without a colour for the dark theme, only the light one can be wrong.
        #[test]
        fn the_dark_theme_finds_a_colour_by_itself(light: [u8; 3]) {
            let dark = Brand::new(Colour(light), None).err().and_then(|(_, dark)| dark);
            prop_assert_eq!(dark, None);
        }
    }
}
