//! `/api/v1/shares`.

mod create;
mod erase;
mod links;
mod look;
mod parts;
mod seal;
mod slow;
