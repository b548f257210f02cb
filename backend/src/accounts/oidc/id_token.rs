//! The ID token: whether it is the provider's word about this sign-in (OpenID Connect Core 1.0, 3.1.3.7).

use jsonwebtoken::jwk::{Jwk, JwkSet, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, Header, Validation, decode, decode_header};
use phial_shared::time::{Seconds, UnixSeconds};
use serde_json::{Map, Value};

use super::SignInFailure;
use super::signature::ACCEPTED;

/// How far the provider's clock may be from ours.
const SKEW: Seconds = Seconds::MINUTE;

/// What the ID token must say.
pub(super) struct Expected<'a> {
    pub(super) issuer: &'a str,
    pub(super) client_id: &'a str,
    pub(super) nonce: String,
    pub(super) now: UnixSeconds,
}

/// What the provider says about a person.
pub(super) struct Claims {
    pub(super) subject: String,
    all: Map<String, Value>,
}

impl Expected<'_> {
    /// The claims of a token that one of the keys has signed, for this server and this sign-in.
    pub(super) fn check(&self, token: &str, keys: &JwkSet) -> Result<Claims, SignInFailure> {
        let header = decode_header(token).map_err(|_| SignInFailure::Token)?;
        if !ACCEPTED.contains(&header.alg) {
            return Err(SignInFailure::Token);
        }
        let key = key(keys, &header)?;
        let claims = verified(token, header.alg, &key)?;
        self.check_claims(&claims)?;
        Claims::new(claims)
    }

    fn check_claims(&self, claims: &Map<String, Value>) -> Result<(), SignInFailure> {
        let text = |name: &str| claims.get(name).and_then(Value::as_str);
        let checks = [
            ("iss", text("iss") == Some(self.issuer)),
            ("aud", self.is_for_us(claims)),
            ("nonce", text("nonce") == Some(&self.nonce)),
            ("exp", number(claims, "exp").is_some_and(|expires| self.now < UnixSeconds(expires) + SKEW)),
            ("iat", number(claims, "iat").is_some_and(|issued| UnixSeconds(issued) <= self.now + SKEW)),
        ];
        match checks.iter().find(|(_, fits)| !fits) {
            Some((name, _)) => Err(SignInFailure::Claim(name)),
            None => Ok(()),
        }
    }

    /// A token for several is for us only if it was given to us.
    fn is_for_us(&self, claims: &Map<String, Value>) -> bool {
        let us = |value: &Value| value.as_str() == Some(self.client_id);
        let given_to_us = claims.get("azp").is_none_or(us);
        match claims.get("aud") {
            Some(Value::Array(several)) if several.len() > 1 => {
                several.iter().any(us) && claims.contains_key("azp") && given_to_us
            }
            Some(Value::Array(one)) => one.iter().any(us) && given_to_us,
            Some(one) => us(one) && given_to_us,
            None => false,
        }
    }
}

impl Claims {
    fn new(all: Map<String, Value>) -> Result<Self, SignInFailure> {
        match all.get("sub").and_then(Value::as_str).filter(|subject| !subject.is_empty()) {
            Some(subject) => Ok(Self { subject: subject.to_owned(), all }),
            None => Err(SignInFailure::Claim("sub")),
        }
    }

    /// What the provider says when it is asked.
    pub(super) fn of_user_info(all: Map<String, Value>) -> Result<Self, SignInFailure> {
        Self::new(all)
    }

    /// The groups in a claim, by its name or else by a path of names with dots; `None` if there is no such claim.
    pub(super) fn groups(&self, claim: &str) -> Option<Vec<String>> {
        let found = self.all.get(claim).or_else(|| {
            let mut names = claim.split('.');
            let first = self.all.get(names.next()?)?;
            names.try_fold(first, |value, name| value.get(name))
        })?;
        let list = match found {
            Value::Array(list) => list.as_slice(),
            one => std::slice::from_ref(one),
        };
        Some(list.iter().filter_map(|group| group.as_str().map(str::to_owned)).collect())
    }
}

/// The key that the header names; without a name, the only one that could have signed.
fn key(keys: &JwkSet, header: &Header) -> Result<DecodingKey, SignInFailure> {
    let mut fitting = keys.keys.iter().filter(|key| may_sign(key, header));
    match (fitting.next(), fitting.next()) {
        (Some(key), None) => DecodingKey::from_jwk(key).map_err(|_| SignInFailure::UnknownKey),
        _ => Err(SignInFailure::UnknownKey),
    }
}

fn may_sign(key: &Jwk, header: &Header) -> bool {
    let named = header.kid.is_none() || header.kid == key.common.key_id;
    let to_sign = key.common.public_key_use.as_ref().is_none_or(|purpose| *purpose == PublicKeyUse::Signature);
    let algorithm = key.common.key_algorithm;
    let fits = algorithm.is_none_or(|algorithm| algorithm.to_string() == format!("{:?}", header.alg));
    let family = DecodingKey::from_jwk(key).is_ok_and(|key| key.family() == header.alg.family());
    named && to_sign && fits && family
}

fn verified(token: &str, algorithm: Algorithm, key: &DecodingKey) -> Result<Map<String, Value>, SignInFailure> {
    let mut validation = Validation::new(algorithm);
    // The claims are checked above, by this server's clock and with the sign-in's nonce.
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation.required_spec_claims.clear();
    decode(token, key, &validation).map(|token| token.claims).map_err(|_| SignInFailure::Signature)
}

fn number(claims: &Map<String, Value>, name: &str) -> Option<u64> {
    let value = claims.get(name)?;
    // Providers may write a time with a fraction.
    value.as_u64().or_else(|| value.as_f64().filter(|time| *time >= 0.0).map(|time| time as u64))
}
