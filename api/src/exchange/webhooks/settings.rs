/// What the service is told of sending webhooks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Whether they may be sent to addresses of this machine and of private networks, too.
    pub to_private: bool,
}
