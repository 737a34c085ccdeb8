//! Where webhooks may be sent to: to whatever the whole internet can reach, and nothing behind the service's back.

use std::net::{IpAddr, Ipv4Addr};

use ipnet::IpNet;
use url::{Host, Url};

/// Why nothing may be sent to an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum NotAllowed {
    #[error("it is to be an address, such as https://example.org/portfolio")]
    NoAddress,
    #[error("it is to be https; http is for this machine only")]
    NotSecure,
    #[error("it is to have neither a name and a password nor a fragment")]
    TooMuch,
    #[error("it is of this machine or of a private network, where nothing is sent unless `serve` is told so")]
    Private,
}

/// The networks of IPv4 that are not the internet's (IANA's registry of special-purpose addresses), multicast and what
/// is reserved with them. The metadata of clouds is at a link-local address.
const SPECIAL: [&str; 16] = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.31.196.0/24",
    "192.52.193.0/24",
    "192.88.99.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/3",
];
/// Where the internet is, of IPv6; and what of that is not: those that stand for an address of IPv4 among them.
const GLOBAL: &str = "2000::/3";
const NOT_GLOBAL: [&str; 4] = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"];

/// The address, when something may be sent to it as far as it says itself. Where its name leads is looked at when it is
/// sent to.
pub(super) fn allowed(written: &str, to_private: bool) -> Result<Url, NotAllowed> {
    let url = Url::parse(written).map_err(|_| NotAllowed::NoAddress)?;
    let local = match url.host() {
        None => return Err(NotAllowed::NoAddress),
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
    };
    if url.scheme() != "https" && !(url.scheme() == "http" && local) {
        return Err(NotAllowed::NotSecure);
    }
    if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
        return Err(NotAllowed::TooMuch);
    }
    let public = match url.host() {
        Some(Host::Ipv4(ip)) => is_public(ip.into()),
        Some(Host::Ipv6(ip)) => is_public(ip.into()),
        _ => !local,
    };
    if public || to_private { Ok(url) } else { Err(NotAllowed::Private) }
}

/// Whether an address is one of the internet.
pub(super) fn is_public(address: IpAddr) -> bool {
    let within = |network: &&str| network.parse::<IpNet>().is_ok_and(|network| network.contains(&address));
    match address.to_canonical() {
        IpAddr::V4(inner) => is_public_v4(inner),
        IpAddr::V6(_) => within(&GLOBAL) && !NOT_GLOBAL.iter().any(within),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let within =
        |network: &str| network.parse::<IpNet>().is_ok_and(|network| network.contains(&IpAddr::V4(address)));
    !SPECIAL.iter().any(|network| within(network))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_sent_behind_the_back_of_the_service() {
        for private in [
            "https://localhost/",
            "https://a.localhost/",
            "https://127.0.0.1/",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://0.0.0.0/",
            "https://10.1.2.3/",
            "https://172.31.0.1/",
            "https://192.168.1.1/",
            "https://100.64.0.1/",
            "https://169.254.169.254/latest/meta-data",
            "https://224.0.0.1/",
            "https://255.255.255.255/",
            "https://[::1]/",
            "https://[::]/",
            "https://[::ffff:10.0.0.1]/",
            "https://[64:ff9b::a00:1]/",
            "https://[2002:a00:1::]/",
            "https://[fd00::1]/",
            "https://[fe80::1]/",
            "https://[ff02::1]/",
            "http://127.0.0.1:8000/",
        ] {
            assert_eq!(allowed(private, false), Err(NotAllowed::Private), "{private}");
            assert!(allowed(private, true).is_ok(), "{private}");
        }
        for public in ["https://example.org/x?y=z", "https://8.8.8.8/", "https://[2606:4700::1111]:8443/"] {
            assert!(allowed(public, false).is_ok(), "{public}");
        }
    }

    #[test]
    fn what_others_could_read_or_change_on_the_way_is_not_sent() {
        for (written, fault) in [
            ("http://example.org/", NotAllowed::NotSecure),
            ("http://10.0.0.1/", NotAllowed::NotSecure),
            ("ftp://example.org/", NotAllowed::NotSecure),
            ("file:///etc/passwd", NotAllowed::NoAddress),
            ("example.org", NotAllowed::NoAddress),
            ("https://me:you@example.org/", NotAllowed::TooMuch),
            ("https://example.org/#x", NotAllowed::TooMuch),
        ] {
            assert_eq!(allowed(written, true), Err(fault), "{written}");
        }
    }

    #[test]
    fn every_network_is_one() {
        for network in SPECIAL.iter().chain(&NOT_GLOBAL).chain([&GLOBAL]) {
            assert!(network.parse::<IpNet>().is_ok(), "{network}");
        }
    }
}
