use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap, HeaderName};
use ipnet::IpNet;

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The network address of a client. For IPv6, the first 64 bits: a client can use any address in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Client(IpAddr);

/// An IPv6 site: the first 48 bits, which one site usually owns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Site(u128);

impl Client {
    pub(crate) fn at(address: IpAddr) -> Self {
        Self(network(address.to_canonical()))
    }

    /// The site of an IPv6 address; `None` for IPv4.
    pub(crate) fn site(self) -> Option<Site> {
        match self.0 {
            IpAddr::V4(_) => None,
            IpAddr::V6(address) => Some(Site(address.to_bits() >> 80)),
        }
    }

    /// The peer of the connection. If the peer is a trusted proxy: the right-most address in
    /// `X-Forwarded-For` that is not a trusted proxy, because anyone can forge the addresses to the left of
    /// it.
    pub(super) fn of(headers: &HeaderMap, extensions: &Extensions, proxies: &[IpNet]) -> Self {
        let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
        // Without a peer address, the server belongs to a test.
        let mut client = peer.unwrap_or(Ipv4Addr::LOCALHOST.into()).to_canonical();
        let is_trusted = |address: IpAddr| proxies.iter().any(|proxy| proxy.contains(&address));
        let hops = headers.get_all(FORWARDED_FOR).iter().rev();
        let mut hops = hops.flat_map(|hops| hops.to_str().unwrap_or_default().rsplit(','));
        while is_trusted(client) {
            let Some(hop) = hops.next().and_then(address) else { break };
            client = hop;
        }
        Self(network(client))
    }
}

fn address(written: &str) -> Option<IpAddr> {
    let written = written.trim();
    let bare = written.trim_start_matches('[').trim_end_matches(']');
    let parsed = bare.parse().or_else(|_| written.parse().map(|socket: SocketAddr| socket.ip()));
    parsed.ok().map(|address: IpAddr| address.to_canonical())
}

fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn client(peer: &str, forwarded: &[&'static str]) -> String {
        let proxies: Vec<IpNet> = ["10.0.0.0/8", "fd00::/8"].map(|net| net.parse().unwrap()).into();
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 1234)));
        let mut headers = HeaderMap::new();
        for hops in forwarded {
            headers.append(FORWARDED_FOR, HeaderValue::from_static(hops));
        }
        Client::of(&headers, &extensions, &proxies).0.to_string()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        assert_eq!(client("198.51.100.7", &["203.0.113.9"]), "198.51.100.7");
        assert_eq!(client("10.1.2.3", &["203.0.113.9"]), "203.0.113.9");
        assert_eq!(client("::ffff:10.1.2.3", &["203.0.113.9"]), "203.0.113.9");
        assert_eq!(client("10.1.2.3", &[]), "10.1.2.3");
    }

    #[test]
    fn what_stands_left_of_the_first_stranger_is_not_believed() {
        assert_eq!(client("10.1.2.3", &["192.0.2.1, 203.0.113.9, 10.9.9.9"]), "203.0.113.9");
        assert_eq!(client("10.1.2.3", &["192.0.2.1", "203.0.113.9", "10.9.9.9 , fd00::1"]), "203.0.113.9");
        assert_eq!(client("10.1.2.3", &["203.0.113.9, nonsense, 10.9.9.9"]), "10.9.9.9");
        assert_eq!(client("10.1.2.3", &[""]), "10.1.2.3");
    }

    #[test]
    fn an_address_may_have_a_port_and_one_of_ipv6_is_its_network() {
        assert_eq!(client("10.1.2.3", &["203.0.113.9:4711"]), "203.0.113.9");
        assert_eq!(client("10.1.2.3", &["[2001:db8:1:2:3:4:5:6]:4711"]), "2001:db8:1:2::");
        assert_eq!(client("10.1.2.3", &["[2001:db8:1:2:3:4:5:6]"]), "2001:db8:1:2::");
        assert_eq!(client("2001:db8:1:2:ffff::1", &[]), "2001:db8:1:2::");
    }

    #[test]
    fn a_request_of_which_nothing_is_known_is_from_this_machine() {
        assert_eq!(Client::of(&HeaderMap::new(), &Extensions::new(), &[]).0, Ipv4Addr::LOCALHOST);
    }
}
