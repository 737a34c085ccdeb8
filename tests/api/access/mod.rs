pub(crate) mod audit_chain;
pub(crate) mod audit_trail;
pub(crate) mod money;
pub(crate) mod oidc;
pub(crate) mod operations;
pub(crate) mod passwords;
pub(crate) mod rights;
pub(crate) mod signing_in;
