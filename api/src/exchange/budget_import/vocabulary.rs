//! The names of the sheets and their columns: in English as exported, in French and in Dutch. Case,
//! accents, spaces, hyphens, underscores and text in parentheses do not count.

use entity::value::fold;

/// A sheet or a column: its exported name, and its other names.
pub(super) type Word = (&'static str, &'static [&'static str]);

const PARTNER: Word = ("partner", &["beneficiary", "partenaire", "b\u{e9}n\u{e9}ficiaire", "begunstigde"]);
const DESCRIPTION: Word = ("description", &["libell\u{e9}", "intitul\u{e9}", "omschrijving", "beschrijving"]);
const AMOUNT: Word = ("amount", &["montant", "bedrag"]);

/// The sheets that are read.
pub(super) const SHEETS: [Word; 5] = [
    ("Budget", &["begroting"]),
    (
        "Periods",
        &["reporting periods", "p\u{e9}riodes", "p\u{e9}riodes de rapport", "perioden", "verslagperioden"],
    ),
    (
        "Lines",
        &[
            "budget lines",
            "lignes",
            "lignes budg\u{e9}taires",
            "lijnen",
            "regels",
            "begrotingsregels",
            "begrotingslijnen",
        ],
    ),
    (
        "Financing",
        &[
            "sources of financing",
            "financement",
            "sources de financement",
            "plan de financement",
            "financiering",
            "financieringsbronnen",
            "financieringsplan",
        ],
    ),
    ("Lists", &["listes", "lijsten"]),
];

/// The sheet of computed lines, which is not read.
const COMPUTED: Word = (
    "Computed",
    &["calculated", "calculs", "lignes calcul\u{e9}es", "calcul\u{e9}", "berekend", "berekeningen"],
);

/// The names on the sheet of the budget.
pub(super) const BUDGET: [Word; 11] = [
    ("project", &["projet", "acronym", "acronyme", "acroniem"]),
    ("title", &["titre", "titel"]),
    ("currency", &["devise", "monnaie", "munt", "munteenheid", "valuta"]),
    ("conversion", &["conversie", "omrekening"]),
    ("programme", &["program", "programma"]),
    ("call", &["appel", "appel \u{e0} propositions", "oproep"]),
    ("version", &["versie"]),
    ("stage", &["status", "\u{e9}tape", "statut", "stade", "fase", "stadium"]),
    ("costs", &["co\u{fb}ts", "kosten"]),
    ("financing", &["financement", "financiering"]),
    ("gap", &["\u{e9}cart", "solde", "verschil", "saldo", "tekort"]),
];

/// The columns of the sheet of reporting periods.
pub(super) const PERIODS: [Word; 3] = [
    ("number", &["no", "nr", "n\u{b0}", "num\u{e9}ro", "nummer"]),
    ("start", &["begin", "start date", "d\u{e9}but", "date de d\u{e9}but", "begindatum", "startdatum"]),
    ("end", &["end date", "fin", "date de fin", "eind", "einde", "einddatum"]),
];

/// The columns of the sheet of lines.
pub(super) const LINES: [Word; 11] = [
    PARTNER,
    (
        "category",
        &["cost category", "cat\u{e9}gorie", "cat\u{e9}gorie de co\u{fb}ts", "categorie", "kostencategorie"],
    ),
    ("work_package", &["wp", "lot de travail", "lot de travaux", "lot", "werkpakket"]),
    ("period", &["reporting period", "p\u{e9}riode", "p\u{e9}riode de rapport", "periode", "verslagperiode"]),
    DESCRIPTION,
    (
        "units",
        &[
            "number of units",
            "quantity",
            "unit\u{e9}s",
            "nombre d'unit\u{e9}s",
            "quantit\u{e9}",
            "eenheden",
            "aantal eenheden",
            "aantal",
        ],
    ),
    ("unit", &["unit\u{e9}", "eenheid"]),
    (
        "unit_rate",
        &[
            "unit cost",
            "taux unitaire",
            "co\u{fb}t unitaire",
            "prix unitaire",
            "eenheidstarief",
            "eenheidskost",
            "eenheidsprijs",
            "tarief",
        ],
    ),
    AMOUNT,
    (
        "funding_rate",
        &[
            "taux de financement",
            "taux de subvention",
            "financieringspercentage",
            "financieringsgraad",
            "subsidiepercentage",
        ],
    ),
    ("cost", &["co\u{fb}t", "kost", "kosten"]),
];

/// The columns of the sheet of financing.
pub(super) const FINANCING: [Word; 5] = [
    ("source", &["source of financing", "source de financement", "bron", "financieringsbron"]),
    ("funding_line", &["ligne de financement", "financieringslijn", "financieringsregel"]),
    PARTNER,
    DESCRIPTION,
    AMOUNT,
];

/// The columns of the sheet of lists that are read.
pub(super) const LISTS: [Word; 4] =
    [("partner", &[]), ("partner_id", &[]), ("funding_line", &[]), ("funding_line_id", &[])];

/// The exported name for a written one, if it is known.
pub(super) fn code_of(words: &[Word], written: &str) -> Option<&'static str> {
    let key = key(written);
    let is = |word: &&Word| self::key(word.0) == key || word.1.iter().any(|other| self::key(other) == key);
    words.iter().find(is).map(|(name, _)| *name)
}

/// Whether a sheet is the one of computed lines.
pub(super) fn is_computed(sheet: &str) -> bool {
    code_of(&[COMPUTED], sheet).is_some()
}

/// The exported names, for an error message.
pub(super) fn names(words: &[Word]) -> String {
    words.iter().map(|(name, _)| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn key(written: &str) -> String {
    let before = written.split('(').next().unwrap_or_default();
    fold(before).chars().filter(|letter| letter.is_alphanumeric() || *letter == '\u{b0}').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_in_three_languages_however_they_are_written() {
        for (written, name) in [
            ("Partner", "partner"),
            ("P\u{c9}RIODE", "period"),
            ("periode", "period"),
            ("funding rate", "funding_rate"),
            ("Taux-de-financement (%)", "funding_rate"),
            ("Co\u{fb}t unitaire", "unit_rate"),
            ("Unite\u{301}s", "units"),
            ("unit\u{e9}", "unit"),
            ("Werkpakket", "work_package"),
            ("Work  Package", "work_package"),
            ("BEDRAG", "amount"),
        ] {
            assert_eq!(code_of(&LINES, written), Some(name), "{written}");
        }
        assert_eq!(code_of(&LINES, "a column of one's own"), None);
        assert_eq!(code_of(&LINES, ""), None);
        assert_eq!(code_of(&SHEETS, "lignes BUDG\u{c9}TAIRES"), Some("Lines"));
        assert!(is_computed("Calculs") && !is_computed("Lines"));
    }

    #[test]
    fn no_name_stands_for_two() {
        for words in [&SHEETS[..], &BUDGET, &PERIODS, &LINES, &FINANCING] {
            for (name, others) in words {
                for word in std::iter::once(name).chain(*others) {
                    assert_eq!(code_of(words, word), Some(*name), "{word}");
                }
            }
        }
    }
}
