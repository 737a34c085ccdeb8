//! What is rounded as one amount: the rule of a call, or the practice of its programme.

use entity::portfolio::{call, programme};
use entity::value::{ProgrammeLevel, RoundingScope};
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::platform::error::Result;

/// The scope of a call. Without a rule, grants of the European Union are rounded by statement, because its
/// portal computes each financial statement by itself. Without a call, the Model Grant Agreement applies.
pub(crate) async fn rounding_scope(
    connection: &impl ConnectionTrait,
    call: Option<&call::Model>,
) -> Result<RoundingScope> {
    let Some(call) = call else { return Ok(RoundingScope::PerStatement) };
    if let Some(scope) = call.rounding_scope {
        return Ok(scope);
    }
    let programme = programme::Entity::find_by_id(call.programme_id).one(connection).await?;
    let european = programme.is_some_and(|programme| programme.level == ProgrammeLevel::European);
    Ok(if european { RoundingScope::PerStatement } else { RoundingScope::Cumulative })
}
