//! The resource traits of users.

use entity::access::user;
use entity::value::{Role, UserId};
use openapi::access::users::{User, UserFilter, UserInput};
use openapi::platform::problem::ErrorLocation;
use openapi::platform::rights::Right;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, Select};

use super::service::{empty_row, not_the_last};
use super::{draft, view};
use crate::access::resources::Users;
use crate::platform::app::UnitOfWork;
use crate::platform::constraint::{MapUniqueViolation, Unique};
use crate::platform::database::insert_row;
use crate::platform::error::Result;
use crate::platform::filter::eq_if;
use crate::platform::http::Keyset;
use crate::platform::resource::{Create, Lock, Resource, Update, update_changed_columns};
use crate::platform::validation::ValidationErrors;

const UNIQUE: [Unique; 1] = [Unique {
    name: "user_email_unique",
    column: "user.email_key",
    pointer: "/email",
    detail: "another user has this e-mail address",
}];

impl Keyset for user::Entity {
    const DEFAULT_SORT: &'static [user::Column] = &[user::Column::NameKey];
    const ID: user::Column = user::Column::Id;
}

impl Resource for Users {
    type Entity = user::Entity;
    type Id = UserId;
    type View = User;
    type Filter = UserFilter;
    const NAME: &'static str = "user";
    const DETAIL_ONLY_FIELDS: &'static [&'static str] = &["secret"];
    const READ: Right = Right::ManageAccess;

    fn filtered(filter: &UserFilter) -> Select<user::Entity> {
        let UserFilter { role, disabled } = filter;
        let at = user::Column::DisabledAt;
        let disabled = disabled.map(|disabled| if disabled { at.is_not_null() } else { at.is_null() });
        user::Entity::find()
            .filter(eq_if(user::Column::Role, *role))
            .filter(disabled.map_or_else(Condition::all, |disabled| Condition::all().add(disabled)))
    }

    async fn to_views(_: &impl ConnectionTrait, rows: Vec<user::Model>) -> Result<Vec<User>> {
        Ok(rows.into_iter().map(view::user).collect())
    }
}

impl Create for Users {
    const CREATE: Right = Right::ManageAccess;
    type Parent = ();
    type New = UserInput;
    const COLLECTION: &'static str = "/v1/users";

    async fn create(work: &UnitOfWork<'_>, (): (), new: UserInput) -> Result<user::Model> {
        let mut faults = ValidationErrors::default();
        draft::check(&new, None, &mut faults);
        faults.into_result()?;
        let row = draft::row(empty_row(work), new);
        insert_row(work.tx, row).await.map_unique_violation(&UNIQUE)
    }
}

impl Lock for Users {
    const WRITE: Right = Right::ManageAccess;
}

impl Update for Users {
    type Input = UserInput;

    async fn to_input(_: &impl ConnectionTrait, row: user::Model, _: &Self::View) -> Result<UserInput> {
        Ok(view::to_input(row))
    }

    async fn update(work: &UnitOfWork<'_>, was: user::Model, input: UserInput) -> Result<user::Model> {
        let mut faults = ValidationErrors::default();
        draft::check(&input, Some(&was), &mut faults);
        faults.into_result()?;
        let row = draft::row(was.clone(), input);
        if row.role != Role::Admin {
            not_the_last(work, &was, ErrorLocation::Body, "/role").await?;
        }
        update_changed_columns::<Self>(work, &was, &row).await.map_unique_violation(&UNIQUE)
    }
}
