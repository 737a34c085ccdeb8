//! The shares of revenue that are European, national and consultancy, with proof.
//!
//! The arithmetic is in nine pure files, without database and clock:
//!
//! | file | what it computes |
//! |---|---|
//! | `fiscal_calendar` | the days of a fiscal year, recorded or not |
//! | `apportion` | an amount split into slices that total to the cent |
//! | `recognition/` | how much of a line is revenue of a year, by each method |
//! | `recognised` | the method for a line and its part in a year, or why there is none |
//! | `shares` | percentages that total exactly one hundred |
//! | `class_shares` | the classes, each with its share of the total |
//! | `split` | claims in, classes with their contributions out |
//! | `breakdown` | the parts, by programme, payer, project, theme or country |
//! | `compare` | the causes of the differences between two splits of a year |
//!
//! `recorded` reads the payments, costs and amendments that the methods need, and `earned` what lines have
//! earned by a day. `exchange` converts the revenue of lines in other currencies. `published` checks whether
//! a computed figure rounds to a published one. `gather`, `awarded`, `received` and `pipeline` read the claims
//! of each basis.
//!
//! `posting` and `reversal` write the ledger, within the range of `totals`. An entry is never changed. The
//! database keeps the totals (`revenue_total`) from which the split is read. `closing` freezes a year, and
//! `closed_split` answers for it from then on. `open_items` collects what the caller must confirm first.
//! `verify` proves that all of it agrees.

mod accruals;
pub(crate) mod agreed;
pub(crate) mod apportion;
mod awarded;
mod breakdown;
mod checks;
mod class_shares;
mod closed_split;
mod closing;
mod compare;
mod comparison;
mod digest;
mod earned;
mod exchange;
mod explained;
mod fiscal_calendar;
mod four_eyes;
mod frozen;
mod gather;
mod handlers;
mod ledger;
mod ledger_sums;
mod line_attributes;
pub(crate) mod lump_sums;
mod open_items;
mod other;
mod pipeline;
mod policies;
mod policy;
mod posting;
mod proposals;
mod published;
mod queries;
pub(crate) mod receipts;
mod received;
pub(crate) mod recognised;
pub(crate) mod recognition;
mod recorded;
mod reversal;
mod shares;
mod split;
mod stored;
mod targets;
mod totals;
mod verify;
pub(crate) mod view;
mod workbook;
mod year;
mod years;

pub(crate) use closing::freeze;
pub(crate) use earned::{EarnedLine, earned_by};
pub(crate) use other::{KIND_WITHOUT_CLASS, kind_of};
pub(crate) use posting::hold_years;
pub(crate) use proposals::{LedgerOfLine, ledger_of_lines};
pub use queries::split_for_year;
pub(crate) use recognised::days;
pub(crate) use stored::{Line, all_signed_lines, amendments, lines_that, source};
pub(crate) use totals::Totals;
use utoipa_axum::router::OpenApiRouter;
pub use verify::{Verified, verify};
pub(crate) use year::fiscal_year;
pub(crate) use years::YEARS_LOCK;

use crate::platform::app::App;
use crate::platform::http::routes;

/// The path of ledger entries.
const ENTRIES: &str = "/v1/revenue-entries";

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::get_revenue_split))
        .routes(routes!(handlers::get_revenue_splits))
        .routes(routes!(handlers::compare_revenue_splits))
        .routes(routes!(handlers::simulate_revenue_split))
        .routes(routes!(handlers::list_classification_policies, handlers::create_classification_policy))
        .routes(routes!(handlers::get_classification_policy))
        .routes(routes!(handlers::list_revenue_targets, handlers::create_revenue_target))
        .routes(routes!(
            handlers::get_revenue_target,
            handlers::update_revenue_target,
            handlers::delete_revenue_target
        ))
        .routes(routes!(handlers::get_proposed_entries))
        .routes(routes!(handlers::list_fiscal_years, handlers::create_fiscal_year))
        .routes(routes!(handlers::get_fiscal_year, handlers::update_fiscal_year))
        .routes(routes!(handlers::close_fiscal_year))
        .routes(routes!(handlers::reopen_fiscal_year))
        .routes(routes!(handlers::list_fiscal_year_closings))
        .routes(routes!(handlers::get_fiscal_year_closing))
        .routes(routes!(handlers::get_fiscal_year_proof))
        .routes(routes!(handlers::list_revenue_entries, handlers::create_revenue_entries))
        .routes(routes!(handlers::get_revenue_entry))
        .routes(routes!(handlers::reverse_revenue_entry))
}
