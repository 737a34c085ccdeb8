use entity::value::{Class, EventKind, ParticipationRole, ProjectKind};
use openapi::finance::revenue::{FigureName, WithheldCode};

/// All words of a report. A missing word in a language is a compile error.
#[derive(Debug)]
pub(crate) struct Words {
    /// The code of the language (BCP 47).
    pub(crate) code: &'static str,
    /// Whether a number takes the singular.
    pub(super) is_one: fn(u64) -> bool,

    pub(crate) annual_report: &'static str,
    pub(crate) contents: &'static str,
    pub(crate) at_a_glance: &'static str,
    pub(crate) in_figures: &'static str,
    pub(crate) revenue: &'static str,
    pub(crate) projects: &'static str,
    pub(crate) indicators: &'static str,
    pub(crate) publications: &'static str,
    pub(crate) events: &'static str,
    /// Follows an amount.
    pub(crate) of_revenue: &'static str,
    /// The text of an empty section.
    pub(crate) nothing: &'static str,

    pub(crate) project: Counted,
    pub(crate) european: Counted,
    pub(crate) national: Counted,
    pub(crate) consultancy: Counted,
    pub(crate) internal: Counted,
    pub(crate) partnership: Counted,
    pub(crate) country_counted: Counted,
    pub(crate) publication: Counted,
    pub(crate) event: Counted,

    pub(crate) kind: &'static str,
    pub(crate) programme: &'static str,
    pub(crate) theme: &'static str,
    pub(crate) country: &'static str,
    pub(crate) active: &'static str,
    pub(crate) launched: &'static str,
    pub(crate) undated: &'static str,
    pub(crate) partnerships: &'static str,
    pub(crate) organisations: &'static str,
    pub(crate) number: &'static str,
    pub(crate) projects_by_kind: &'static str,
    pub(crate) projects_by_programme: &'static str,
    pub(crate) projects_by_theme: &'static str,
    pub(crate) partners_by_country: &'static str,
    pub(crate) publications_by_theme: &'static str,
    pub(crate) events_by_theme: &'static str,
    /// The label for items without a programme, theme or country.
    pub(crate) not_recorded: &'static str,

    pub(crate) revenue_split: &'static str,
    pub(crate) picture_of_split: &'static str,
    pub(crate) class: &'static str,
    pub(crate) amount: &'static str,
    pub(crate) share: &'static str,
    pub(crate) total: &'static str,
    /// Other revenue that does not count in the shares.
    pub(crate) other_revenue: &'static str,
    pub(crate) all_revenue: &'static str,
    pub(crate) change: &'static str,
    pub(crate) points: &'static str,
    pub(crate) compared: &'static str,
    pub(crate) published_figures: &'static str,
    pub(crate) figure: &'static str,
    pub(crate) published: &'static str,
    pub(crate) computed: &'static str,
    pub(crate) agrees: &'static str,
    pub(crate) yes: &'static str,
    pub(crate) no: &'static str,
    /// The characters between a label and its value: French puts a space before the colon.
    pub(crate) colon: &'static str,
    pub(crate) source: &'static str,
    /// Follows the number of items that could not be counted.
    pub(crate) not_counted: Counted,
    pub(crate) no_revenue: &'static str,

    pub(crate) period: &'static str,
    pub(crate) programmes: Counted,
    pub(crate) themes: Counted,
    pub(crate) partners: Counted,
    pub(crate) website: &'static str,
    pub(crate) dates_unknown: &'static str,

    pub(crate) indicator: &'static str,
    pub(crate) target: &'static str,
    pub(crate) value: &'static str,
    pub(crate) measured: &'static str,
    pub(crate) whole_organisation: &'static str,
    pub(crate) collection_unknown: &'static str,
    pub(crate) date: &'static str,
    pub(crate) title: &'static str,
    pub(crate) organiser: &'static str,
    pub(crate) project_of: &'static str,

    pub(crate) of_kind: fn(ProjectKind) -> &'static str,
    pub(crate) of_class: fn(Class) -> &'static str,
    pub(crate) of_role: fn(ParticipationRole) -> &'static str,
    pub(crate) of_event: fn(EventKind) -> &'static str,
    pub(crate) of_figure: fn(FigureName) -> &'static str,
    pub(crate) of_withheld: fn(WithheldCode) -> &'static str,
}

/// A noun in the singular and in the plural.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counted(pub(super) &'static str, pub(super) &'static str);

impl Words {
    /// The form of a noun after a number.
    pub(crate) fn after(&self, number: u64, noun: impl FnOnce(&Self) -> Counted) -> &'static str {
        let Counted(one, several) = noun(self);
        if (self.is_one)(number) { one } else { several }
    }
}
