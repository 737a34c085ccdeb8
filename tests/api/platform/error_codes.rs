//! The catalogue of codes: each problem and each single error has a meaning, at `/problems/{code}` and in the
//! guide.

use std::collections::BTreeSet;

use macro_rules_attribute::apply;
use openapi::platform::error_code::ErrorCode;
use openapi::platform::explanation::Explanation;
use openapi::platform::problem_code::ProblemCode;
use reqwest::StatusCode;
use serde_json::{Value, json};
use strum::VariantArray;

use crate::harness::{Server, on_both_databases};

const GUIDE: &str = include_str!("../../../openapi/guide/errors.md");

fn explanations() -> impl Iterator<Item = (String, Explanation)> {
    let problems = ProblemCode::VARIANTS.iter().map(|code| (code.to_string(), code.explanation()));
    let errors = ErrorCode::VARIANTS.iter().map(|code| (code.to_string(), code.explanation()));
    problems.chain(errors)
}

#[test]
fn every_code_has_a_title_a_cause_and_a_cure() {
    for (code, Explanation { title, cause, cure }) in explanations() {
        assert!(!title.is_empty() && !title.ends_with('.'), "{code}: {title}");
        assert_ne!(cause, cure, "{code}");
        for text in [cause, cure] {
            assert!(text.ends_with('.') && text.starts_with(char::is_uppercase), "{code}: {text}");
        }
    }
}

#[test]
fn the_codes_of_errors_are_sorted_and_written_alike_everywhere() {
    let codes: Vec<_> = ErrorCode::VARIANTS.iter().map(ToString::to_string).collect();
    assert!(codes.is_sorted(), "{codes:?}");
    let written: Vec<_> = ErrorCode::VARIANTS.iter().map(|code| json!(code)).collect();
    assert_eq!(json!(codes), Value::Array(written));
}

#[test]
fn titles_and_causes_of_errors_are_distinct() {
    let all = ErrorCode::VARIANTS.iter().map(|code| code.explanation());
    let (titles, causes): (BTreeSet<_>, BTreeSet<_>) = all.map(|known| (known.title, known.cause)).unzip();
    assert_eq!((titles.len(), causes.len()), (ErrorCode::VARIANTS.len(), ErrorCode::VARIANTS.len()));
}

#[test]
fn the_guide_lists_every_code() {
    let problems = ProblemCode::VARIANTS.iter().map(|code| {
        let Explanation { cause, cure, .. } = code.explanation();
        format!("| `{code}` | {} | {cause} | {cure} |", code.status())
    });
    let errors = ErrorCode::VARIANTS.iter().map(|code| {
        let Explanation { title, cause, cure } = code.explanation();
        format!("| `{code}` | {title} | {cause} | {cure} |")
    });
    let expected: BTreeSet<_> = problems.chain(errors).collect();
    let listed = GUIDE.lines().filter(|line| line.starts_with("| `")).map(str::to_owned);
    assert_eq!(listed.collect::<BTreeSet<_>>(), expected);
}

#[apply(on_both_databases!)]
async fn every_code_can_be_looked_up(server: Server) {
    let server = server.by("");
    for code in ProblemCode::VARIANTS {
        let meaning = server.read(&format!("/problems/{code}")).await;
        let Explanation { title, cause, cure } = code.explanation();
        let expected = json!({ "status": code.status(), "title": title, "cause": cause, "cure": cure });
        assert_eq!((&meaning["code"], &meaning["problem"]), (&json!(code), &expected));
    }
    for code in ErrorCode::VARIANTS {
        let meaning = server.read(&format!("/problems/{code}")).await;
        let Explanation { title, cause, cure } = code.explanation();
        let expected = json!({ "title": title, "cause": cause, "cure": cure });
        assert_eq!((&meaning["code"], &meaning["field_error"]), (&json!(code), &expected));
    }
    let both = server.read("/problems/conflict").await;
    assert!(both["problem"].is_object() && both["field_error"].is_object(), "{both}");
    assert!(server.read("/problems/required").await["problem"].is_null());
    assert!(server.read("/problems/not_found").await["field_error"].is_null());
    for unknown in ["unheard_of", "Required", "not100"] {
        assert_eq!(server.get(&format!("/problems/{unknown}")).await.status, StatusCode::NOT_FOUND);
    }
}
