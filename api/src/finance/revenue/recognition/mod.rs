//! How much of a funding line is revenue of a year: a pure function for each method of recognition.
//!
//! | file | method | revenue of a year is |
//! |---|---|---|
//! | `days` | `pro_rata_days` | the part of the line's days that lie in it |
//! | `months` | `pro_rata_months` | the part of the line's months that begin in it |
//! | `annual` | `annual` | an equal part for each fiscal year that the line touches |
//! | `flow` | `cash`, `invoice` | the owner's part of what came in, or was invoiced, in it |
//! | `costs` | `costs` | the eligible costs of it at the funding rate, up to the own share |
//! | `work_packages` | `work_packages` | the lump sums of the work packages that were completed in it |
//!
//! What spreads an amount over time says how many equal units there are, how many lie before the year and how many in
//! it ([`Cut`]); [`super::apportion`] does the rest. What follows money takes the running totals before the year and
//! at its end, and gives their difference, rounded as such: so the years of a line total to the cent.

mod annual;
mod costs;
mod cut;
mod days;
mod flow;
mod months;
mod work_packages;

pub(crate) use annual::annual;
pub(crate) use costs::{CostRule, costs};
pub(crate) use cut::{Cut, Days};
pub(crate) use days::pro_rata_days;
pub(crate) use flow::{Flow, Terms, of_flow, own_part};
pub(crate) use months::pro_rata_months;
pub(crate) use work_packages::{LumpSum, work_packages};
