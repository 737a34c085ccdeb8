//! Files like those of CORDIS. Each project has nine partners, three deliverables and a topic, the
//! proportions of the Horizon Europe data.

use std::fs::{File, create_dir};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;

const NAMES: [&str; 4] = ["project.csv", "organization.csv", "topics.csv", "projectDeliverables.csv"];

/// Writes the files of this many projects into a new folder.
pub(crate) fn write(folder: &Path, projects: u64) {
    create_dir(folder).expect("a folder");
    let [mut project, mut partner, mut topic, mut deliverable] =
        NAMES.map(|name| BufWriter::new(File::create(folder.join(name)).expect("a file")));
    let line = |file: &mut BufWriter<File>, text: String| writeln!(file, "{text}").expect("a line");
    line(&mut project, "\"id\";\"acronym\";\"status\";\"title\";\"startDate\";\"endDate\";\"totalCost\";\"ecMaxContribution\";\"topics\";\"ecSignatureDate\";\"frameworkProgramme\";\"objective\"".to_owned());
    line(&mut partner, "\"projectID\";\"organisationID\";\"vatNumber\";\"name\";\"shortName\";\"activityType\";\"city\";\"country\";\"organizationURL\";\"role\";\"ecContribution\"".to_owned());
    line(&mut topic, "\"projectID\";\"topic\";\"title\"".to_owned());
    line(&mut deliverable, "\"id\";\"title\";\"deliverableType\";\"description\";\"projectID\"".to_owned());
    let objective = "To find out what holds a town together when its last factory has gone. ".repeat(20);
    for number in 0..projects {
        let grant = 101_000_000 + number;
        line(
            &mut project,
            format!(
                "\"{grant}\";\"ACR{number}\";\"SIGNED\";\"A title of project {number}\";\"2023-01-01\";\"2026-12-31\";\"3000000,5\";\"2500000,25\";\"HORIZON-CL2-{}\";\"2022-11-05\";\"HORIZON\";\"{objective}\"",
                number % 700
            ),
        );
        line(&mut topic, format!("\"{grant}\";\"HORIZON-CL2-{}\";\"A topic\"", number % 700));
        for place in 0..9 {
            // Some organisations take part in several projects.
            let organisation = (number * 7 + place) % (projects * 7);
            let role = if place == 0 { "coordinator" } else { "participant" };
            line(
                &mut partner,
                format!(
                    "\"{grant}\";\"{}\";\"BE{organisation}\";\"Organisation {organisation}\";\"ORG{organisation}\";\"HES\";\"Brussels\";\"BE\";\"https://o{organisation}.example\";\"{role}\";\"277777.75\"",
                    900_000_000 + organisation
                ),
            );
        }
        for place in 1..=3 {
            line(
                &mut deliverable,
                format!(
                    "\"{grant}_{place}_DELIVHORIZON\";\"Report {place}\";\"Documents, reports\";\"What was found in part {place}\";\"{grant}\""
                ),
            );
        }
    }
}

/// The number of records in the files of a folder.
pub(crate) fn records(folder: &Path) -> f64 {
    let lines = |name: &&str| {
        let file = File::open(folder.join(name)).ok()?;
        Some(BufReader::new(file).lines().count().saturating_sub(1))
    };
    let count: usize = NAMES.iter().filter_map(lines).sum();
    f64::from(u32::try_from(count).expect("a count"))
}
