//! How a sign-in fails.

/// Why nobody signed in. Holds nothing that the provider or the browser sent.
#[derive(Debug, thiserror::Error)]
pub enum SignInFailure {
    /// The provider cannot be reached.
    #[error("the identity provider cannot be reached")]
    Unreachable(#[source] reqwest::Error),
    /// The provider did not answer somebody else a moment ago, or does not answer in time.
    #[error("the identity provider does not answer")]
    Away,
    /// The provider answers with this status where it should not.
    #[error("the identity provider answers with status {0}")]
    Status(u16),
    /// The provider's description of itself, or its answer, makes no sense.
    #[error("the identity provider makes no sense")]
    Provider,
    /// The provider refuses the code: it was used, is over, or was never given.
    #[error("the identity provider refuses the code")]
    Code,
    /// The ID token is none, or is signed in a way that is not accepted.
    #[error("the ID token is malformed, or signed in a way that is not accepted")]
    Token,
    /// No key of the provider has signed the ID token.
    #[error("no key of the identity provider has signed the ID token")]
    UnknownKey,
    /// The signature does not fit.
    #[error("the signature of the ID token does not fit")]
    Signature,
    /// This claim of the ID token is not about this sign-in.
    #[error("the claim {0} of the ID token does not fit")]
    Claim(&'static str),
}

impl SignInFailure {
    /// Whether the provider is away, rather than the sign-in wrong.
    pub const fn is_providers(&self) -> bool {
        matches!(self, Self::Unreachable(_) | Self::Away | Self::Status(_) | Self::Provider)
    }
}

impl From<reqwest::Error> for SignInFailure {
    fn from(error: reqwest::Error) -> Self {
        // Its text would hold the address, which holds nothing secret but is long.
        Self::Unreachable(error.without_url())
    }
}
