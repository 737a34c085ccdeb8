/// How webhooks are sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WebhookSettings {
    /// Whether they may be sent to loopback and private addresses, too.
    pub to_private: bool,
}
