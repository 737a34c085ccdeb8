//! The financial position of a funding line.

use std::cmp::{max, min};

use entity::finance::{fiscal_year, funding_line, payment, revenue_entry};
use entity::value::{CurrencyCode, Money, MoneyError, PaymentKind, PaymentStage};
use openapi::finance::funding::{AmountIn, FundingPosition};
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::view::funding_line_ref;
use crate::finance::revenue::recognition::{Terms, own_part};
use crate::platform::error::Result;

/// The receipts and the revenue of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Standing {
    /// The owner's part of all receipts.
    received: Money,
    /// The owner's part of the prefinancing in them.
    prefinancing: Money,
    /// The recognised revenue.
    recognised: Money,
}

/// The liability (received, not earned) and the receivable (earned, not received).
///
/// Prefinancing belongs to the funder until it is earned (Annotated Grant Agreement, article 22.3.1).
/// Receipts beyond the revenue are a liability up to the amount of prefinancing.
fn owed(Standing { received, prefinancing, recognised }: Standing) -> Result<(Money, Money), MoneyError> {
    let unearned = received.minus(recognised)?;
    let liability = max(min(unearned, prefinancing), Money::ZERO);
    let receivable = max(recognised.minus(received)?, Money::ZERO);
    Ok((liability, receivable))
}

/// The position of a line. The connection must be a snapshot: one state of the database.
pub(super) async fn of_line(
    connection: &impl ConnectionTrait,
    row: &funding_line::Model,
) -> Result<FundingPosition> {
    let payments = payment::Entity::find().filter(payment::COLUMN.funding_line_id.eq(row.id));
    let payments = payments.all(connection).await?;
    let (recognised, recognised_elsewhere) = recognised(connection, row).await?;
    let amounts = |counts: &dyn Fn(&payment::Model) -> Option<Money>| {
        Money::total(payments.iter().filter_map(counts)).map_err(crate::platform::error::Error::from)
    };
    let received = amounts(&|payment| payment.received_amount)?;
    let received_prefinancing =
        amounts(&|payment| payment.received_amount.filter(|_| payment.kind == PaymentKind::Prefinancing))?;
    let terms = Terms::of(row.total_award, row.own_share);
    let own = |amount| terms.map(|terms| own_part(amount, terms)).transpose();
    let (received_own, prefinancing_own) = (own(received)?, own(received_prefinancing)?);
    let standing = received_own.zip(prefinancing_own);
    let standing = standing.map(|(received, prefinancing)| Standing { received, prefinancing, recognised });
    let owed = standing.map(owed).transpose()?;
    Ok(FundingPosition {
        funding_line: funding_line_ref(row),
        currency: row.currency,
        total_award: row.total_award,
        own_share: row.own_share,
        pass_through: row.total_award.zip(row.own_share).map(|(award, own)| award.minus(own)).transpose()?,
        invoiced: amounts(&|payment| {
            payment
                .amount
                .filter(|_| payment.invoiced_on.is_some() && payment.stage != PaymentStage::Cancelled)
        })?,
        expected: amounts(&|payment| payment.amount.filter(|_| payment.stage == PaymentStage::Expected))?,
        received,
        received_own,
        received_prefinancing,
        outstanding: row.total_award.map(|award| award.minus(received)).transpose()?,
        recognised,
        prefinancing_liability: owed.map(|(liability, _)| liability),
        receivable: owed.map(|(_, receivable)| receivable),
        recognised_elsewhere,
    })
}

/// The ledger total of a line, in its currency and in others.
async fn recognised(
    connection: &impl ConnectionTrait,
    row: &funding_line::Model,
) -> Result<(Money, Vec<AmountIn>)> {
    let total = Expr::expr(Func::sum(Expr::col((revenue_entry::Entity, revenue_entry::Column::Amount))));
    let sums: Vec<(CurrencyCode, i64)> = revenue_entry::Entity::find()
        .inner_join(fiscal_year::Entity)
        .select_only()
        .column(fiscal_year::Column::Currency)
        .column_as(total.cast_as("bigint"), "total")
        .filter(revenue_entry::COLUMN.funding_line_id.eq(row.id))
        .group_by(fiscal_year::Column::Currency)
        .order_by_asc(fiscal_year::Column::Currency)
        .into_tuple()
        .all(connection)
        .await?;
    let (mut here, mut elsewhere) = (Money::ZERO, Vec::new());
    for (currency, cents) in sums {
        let amount = Money::from_cents(cents)?;
        if currency == row.currency { here = amount } else { elsewhere.push(AmountIn { currency, amount }) }
    }
    Ok((here, elsewhere))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn money(cents: i64) -> Money {
        Money::from_cents(cents).expect("in range")
    }

    fn standing(received: i64, prefinancing: i64, recognised: i64) -> Standing {
        let [received, prefinancing, recognised] = [received, prefinancing, recognised].map(money);
        Standing { received, prefinancing, recognised }
    }

    #[test]
    fn prefinancing_is_a_liability_until_it_is_earned() {
        let (nothing, some) = (money(0), |cents| money(cents));
        assert_eq!(owed(standing(2_400, 2_400, 0)), Ok((some(2_400), nothing)));
        assert_eq!(owed(standing(2_400, 2_400, 1_500)), Ok((some(900), nothing)));
        assert_eq!(owed(standing(2_400, 2_400, 3_000)), Ok((nothing, some(600))));
        // An interim payment pays for reported costs; the prefinancing stays.
        assert_eq!(owed(standing(3_900, 2_400, 1_500)), Ok((some(2_400), nothing)));
    }

    proptest! {
        #[test]
        fn nobody_owes_and_is_owed_at_once(
            prefinancing in 0_i64..1_000_000_000,
            other in 0_i64..1_000_000_000,
            recognised in 0_i64..2_000_000_000,
        ) {
            let (liability, receivable) =
                owed(standing(prefinancing + other, prefinancing, recognised)).expect("in range");
            prop_assert!(liability == Money::ZERO || receivable == Money::ZERO);
            prop_assert!(liability >= Money::ZERO && receivable >= Money::ZERO);
            prop_assert!(liability <= money(prefinancing));
        }
    }
}
