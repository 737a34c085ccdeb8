//! Organisations that a person registered, found again by what portals publish of them.

use macro_rules_attribute::apply;
use serde_json::{Value, json};

use crate::api::exchange::cordis_updates::imported;
use crate::harness::{Cordis, Server, on_both_databases};

use api::exchange::ingest::Mode;

/// What there is of organisations of a name.
async fn of_name(server: &Server, name: &str) -> Vec<Value> {
    let all = server.all("/v1/organisations").await;
    all.into_iter().filter(|one| one["name"] == name).collect()
}

#[apply(on_both_databases!)]
async fn an_organisation_without_a_pic_is_found_again_and_gets_it(server: Server) {
    let known = async |body: Value| server.made("/v1/organisations", body).await;
    // By its name without its legal form, by its VAT number, and by its short name.
    let catalyze = known(json!({ "name": "Catalyze BV", "country": "NL" })).await;
    let vienna =
        known(json!({ "name": "Music University", "country": "AT", "vat_number": "ATU 37871004" })).await;
    let mdw = known(json!({ "name": "MDW", "country": "AT" })).await;
    let leuven = known(json!({ "name": "KU LEUVEN", "country": "BE" })).await;
    let state = Cordis::excerpt();
    let (done, found) = imported(&server, state.folder().path(), Mode::Write).await;
    assert_eq!(done.refused, 0);
    for (place, pic) in [(&catalyze, "906667634"), (&vienna, "958500457"), (&leuven, "999991334")] {
        assert_eq!(server.read(place).await["pic"], pic, "{place}");
    }
    assert_eq!(server.read(&mdw).await["pic"], Value::Null, "the VAT number says more than a short name");
    assert_eq!(server.read(&catalyze).await["name"], "Catalyze BV", "what a person called it stays");
    assert!(of_name(&server, "Catalyze B.V.").await.is_empty());
    assert!(
        found.iter().any(|told| told.contains(
            "is probably the same as `KU LEUVEN` (BE, no PIC), and was treated as it because of its short \
            name"
        )),
        "{found:?}"
    );
    assert!(
        found.iter().any(
            |told| told.contains("`Catalyze BV` was set by hand and stays; the file has `Catalyze B.V.`")
        ),
        "{found:?}"
    );
    let (again, _) = imported(&server, state.folder().path(), Mode::Write).await;
    assert!(again.changed_nothing());
}

#[apply(on_both_databases!)]
async fn where_there_is_doubt_both_stay_and_it_is_told(server: Server) {
    let abroad = server.made("/v1/organisations", json!({ "name": "Catalyze", "country": "BE" })).await;
    let other =
        server.made("/v1/organisations", json!({ "name": "Boston Scientific asbl", "country": "IE" })).await;
    let folder = Cordis::excerpt().folder();
    let (done, found) = imported(&server, folder.path(), Mode::Write).await;
    assert_eq!(done.refused, 0);
    for (place, why) in [(&abroad, "their countries differ"), (&other, "their legal forms differ")] {
        let known = server.read(place).await;
        assert_eq!(known["pic"], Value::Null);
        let name = known["name"].as_str().expect("a name");
        let told = format!(
            "is probably the same as `{name}` ({}, no PIC), and was added as a separate organisation: {why}",
            known["country"].as_str().expect("a country")
        );
        assert!(
            found
                .iter()
                .any(|found| found.contains(&told) && found.starts_with("left out: organization.csv, line ")),
            "{told}: {found:?}"
        );
    }
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(of_name(&server, "Catalyze B.V.").await.len(), 1);
    let (again, found) = imported(&server, folder.path(), Mode::Write).await;
    assert!(again.changed_nothing() && found.is_empty(), "it is told once: {found:?}");
}
