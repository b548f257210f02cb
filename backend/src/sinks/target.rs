//! Where operators want events to be sent, as they write it.

use std::path::PathBuf;
use std::str::FromStr;

/// Where lines of JSON go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NdjsonTarget {
    /// Standard output, `-`.
    StandardOutput,
    /// The end of a file.
    File(PathBuf),
}

/// Where messages of syslog go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyslogTarget {
    /// One datagram each (RFC 5426), to a host and a port.
    Udp(String),
    /// One connection, on which each message follows its length (RFC 6587, octet counting), to a host and a port.
    Tcp(String),
    /// One datagram each, to a socket of this machine.
    Unix(PathBuf),
}

/// The text names no such place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadTarget {
    /// No file.
    #[error("write the name of a file, or - for standard output")]
    Ndjson,
    /// No syslog server.
    #[error("write udp://HOST:PORT, tcp://HOST:PORT or unix:/dev/log")]
    Syslog,
}

impl FromStr for NdjsonTarget {
    type Err = BadTarget;

    fn from_str(text: &str) -> Result<Self, BadTarget> {
        match text.trim() {
            "-" => Ok(Self::StandardOutput),
            path if path.is_empty() || path.ends_with('/') => Err(BadTarget::Ndjson),
            path => Ok(Self::File(path.into())),
        }
    }
}

impl FromStr for SyslogTarget {
    type Err = BadTarget;

    fn from_str(text: &str) -> Result<Self, BadTarget> {
        let (scheme, place) = text.trim().split_once(':').ok_or(BadTarget::Syslog)?;
        match scheme {
            "udp" => host_and_port(place).map(Self::Udp),
            "tcp" => host_and_port(place).map(Self::Tcp),
            "unix" if place.starts_with('/') && !place.ends_with('/') => Ok(Self::Unix(place.into())),
            _ => Err(BadTarget::Syslog),
        }
    }
}

/// A name, an IPv4 address, or an IPv6 address in brackets; and the port. Nothing after it.
fn host_and_port(place: &str) -> Result<String, BadTarget> {
    let authority = place.strip_prefix("//").ok_or(BadTarget::Syslog)?;
    let (host, port) = authority.rsplit_once(':').ok_or(BadTarget::Syslog)?;
    let is_port = port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok_and(|port| port > 0);
    let is_host = match host.strip_prefix('[') {
        Some(rest) => rest.strip_suffix(']').is_some_and(|address| address.parse::<std::net::Ipv6Addr>().is_ok()),
        None => {
            !host.is_empty()
                && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'))
        }
    };
    if is_host && is_port { Ok(authority.to_owned()) } else { Err(BadTarget::Syslog) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_strictly() {
        for (text, target) in [
            ("udp://10.0.0.5:514", SyslogTarget::Udp("10.0.0.5:514".into())),
            ("tcp://siem.hospital.example:601", SyslogTarget::Tcp("siem.hospital.example:601".into())),
            ("tcp://[::1]:601", SyslogTarget::Tcp("[::1]:601".into())),
            ("unix:/dev/log", SyslogTarget::Unix("/dev/log".into())),
        ] {
            assert_eq!(text.parse(), Ok(target));
        }
        for text in [
            "",
            "siem:514",
            "udp:10.0.0.5:514",
            "udp://10.0.0.5",
            "udp://:514",
            "udp://host:0",
            "udp://host:65536",
            "udp://host:+1",
            "tcp://host:601/",
            "tcp://user@host:601",
            "tcp://::1:601",
            "tcp://[::1:601",
            "tls://host:6514",
            "unix:dev/log",
            "unix:/dev/",
        ] {
            assert_eq!(text.parse::<SyslogTarget>(), Err(BadTarget::Syslog), "{text}");
        }
        assert_eq!("-".parse(), Ok(NdjsonTarget::StandardOutput));
        assert_eq!("events".parse(), Ok(NdjsonTarget::File("events".into())));
        for text in ["", " ", "/var/log/"] {
            assert_eq!(text.parse::<NdjsonTarget>(), Err(BadTarget::Ndjson), "{text}");
        }
    }
}
