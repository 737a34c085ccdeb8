//! The allowed addresses of webhooks: only public internet addresses, so that a webhook cannot reach
//! internal services.

use std::net::{IpAddr, Ipv4Addr};

use ipnet::IpNet;
use url::{Host, Url};

/// Why an address is not allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum NotAllowed {
    #[error("the address must be a URL such as https://example.org/portfolio")]
    NoAddress,
    #[error("the address must use https; http is allowed only for this machine")]
    NotSecure,
    #[error("the address must not contain a user name, a password or a fragment")]
    TooMuch,
    #[error(
        "the address is on this machine or in a private network, which only `serve --webhooks-to-private` \
        allows"
    )]
    Private,
}

/// The IPv4 networks that are not public (IANA registry of special-purpose addresses), with multicast and
/// reserved ones. Cloud metadata services have a link-local address.
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
/// The public IPv6 network, and the parts of it that are not public, such as embedded IPv4 addresses.
const GLOBAL: &str = "2000::/3";
const NOT_GLOBAL: [&str; 4] = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"];

/// The address, if its text is allowed. The addresses of its name are checked when a message is sent.
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

/// Whether an address is public.
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
