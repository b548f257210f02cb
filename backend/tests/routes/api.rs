//! The API as a whole: its document, and who may do what. One table of operations serves both.

mod access;
mod document;
mod operations;
