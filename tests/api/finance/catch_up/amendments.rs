//! Amendments of a line before and after its years are closed.

use macro_rules_attribute::apply;
use serde_json::{Value, json};

use super::{Books, texts};
use crate::harness::{Server, on_both_databases};

#[apply(on_both_databases!)]
async fn a_larger_own_share_after_a_closed_year_is_caught_up(server: Server) {
    let books = Books::of(&server, &[2023, 2024, 2025]).await;
    let line = books.line("30000.00", ("2023-10", "2025-11"), "pro_rata_days").await;
    assert_eq!(books.proposed(2023).await, texts([["3484.85", "0.00", "3484.85"]]));
    books.post_and_close(2023).await;
    assert_eq!(books.proposed(2024).await, texts([["13863.63", "0.00", "13863.63"]]));
    books.amend(&line, "2024-05-01", json!({ "own_share": "36000.00" })).await;
    let proposed = texts([["16636.36", "696.97", "17333.33"]]);
    assert_eq!(books.proposed(2024).await, proposed);
    let explained = server.read("/v1/revenue-split?year=2024&basis=accrued&explain=true").await;
    let contribution = &explained["contributions"][0];
    assert_eq!((&contribution["amount"], &contribution["catch_up"]), (&json!("17333.33"), &json!("696.97")));
    assert_eq!(explained["total"], "17333.33");
    // The closed year accrues by the terms of its own last day.
    let closed = server.read("/v1/revenue-split?year=2023&basis=accrued&explain=true").await;
    assert_eq!(
        (&closed["total"], &closed["contributions"][0]["catch_up"]),
        (&json!("3484.85"), &Value::Null)
    );
    let entry = &books.proposals(2024).await[0]["entry"]["description"];
    assert_eq!(entry, "Accrued in 2024, with 696.97 for closed years, less the amount posted");
    books.post_and_close(2024).await;
    assert_eq!(books.proposed(2025).await, texts([["15181.82", "0.00", "15181.82"]]));
    books.post(2025).await;
    assert_eq!(books.recognised(&line).await, "36000.00");
}

#[apply(on_both_databases!)]
async fn a_smaller_own_share_after_closed_years_is_caught_up(server: Server) {
    let books = Books::of(&server, &[2023, 2024, 2025]).await;
    let line = books.line("30000.00", ("2023-10", "2025-11"), "pro_rata_days").await;
    books.post_and_close(2023).await;
    books.post_and_close(2024).await;
    books.amend(&line, "2025-02-01", json!({ "own_share": "24000.00" })).await;
    // 24 000.00 less the 17 348.48 that are posted.
    assert_eq!(books.proposed(2025).await, texts([["10121.21", "-3469.69", "6651.52"]]));
    books.post(2025).await;
    assert_eq!(books.recognised(&line).await, "24000.00");
}

#[apply(on_both_databases!)]
async fn an_extension_after_a_closed_year_takes_back_what_was_too_early(server: Server) {
    let books = Books::of(&server, &[2023, 2024, 2025]).await;
    let line = books.line("12000.00", ("2023", "2024"), "pro_rata_days").await;
    books.post_and_close(2023).await;
    books.amend(&line, "2024-06-01", json!({ "period": { "start": "2023", "end": "2025" } })).await;
    assert_eq!(books.proposed(2024).await, texts([["4007.30", "-1995.44", "2011.86"]]));
    books.post_and_close(2024).await;
    books.post(2025).await;
    assert_eq!(books.recognised(&line).await, "12000.00");
}

#[apply(on_both_databases!)]
async fn two_open_years_may_be_posted_in_either_order(server: Server) {
    let books = Books::of(&server, &[2023, 2024, 2025]).await;
    let line = books.line("30000.00", ("2023-10", "2025-11"), "pro_rata_days").await;
    books.post_and_close(2023).await;
    books.amend(&line, "2024-05-01", json!({ "own_share": "36000.00" })).await;
    assert_eq!(books.proposed(2025).await, texts([["15181.82", "0.00", "15181.82"]]));
    books.post(2025).await;
    assert_eq!(books.proposed(2024).await, texts([["16636.36", "696.97", "17333.33"]]));
    books.post(2024).await;
    assert_eq!((books.proposed(2024).await, books.proposed(2025).await), (Vec::new(), Vec::new()));
    assert_eq!(books.recognised(&line).await, "36000.00");
}

#[apply(on_both_databases!)]
async fn an_amendment_after_the_end_of_an_open_year_does_not_change_it(server: Server) {
    let books = Books::of(&server, &[2023, 2024, 2025]).await;
    let line = books.line("30000.00", ("2023-10", "2025-11"), "pro_rata_days").await;
    books.post_and_close(2023).await;
    books.amend(&line, "2025-01-01", json!({ "own_share": "36000.00" })).await;
    assert_eq!(books.proposed(2024).await, texts([["13863.63", "0.00", "13863.63"]]));
    books.post_and_close(2024).await;
    assert_eq!(books.proposed(2025).await, texts([["15181.82", "3469.70", "18651.52"]]));
    books.post(2025).await;
    assert_eq!(books.recognised(&line).await, "36000.00");
}

#[apply(on_both_databases!)]
async fn a_reopened_year_takes_no_more_than_what_is_lacking(server: Server) {
    let books = Books::of(&server, &[2023, 2024, 2025]).await;
    let line = books.line("30000.00", ("2023-10", "2025-11"), "pro_rata_days").await;
    books.post_and_close(2023).await;
    books.post_and_close(2024).await;
    books.amend(&line, "2025-02-01", json!({ "own_share": "36000.00" })).await;
    books.post_and_close(2025).await;
    assert_eq!(books.recognised(&line).await, "36000.00");
    books.fiona.done(books.year(2024), "reopen", json!({ "reason": "An invoice was missing" })).await;
    assert_eq!(books.proposed(2024).await, Vec::<[String; 3]>::new());
}

#[apply(on_both_databases!)]
async fn a_line_whose_period_is_over_is_caught_up(server: Server) {
    let books = Books::of(&server, &[2023, 2024, 2025]).await;
    let line = books.line("12000.00", ("2023", "2024"), "pro_rata_days").await;
    books.post_and_close(2023).await;
    books.close(2024).await;
    let proposed = texts([["0.00", "6008.21", "6008.21"]]);
    assert_eq!(books.proposed(2025).await, proposed, "2024 was closed with nothing posted");
    let explained = server.read("/v1/revenue-split?year=2025&basis=accrued&explain=true").await;
    let contribution = &explained["contributions"][0];
    assert_eq!((&contribution["base"], &contribution["catch_up"]), (&json!("0.00"), &json!("6008.21")));
    books.post(2025).await;
    assert_eq!(books.recognised(&line).await, "12000.00");
}

#[apply(on_both_databases!)]
async fn entries_of_a_year_that_a_line_no_longer_touches_are_taken_back(server: Server) {
    let books = Books::of(&server, &[2024, 2025]).await;
    let line = books.line("12000.00", ("2024", "2025"), "pro_rata_months").await;
    books.post(2025).await;
    books.amend(&line, "2024-06-01", json!({ "period": { "start": "2024", "end": "2024" } })).await;
    assert_eq!(books.proposed(2025).await, texts([["0.00", "0.00", "-6000.00"]]));
    books.post(2024).await;
    books.post(2025).await;
    assert_eq!(books.recognised(&line).await, "12000.00");
}

#[apply(on_both_databases!)]
async fn an_indexation_is_new_money_and_an_estimate_is_caught_up(server: Server) {
    let books = Books::of(&server, &[2023, 2024, 2025]).await;
    let line = books.line("150000.00", ("2023", "2025"), "annual").await;
    books.post_and_close(2023).await;
    let indexed = json!({ "own_share": "152000.00", "changes": "from_on" });
    books.amend(&line, "2024-01-01", indexed).await;
    assert_eq!(books.proposed(2024).await, texts([["51000.00", "0.00", "51000.00"]]));
    assert_eq!(books.proposed(2025).await, texts([["51000.00", "0.00", "51000.00"]]));
    let split = server.read("/v1/revenue-split?year=2024&basis=accrued&explain=true").await;
    let bases: Vec<_> =
        split["contributions"].as_array().expect("a list").iter().map(|one| &one["base"]).collect();
    assert_eq!(bases, ["150000.00", "2000.00"], "each part is explained by its own period");
    assert_eq!(
        split["contributions"][1]["span"],
        json!({ "unit": "months", "before": 0, "counted": 12, "total": 24 })
    );
    let estimate = json!({ "own_share": "155000.00" });
    books.amend(&line, "2024-07-01", estimate).await;
    assert_eq!(books.proposed(2024).await, texts([["51666.66", "1666.67", "53333.33"]]));
    books.post_and_close(2024).await;
    books.post(2025).await;
    assert_eq!(books.recognised(&line).await, "155000.00");
    let amended = server.read(&line).await;
    let changes = amended["amendments"].as_array().expect("a list").iter().map(|one| &one["changes"]);
    assert_eq!(changes.collect::<Vec<_>>(), ["from_on", "whole_period"]);
}

#[apply(on_both_databases!)]
async fn a_yearly_subsidy_from_july_to_june_counts_by_its_months(server: Server) {
    let books = Books::of(&server, &[2024, 2025]).await;
    books.line("12000.00", ("2024-07", "2025-06"), "annual").await;
    assert_eq!(books.proposed(2024).await, texts([["6000.00", "0.00", "6000.00"]]));
    assert_eq!(books.proposed(2025).await, texts([["6000.00", "0.00", "6000.00"]]));
}
