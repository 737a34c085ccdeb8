//! Passwords that are a season or a month with a year, such as `Summer2024!!` or `D3cembre-2025`. They are
//! common where people must change passwords often, so attackers try them first.

use entity::value::fold;

/// Seasons and months in English, French, Dutch and German, folded (`fold`): without case and accents.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "spring", "summer", "autumn", "fall", "winter", "printemps", "ete", "automne", "hiver",
    "lente", "voorjaar", "zomer", "herfst", "najaar",
    "fruhling", "fruehling", "fruhjahr", "fruehjahr", "sommer", "herbst",
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre",
    "januari", "februari", "maart", "mei", "juni", "juli", "augustus", "oktober",
    "januar", "janner", "jaenner", "februar", "marz", "maerz", "dezember",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "oct", "nov", "dec",
];
/// Words up to this length count only without letters before or after them: `mar` is not a month in
/// `marble`.
const SHORT: usize = 5;
/// With this many other letters, about one or two words, the password is more than its season.
const OTHER_LETTERS: usize = 8;

/// Whether a password is a season or a month with a year, and little more.
pub(super) fn is_season_or_month(password: &str) -> bool {
    let letters: Vec<char> = fold(password).chars().collect();
    let covered = covered(&letters);
    if !covered.contains(&true) {
        return false;
    }
    let rest: String =
        letters.iter().zip(&covered).map(|(letter, covered)| if *covered { ' ' } else { *letter }).collect();
    let others = rest.chars().filter(|letter| letter.is_alphabetic()).count();
    // A year of four or two digits, or a date with one.
    let mut numbers = rest.split(|letter: char| !letter.is_ascii_digit());
    others < OTHER_LETTERS && numbers.any(|number| number.len() >= 2)
}

/// Which letters belong to a season or a month.
fn covered(letters: &[char]) -> Vec<bool> {
    let mut covered = vec![false; letters.len()];
    for word in WORDS {
        let word: Vec<char> = word.chars().collect();
        for start in 0..=letters.len().saturating_sub(word.len()) {
            let end = start + word.len();
            let is_here = letters.get(start..end).is_some_and(|part| is_written_as(part, &word));
            if is_here && (word.len() > SHORT || stands_alone(letters, start, end)) {
                covered[start..end].fill(true);
            }
        }
    }
    covered
}

/// Whether there is no letter right before or after a part.
fn stands_alone(letters: &[char], start: usize, end: usize) -> bool {
    let is_letter =
        |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(|at| at.is_alphabetic());
    !is_letter(start.checked_sub(1)) && !is_letter(Some(end))
}

/// Whether a part is a word, with signs or digits for some letters. Digits alone are not a word.
fn is_written_as(part: &[char], word: &[char]) -> bool {
    part.iter().any(|letter| letter.is_alphabetic())
        && part.iter().zip(word).all(|(written, letter)| written == letter || stands_for(*written, *letter))
}

/// Signs and digits that people write for letters.
fn stands_for(sign: char, letter: char) -> bool {
    matches!(
        (sign, letter),
        ('0', 'o')
            | ('1' | '!' | '|', 'i' | 'l')
            | ('2', 'z')
            | ('3' | '€', 'e')
            | ('4' | '@', 'a')
            | ('5' | '$', 's')
            | ('6' | '9', 'g')
            | ('7' | '+', 't')
            | ('8', 'b')
            | ('(', 'c')
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_season_or_month_with_a_year_is_one_in_each_language_and_writing() {
        for password in [
            "Summer2024!!",
            "summer-2024-!",
            "Summer2024Summer2024",
            "Spring2024Autumn2025",
            "2026Printemps!!!",
            "Été 2025 !!!!!!",
            "Décembre2025",
            "AOÛT2026août2026",
            "Voorjaar2024.",
            "Herfst_2026_abc",
            "Frühling2025",
            "Fruehling2025",
            "März2024März2024",
            "5umm3r2024!!",
            "$eptember24!",
            "D3c3mb3r2025",
            "Pls-Winter25!!",
            "!!!october 1999",
            "may2026may2026",
            "2024-Sept-2024",
        ] {
            assert!(is_season_or_month(password), "{password}");
        }
    }

    #[test]
    fn more_than_a_season_is_none() {
        for password in [
            "a quiet harbour before the rain",
            "the summer of 2024 was far too short",
            "summer without a number",
            "marble 25 zones 17",
            "correct horse battery",
            "mayonnaise and 12 eggs",
            "1999 2000 2001",
            "",
        ] {
            assert!(!is_season_or_month(password), "{password}");
        }
    }
}
