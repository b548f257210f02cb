//! The address of a server.

use std::fmt;
use std::net::SocketAddr;
use std::str::FromStr;

use reqwest::Url;

/// Scheme, host and port: all of a server's address, since Phial has a host of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerUrl {
    origin: String,
    encrypted: bool,
}

/// The text is not the address of a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a server's address; write for example https://phial.hospital.example")]
pub struct BadServerUrl;

impl ServerUrl {
    /// Whether the connection is encrypted and the server's certificate checked.
    pub const fn is_encrypted(&self) -> bool {
        self.encrypted
    }

    /// A server without encryption, by its address.
    pub fn plain(address: SocketAddr) -> Self {
        Self { origin: format!("http://{address}"), encrypted: false }
    }

    /// The same server on another port.
    #[must_use]
    pub fn on_port(&self, port: u16) -> Self {
        Self { origin: format!("{}//{}:{port}", self.scheme(), self.host()), encrypted: self.encrypted }
    }

    /// Its name or address, without the port.
    pub fn host(&self) -> &str {
        let host = self.origin.trim_start_matches(self.scheme()).trim_start_matches('/');
        // An address of version 6 has colons, and brackets around them.
        match host.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => host,
            _ => host,
        }
    }

    fn scheme(&self) -> &'static str {
        if self.encrypted { "https:" } else { "http:" }
    }

    /// As text, without a slash at the end.
    pub fn as_str(&self) -> &str {
        &self.origin
    }
}

impl FromStr for ServerUrl {
    type Err = BadServerUrl;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let url = Url::parse(text.trim()).map_err(|_| BadServerUrl)?;
        let only_origin = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        let anonymous = url.username().is_empty() && url.password().is_none();
        if !only_origin || !anonymous || !matches!(url.scheme(), "http" | "https") {
            return Err(BadServerUrl);
        }
        Ok(Self { origin: url.origin().ascii_serialization(), encrypted: url.scheme() == "https" })
    }
}

impl fmt::Display for ServerUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.origin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_an_origin() {
        for (text, origin) in [
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
            (" https://Phial.Example/ ", "https://phial.example"),
            ("https://phial.example:443", "https://phial.example"),
            ("http://[::1]:8080/", "http://[::1]:8080"),
        ] {
            assert_eq!(text.parse::<ServerUrl>().unwrap().as_str(), origin);
        }
        for (text, host, moved) in [
            ("https://phial.example", "phial.example", "https://phial.example:1"),
            ("http://127.0.0.1:8080", "127.0.0.1", "http://127.0.0.1:1"),
            ("http://[::1]", "[::1]", "http://[::1]:1"),
            ("http://[::1]:8080", "[::1]", "http://[::1]:1"),
        ] {
            let url: ServerUrl = text.parse().unwrap();
            assert_eq!((url.host(), url.on_port(1).as_str()), (host, moved));
        }
        for text in ["", "phial.example", "ftp://a", "https://a/b", "https://a/?b", "https://a/#b", "https://u:p@a"] {
            assert_eq!(text.parse::<ServerUrl>(), Err(BadServerUrl), "{text}");
        }
    }
}
