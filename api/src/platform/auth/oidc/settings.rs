//! The trusted issuer, and how its claims map to roles.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use entity::value::Role;
use serde_json::{Map, Value};
use url::Url;

/// A trusted issuer of tokens.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The issuer URL, exactly as in its tokens.
    pub issuer: Address,
    /// The audience that tokens must have.
    pub audience: String,
    /// The claim with the role: its name, or a path with dots into objects.
    pub role_claim: String,
    /// The role for each value of the claim. Without any, the values are the names of the roles.
    pub roles: Vec<RoleOf>,
}

/// A URL of the issuer: https, or http on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(String);

/// A value of the claim and its role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleOf {
    /// The value.
    pub value: String,
    /// The role.
    pub role: Role,
}

/// Why a setting is invalid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadSetting {
    /// Not a URL.
    #[error("give a URL, such as https://login.example.org/realms/portfolio")]
    NoAddress,
    /// With http, a machine in between could insert its own keys.
    #[error("use https; http is allowed only for an issuer on this machine")]
    NotSecure,
    /// A part that an issuer URL may not have.
    #[error("remove the user name, password, query and fragment")]
    TooMuch,
    /// Not a value with a role.
    #[error(
        "write VALUE=ROLE, where ROLE is one of admin, finance_director, project_manager, auditor and reader"
    )]
    NoRole,
}

impl FromStr for Address {
    type Err = BadSetting;

    fn from_str(text: &str) -> Result<Self, BadSetting> {
        let url = Url::parse(text).map_err(|_| BadSetting::NoAddress)?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or(BadSetting::NoAddress)?;
        match url.scheme() {
            "https" => {}
            "http" if is_this_machine(host) => {}
            _ => return Err(BadSetting::NotSecure),
        }
        if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
            return Err(BadSetting::TooMuch);
        }
        Ok(Self(text.to_owned()))
    }
}

fn is_this_machine(host: &str) -> bool {
    let ip = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost" || ip.is_ok_and(|ip| ip.is_loopback())
}

impl Address {
    /// An issuer's URL.
    ///
    /// # Errors
    /// If it is not a URL, or not secure.
    pub fn of_issuer(text: &str) -> Result<Self, BadSetting> {
        if text.contains('?') { Err(BadSetting::TooMuch) } else { text.parse() }
    }

    /// The URL as it was given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the URL is http, and so on this machine.
    pub(super) fn is_this_machine(&self) -> bool {
        Url::parse(&self.0).is_ok_and(|url| url.scheme() == "http")
    }

    /// The URL of the discovery document (OpenID Connect Discovery 1.0, section 4).
    pub(super) fn discovery(&self) -> String {
        format!("{}/.well-known/openid-configuration", self.0.trim_end_matches('/'))
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for RoleOf {
    type Err = BadSetting;

    fn from_str(text: &str) -> Result<Self, BadSetting> {
        // Split at the last `=`: names of directory groups contain `=` themselves.
        let (value, role) = text.rsplit_once('=').ok_or(BadSetting::NoRole)?;
        let role = role.trim().parse().map_err(|_| BadSetting::NoRole)?;
        if value.is_empty() { Err(BadSetting::NoRole) } else { Ok(Self { value: value.to_owned(), role }) }
    }
}

impl Settings {
    /// The most powerful role in some claims.
    pub(super) fn role(&self, claims: &Map<String, Value>) -> Option<Role> {
        let said: Vec<&str> = match self.claim(claims)? {
            Value::String(one) => vec![one],
            Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
            _ => return None,
        };
        // `Role` is ordered by power, the most powerful first.
        said.into_iter().flat_map(|value| self.roles_of(value)).min()
    }

    fn roles_of(&self, value: &str) -> Vec<Role> {
        if self.roles.is_empty() {
            return value.parse().into_iter().collect();
        }
        self.roles.iter().filter(|known| known.value == value).map(|known| known.role).collect()
    }

    /// The role claim. A claim's own name may contain dots, as a URL does.
    fn claim<'a>(&self, claims: &'a Map<String, Value>) -> Option<&'a Value> {
        if let Some(named) = claims.get(&self.role_claim) {
            return Some(named);
        }
        let mut parts = self.role_claim.split('.');
        let first = claims.get(parts.next()?)?;
        parts.try_fold(first, |within, part| within.get(part))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn role(claim: &str, roles: &[&str], claims: &Value) -> Option<Role> {
        let settings = Settings {
            issuer: Address::of_issuer("https://login.example.org").unwrap(),
            audience: "portfolio".to_owned(),
            role_claim: claim.to_owned(),
            roles: roles.iter().map(|role| role.parse().unwrap()).collect(),
        };
        settings.role(claims.as_object().unwrap())
    }

    #[test]
    fn an_issuer_is_asked_by_https_or_on_this_machine() {
        for good in [
            "https://login.example.org/realms/portfolio",
            "http://127.0.0.1:8180",
            "http://localhost:8180/realms/portfolio",
            "http://[::1]:8180/",
        ] {
            assert_eq!(Address::of_issuer(good).map(|issuer| issuer.to_string()).as_deref(), Ok(good));
        }
        for (bad, why) in [
            ("login.example.org", BadSetting::NoAddress),
            ("http://login.example.org", BadSetting::NotSecure),
            ("http://127.0.0.1.example.org", BadSetting::NotSecure),
            ("http://localhost.example.org", BadSetting::NotSecure),
            ("ftp://127.0.0.1", BadSetting::NotSecure),
            ("https://name@login.example.org", BadSetting::TooMuch),
            ("https://login.example.org?realm=portfolio", BadSetting::TooMuch),
            ("https://login.example.org#portfolio", BadSetting::TooMuch),
        ] {
            assert_eq!(Address::of_issuer(bad), Err(why), "{bad}");
        }
    }

    #[test]
    fn discovery_is_below_the_issuer() {
        for issuer in ["https://login.example.org/realm", "https://login.example.org/realm/"] {
            let discovery = Address::of_issuer(issuer).unwrap().discovery();
            assert_eq!(discovery, "https://login.example.org/realm/.well-known/openid-configuration");
        }
    }

    #[test]
    fn a_role_is_a_string_or_one_of_several_and_the_most_powerful_wins() {
        assert_eq!(role("roles", &[], &json!({ "roles": "reader" })), Some(Role::Reader));
        let several = json!({ "roles": ["reader", 7, "finance_director", "else"] });
        assert_eq!(role("roles", &[], &several), Some(Role::FinanceDirector));
        let reading = json!({ "roles": ["reader", "auditor"] });
        assert_eq!(role("roles", &[], &reading), Some(Role::Auditor));
        for none in [json!({}), json!({ "roles": [] }), json!({ "roles": "Admin" }), json!({ "roles": 1 })] {
            assert_eq!(role("roles", &[], &none), None);
        }
    }

    #[test]
    fn a_role_may_lie_within_objects_or_under_a_name_with_dots() {
        let nested = json!({ "realm_access": { "roles": ["reader"] } });
        assert_eq!(role("realm_access.roles", &[], &nested), Some(Role::Reader));
        assert_eq!(role("realm_access.roles.reader", &[], &nested), None);
        assert_eq!(role("realm_access", &[], &nested), None);
        let named = json!({ "https://example.org/roles": "admin" });
        assert_eq!(role("https://example.org/roles", &[], &named), Some(Role::Admin));
    }

    #[test]
    fn what_is_mapped_is_all_that_counts() {
        let groups = ["cn=money,dc=example=finance_director", "staff=reader", "staff=project_manager"];
        assert_eq!(
            role("roles", &groups, &json!({ "roles": ["cn=money,dc=example"] })),
            Some(Role::FinanceDirector)
        );
        assert_eq!(role("roles", &groups, &json!({ "roles": "staff" })), Some(Role::ProjectManager));
        assert_eq!(role("roles", &groups, &json!({ "roles": "admin" })), None);
        for bad in ["staff", "=reader", "staff=", "staff=boss"] {
            assert_eq!(bad.parse::<RoleOf>(), Err(BadSetting::NoRole), "{bad}");
        }
    }
}
