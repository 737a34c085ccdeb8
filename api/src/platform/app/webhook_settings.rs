//! How webhooks are sent.

/// What the service is told of sending webhooks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WebhookSettings {
    /// Whether they may be sent to addresses of this machine and of private networks, too.
    pub to_private: bool,
}
