//! Colours of sRGB, and how well one is read on another.

use std::fmt;
use std::str::FromStr;

/// The contrast that text needs (WCAG 2.2, 1.4.3).
pub(crate) const READABLE: f64 = 4.5;

/// A colour, one byte each of red, green and blue.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

/// The text is not a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write a colour as # and six hexadecimal digits, such as #0c5f5b")]
pub struct BadColour;

impl Colour {
    pub(crate) const WHITE: Self = Self([255; 3]);
    pub(crate) const BLACK: Self = Self([0; 3]);

    /// This colour with so many percent of another in it.
    pub(crate) fn mixed(self, other: Self, percent: u16) -> Self {
        let share = percent.min(100);
        let mixed = |own: u8, other: u8| (u16::from(own) * (100 - share) + u16::from(other) * share + 50) / 100;
        // A mean of bytes is a byte.
        Self(std::array::from_fn(|part| mixed(self.0[part], other.0[part]) as u8))
    }

    /// The contrast ratio of WCAG 2.2: from 1, none, to 21, black on white.
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// Whether text of one colour can be read on the other.
    pub(crate) fn is_readable_on(self, other: Self) -> bool {
        self.contrast(other) >= READABLE
    }

    /// The first of the mixtures with another colour that can be read on a background.
    pub(crate) fn towards(self, other: Self, background: Self) -> Self {
        let mixtures = (0..=100).map(|percent| self.mixed(other, percent));
        mixtures.into_iter().find(|mixture| mixture.is_readable_on(background)).unwrap_or(other)
    }

    /// The relative luminance of WCAG 2.2, from 0 to 1.
    fn luminance(self) -> f64 {
        let linear = |byte: u8| match f64::from(byte) / 255.0 {
            dark if dark <= 0.04045 => dark / 12.92,
            part => ((part + 0.055) / 1.055).powf(2.4),
        };
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

impl FromStr for Colour {
    type Err = BadColour;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.trim().strip_prefix('#').ok_or(BadColour)?;
        // `from_str_radix` would accept a sign.
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(BadColour);
        }
        let number = u32::from_str_radix(digits, 16).map_err(|_| BadColour)?;
        let [_, red, green, blue] = number.to_be_bytes();
        Ok(Self([red, green, blue]))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl fmt::Debug for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn colour(text: &str) -> Colour {
        text.parse().unwrap()
    }

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        // Published by WebAIM's checker.
        for (one, two, ratio) in [
            ("#000000", "#ffffff", 21.0),
            ("#777777", "#ffffff", 4.48),
            ("#767676", "#ffffff", 4.54),
            ("#ff0000", "#ffffff", 4.0),
        ] {
            let found = colour(one).contrast(colour(two));
            assert!((found - ratio).abs() < 0.01, "{one} on {two}: {found}");
        }
    }

    #[test]
    fn what_is_no_colour_is_refused() {
        for text in ["", "0c5f5b", "#0c5f5", "#0c5f5bb", "#+c5f5b", "#0c5f5g", "teal", "#0c5f5b;}", "rgb(1,2,3)"] {
            assert_eq!(text.parse::<Colour>(), Err(BadColour), "{text}");
        }
        assert_eq!(colour(" #0C5F5B ").to_string(), "#0c5f5b");
    }

    proptest! {
        #[test]
        fn text_round_trips_and_contrast_has_no_direction(one: [u8; 3], two: [u8; 3]) {
            let (one, two) = (Colour(one), Colour(two));
            prop_assert_eq!(one.to_string().parse::<Colour>(), Ok(one));
            prop_assert!((one.contrast(two) - two.contrast(one)).abs() < 1e-9);
            prop_assert!((1.0..=21.01).contains(&one.contrast(two)));
        }

        #[test]
        fn a_mixture_lies_between(one: [u8; 3], two: [u8; 3], percent in 0_u16..=100) {
            let mixed = Colour(one).mixed(Colour(two), percent).0;
            for part in 0..3 {
                prop_assert!((one[part].min(two[part])..=one[part].max(two[part])).contains(&mixed[part]));
            }
            prop_assert_eq!(Colour(one).mixed(Colour(two), 0), Colour(one));
            prop_assert_eq!(Colour(one).mixed(Colour(two), 100), Colour(two));
        }
    }
}
