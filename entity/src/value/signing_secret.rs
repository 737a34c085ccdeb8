use std::fmt;

use sea_orm::DeriveValueType;

/// What messages to a receiver are signed with: `whsec_` and the bytes in base64. It cannot be kept as a digest, since
/// signing takes it; but it cannot be printed by accident.
#[derive(Clone, PartialEq, Eq, DeriveValueType)]
pub struct SigningSecret(pub String);

impl fmt::Debug for SigningSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningSecret")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_not_printed() {
        assert_eq!(format!("{:?}", SigningSecret("whsec_x".to_owned())), "SigningSecret");
    }
}
