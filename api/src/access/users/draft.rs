use entity::access::user;
use entity::value::fold;
use openapi::access::users::UserInput;
use openapi::platform::error_code::ErrorCode;

use crate::platform::validation::ValidationErrors;

/// Validates the fields of a new or existing user.
pub(super) fn check(input: &UserInput, was: Option<&user::Model>, faults: &mut ValidationErrors) {
    faults.blank("/name", &input.name);
    let vouched_for = was.is_some_and(|was| was.issuer.is_some());
    if input.email.is_none() && !vouched_for {
        faults.push("/email", ErrorCode::Required, "give an `email`: the user signs in with it");
    }
    if vouched_for && was.is_some_and(|was| was.role != input.role) {
        faults.push(
            "/role",
            ErrorCode::Issuer,
            "the role cannot be changed here: it comes from the issuer of the user's tokens",
        );
    }
}

/// Applies the fields to a row.
pub(super) fn row(was: user::Model, input: UserInput) -> user::Model {
    let UserInput { name, email, role } = input;
    let email_key = email.as_deref().map(key);
    user::Model { name_key: fold(&name), name, email, email_key, role, ..was }
}

/// The form of an address in which it must be unique.
pub(crate) fn key(email: &str) -> String {
    email.trim().to_lowercase()
}
