//! A project with its partners, funding lines, publications and events.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::funding::FundingLine;
use crate::portfolio::events::Event;
use crate::portfolio::partners::Partner;
use crate::portfolio::projects::Project;
use crate::portfolio::publications::Publication;

/// A project with its partners, funding lines, publications and events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT",
    "title": "Accompagner la transition numérique des acteur·rice·s de l'économie sociale", "summary": null,
    "kind": "european", "stage": "signed", "period": { "start": "2024-09", "end": "2027-02" },
    "grant_agreement": null, "manager": null, "website": null, "themes": ["social_economy"],
    "programmes": [{ "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0005", "name": "COSME" }],
    "partners": [
        {
            "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0014",
            "project": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT" },
            "organisation": {
                "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0004", "name": "Chambre de Commerce de Barcelone"
            },
            "group": null, "role": "coordinator", "country": "ES", "joined": null, "left": null,
            "budget_share": null, "currency": "EUR"
        }
    ],
    "funding_lines": [
        {
            "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0015",
            "project": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT" },
            "programme": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0005", "name": "COSME" }, "payer": null,
            "call": null,
            "reference": null, "form": "grant", "stage": "signed", "stage_on": null, "stage_note": null,
            "signed_on": "2024-07", "probability": null, "currency": "EUR", "total_award": "400000.00",
            "own_share": "60000.00", "pass_through": "340000.00", "payments_cover": "award", "period": {},
            "recognition_method": "pro_rata_days", "payer_class": null, "origin": null, "rules": {},
            "amendments": []
        }
    ],
    "publications": [], "events": []
}"#))))]
pub struct ProjectInFull {
    /// The project fields.
    #[serde(flatten)]
    pub project: Project,
    /// Partners of the project, without the owner.
    pub partners: Vec<Partner>,
    /// Funding lines of the project. Absent if the caller may not see the project's money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Vec<FundingLine>, required = false)]
    pub funding_lines: Option<Vec<FundingLine>>,
    /// Publications of the project, oldest first.
    pub publications: Vec<Publication>,
    /// Events of the project, oldest first.
    pub events: Vec<Event>,
}
