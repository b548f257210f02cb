//! What the server needs to know who may send: the identity provider, and the operator's commands.

pub mod command;
pub mod oidc;
