//! The recorded data on which the revenue of lines depends, other than the lines themselves.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::finance::{funding_amendment, funding_line};
use entity::value::{FundingLineId, Money, RecognitionMethod};
use sea_orm::{ColumnTrait, ConnectionTrait};

use super::agreed::{AgreedTerms, agreed};
use super::lump_sums::lump_sums;
use super::receipts::{Flows, invoices, receipts, recognised_by};
use super::recognised::{LineData, NotRecognised, Recognised, recognise};
use super::recognition::{Days, Flow, LumpSum};
use super::stored::{Line, amendments};
use crate::finance::costs::accepted::{OfLine, accepted};
use crate::finance::costs::eligible::{Spent, eligible, rules_of};
use crate::platform::error::Result;

#[derive(Debug, Default)]
pub(super) struct Recorded {
    /// Receipts and invoices, for each period.
    flows: Vec<(Days, Flows, Flows)>,
    costs: HashMap<FundingLineId, OfLine>,
    lump_sums: HashMap<FundingLineId, Vec<LumpSum>>,
    amendments: HashMap<FundingLineId, Vec<funding_amendment::Model>>,
}

impl Recorded {
    /// Reads the data of all signed lines, or of one, with the receipts and invoices of some periods.
    pub(super) async fn read(
        connection: &impl ConnectionTrait,
        periods: &[Days],
        only: Option<&funding_line::Model>,
    ) -> Result<Self> {
        let lines = |method| {
            let mut lines = recognised_by(method);
            if let Some(row) = only {
                lines.and_where(funding_line::COLUMN.id.eq(row.id));
            }
            lines
        };
        let mut flows = Vec::new();
        for days in periods {
            let receipts = receipts(connection, *days, lines(RecognitionMethod::Cash)).await?;
            let invoices = invoices(connection, *days, lines(RecognitionMethod::Invoice)).await?;
            flows.push((*days, receipts, invoices));
        }
        let by_work = only.is_none_or(|row| row.recognition_method == Some(RecognitionMethod::WorkPackages));
        Ok(Self {
            flows,
            costs: accepted(connection, lines(RecognitionMethod::Costs)).await?,
            lump_sums: if by_work { lump_sums(connection).await? } else { HashMap::new() },
            amendments: amendments(connection, only.map(|row| row.id)).await?,
        })
    }

    /// The terms of a line on a day.
    pub(super) fn agreed(&self, row: &funding_line::Model, day: NaiveDate) -> AgreedTerms {
        agreed(row, self.amendments.get(&row.id).map(Vec::as_slice).unwrap_or_default(), day)
    }

    /// The revenue of a line in one of the periods.
    pub(super) fn revenue(
        &self,
        line: &Line,
        agreed: &AgreedTerms,
        period: Days,
    ) -> Result<Vec<Recognised>, NotRecognised> {
        let known = self.line_data(&line.row, period).map_err(NotRecognised::Failed)?;
        recognise(line, agreed, &known, period)
    }

    /// The recorded data of a line before a period and in it.
    fn line_data(&self, row: &funding_line::Model, days: Days) -> Result<LineData> {
        let flows = self.flows.iter().find(|(of, ..)| *of == days);
        let costs = match self.costs.get(&row.id) {
            Some(Ok(spent)) => Some(Ok(flow_of(spent, row, days)?)),
            Some(Err(detail)) => Some(Err(detail.clone())),
            None => None,
        };
        Ok(LineData {
            receipts: flows.and_then(|(_, receipts, _)| receipts.get(&row.id).copied()),
            invoices: flows.and_then(|(_, _, invoices)| invoices.get(&row.id).copied()),
            costs,
            lump_sums: self.lump_sums.get(&row.id).cloned().unwrap_or_default(),
        })
    }
}

/// The eligible costs before a period and in it, with the indirect costs by the rules of the line.
fn flow_of(spent: &[Spent], row: &funding_line::Model, period: Days) -> Result<Flow> {
    let rules = rules_of(row);
    let before = period.first.pred_opt().map_or(Ok(Money::ZERO), |day| eligible(spent, &rules, day))?;
    Ok(Flow { before, counted: eligible(spent, &rules, period.last)?.minus(before)? })
}

#[cfg(test)]
mod tests;
