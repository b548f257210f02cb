//! Texts that must not be shown.

use std::convert::Infallible;
use std::fmt;
use std::path::Path;
use std::str::FromStr;

use zeroize::Zeroizing;

/// A setting that is a secret, or holds one. It prints as `[redacted]`, and every setting of this type is hidden in the
/// help and in `phial config check`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// The text of a file, without white space around it.
    ///
    /// # Errors
    /// When it cannot be read, or has no text.
    pub(super) fn read(file: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(file)
            .map(Zeroizing::new)
            .map_err(|error| format!("{}: {error}", file.display()))?;
        match text.trim() {
            "" => Err(format!("{} is empty", file.display())),
            text => Ok(Self(Zeroizing::new(text.to_owned()))),
        }
    }

    /// The text itself. It must not reach a log, an error or an answer.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl FromStr for Secret {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(Zeroizing::new(text.to_owned())))
    }
}
