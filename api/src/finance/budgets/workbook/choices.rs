use std::collections::HashMap;

use entity::value::{Conversion, CostCategory, FinancingSource, FundingLineId, ParticipationId};
use rust_xlsxwriter::{Workbook, XlsxError};
use strum::VariantArray;

use crate::platform::export::FORMATS;

/// The allowed values in the cells of a budget.
#[derive(Clone, Debug)]
pub(crate) struct Choices {
    partners: Vec<(ParticipationId, String)>,
    packages: Vec<(String, String)>,
    lines: Vec<(FundingLineId, String)>,
}

/// A column of the sheet of lists, with its values.
#[derive(Debug)]
pub(super) struct List {
    place: u16,
    count: usize,
}

const SHEET: &str = "Lists";
const COLUMNS: [(&str, f64); 10] = [
    ("category", 24.0),
    ("category_meaning", 60.0),
    ("partner", 40.0),
    ("partner_id", 38.0),
    ("work_package", 14.0),
    ("work_package_title", 40.0),
    ("funding_line", 38.0),
    ("funding_line_id", 38.0),
    ("source", 22.0),
    ("conversion", 18.0),
];

impl Choices {
    pub(super) fn of(
        partners: Vec<(ParticipationId, String)>,
        packages: Vec<(String, String)>,
        lines: Vec<(FundingLineId, String)>,
    ) -> Self {
        Self { partners: make_distinct(partners), packages, lines: make_distinct(lines) }
    }

    /// The name of a partner. A partner outside the lists has its identifier as name.
    pub(super) fn partner(&self, id: Option<ParticipationId>) -> Option<String> {
        id.map(|id| label_of(&self.partners, id).unwrap_or_else(|| id.0.to_string()))
    }

    /// The name of a funding line, in the same way.
    pub(super) fn funding_line(&self, id: Option<FundingLineId>) -> Option<String> {
        id.map(|id| label_of(&self.lines, id).unwrap_or_else(|| id.0.to_string()))
    }

    /// The partner with a name. The identifier in the next column of the list decides, if it is one of
    /// these. Otherwise the name itself decides.
    pub(crate) fn partner_named(
        &self,
        name: &str,
        listed: Option<ParticipationId>,
    ) -> Option<ParticipationId> {
        find_by_label(&self.partners, name, listed)
    }

    /// The funding line with a name, in the same way.
    pub(crate) fn funding_line_named(
        &self,
        name: &str,
        listed: Option<FundingLineId>,
    ) -> Option<FundingLineId> {
        find_by_label(&self.lines, name, listed)
    }

    pub(super) fn write(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let sheet = workbook.add_worksheet().set_name(SHEET)?;
        for (place, (name, width)) in (0u16..).zip(COLUMNS) {
            sheet.write_string_with_format(0, place, name, &FORMATS.header)?;
            sheet.set_column_width(place, width)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        for (place, column) in (0u16..).zip(self.columns()) {
            for (row, text) in (1u32..).zip(column) {
                sheet.write_string(row, place, text)?;
            }
        }
        Ok(())
    }

    fn columns(&self) -> [Vec<String>; 10] {
        let of = |words: &[(String, String)]| words.iter().cloned().unzip::<_, _, Vec<_>, Vec<_>>();
        let (packages, titles) = of(&self.packages);
        [
            words(CostCategory::VARIANTS),
            meanings(),
            self.partners.iter().map(|(_, name)| name.clone()).collect(),
            self.partners.iter().map(|(id, _)| id.0.to_string()).collect(),
            packages,
            titles,
            self.lines.iter().map(|(_, name)| name.clone()).collect(),
            self.lines.iter().map(|(id, _)| id.0.to_string()).collect(),
            words(FinancingSource::VARIANTS),
            words(Conversion::VARIANTS),
        ]
    }

    pub(super) fn list(&self, name: &str) -> Option<List> {
        let place = COLUMNS.iter().position(|(known, _)| *known == name)?;
        let count = self.columns()[place].len();
        Some(List { place: u16::try_from(place).ok()?, count }).filter(|list| list.count > 0)
    }
}

impl List {
    /// The cell range, as formulas name it.
    pub(super) fn cells(&self) -> String {
        let column = rust_xlsxwriter::utility::column_number_to_name(self.place);
        format!("={SHEET}!${column}$2:${column}${}", self.count + 1)
    }
}

fn label_of<T: Copy + PartialEq>(named: &[(T, String)], id: T) -> Option<String> {
    named.iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone())
}

fn find_by_label<T: PartialEq + Copy>(named: &[(T, String)], name: &str, listed: Option<T>) -> Option<T> {
    let listed = listed.filter(|listed| named.iter().any(|(known, _)| known == listed));
    listed.or_else(|| named.iter().find(|(_, known)| known == name).map(|(id, _)| *id))
}

/// Makes names unique: a repeated name gets a number.
fn make_distinct<T>(named: Vec<(T, String)>) -> Vec<(T, String)> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    let told = named.into_iter().map(|(id, name)| {
        let count = counts.entry(name.clone()).or_default();
        *count += 1;
        if *count == 1 { (id, name) } else { (id, format!("{name} ({count})")) }
    });
    told.collect()
}

fn words<T: ToString>(all: &[T]) -> Vec<String> {
    all.iter().map(T::to_string).collect()
}

/// The descriptions of the categories.
fn meanings() -> Vec<String> {
    let spaced = |category: &CostCategory| {
        let name = format!("{category:?}");
        let letters = name.char_indices().flat_map(|(place, letter)| {
            let space = (place > 0 && letter.is_ascii_uppercase()).then_some(' ');
            let letter = if place > 0 { letter.to_ascii_lowercase() } else { letter };
            space.into_iter().chain([letter])
        });
        letters.collect()
    };
    CostCategory::VARIANTS.iter().map(spaced).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_alike_are_told_apart() {
        let named = ["A", "B", "A", "A"].map(|name| ((), name.to_owned()));
        let told: Vec<_> = make_distinct(named.to_vec()).into_iter().map(|((), name)| name).collect();
        assert_eq!(told, ["A", "B", "A (2)", "A (3)"]);
    }
}
