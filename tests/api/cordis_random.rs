//! Newer states of CORDIS, made at random, one after the other over the older ones.

use crate::api::cordis_updates::{assert_follows, beside, shares};
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
        0 => ("endDate", random.one(&["2030-12-31", "2031-06-30", "2033-01-31"])),
        1 => ("startDate", random.one(&["2022-01-01", "2022-10-01"])),
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
    let (column, value) = match random.below(12) {
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
        9 => ("organisationID", random.one(&["999997930", "999974456", "999642716", "999978142"])),
        10 => {
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
    match random.below(4) {
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
        2 => change_rest(state, random, number),
        _ => change_part(state, random),
    }
}

on_both_databases! {
    async fn whatever_changes_the_newer_state_holds(server: Server) {
        for seed in 0..3_u64 {
            let mut random = Random(seed.wrapping_mul(7_919) + 17);
            let mut old = Cordis::excerpt();
            let server = beside(&server).await;
            // Each state is imported over all that came before.
            for step in 0..2_usize {
                let mut new = old.clone();
                for number in 0..30 {
                    change(&mut new, &mut random, usize::try_from(seed).expect("a number") * 100 + step * 50 + number);
                }
                let about = format!("seed {seed}, step {step}");
                assert_follows(&server, old.folder().path(), new.folder().path(), &about).await;
                assert_eq!(shares(&server).await, new.partners.cents("ecContribution"), "{about}");
                old = new;
            }
        }
    }
}
