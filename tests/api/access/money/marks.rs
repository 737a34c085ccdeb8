//! Marks: amounts, percentages, quantities and texts that stand nowhere else, so that an answer which holds one tells
//! what it was planted in.

use std::collections::{BTreeMap, BTreeSet};

/// What may stand between the digits of a number: in English, French and Dutch, on paper and on a screen.
const SEPARATORS: [char; 7] = [' ', '\u{a0}', '\u{202f}', '.', ',', '\'', '\u{2019}'];
/// How the texts begin.
const TEXT: &str = "ZMARK";

/// Whose money it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Scope {
    /// That of a project.
    One,
    /// That of another project.
    Other,
    /// That of the organisation as a whole.
    Whole,
}

/// What was planted, by what is looked for.
#[derive(Debug, Default)]
pub(super) struct Marks {
    count: usize,
    planted: BTreeMap<String, (Scope, String)>,
}

impl Marks {
    /// A new mark for a field of a format; texts have none. Each amount is less than those before.
    pub(super) fn plant(&mut self, format: Option<&str>, scope: Scope, field: &str) -> String {
        self.count += 1;
        let count = self.count;
        let (written, needles) = match format {
            Some("money") => {
                let whole = 98_765_999 - count;
                (format!("{whole}.17"), vec![format!("{whole}17"), whole.to_string()])
            }
            // Several of them total to less than a hundred.
            Some("percent") => (format!("17.{count:03}9"), vec![format!("17{count:03}9")]),
            Some("quantity") => (format!("61.9{count:03}53"), vec![format!("619{count:03}53")]),
            Some(other) => panic!("{field}: there are no marks of the format {other}"),
            None => (format!("{TEXT}{count:03}"), vec![format!("{TEXT}{count:03}")]),
        };
        for needle in needles {
            self.planted.insert(needle, (scope, format!("{field} ({written})")));
        }
        written
    }

    /// A mark that others make: an amount that is computed from those that were planted.
    pub(super) fn note(&mut self, amount: &str, scope: Scope, field: &str) {
        let digits: String = amount.chars().filter(char::is_ascii_digit).collect();
        self.planted.entry(digits).or_insert_with(|| (scope, format!("{field} ({amount})")));
    }

    /// What was planted of a scope.
    pub(super) fn of(&self, scope: Scope) -> BTreeSet<String> {
        let of_scope = self.planted.values().filter(|(of, _)| *of == scope);
        of_scope.map(|(_, field)| field.clone()).collect()
    }

    /// What of it an answer holds.
    pub(super) fn found(&self, answer: &str) -> BTreeSet<(Scope, String)> {
        tokens(answer).iter().filter_map(|token| self.planted.get(token)).cloned().collect()
    }
}

/// The numbers of a text, without what separates their digits, and the texts that begin like marks. Of digits that may
/// be one number or several, all that they may be.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<_> = text.match_indices(TEXT).map(|(at, _)| cut(&text[at..])).collect();
    let characters: Vec<char> = text.chars().collect();
    for (at, character) in characters.iter().enumerate() {
        let begins = at == 0 || !characters[at - 1].is_alphanumeric();
        if begins && character.is_ascii_digit() {
            tokens.extend(numbers(&characters[at..]));
        }
    }
    tokens
}

fn cut(text: &str) -> String {
    text.chars().take(TEXT.len() + 3).collect()
}

/// What the digits at the beginning may be.
fn numbers(characters: &[char]) -> Vec<String> {
    let (mut numbers, mut digits) = (Vec::new(), String::new());
    for (at, character) in characters.iter().enumerate().take(24) {
        let next = characters.get(at + 1);
        if character.is_ascii_digit() {
            digits.push(*character);
            if digits.len() >= 5 && next.is_none_or(|next| !next.is_alphanumeric()) {
                numbers.push(digits.clone());
            }
        } else if !SEPARATORS.contains(character) || !next.is_some_and(char::is_ascii_digit) {
            break;
        }
    }
    numbers
}

#[test]
fn a_mark_is_found_however_it_is_written() {
    let mut marks = Marks::default();
    let amount = marks.plant(Some("money"), Scope::One, "an amount");
    let whole = amount.trim_end_matches(".17");
    let percent = marks.plant(Some("percent"), Scope::One, "a percentage");
    let text = marks.plant(None, Scope::Other, "a text");
    let grouped = |sign: &str| format!("{}{sign}{}{sign}{}", &whole[..2], &whole[2..5], &whole[5..]);
    for written in [
        amount.clone(),
        format!("-{amount}"),
        format!("\"{amount}\",\"1.00\""),
        format!("1,{amount},2024"),
        format!("x;{whole},17;1"),
        format!("{{\"total_award\":{whole}17}}"),
        format!("<v>{amount}</v>"),
        format!("<td>{}\u{a0}€</td>", grouped("\u{202f}")),
        format!("{} EUR", grouped(".")),
        format!("€{}", grouped(",")),
        format!("{percent} %"),
        percent.replace('.', ",").clone(),
        format!("INV-{text}.pdf"),
    ] {
        assert_eq!(marks.found(&written).len(), 1, "{written}");
    }
    let id = format!("0198c4de-7c5e-7e1b-a3b6-{whole}1f0a x{whole} {whole}0 2026-01-15T12:00:00.123456Z");
    assert_eq!(marks.found(&id), BTreeSet::new());
}
