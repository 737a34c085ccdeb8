use entity::access::user;
use entity::value::fold;
use openapi::access::users::UserInput;

use crate::platform::validation::ValidationErrors;

/// Notes what is wrong with what is said of a user, of whom this is known already.
pub(super) fn check(said: &UserInput, was: Option<&user::Model>, faults: &mut ValidationErrors) {
    faults.blank("/name", &said.name);
    let vouched_for = was.is_some_and(|was| was.issuer.is_some());
    if said.email.is_none() && !vouched_for {
        faults.push("/email", "required", "a user signs in with an `email`");
    }
    if vouched_for && was.is_some_and(|was| was.role != said.role) {
        faults.push("/role", "issuer", "the issuer of their tokens says what their role is");
    }
}

/// The row of a user of whom this is said.
pub(super) fn row(was: user::Model, said: UserInput) -> user::Model {
    let UserInput { name, email, role } = said;
    let email_key = email.as_deref().map(key);
    user::Model { name_key: fold(&name), name, email, email_key, role, ..was }
}

/// An address as it is told apart by.
pub(crate) fn key(email: &str) -> String {
    email.trim().to_lowercase()
}
