//! The log: JSON lines on standard error.
//!
//! It never holds a token, a whole id, a path, a query or an address of a client. What libraries log is let through from
//! `warn` on only, whatever the level: below that they tell of whole requests.

use std::error::Error;

use tracing::Level;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;

/// A subscriber that writes JSON lines.
pub fn subscriber<W>(level: Level, writer: W) -> impl tracing::Subscriber + Send + Sync
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let lines = tracing_subscriber::fmt::layer().json().flatten_event(true).with_writer(writer);
    let filter = Targets::new()
        .with_default(LevelFilter::WARN)
        // Its errors are those of clients, and of answers that `http::edge` has a line for.
        .with_target("actix_http", LevelFilter::OFF)
        .with_target("phial", level);
    tracing_subscriber::registry().with(filter).with(lines)
}

/// An error and its causes in one line, the outermost first.
pub fn causes(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}
