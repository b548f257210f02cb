//! The progress bar: on standard error, and only when a person watches it.

use indicatif::{ProgressBar, ProgressFinish, ProgressStyle};

/// How far a transfer has come, in bytes of ciphertext. Clones show the same bar, and the last of them removes it.
#[derive(Clone, Debug)]
pub(super) struct Progress(ProgressBar);

impl Progress {
    /// A transfer of `len` bytes that begins. The bar draws nothing unless standard error is a terminal.
    #[expect(clippy::expect_used, reason = "the template is a literal")]
    pub(super) fn new(what: &'static str, len: u64) -> Self {
        let style = ProgressStyle::with_template(
            "{msg} {wide_bar} {binary_bytes}/{binary_total_bytes}, {binary_bytes_per_sec}, {eta} left",
        )
        .expect("a well-formed template");
        Self(ProgressBar::new(len).with_style(style).with_message(what).with_finish(ProgressFinish::AndClear))
    }

    /// More bytes have moved.
    pub(super) fn advance(&self, bytes: u64) {
        self.0.inc(bytes);
    }

    /// Bytes that had moved must move again.
    pub(super) fn take_back(&self, bytes: u64) {
        self.0.dec(bytes);
    }

    /// Removes the bar while something else is written, so that the lines do not mix.
    pub(super) fn suspend<T>(&self, write: impl FnOnce() -> T) -> T {
        self.0.suspend(write)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_back_is_not_counted() {
        let progress = Progress::new("Sending", 100);
        progress.advance(60);
        progress.take_back(20);
        assert_eq!(progress.0.position(), 40);
    }
}
