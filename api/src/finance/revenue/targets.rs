//! The target shares of revenue, and the difference of a year from them.

use entity::finance::revenue_target;
use entity::value::{DecimalString, Percent, RevenueTargetId};
use openapi::finance::revenue::{RevenueTarget, RevenueTargetFilter, RevenueTargetInput, TargetCheck};
use openapi::platform::error_code::ErrorCode;
use openapi::platform::rights::Right;
use rust_decimal::Decimal;
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, Select};

use super::split::Split;
use super::view::{PERCENT_PLACES, percent_of};
use crate::finance::resources::RevenueTargets;
use crate::platform::app::UnitOfWork;
use crate::platform::auth::FinancialScope;
use crate::platform::constraint::{MapUniqueViolation, Unique};
use crate::platform::database::insert_row;
use crate::platform::error::Result;
use crate::platform::filter::eq_if;
use crate::platform::http::Keyset;
use crate::platform::resource::{Create, Lock, Resource, Update, update_changed_columns};
use crate::platform::validation::ValidationErrors;

/// The advisory lock for targets on PostgreSQL, because targets are checked together. Any unused number.
const TARGETS_LOCK: i64 = 0x706f_7274_7461_7267;

const UNIQUE: [Unique; 1] = [Unique {
    name: "revenue_target_unique",
    column: "revenue_target.year",
    pointer: "/class",
    detail: "the year has another target for this class",
}];

impl Keyset for revenue_target::Entity {
    const DEFAULT_SORT: &'static [revenue_target::Column] =
        &[revenue_target::Column::Year, revenue_target::Column::Class];
    const ID: revenue_target::Column = revenue_target::Column::Id;
}

impl Resource for RevenueTargets {
    type Entity = revenue_target::Entity;
    type Id = RevenueTargetId;
    type View = RevenueTarget;
    type Filter = RevenueTargetFilter;
    const NAME: &'static str = "revenue target";
    const READ: Right = Right::ReadMoney;

    fn visible(
        select: Select<revenue_target::Entity>,
        scope: &FinancialScope<'_>,
    ) -> Result<Select<revenue_target::Entity>> {
        scope.caller.require_everywhere(Right::ReadMoney)?;
        Ok(select)
    }

    fn authorize_read(_: &revenue_target::Model, scope: &FinancialScope<'_>) -> Result<()> {
        scope.caller.require_everywhere(Right::ReadMoney)
    }

    fn filtered(filter: &RevenueTargetFilter) -> Select<revenue_target::Entity> {
        let RevenueTargetFilter { year, class } = filter;
        revenue_target::Entity::find()
            .filter(eq_if(revenue_target::Column::Year, *year))
            .filter(eq_if(revenue_target::Column::Class, *class))
    }

    async fn to_views(
        _: &impl ConnectionTrait,
        rows: Vec<revenue_target::Model>,
    ) -> Result<Vec<RevenueTarget>> {
        let told = rows.into_iter().map(|row| {
            let revenue_target::Model { id, year, class, percent, tolerance, note } = row;
            RevenueTarget { id, year, class, percent, tolerance, note }
        });
        Ok(told.collect())
    }
}

impl Create for RevenueTargets {
    const CREATE: Right = Right::WriteMoney;
    type Parent = ();
    type New = RevenueTargetInput;
    const COLLECTION: &'static str = "/v1/revenue-targets";

    async fn create(work: &UnitOfWork<'_>, (): (), new: RevenueTargetInput) -> Result<revenue_target::Model> {
        let row = row(RevenueTargetId(work.id()), new);
        rules(work, &row).await?;
        insert_row(work.tx, row).await.map_unique_violation(&UNIQUE)
    }
}

impl Lock for RevenueTargets {
    const WRITE: Right = Right::WriteMoney;
}

impl Update for RevenueTargets {
    type Input = RevenueTargetInput;

    async fn to_input(
        _: &impl ConnectionTrait,
        row: revenue_target::Model,
        _: &Self::View,
    ) -> Result<RevenueTargetInput> {
        let revenue_target::Model { id: _, year, class, percent, tolerance, note } = row;
        Ok(RevenueTargetInput { year, class, percent, tolerance: Some(tolerance), note })
    }

    async fn update(
        work: &UnitOfWork<'_>,
        was: revenue_target::Model,
        input: RevenueTargetInput,
    ) -> Result<revenue_target::Model> {
        let row = row(was.id, input);
        rules(work, &row).await?;
        update_changed_columns::<Self>(work, &was, &row).await.map_unique_violation(&UNIQUE)
    }
}

fn row(id: RevenueTargetId, input: RevenueTargetInput) -> revenue_target::Model {
    let RevenueTargetInput { year, class, percent, tolerance, note } = input;
    revenue_target::Model { id, year, class, percent, tolerance: tolerance.unwrap_or_default(), note }
}

/// The shares of a year must not exceed the whole.
async fn rules(work: &UnitOfWork<'_>, row: &revenue_target::Model) -> Result<()> {
    work.advisory_lock(TARGETS_LOCK).await?;
    let of_year = of_year(work.tx, row.year).await?;
    let others = of_year.iter().filter(|other| other.id != row.id && other.class != row.class);
    let total = others.fold(row.percent, |total, other| total.plus(other.percent));
    let mut faults = ValidationErrors::default();
    row.note.iter().for_each(|note| faults.blank("/note", note));
    if total > Percent::WHOLE {
        let detail = format!("the shares of {} would total more than 100", row.year);
        faults.push("/percent", ErrorCode::Above100, detail);
    }
    faults.into_result()
}

async fn of_year(connection: &impl ConnectionTrait, year: i32) -> Result<Vec<revenue_target::Model>> {
    let of_year = revenue_target::Entity::find().filter(revenue_target::COLUMN.year.eq(year));
    Ok(of_year.all(connection).await?)
}

/// The targets of a year against its split, in the order of the classes.
pub(super) async fn checks(
    connection: &impl ConnectionTrait,
    year: i32,
    split: &Split,
) -> Result<Vec<TargetCheck>> {
    let mut rows = of_year(connection, year).await?;
    rows.sort_by_key(|row| row.class);
    Ok(rows.iter().map(|row| check(row, split)).collect())
}

/// The difference in percentage points, with ten places. A difference from zero loses its places by itself.
fn drift(DecimalString(computed): DecimalString, target: Percent) -> DecimalString {
    let mut drift = computed - target.amount();
    drift.rescale(PERCENT_PLACES);
    DecimalString(drift)
}

/// A target against a split. The tolerance is compared with the exact share, without rounding.
fn check(row: &revenue_target::Model, split: &Split) -> TargetCheck {
    let (amount, total) = (split.amount_of(row.class).amount(), split.total.amount());
    let counted = split.classes.iter().any(|share| share.class == row.class);
    let computed =
        (counted && split.withheld.is_none()).then(|| percent_of(split.amount_of(row.class), split.total));
    let away = amount * Decimal::ONE_HUNDRED - row.percent.amount() * total;
    let too_far = computed.is_some() && away.abs() > row.tolerance.amount() * total;
    let warning = too_far.then(|| {
        let side = if away.is_sign_positive() { "above" } else { "below" };
        format!(
            "the {} share is {side} the target of {} % by more than {}",
            row.class, row.percent, row.tolerance
        )
    });
    TargetCheck {
        class: row.class,
        target: row.percent,
        tolerance: row.tolerance,
        drift: computed.map(|computed| drift(computed, row.percent)),
        computed,
        warning,
    }
}
