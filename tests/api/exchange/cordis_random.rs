//! Newer states of CORDIS, made at random, one after the other over the older ones.

use macro_rules_attribute::apply;
use serde_json::json;
use tempfile::TempDir;

use crate::api::exchange::cordis_updates::{assert_follows, beside, shares};
use crate::harness::{Cordis, Server, on_both_databases};

/// Numbers that look random and are the same each time (Knuth's linear congruential generator).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("a number") % bound
    }

    fn one<'t>(&mut self, of: &[&'t str]) -> &'t str {
        of[self.below(of.len())]
    }
}

/// Changes something of a project or of its grant.
fn change_project(state: &mut Cordis, random: &mut Random) {
    let row = random.below(state.projects.rows.len());
    let amount = format!("{},{:02}", 1_000_000 + random.below(9_000_000), random.below(100));
    let (column, value) = match random.below(9) {
        0 => ("endDate", random.one(&["2030-12-31", "2031-06-30", "2033-01-31", ""])),
        1 => ("startDate", random.one(&["2022-01-01", "2022-10-01", ""])),
        2 => ("status", random.one(&["SIGNED", "CLOSED", "TERMINATED"])),
        3 => ("ecMaxContribution", amount.as_str()),
        4 => ("title", random.one(&["Another title", "One more title"])),
        5 => ("acronym", random.one(&["", "ACRO", "NYM"])),
        6 => ("objective", random.one(&["", "To change"])),
        7 => ("ecSignatureDate", random.one(&["2021-05-05", "2021-06-06", ""])),
        _ => ("ecMaxContribution", random.one(&["", "0", "5000000"])),
    };
    state.projects.set(row, column, value);
}

/// Changes something of a part.
fn change_part(state: &mut Cordis, random: &mut Random) {
    let parts = &mut state.partners;
    let row = random.below(parts.rows.len());
    let amount = format!("{}.{}", random.below(500_000), random.below(10));
    let (column, value) = match random.below(16) {
        0 | 1 => ("role", random.one(&["coordinator", "participant", "thirdParty", "associatedPartner"])),
        2 => ("endOfParticipation", random.one(&["true", "false"])),
        3 => ("ecContribution", amount.as_str()),
        4 => ("ecContribution", ""),
        5 => ("name", random.one(&["ANOTHER NAME", "A THIRD NAME", "A FOURTH"])),
        6 => ("shortName", random.one(&["", "AN", "ATN"])),
        7 => ("vatNumber", random.one(&["", "BE0417497106"])),
        8 => (
            "contentUpdateDate",
            random.one(&["2025-12-01 10:00:00", "2025-12-24 18:00:00", "2022-01-01 00:00:00"]),
        ),
        9 => ("country", random.one(&["", "BE", "EL", "LV"])),
        10 => ("city", random.one(&["", "Namur", "Riga"])),
        11 => ("activityType", random.one(&["", "HES", "PRC", "OTH"])),
        12 => ("organizationURL", random.one(&["", "http://one.example", "https://two.example"])),
        13 => ("organisationID", random.one(&["999997930", "999974456", "999642716", "999978142"])),
        14 => {
            let copy = parts.rows[row].clone();
            parts.rows.push(copy);
            return;
        }
        _ => {
            parts.rows.remove(row);
            return;
        }
    };
    parts.set(row, column, value);
}

/// Changes something else.
fn change_rest(state: &mut Cordis, random: &mut Random, number: usize) {
    match random.below(9) {
        0 => {
            let grant = state.projects.get(random.below(10), "id").to_owned();
            state.add_like(&grant, &format!("1019{number:05}"));
        }
        1 => {
            let row = random.below(state.topics.rows.len());
            let topic = random.one(&["T-NEW-1", "T-NEW-2"]);
            state.topics.set(row, "topic", topic);
            let grant = state.topics.get(row, "projectID").to_owned();
            let project = state.projects.one(&[("id", &grant)]);
            state.projects.set(project, "topics", topic);
        }
        2 => {
            let row = random.below(state.deliverables.rows.len());
            state.deliverables.set(row, "title", random.one(&["Another report", "A data set"]));
            state.deliverables.set(row, "description", random.one(&["", "Said otherwise"]));
            state.deliverables.set(row, "deliverableType", random.one(&["", "Other", "Documents, reports"]));
        }
        3 => {
            let row = random.below(state.deliverables.rows.len());
            state.deliverables.rows.remove(row);
        }
        4 => {
            let row = random.below(state.deliverables.rows.len());
            let copy = state.deliverables.rows[row].clone();
            state.deliverables.rows.push(copy);
            let id =
                format!("{}_{}_DELIVHORIZON", state.deliverables.get(row, "projectID"), 1000 + number % 5000);
            state.deliverables.set(state.deliverables.rows.len() - 1, "id", &id);
        }
        5 => {
            let row = random.below(state.topics.rows.len());
            state.topics.rows.remove(row);
        }
        6 => {
            let row = random.below(state.topics.rows.len());
            state.topics.set(row, "title", random.one(&["A topic", "Another topic"]));
        }
        7 => {
            let row = random.below(state.topics.rows.len());
            state.topics.set(row, "topic", random.one(&["T-NEW-3", "T-NEW-4"]));
        }
        _ => {
            let grant = state.projects.get(random.below(10), "id").to_owned();
            state.update(&grant, random.one(&["2025-12-30", "2026-01-02"]));
        }
    }
}

fn change(state: &mut Cordis, random: &mut Random, number: usize) {
    match random.below(8) {
        0 | 1 => change_project(state, random),
        2 | 3 => change_rest(state, random, number),
        _ => change_part(state, random),
    }
}

/// Imports states that follow each other, each over all that came before, in some form; one project may be the owner's.
async fn follow(server: &Server, seeds: std::ops::Range<usize>, form: fn(&Cordis) -> TempDir) {
    for seed in seeds {
        let mut random = Random(u64::try_from(seed).expect("a number").wrapping_mul(7_919) + 17);
        let mut old = Cordis::excerpt();
        let server = beside(server).await;
        if seed % 2 == 1 {
            let owner = json!({ "name": "Hemex", "country": "DE", "pic": "889679733", "owner": true });
            server.made("/v1/organisations", owner).await;
        }
        for step in 0..2 {
            let mut new = old.clone();
            for number in 0..40 {
                change(&mut new, &mut random, seed * 100 + step * 50 + number);
            }
            let about = format!("seed {seed}, step {step}");
            assert_follows(&server, form(&old).path(), form(&new).path(), &about).await;
            assert_eq!(shares(&server).await, new.partners.cents("ecContribution"), "{about}");
            old = new;
        }
    }
}

/// How many seeds there are of each form: `CORDIS_SEEDS` for more.
fn seeds(first: usize) -> std::ops::Range<usize> {
    let count = std::env::var("CORDIS_SEEDS").ok().and_then(|count| count.parse().ok()).unwrap_or(2);
    first..first + count
}

#[apply(on_both_databases!)]
async fn whatever_changes_in_csv_the_newer_state_holds(server: Server) {
    follow(&server, seeds(0), Cordis::folder).await;
}

#[apply(on_both_databases!)]
async fn whatever_changes_in_json_the_newer_state_holds(server: Server) {
    follow(&server, seeds(1000), Cordis::json).await;
}

#[apply(on_both_databases!)]
async fn whatever_changes_in_xml_the_newer_state_holds(server: Server) {
    follow(&server, seeds(2000), Cordis::xml).await;
}
