//! `/api/v1/links`.

mod content;
mod events;
mod factor;
mod open;
