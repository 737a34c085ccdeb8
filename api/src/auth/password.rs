//! Passwords: argon2id (RFC 9106) with the parameters that OWASP's Password Storage Cheat Sheet asks for, which are
//! the crate's own: 19 MiB of memory, two passes, one lane.

use std::sync::Arc;

use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use zxcvbn::{Score, zxcvbn};

use crate::draft::Faults;
use crate::error::{Error, Result};

/// How many characters a password has (NIST SP 800-63B, section 5.1.1.2, asks for at least eight, and for room for
/// at least 64).
const LENGTHS: std::ops::RangeInclusive<usize> = 12..=256;
/// How many are hashed at once: each takes 19 MiB and a core.
const AT_ONCE: usize = 2;

/// Notes what is wrong with a password that somebody wants to set, who is called so.
pub(crate) fn check(password: &str, names: &[&str], faults: &mut Faults) {
    let length = password.chars().count();
    if !LENGTHS.contains(&length) {
        let detail = format!("a password has from {} to {} characters", LENGTHS.start(), LENGTHS.end());
        return faults.push("/password", "length", detail);
    }
    // A name counts as a whole, and so does each of its words.
    let words = names.iter().flat_map(|name| name.split(|letter: char| !letter.is_alphanumeric()));
    let known: Vec<_> = names.iter().copied().chain(words.filter(|word| word.len() > 2)).collect();
    let strength = zxcvbn(password, &known);
    if strength.score() < Score::Three {
        let detail = "this password is easily guessed: it is a common one, or near to one or to a name; take several \
            words that have nothing to do with each other";
        faults.push("/password", "easily_guessed", detail);
    }
}

/// What hashes passwords and compares them.
#[derive(Clone, Debug)]
pub(crate) struct Passwords {
    /// What is compared with when there is no hash, so that it takes as long.
    nobody: Arc<tokio::sync::OnceCell<String>>,
    turns: Arc<Semaphore>,
}

impl Default for Passwords {
    fn default() -> Self {
        Self { nobody: Arc::default(), turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

impl Passwords {
    /// The hash of a password, in the PHC string format.
    pub(crate) async fn hash(&self, password: String) -> Result<String> {
        self.in_turn(move || {
            let hashed = Argon2::default().hash_password(password.as_bytes()).map_err(Error::internal)?;
            Ok(hashed.to_string())
        })
        .await
    }

    /// Whether a password is the one that was hashed. When none was, it is not, and to find out takes as long.
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

    /// Runs what takes long apart from what must be quick, a few at a time.
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

    fn faults_of(password: &str) -> Vec<String> {
        let mut faults = Faults::default();
        check(password, &["Maud Manager", "maud@example.org"], &mut faults);
        match faults.none() {
            Err(Error::Invalid(faults)) => faults.into_iter().map(|fault| fault.code).collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn what_is_short_long_or_easily_guessed_is_no_password() {
        for (password, expected) in [
            ("correct ho", Some("length")),
            (&*"x".repeat(257), Some("length")),
            ("password1234", Some("easily_guessed")),
            ("qwertyuiop12", Some("easily_guessed")),
            ("maud manager", Some("easily_guessed")),
            ("aaaaaaaaaaaaaaaaaaaa", Some("easily_guessed")),
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
