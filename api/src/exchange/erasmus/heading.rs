//! The names of the columns. Publications differ in case, spaces, apostrophes and in explanations in
//! parentheses. Some have other names for a column.

use entity::value::fold;

/// The name of a column here, or the published name if the column is not read.
pub(super) fn canonical(published: &str) -> String {
    let plain = plain(published);
    let column = match plain.as_str() {
        "programme" | "funding programme" => "Programme",
        "action type" | "action" => "Action Type",
        "call year" | "year" => "Call Year",
        "project identifier" | "project number" | "project reference" | "project id" => "Project Identifier",
        "project title" | "title" => "Project Title",
        "project acronym" | "acronym" => "Project Acronym",
        "project summary" | "summary" => "Project Summary",
        "project status" | "status" => "Project Status",
        "start date" | "project start date" => "Start Date",
        "end date" | "project end date" => "End Date",
        "eu grant award in euros" | "eu grant award" | "eu grant" | "eu grant in euros" => "EU Grant Award",
        "project website" | "website" => "Project Website",
        _ => return organisation(&plain).unwrap_or_else(|| published.to_owned()),
    };
    column.to_owned()
}

/// A column of the coordinator, or of a partner.
fn organisation(plain: &str) -> Option<String> {
    let coordinator =
        ["coordinating organisations", "coordinating organisation", "coordinators", "coordinator"];
    let of_coordinator = coordinator.into_iter().find_map(|name| plain.strip_prefix(name));
    let (who, what) = if let Some(what) = of_coordinator {
        ("Coordinator".to_owned(), what)
    } else {
        let (number, what) = plain.strip_prefix("partner ")?.split_once(' ')?;
        (format!("Partner {}", number.parse::<u32>().ok()?), what)
    };
    let what = what.trim_start().trim_start_matches("organisation ");
    let known = ["name", "type", "address", "region", "country", "website"].contains(&what);
    known.then(|| format!("{who} {what}"))
}

/// Whether a column is imported.
pub(super) fn is_read(column: &str) -> bool {
    const OF_PROJECT: [&str; 12] = [
        "Programme",
        "Action Type",
        "Call Year",
        "Project Identifier",
        "Project Title",
        "Project Acronym",
        "Project Summary",
        "Project Status",
        "Start Date",
        "End Date",
        "EU Grant Award",
        "Project Website",
    ];
    let of_organisation = || {
        let mut words = column.split(' ');
        let who = words.next() == Some("Coordinator")
            || (column.starts_with("Partner ") && words.next().is_some_and(|n| n.parse::<u32>().is_ok()));
        who && matches!(
            (words.next(), words.next()),
            (Some("name" | "type" | "address" | "country" | "website"), None)
        )
    };
    OF_PROJECT.contains(&column) || of_organisation()
}

/// The heading in lower case, without text in parentheses.
fn plain(published: &str) -> String {
    let words = published.split('(').next().unwrap_or_default();
    let apart = |letter: char| match letter {
        '\'' | '\u{2019}' | '\u{2018}' | '\u{b4}' | '`' | '\u{200b}' | '\u{feff}' => None,
        letter if letter.is_alphanumeric() => Some(letter),
        _ => Some(' '),
    };
    fold(&words.chars().filter_map(apart).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_however_they_are_written() {
        for (published, name) in [
            ("Project Identifier", "Project Identifier"),
            ("\u{feff}PROJECT  NUMBER ", "Project Identifier"),
            ("EU Grant award in euros (This amount represents the project's grant)", "EU Grant Award"),
            ("Coordinator's country", "Coordinator country"),
            ("Coordinator\u{2019}s Country", "Coordinator country"),
            ("Coordinator organisation type", "Coordinator type"),
            ("Coordinating organisation name", "Coordinator name"),
            ("Partner 100 organisation type", "Partner 100 type"),
            ("partner 07 name", "Partner 7 name"),
            ("Topics", "Topics"),
            ("Partner x name", "Partner x name"),
            ("Participating countries", "Participating countries"),
        ] {
            assert_eq!(canonical(published), name, "{published}");
        }
    }
}
