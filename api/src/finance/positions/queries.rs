//! Positions from the stored lines, payments and ledger.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use entity::finance::{funding_line, payment};
use entity::value::{FundingLineId, FundingStage, Money, PaymentsCover};
use openapi::finance::positions::{
    FundingPosition, FundingPositions, PositionTotals, PositionsQuery, RecognisedBy,
};
use openapi::platform::page::PageQuery;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};

use super::balances::{Balances, Owned, balances};
use super::ledger::Ledger;
use super::paid::{Paid, paid_by};
use crate::finance::funding::view::funding_line_ref;
use crate::finance::revenue::recognition::{Terms, own_part};
use crate::finance::revenue::{EarnedLine, Line, all_signed_lines, earned_by, lines_that};
use crate::platform::error::{Error, Result};
use crate::platform::filter::eq_if;
use crate::platform::http::{decode_cursor, encode_cursor, split_page};
use crate::platform::refs::project_ref;

/// The stored data of some lines on a day.
struct Stored {
    day: NaiveDate,
    payments: HashMap<FundingLineId, Vec<payment::Model>>,
    earned: HashMap<FundingLineId, EarnedLine>,
    ledger: Ledger,
}

/// The position of a line. The connection must be a snapshot: one state of the database.
pub(super) async fn of_line(
    connection: &impl ConnectionTrait,
    row: funding_line::Model,
    on: Option<NaiveDate>,
    today: NaiveDate,
) -> Result<FundingPosition> {
    let this = Condition::all().add(funding_line::COLUMN.id.eq(row.id));
    let lines = lines_that(connection, this).await?;
    let stored = Stored::read(connection, &lines, on, today).await?;
    let line = lines.first().ok_or(Error::NotFound("funding line"))?;
    stored.position(line)
}

/// A page of the positions of all lines that were signed by the day, and the totals of all of them.
pub(super) async fn of_all(
    connection: &impl ConnectionTrait,
    query: &PositionsQuery,
    today: NaiveDate,
) -> Result<FundingPositions> {
    let after: Option<FundingLineId> = query.after.as_deref().map(decode_cursor).transpose()?;
    let on = query.on.unwrap_or(today);
    let mut lines = all_signed_lines(connection).await?;
    lines.retain(|line| line.row.signed_on.is_none_or(|signed| signed.first_day() <= on));
    let stored = Stored::read(connection, &lines, Some(on), today).await?;
    let (mut positions, mut totals) = (Vec::new(), BTreeMap::new());
    for line in &lines {
        let position = stored.position(line)?;
        add(totals.entry(line.row.currency).or_default(), &position)?;
        positions.extend(after.is_none_or(|after| line.row.id > after).then_some(position));
    }
    let page = PageQuery { limit: query.limit, ..PageQuery::default() };
    let (positions, next) = split_page(positions, &page, |last| encode_cursor(&last.funding_line.id))?;
    let totals = totals.into_iter().map(|(currency, totals)| PositionTotals { currency, ..totals });
    Ok(FundingPositions { on, positions, next, totals: totals.collect() })
}

/// Adds a position to the totals of its currency.
fn add(totals: &mut PositionTotals, position: &FundingPosition) -> Result<()> {
    let FundingPosition { received_own: Some(received), .. } = position else {
        totals.not_known += 1;
        return Ok(());
    };
    totals.lines += 1;
    for (total, amount) in [
        (&mut totals.recognised, Some(position.recognised)),
        (&mut totals.received, Some(*received)),
        (&mut totals.claimed, position.claimed),
        (&mut totals.earned_not_claimed, position.earned_not_claimed),
        (&mut totals.deferred, position.deferred),
        (&mut totals.unearned, position.unearned),
        (&mut totals.receivable, position.receivable),
        (&mut totals.prefinancing, position.prefinancing),
        (&mut totals.held_for_partners, position.held_for_partners),
    ] {
        *total = total.plus(amount.unwrap_or_default())?;
    }
    Ok(())
}

impl Stored {
    async fn read(
        connection: &impl ConnectionTrait,
        lines: &[Line],
        on: Option<NaiveDate>,
        today: NaiveDate,
    ) -> Result<Self> {
        let only = if let [line] = lines { Some(line.row.id) } else { None };
        let rows = payment::Entity::find().filter(eq_if(payment::Column::FundingLineId, only));
        let mut payments: HashMap<_, Vec<_>> = HashMap::new();
        for row in rows.all(connection).await? {
            payments.entry(row.funding_line_id).or_default().push(row);
        }
        let day = on.unwrap_or(today);
        Ok(Self {
            day,
            payments,
            earned: earned_by(connection, lines, day).await?,
            ledger: Ledger::read(connection, on, only).await?,
        })
    }

    /// The revenue of a line by the day, and where it comes from.
    fn recognised(&self, row: &funding_line::Model) -> (Money, RecognisedBy) {
        let earned = self.earned.get(&row.id).and_then(|of_line| of_line.earned.as_ref().ok());
        match earned {
            Some(earned)
                if FundingStage::SIGNED.contains(&row.stage) && !self.ledger.decides(row.currency) =>
            {
                (*earned, RecognisedBy::Accrual)
            }
            _ => (self.ledger.of_line(row.id, row.currency), RecognisedBy::Ledger),
        }
    }

    fn position(&self, line: &Line) -> Result<FundingPosition> {
        let row = &line.row;
        let payments = self.payments.get(&row.id).map(Vec::as_slice).unwrap_or_default();
        let paid = paid_by(payments, self.day)?;
        let terms = self.earned.get(&row.id).map(|of_line| &of_line.terms);
        let total_award = terms.and_then(|terms| terms.total_award);
        let own_share = terms.and_then(|terms| terms.own_share);
        let (recognised, recognised_by) = self.recognised(row);
        let of_payments = Terms::of_payments(total_award, own_share, line.payments_cover);
        let owned = of_payments.map(|terms| owned(&paid, recognised, terms)).transpose()?;
        let balances = owned.map(|(owned, _)| balances(owned)).transpose()?;
        let of = |amount: fn(Balances) -> Money| balances.map(amount);
        let promised = match line.payments_cover {
            PaymentsCover::Award => total_award,
            PaymentsCover::OwnShare => own_share,
        };
        let held = owned.map(|(owned, _)| match line.payments_cover {
            PaymentsCover::Award => paid.received.minus(owned.received),
            PaymentsCover::OwnShare => Ok(Money::ZERO),
        });
        Ok(FundingPosition {
            on: self.day,
            funding_line: funding_line_ref(row),
            project: line.project.as_ref().map(project_ref),
            currency: row.currency,
            payments_cover: line.payments_cover,
            total_award,
            own_share,
            pass_through: total_award.zip(own_share).map(|(award, own)| award.minus(own)).transpose()?,
            invoiced: paid.invoiced,
            expected: paid.expected,
            received: paid.received,
            received_own: owned.map(|(owned, _)| owned.received),
            received_prefinancing: paid.received_prefinancing,
            outstanding: promised.map(|promised| promised.minus(paid.received)).transpose()?,
            recognised,
            recognised_by,
            claimed: owned.map(|(owned, _)| owned.claimed),
            earned_not_claimed: of(|balances| balances.earned_not_claimed),
            deferred: of(|balances| balances.deferred),
            unearned: of(|balances| balances.unearned),
            receivable: of(|balances| balances.receivable),
            prefinancing: owned.map(|(_, prefinancing)| prefinancing),
            held_for_partners: held.transpose()?,
            recognised_elsewhere: self.ledger.elsewhere(row.id, row.currency),
        })
    }
}

/// The owner's parts of the amounts of a line, and of its prefinancing. They are rounded as running totals,
/// so that a claim and its receipt are the same amount.
fn owned(paid: &Paid, recognised: Money, terms: Terms) -> Result<(Owned, Money)> {
    let received = own_part(paid.received, terms)?;
    let claimed = own_part(paid.received.plus(paid.claimed)?, terms)?.minus(received)?;
    Ok((Owned { recognised, received, claimed }, own_part(paid.received_prefinancing, terms)?))
}
