//! Who asks, as far as the network tells: the address of a client behind the proxies that are trusted.

use std::convert::Infallible;
use std::fmt;
use std::future::{Ready, ready};
use std::net::{IpAddr, SocketAddr};

use actix_web::dev::Payload;
use actix_web::http::header::HeaderMap;
use actix_web::{FromRequest, HttpRequest, web};
use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use sha2::{Digest, Sha256};

/// `Forwarded` (RFC 7239) is not read: a proxy that writes one of the two headers lets a client's own version of the other
/// pass.
const X_FORWARDED_FOR: &str = "x-forwarded-for";

/// How clients' addresses are found out, and what the log says of them.
pub struct Clients {
    trusted_proxies: Vec<IpNet>,
    log_salt: Option<[u8; 32]>,
}

/// The address of the client, never to be logged or stored.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClientAddress(pub IpAddr);

/// The network that a client asks from: the first 24 bits of an IPv4 address, the first 48 of an IPv6 address.
///
/// These are the smallest networks that are routed on the Internet, so whoever can change address at will does so within
/// one; and 256 addresses, or the 65 536 networks of a site, do not single out a person.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AddressPrefix(IpNet);

impl Clients {
    /// Believes what these proxies say of others' addresses. `log`: whether the log holds a hash of each client's prefix,
    /// with a salt that is forgotten with the process.
    pub fn new(trusted_proxies: Vec<IpNet>, log: bool) -> Self {
        let mut salt = [0; 32];
        // Without a salt, nothing is logged of an address.
        let log_salt = (log && getrandom::fill(&mut salt).is_ok()).then_some(salt);
        Self { trusted_proxies, log_salt }
    }

    /// The peer; or, if that is a trusted proxy, the last address that no trusted proxy has.
    fn address(&self, peer: Option<SocketAddr>, headers: &HeaderMap) -> Option<ClientAddress> {
        let mut client = peer?.ip().to_canonical();
        let forwarded: Vec<_> = headers.get_all(X_FORWARDED_FOR).collect();
        for value in forwarded.iter().rev() {
            for text in value.to_str().unwrap_or("").rsplit(',') {
                if !self.is_trusted(client) {
                    return Some(ClientAddress(client));
                }
                // What comes before something that is not an address was not written by a proxy that is trusted.
                let Some(next) = parse(text.trim()) else { return Some(ClientAddress(client)) };
                client = next;
            }
        }
        Some(ClientAddress(client))
    }

    fn is_trusted(&self, address: IpAddr) -> bool {
        self.trusted_proxies.iter().any(|network| network.contains(&address))
    }

    /// What the log says of the client: enough to see that requests come from one network, and not from which.
    pub(super) fn logged(&self, request: &HttpRequest) -> Option<String> {
        let salt = self.log_salt.as_ref()?;
        let hash = self.address(request.peer_addr(), request.headers())?.prefix().hash(salt);
        Some(hash[..4].iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

/// An address, also with a port, as some proxies write it.
fn parse(text: &str) -> Option<IpAddr> {
    let address = text.parse::<IpAddr>().or_else(|_| text.parse::<SocketAddr>().map(|address| address.ip()));
    let bracketed = || text.strip_prefix('[')?.strip_suffix(']')?.parse::<IpAddr>().ok();
    address.ok().or_else(bracketed).map(|address| address.to_canonical())
}

impl ClientAddress {
    /// The network that the client asks from.
    pub fn prefix(self) -> AddressPrefix {
        let network = match self.0 {
            IpAddr::V4(address) => Ipv4Net::new(address, 24).map(|network| IpNet::V4(network.trunc())),
            IpAddr::V6(address) => Ipv6Net::new(address, 48).map(|network| IpNet::V6(network.trunc())),
        };
        AddressPrefix(network.unwrap_or_else(|_| IpNet::from(self.0)))
    }
}

impl AddressPrefix {
    /// SHA-256 of a salt and the network. There are few networks: with a known salt, the hash is as good as the network.
    pub fn hash(&self, salt: &[u8; 32]) -> [u8; 32] {
        let mut hash = Sha256::new().chain_update(salt);
        match self.0.addr() {
            IpAddr::V4(address) => hash.update(address.octets()),
            IpAddr::V6(address) => hash.update(address.octets()),
        }
        hash.finalize().into()
    }
}

impl fmt::Debug for ClientAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl fmt::Debug for AddressPrefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl FromRequest for ClientAddress {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let clients = request.app_data::<web::Data<Clients>>();
        let address = clients.and_then(|clients| clients.address(request.peer_addr(), request.headers()));
        // A listening socket always knows its peer; a request that was made without one is nobody's.
        ready(Ok(address.unwrap_or(Self(IpAddr::from([0; 4])))))
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn address(peer: &str, forwarded: &[&str]) -> String {
        let networks = ["10.0.0.0/8", "192.0.2.7/32", "fd00::/8"].map(|network| network.parse().unwrap());
        let mut request = TestRequest::get();
        for value in forwarded {
            request = request.append_header((X_FORWARDED_FOR, *value));
        }
        let request = request.to_http_request();
        let peer = SocketAddr::new(peer.parse().unwrap(), 1);
        Clients::new(networks.to_vec(), false).address(Some(peer), request.headers()).unwrap().0.to_string()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        assert_eq!(address("198.51.100.1", &[]), "198.51.100.1");
        assert_eq!(address("198.51.100.1", &["203.0.113.5"]), "198.51.100.1");
        assert_eq!(address("10.0.0.1", &["203.0.113.5"]), "203.0.113.5");
        assert_eq!(address("::ffff:10.0.0.1", &["203.0.113.5"]), "203.0.113.5");
        assert_eq!(address("fd00::1", &["2001:db8::5"]), "2001:db8::5");
    }

    #[test]
    fn the_last_untrusted_address_counts() {
        assert_eq!(address("10.0.0.1", &["1.1.1.1, 203.0.113.5"]), "203.0.113.5", "the client wrote the first");
        assert_eq!(address("10.0.0.1", &["1.1.1.1, 203.0.113.5, 192.0.2.7, 10.9.9.9"]), "203.0.113.5");
        assert_eq!(address("10.0.0.1", &["1.1.1.1", "203.0.113.5, 10.0.0.2"]), "203.0.113.5");
        assert_eq!(address("10.0.0.1", &["10.0.0.3, 10.0.0.2"]), "10.0.0.3", "everything is trusted");
        assert_eq!(address("10.0.0.1", &[]), "10.0.0.1");
    }

    #[test]
    fn ports_are_left_out_and_rubbish_ends_the_search() {
        assert_eq!(address("10.0.0.1", &["203.0.113.5:4711"]), "203.0.113.5");
        assert_eq!(address("10.0.0.1", &["[2001:db8::5]:4711"]), "2001:db8::5");
        assert_eq!(address("10.0.0.1", &["[2001:db8::5]"]), "2001:db8::5");
        assert_eq!(address("10.0.0.1", &["203.0.113.5, unknown, 10.0.0.2"]), "10.0.0.2");
        for rubbish in ["", ",", "unknown", "203.0.113", "203.0.113.5 1", "\u{e9}"] {
            assert_eq!(address("10.0.0.1", &[rubbish]), "10.0.0.1", "{rubbish}");
        }
    }

    #[test]
    fn a_prefix_is_a_network() {
        let prefix = |text: &str| ClientAddress(text.parse().unwrap()).prefix();
        assert!(prefix("203.0.113.0") == prefix("203.0.113.255"));
        assert!(prefix("203.0.113.0") != prefix("203.0.112.255"));
        assert!(prefix("2001:db8:1::1") == prefix("2001:db8:1:ffff::"));
        assert!(prefix("2001:db8:1::1") != prefix("2001:db8:2::1"));
        assert!(prefix("203.0.113.0").hash(&[1; 32]) != prefix("203.0.113.0").hash(&[2; 32]));
        assert_eq!(format!("{:?}", prefix("203.0.113.0")), "[redacted]");
    }
}
