//! Records of text that ask for more memory or time than their size lets expect.

use std::fmt::Write;
use std::fs;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::api::exchange::hostile_files::{MOST, refused};
use crate::harness::portfolio_peak;

/// How long it may take, on a machine that has other things to do.
const SOON: Duration = Duration::from_mins(1);

/// Imports a file of CORDIS; gives back what is said.
fn imported(name: &str, content: &str) -> String {
    let folder: TempDir = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join(name), content).expect("a file");
    let began = Instant::now();
    let (output, peak) = portfolio_peak(folder.path(), &["import", "cordis", name]);
    let said =
        [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
    assert!(output.status.code().is_some_and(|code| code == 1 || code == 3), "{name}: {said:.2000}");
    assert!(peak < MOST, "{name} took {peak} KiB: {said:.2000}");
    assert!(began.elapsed() < SOON, "{name} took {:?}", began.elapsed());
    said
}

#[test]
fn fields_of_json_with_ever_new_names_are_refused() {
    let long = |at| format!("{{\"id\":\"{at}\",\"{at}{}\":1}}", "n".repeat(3 << 20));
    let all: Vec<_> = (0..40).map(long).collect();
    assert!(imported("project.json", &format!("[{}]", all.join(","))).contains("the field names"));
}

#[test]
fn what_is_copied_into_each_record_of_a_document_is_short() {
    let topics = "<programme type=\"relatedTopic\"/>".repeat(20_000);
    let long = "1".repeat(1 << 20);
    let document = format!(
        "<project><id>{long}</id><relations><associations>{topics}</associations></relations></project>"
    );
    assert!(imported("long.xml", &document).contains("too long"));
    let mut document = "<project ".to_owned();
    for at in 0..60_000 {
        write!(document, "a{at}=\"1\" ").expect("text");
    }
    assert!(imported("wide.xml", &(document + "/>")).contains("more than 1000 attributes"));
}

#[test]
fn numbers_of_grants_that_are_no_numbers_are_not_kept() {
    let mut table = "\"projectID\";\"organisationID\";\"name\";\"role\";\"ecContribution\"\n".to_owned();
    for at in 0..400 {
        writeln!(table, "\"{at}{}\";\"999999999\";\"N\";\"participant\";\"1\"", "x".repeat(1_000_000))
            .expect("text");
    }
    assert!(imported("organization.csv", &table).contains("refused: organization.csv, line 2"));
}

#[test]
fn a_heading_has_no_more_columns_than_a_sheet() {
    let head = "\"id\";\"title\"".to_owned() + &";".repeat(20_000);
    assert!(imported("project.csv", &head).contains("more than 16384 columns"));
    let folder = tempfile::tempdir().expect("a folder");
    let head = "Programme,Project Identifier,Project Title,Project Status".to_owned() + &",".repeat(20_000);
    assert!(refused(&folder, "erasmus", "wide.csv", head.as_bytes()).contains("more than 16384 columns"));
}
