//! The user's guide in Markdown, shown at `/docs/guide`.

/// A page of the guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GuidePage {
    /// Name of the page in its URL: `/docs/guide/NAME`.
    pub name: &'static str,
    /// Title of the page, shown in the contents.
    pub title: &'static str,
    /// Text of the page, in Markdown with tables.
    pub markdown: &'static str,
}

/// Declares each page once: as a module with its text, and in the list of all pages.
macro_rules! pages {
    ($($module:ident, $name:literal, $title:literal;)+) => {
        $(
            #[doc = include_str!(concat!("../../guide/", $name, ".md"))]
            pub mod $module {}
        )+

        /// All pages, in the order of the table of contents.
        pub const PAGES: &[GuidePage] = &[$(GuidePage {
            name: $name,
            title: $title,
            markdown: include_str!(concat!("../../guide/", $name, ".md")),
        }),+];
    };
}

pages! {
    projects, "projects", "A project manager's day";
    budgets, "budgets", "Budgets";
    finance_year, "finance-year", "The finance director's year";
    settlements, "settlements", "What a grant will pay";
    spreadsheets, "spreadsheets", "Spreadsheets";
    annual_report, "annual-report", "The annual report";
    imports, "imports", "Portfolio file and imports";
    changes_and_webhooks, "changes-and-webhooks", "Changes and webhooks";
    roles, "roles", "Who may do what";
    sign_in_by_oidc, "sign-in-by-oidc", "Sign-in by OIDC";
    configuration, "configuration", "Configuration";
    network, "network", "Facing a network";
    performance, "performance", "Performance";
    errors, "errors", "Error codes";
    clients, "clients", "Clients in your language";
    glossary, "glossary", "Glossary";
}
