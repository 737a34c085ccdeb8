use std::fmt;

use sea_orm::DeriveValueType;

/// The secret that signs messages to a webhook: `whsec_` and the bytes in base64. It is stored in clear
/// text, because signing needs it. `Debug` does not print it.
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
