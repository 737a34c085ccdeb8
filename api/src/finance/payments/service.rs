use entity::finance::{funding_line, payment};
use entity::value::{FundingLineId, FundingStage, PaymentId, PaymentStage};
use openapi::finance::payments::PaymentInput;
use openapi::platform::problem::Place;
use openapi::platform::rights::Right;
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, ModelTrait};

use super::{draft, view};
use crate::platform::app::Work;
use crate::platform::error::{Error, Result, fault};
use crate::platform::resource::{Held, Made, Resource, Written, put, row_of};
use crate::platform::validation::Faults;

impl Made for payment::Entity {
    const MAKE: Right = Right::WriteMoney;
    type Parent = ();
    type New = PaymentInput;
    const COLLECTION: &'static str = "/v1/payments";

    async fn make(work: &Work<'_>, (): (), new: PaymentInput) -> Result<payment::Model> {
        let mut faults = Faults::default();
        draft::check(&new, work.today(), &mut faults);
        let line = line_of(work, new.funding_line, &mut faults).await?;
        let line = match line {
            Some(line) if faults.are_none() => line,
            _ => return Err(faults.into()),
        };
        let row = draft::row(PaymentId(work.id()), &line, new);
        Ok(row.into_active_model().reset_all().insert(work.tx).await?)
    }
}

impl Held for payment::Entity {
    const WRITE: Right = Right::WriteMoney;

    async fn hold(work: &Work<'_>, id: PaymentId) -> Result<payment::Model> {
        let row = row_of::<Self>(work.tx, id).await?;
        if work.is_alone() {
            return Ok(row);
        }
        // The line first, as whoever closes it does.
        work.hold::<funding_line::Entity>(row.funding_line_id, funding_line::Entity::NAME).await?;
        work.hold::<Self>(id, Self::NAME).await
    }

    async fn remove(work: &Work<'_>, row: payment::Model) -> Result<()> {
        expected(&row)?;
        row.delete(work.tx).await?;
        Ok(())
    }
}

impl Written for payment::Entity {
    type Said = PaymentInput;

    async fn said(_: &impl ConnectionTrait, row: payment::Model, _: &Self::Told) -> Result<PaymentInput> {
        Ok(view::said(row))
    }

    async fn change(work: &Work<'_>, was: payment::Model, said: PaymentInput) -> Result<payment::Model> {
        expected(&was)?;
        let mut faults = Faults::default();
        draft::check(&said, work.today(), &mut faults);
        if said.funding_line != was.funding_line_id {
            faults.push("/funding_line", "fixed", "a payment stays with its funding line");
        }
        faults.none()?;
        let line = row_of::<funding_line::Entity>(work.tx, was.funding_line_id).await?;
        Ok(put::<Self>(work, &was, &draft::row(was.id, &line, said)).await?)
    }
}

/// Passes when a payment is still expected: what came in, and what is not to come in, is on record.
fn expected(row: &payment::Model) -> Result<()> {
    let detail = match row.stage {
        PaymentStage::Expected => return Ok(()),
        PaymentStage::Received => "the payment is `received`; it is corrected by `reverse`, not edited",
        PaymentStage::Cancelled => "the payment is `cancelled`, and stays on record",
    };
    Err(Error::Conflict(vec![fault(Place::Path, "/id", "illegal_move", detail)]))
}

/// The line of a new payment, held, when there is one of which something may still come in.
async fn line_of(
    work: &Work<'_>,
    id: FundingLineId,
    faults: &mut Faults,
) -> Result<Option<funding_line::Model>> {
    let found = funding_line::Entity::find_by_id(id).one(work.tx).await?;
    if found.is_none() {
        faults.push("/funding_line", "unknown", "there is no such funding line");
        return Ok(None);
    }
    let line = work.hold::<funding_line::Entity>(id, funding_line::Entity::NAME).await?;
    let over = [FundingStage::Closed, FundingStage::Rejected, FundingStage::Withdrawn];
    if over.contains(&line.stage) {
        let detail = format!("the funding line is `{}`; nothing more comes in of it", line.stage);
        return Err(Error::Conflict(vec![fault(Place::Body, "/funding_line", "over", detail)]));
    }
    Ok(Some(line))
}
