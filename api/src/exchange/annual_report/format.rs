//! Facts as text in a language.

use std::collections::HashMap;

use entity::value::{
    CountryCode, CurrencyCode, DecimalString, Money, PartialDate, Period, Quantity, ThemeCode,
};
use openapi::exchange::annual_report::{AnnualReport, Language};
use openapi::portfolio::themes::Labels;
use rust_decimal::Decimal;
use url::Url;

use super::language::{self, Words, words};

/// A language, with the names of themes in it.
#[derive(Debug)]
pub(super) struct Formatter<'a> {
    pub(super) language: Language,
    pub(super) words: &'static Words,
    themes: HashMap<&'a ThemeCode, String>,
}

impl<'a> Formatter<'a> {
    pub(super) fn of(report: &'a AnnualReport, language: Language) -> Self {
        let named = report.themes.iter().map(|theme| (&theme.code, label(&theme.labels, language)));
        let themes = named.filter_map(|(code, name)| Some((code, name?))).collect();
        Self { language, words: words(language), themes }
    }

    /// The name of a theme, or its code if it has no name.
    pub(super) fn theme(&self, code: &ThemeCode) -> String {
        self.themes.get(code).cloned().unwrap_or_else(|| code.to_string())
    }

    pub(super) fn country(&self, code: CountryCode) -> String {
        language::country(self.language, code)
    }

    pub(super) fn number(&self, number: u64) -> String {
        language::number(self.language, number)
    }

    /// A quantity: a percentage, or a number with its stored unit.
    pub(super) fn quantity(&self, value: Quantity, unit: &str) -> String {
        let value = value.amount().normalize();
        if unit == "percent" || unit == "%" {
            return language::percent(self.language, value);
        }
        format!("{} {unit}", language::number(self.language, value))
    }

    pub(super) fn money(&self, amount: Money, currency: CurrencyCode) -> String {
        language::money(self.language, amount, currency)
    }

    /// The growth of an amount.
    pub(super) fn growth(&self, difference: Money, currency: CurrencyCode) -> String {
        language::signed(difference.amount(), self.money(difference, currency))
    }

    /// The growth of a share in percentage points.
    pub(super) fn points(&self, difference: DecimalString) -> String {
        let written = format!("{} {}", language::number(self.language, difference.0), self.words.points);
        language::signed(difference.0, written)
    }

    /// A share; `None` if it is withheld.
    pub(super) fn share(&self, share: Option<DecimalString>) -> String {
        share.map(|share| language::percent(self.language, share.0)).unwrap_or_default()
    }

    pub(super) fn percent(&self, share: Decimal) -> String {
        language::percent(self.language, share)
    }

    pub(super) fn date(&self, date: PartialDate) -> String {
        language::date(self.language, date)
    }

    pub(super) fn period(&self, period: &Period) -> String {
        language::period(self.language, period)
    }

    pub(super) fn days(&self, held: &Period) -> String {
        language::days(self.language, held)
    }
}

/// A name in a language, or else in the most widely read of the other languages.
fn label(labels: &Labels, language: Language) -> Option<String> {
    let Labels { en, fr, nl } = labels;
    let wanted = match language {
        Language::En => [en, fr, nl],
        Language::Fr => [fr, en, nl],
        Language::Nl => [nl, en, fr],
    };
    wanted.into_iter().flatten().next().cloned()
}

/// A website as a link target. Only `http` and `https` are allowed, because other stored schemes could run
/// code. It is escaped so that it cannot end a link or a table cell.
pub(super) fn link(website: Option<&str>) -> Option<String> {
    let url = Url::parse(website?).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    Some(url.as_str().replace('|', "%7C").replace('\\', "%5C").replace('<', "%3C").replace('>', "%3E"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_to_the_web_and_nowhere_else() {
        assert_eq!(link(Some("https://example.org/a?b=c&d")).as_deref(), Some("https://example.org/a?b=c&d"));
        assert_eq!(
            link(Some("https://example.org/a b|<c>\\")).as_deref(),
            Some("https://example.org/a%20b%7C%3Cc%3E/")
        );
        for bad in
            ["javascript:alert(1)", "data:text/html,x", "ftp://example.org", "no link", "//example.org"]
        {
            assert_eq!(link(Some(bad)), None, "{bad}");
        }
        assert_eq!(link(None), None);
    }

    #[test]
    fn a_theme_without_a_name_in_a_language_has_one_of_another() {
        let labels = Labels { en: Some("Diversity".to_owned()), fr: Some("Diversité".to_owned()), nl: None };
        assert_eq!(label(&labels, Language::Nl).as_deref(), Some("Diversity"));
        assert_eq!(label(&labels, Language::Fr).as_deref(), Some("Diversité"));
        assert_eq!(label(&Labels { en: None, fr: None, nl: None }, Language::En), None);
    }
}
