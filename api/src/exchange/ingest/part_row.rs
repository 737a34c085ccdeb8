use chrono::NaiveDateTime;
use entity::value::{ActivityType, CountryCode, Money, ParticipationRole, Pic};

/// A published participation of an organisation in a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PartRow {
    pub(crate) pic: Option<Pic>,
    pub(crate) name: String,
    pub(crate) short_name: Option<String>,
    pub(crate) country: Option<CountryCode>,
    pub(crate) city: Option<String>,
    pub(crate) activity_type: Option<ActivityType>,
    pub(crate) vat_number: Option<String>,
    pub(crate) website: Option<String>,
    pub(crate) role: ParticipationRole,
    pub(crate) share: Option<Money>,
    pub(crate) has_left: bool,
    /// When the portal last changed the record.
    pub(crate) updated: Option<NaiveDateTime>,
    /// The fields of the part that have no column in the file.
    pub(crate) absent: Vec<&'static str>,
}

impl PartRow {
    /// An organisation with only a name and a role.
    pub(crate) fn named(name: &str, role: ParticipationRole) -> Self {
        Self {
            pic: None,
            name: name.to_owned(),
            short_name: None,
            country: None,
            city: None,
            activity_type: None,
            vat_number: None,
            website: None,
            role,
            share: None,
            has_left: false,
            updated: None,
            absent: Vec::new(),
        }
    }
}
