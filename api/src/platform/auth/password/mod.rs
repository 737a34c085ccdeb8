//! Passwords: argon2id (RFC 9106) with the parameters of OWASP's Password Storage Cheat Sheet, which are
//! the defaults of the crate: 19 MiB of memory, two passes, one lane.
//!
//! | file | contents |
//! |---|---|
//! | `calendar.rs` | passwords that are a season or a month with a year |
//! | `refused.rs` | passwords in a file of hashes |

mod calendar;
mod refused;

use openapi::platform::error_code::ErrorCode;
use std::sync::Arc;

use ::passwords::analyzer::is_common_password;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use calendar::is_season_or_month;
pub use refused::{RefusedPasswords, RefusedPasswordsError};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use zxcvbn::{Score, zxcvbn};

use crate::platform::error::{Error, Result};
use crate::platform::validation::ValidationErrors;

/// The length of a password in characters (NIST SP 800-63B, section 5.1.1.2, requires a minimum of 8 and a
/// maximum of at least 64).
const LENGTHS: std::ops::RangeInclusive<usize> = 12..=256;
/// How many passwords are hashed at the same time: each takes 19 MiB and one core.
const AT_ONCE: usize = 2;

/// This many signs and digits after a common password do not make it uncommon.
const COMMON_SUFFIX: usize = 5;

/// Adds an error if a password is too short, too long or easy to guess. `names` are those of the user.
fn check(password: &str, names: &[&str], faults: &mut ValidationErrors) {
    let length = password.chars().count();
    let detail = if !LENGTHS.contains(&length) {
        let detail = format!("choose a password of {} to {} characters", LENGTHS.start(), LENGTHS.end());
        return faults.push("/password", ErrorCode::PasswordLength, detail);
    } else if is_season_or_month(password) {
        "this password is a season or a month with a year, which attackers try first: use several unrelated \
         words"
    } else if is_common(password) {
        "this password is in a list of common passwords, which attackers try first: use several unrelated \
         words"
    } else if is_near_to_common(password, names) {
        "this password is too similar to a common password or to a name: use several unrelated words"
    } else {
        return;
    };
    faults.push("/password", ErrorCode::EasilyGuessed, detail);
}

/// Whether a password is in the crate's list of 100 000, ignoring case and a few signs or digits at the
/// end.
fn is_common(password: &str) -> bool {
    let lower = password.to_lowercase();
    let word = lower.trim_end_matches(|letter: char| !letter.is_alphabetic());
    let is_longer = lower.chars().count() - word.chars().count() <= COMMON_SUFFIX;
    [password, &lower].into_iter().chain(is_longer.then_some(word)).any(is_common_password)
}

/// Whether a password can be guessed in 10^8 attempts. Each name counts, and so does each of its words.
fn is_near_to_common(password: &str, names: &[&str]) -> bool {
    let words = names.iter().flat_map(|name| name.split(|letter: char| !letter.is_alphanumeric()));
    let known: Vec<_> = names.iter().copied().chain(words.filter(|word| word.len() > 2)).collect();
    zxcvbn(password, &known).score() < Score::Three
}

/// Hashes and verifies passwords.
#[derive(Clone, Debug)]
pub(crate) struct Passwords {
    /// A hash to verify if the user has none, so that it takes the same time.
    nobody: Arc<tokio::sync::OnceCell<String>>,
    turns: Arc<Semaphore>,
    /// The file of refused passwords, in addition to easily guessed ones.
    refused: Option<RefusedPasswords>,
}

impl Default for Passwords {
    fn default() -> Self {
        Self { nobody: Arc::default(), turns: Arc::new(Semaphore::new(AT_ONCE)), refused: None }
    }
}

impl Passwords {
    /// Also refuses the passwords of a file.
    pub(crate) fn refusing(self, refused: RefusedPasswords) -> Self {
        Self { refused: Some(refused), ..self }
    }

    /// Checks that a user with these names may set this password.
    pub(crate) async fn check(&self, password: &str, names: &[&str]) -> Result<()> {
        let mut faults = ValidationErrors::default();
        check(password, names, &mut faults);
        if faults.is_empty() && self.is_refused(password).await? {
            let detail =
                "this password was leaked in a data breach, so attackers try it early: choose another one";
            faults.push("/password", ErrorCode::KnownFromABreach, detail);
        }
        faults.into_result()
    }

    /// Whether the file of refused passwords contains a password.
    async fn is_refused(&self, password: &str) -> Result<bool> {
        let Some(refused) = self.refused.clone() else { return Ok(false) };
        let password = password.to_owned();
        let found = spawn_blocking(move || refused.contain(&password)).await.map_err(Error::internal)?;
        found.map_err(Error::internal)
    }

    /// The hash of a password, in the PHC string format.
    pub(crate) async fn hash(&self, password: String) -> Result<String> {
        self.in_turn(move || {
            let hashed = Argon2::default().hash_password(password.as_bytes()).map_err(Error::internal)?;
            Ok(hashed.to_string())
        })
        .await
    }

    /// Whether a password matches a hash. Without a hash the answer is no, after the same time.
    pub(crate) async fn is(&self, password: String, hash: Option<String>) -> Result<bool> {
        let known = hash.is_some();
        let hash = match hash {
            Some(hash) => hash,
            None => self.nobody.get_or_try_init(|| self.hash(String::new())).await?.clone(),
        };
        let same = self
            .in_turn(move || {
                Ok(Argon2::default().verify_password(password.as_bytes(), hash.as_str()).is_ok())
            })
            .await?;
        Ok(same && known)
    }

    /// Runs slow work on a blocking thread, a few jobs at a time.
    async fn in_turn<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let _turn = self.turns.acquire().await.map_err(Error::internal)?;
        spawn_blocking(job).await.map_err(Error::internal)?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults_of(password: &str) -> Vec<ErrorCode> {
        let mut faults = ValidationErrors::default();
        check(password, &["Maud Manager", "maud@example.org"], &mut faults);
        match faults.into_result() {
            Err(Error::Invalid(faults)) => faults.into_iter().map(|fault| fault.code).collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn what_is_short_long_or_easily_guessed_is_no_password() {
        for (password, expected) in [
            ("correct ho", Some(ErrorCode::PasswordLength)),
            (&*"x".repeat(257), Some(ErrorCode::PasswordLength)),
            ("password1234", Some(ErrorCode::EasilyGuessed)),
            ("qwertyuiop12", Some(ErrorCode::EasilyGuessed)),
            ("maud manager", Some(ErrorCode::EasilyGuessed)),
            ("aaaaaaaaaaaaaaaaaaaa", Some(ErrorCode::EasilyGuessed)),
            ("Summer2024!!", Some(ErrorCode::EasilyGuessed)),
            ("Décembre2025", Some(ErrorCode::EasilyGuessed)),
            // These are in the list.
            ("yellowstone1", Some(ErrorCode::EasilyGuessed)),
            ("ZARINASABIROVA", None),
            ("yana.kolomoets", Some(ErrorCode::EasilyGuessed)),
            ("Yana.Kolomoets", Some(ErrorCode::EasilyGuessed)),
            ("zabolotnova31337", Some(ErrorCode::EasilyGuessed)),
            ("youngbuck!2026", Some(ErrorCode::EasilyGuessed)),
            ("a quiet harbour before the rain", None),
            ("été à la mer, sans parapluie", None),
        ] {
            assert_eq!(faults_of(password), Vec::from_iter(expected), "{password}");
        }
    }

    #[tokio::test]
    async fn only_the_password_itself_is_the_one_that_was_hashed() {
        let passwords = Passwords::default();
        let hash = passwords.hash("a quiet harbour".to_owned()).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(passwords.is("a quiet harbour".to_owned(), Some(hash.clone())).await.unwrap());
        assert!(!passwords.is("a loud harbour".to_owned(), Some(hash)).await.unwrap());
        assert!(!passwords.is(String::new(), None).await.unwrap());
    }
}
