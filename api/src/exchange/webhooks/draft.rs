use entity::exchange::webhook;
use openapi::exchange::webhooks::WebhookInput;
use openapi::platform::error_code::ErrorCode;

use super::address;
use crate::platform::app::WebhookSettings;
use crate::platform::error::{Error, Result};
use crate::platform::validation::ValidationErrors;

/// The pattern for all types.
pub(super) const ALL: &str = "*";

/// Checks the input of a webhook.
pub(super) fn check(form: &WebhookInput, settings: WebhookSettings, faults: &mut ValidationErrors) {
    if let Err(fault) = address::allowed(&form.url, settings.to_private) {
        faults.push("/url", ErrorCode::NotAllowed, fault.to_string());
    }
    if let Some(description) = &form.description {
        faults.blank("/description", description);
    }
    for (index, pattern) in form.types.iter().flatten().enumerate() {
        if !is_pattern(pattern) {
            let detail = "a pattern is `*`, all types of a kind as in `deliverable.*`, or one type as in \
                `milestone.achieved`";
            faults.push(&format!("/types/{index}"), ErrorCode::Format, detail);
        }
    }
}

fn is_pattern(pattern: &str) -> bool {
    let word = |word: &str| {
        !word.is_empty()
            && word.len() <= 50
            && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    };
    pattern == ALL
        || pattern.split_once('.').is_some_and(|(kind, verb)| word(kind) && (verb == ALL || word(verb)))
}

/// Whether a type matches a pattern.
pub(super) fn is_of(kind: &str, pattern: &str) -> bool {
    pattern == ALL
        || pattern == kind
        || pattern.strip_suffix(ALL).is_some_and(|start| kind.starts_with(start))
}

/// The webhook with its new input fields.
pub(super) fn row(was: webhook::Model, form: WebhookInput) -> Result<webhook::Model> {
    let WebhookInput { url, description, types, project, enabled } = form;
    let types = types.unwrap_or_else(|| vec![ALL.to_owned()]);
    let types = serde_json::to_string(&types).map_err(Error::internal)?;
    Ok(webhook::Model {
        url,
        description,
        types,
        project_id: project,
        enabled: enabled.unwrap_or(true),
        ..was
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_stands_for_all_or_a_kind_or_one_type() {
        for (pattern, kind, expected) in [
            ("*", "milestone.achieved", true),
            ("milestone.*", "milestone.achieved", true),
            ("milestone.achieved", "milestone.achieved", true),
            ("milestone.achieved", "milestone.missed", false),
            ("project.*", "projects.created", false),
        ] {
            assert!(is_pattern(pattern));
            assert_eq!(is_of(kind, pattern), expected, "{pattern} {kind}");
        }
        for no_pattern in
            ["", "milestone", "*.created", "milestone.", ".created", "milestone.a.b", "Milestone.*", "**"]
        {
            assert!(!is_pattern(no_pattern), "{no_pattern}");
        }
    }
}
