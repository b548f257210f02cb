//! Who may send: signing in, own shares, and what auditors and administrators see.
//!
//! A browser shows its session by a cookie, a program by `Authorization: Bearer`. Accounts are opaque ids without names.

use std::fmt;
use std::ops::BitOr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::ShareState;
use crate::ids::{AccountId, InviteId, ShareId};
use crate::keys::InviteToken;
use crate::time::UnixSeconds;

/// How the server knows who may send.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SendersMode {
    /// Whoever reaches the server may.
    #[default]
    Open,
    /// Whoever was given an invitation may.
    Invite,
    /// Whoever signs in with the organisation's identity provider may.
    Oidc,
}

/// What an account may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Send, and list and erase what it has sent.
    Sender,
    /// Read the log of any share.
    Auditor,
    /// Erase any share, and revoke any account.
    Admin,
}

/// The roles of an account; none of them includes another. A list in JSON.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transparent))]
pub struct Roles(#[cfg_attr(feature = "schema", schemars(with = "Vec<Role>"))] u8);

impl Role {
    /// Every role.
    pub const ALL: [Self; 3] = [Self::Sender, Self::Auditor, Self::Admin];

    /// The stable text.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sender => "sender",
            Self::Auditor => "auditor",
            Self::Admin => "admin",
        }
    }

    const fn bit(self) -> u8 {
        match self {
            Self::Sender => 1,
            Self::Auditor => 2,
            Self::Admin => 4,
        }
    }
}

impl Roles {
    /// No role: nothing is allowed.
    pub const NONE: Self = Self(0);

    /// Whether this role is among them.
    pub const fn has(self, role: Role) -> bool {
        self.0 & role.bit() != 0
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The roles, in a fixed order.
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| self.has(*role))
    }

    /// One bit for each role, as the database keeps them.
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// The roles of such bits; `None` if a bit stands for no role.
    pub const fn from_bits(bits: u8) -> Option<Self> {
        if bits < 8 { Some(Self(bits)) } else { None }
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        roles.into_iter().fold(Self::NONE, |roles, role| roles | Self(role.bit()))
    }
}

impl BitOr for Roles {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl fmt::Debug for Roles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl Serialize for Roles {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for Roles {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Vec::<Role>::deserialize(deserializer)?.into_iter().collect())
    }
}

/// `GET /api/v1/session`, and the answer to every sign-in: who the caller is. The session itself is in the cookie.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Session {
    /// The account.
    pub account: AccountId,
    /// What it may do.
    pub roles: Roles,
    /// When the session ends, however much it is used.
    pub expires_at: UnixSeconds,
}

/// `POST /api/v1/session/join`: makes an account from an invitation, and a session for it.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Join {
    /// The token from the invitation's link.
    pub invite: InviteToken,
}

/// The answer to `POST /api/v1/session/begin`: where the browser goes to sign in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignInBegun {
    /// An address of the identity provider.
    pub url: String,
}

/// `POST /api/v1/session/oidc`: what the identity provider gave to the browser.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FinishSignIn {
    /// The authorization code.
    pub code: String,
    /// The state that the sign-in was begun with.
    pub state: String,
}

impl fmt::Debug for FinishSignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FinishSignIn([redacted])")
    }
}

/// A share in a list: nothing of what it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ListedShare {
    /// The share.
    pub share_id: ShareId,
    /// Who sent it, where the server knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountId>,
    /// What can be done with it.
    pub state: ShareState,
    /// When it was announced.
    pub created_at: UnixSeconds,
    /// When it was sealed.
    pub sealed_at: Option<UnixSeconds>,
    /// When the last of its links expires or did.
    pub expires_at: Option<UnixSeconds>,
    /// When its content was erased.
    pub erased_at: Option<UnixSeconds>,
    /// How many links it has.
    pub links: u32,
    /// How many of them can be opened now.
    pub live_links: u32,
    /// How often its links were opened together.
    pub opens: u64,
}

/// `GET /api/v1/account/shares`, `GET /api/v1/audit/shares` and `GET /api/v1/admin/accounts/{id}/shares`: the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ShareList {
    /// The shares of this page.
    pub shares: Vec<ListedShare>,
    /// What `?after=` takes for the next page; `None`: this was the last.
    pub next: Option<String>,
}

/// How an account came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AccountOrigin {
    /// By an invitation.
    Invite,
    /// By signing in with the identity provider.
    Oidc,
    /// Made by the operator for a program, with a bearer token.
    Token,
}

/// An account, as an administrator sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ListedAccount {
    /// The account.
    pub account: AccountId,
    /// How it came to be.
    pub origin: AccountOrigin,
    /// The invitation that it came by, if it was one.
    pub invite: Option<InviteId>,
    /// What it may do.
    pub roles: Roles,
    /// When it was made.
    pub created_at: UnixSeconds,
    /// When it last signed in.
    pub signed_in_at: UnixSeconds,
    /// When it was revoked.
    pub revoked_at: Option<UnixSeconds>,
    /// How many of its shares are not erased.
    pub shares: u64,
}

/// `GET /api/v1/admin/accounts`: the oldest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccountList {
    /// The accounts of this page.
    pub accounts: Vec<ListedAccount>,
    /// What `?after=` takes for the next page; `None`: this was the last.
    pub next: Option<String>,
}

/// `DELETE /api/v1/admin/accounts/{id}/shares`: all shares of an account were refused to everyone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SharesErased {
    /// How many are gone.
    pub erased: u64,
    /// How many the storage failed on: they are refused, and the next sweep deletes them.
    pub pending: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_a_list_and_bits() {
        let roles: Roles = [Role::Admin, Role::Sender, Role::Admin].into_iter().collect();
        assert_eq!(serde_json::to_string(&roles).unwrap(), r#"["sender","admin"]"#);
        assert_eq!(serde_json::from_str::<Roles>(r#"["admin","sender"]"#).unwrap(), roles);
        assert!(serde_json::from_str::<Roles>(r#"["owner"]"#).is_err());
        assert_eq!(Roles::from_bits(roles.bits()), Some(roles));
        assert_eq!(Roles::from_bits(8), None);
        assert!(!roles.has(Role::Auditor) && !roles.is_empty() && Roles::NONE.is_empty());
    }

    #[test]
    fn a_code_does_not_print() {
        let finish = FinishSignIn { code: "secret-code".to_owned(), state: "state".to_owned() };
        assert!(!format!("{finish:?}").contains("secret"));
    }
}
