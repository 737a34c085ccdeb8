//! How much of a funding line is revenue of a year: a pure function for each recognition method.
//!
//! | file | method | revenue of a year is |
//! |---|---|---|
//! | `days` | `pro_rata_days` | the part of the line's days in the year |
//! | `months` | `pro_rata_months`, `annual` | the part of the line's months that begin in the year |
//! | `flow` | `cash`, `invoice` | the owner's part of the receipts or invoices of the year |
//! | `costs` | `costs` | the eligible costs of the year at the funding rate, up to the own share |
//! | `work_packages` | `work_packages` | the owner's lump sums of the work packages completed in the year |
//!
//! Methods over time return the number of equal units: in all, before the year and in it ([`Cut`]).
//! [`super::apportion`] does the rest. Methods that follow money take the running totals before the year
//! and at its end. They round both and return the difference. So the years of a line total to the cent. No
//! method recognises more than the own share.

mod costs;
mod cut;
mod days;
mod flow;
mod months;
mod work_packages;

pub(crate) use costs::{CostRule, costs};
pub(crate) use cut::{Cut, Days};
pub(crate) use days::pro_rata_days;
pub(crate) use flow::{Flow, Terms, earned, of_flow, own_part};
pub(crate) use months::pro_rata_months;
pub(crate) use work_packages::{LumpSum, LumpSumRule, completed_by, work_packages};
