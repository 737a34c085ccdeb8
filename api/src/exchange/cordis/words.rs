//! The terms of CORDIS, in those of the portfolio.

use entity::value::{DeliverableType, FundingStage, ParticipationRole, ProjectStage};

use crate::exchange::ingest::CellError;

/// The stages of a project and its grant. The abbreviations are those of the Seventh Framework Programme. A
/// terminated grant is not settled.
pub(super) fn stages(status: &str) -> Result<(ProjectStage, FundingStage), CellError> {
    match status {
        "SIGNED" | "ONG" => Ok((ProjectStage::Signed, FundingStage::Signed)),
        "CLOSED" | "CLO" => Ok((ProjectStage::Closed, FundingStage::Closed)),
        "TERMINATED" | "CAN" => Ok((ProjectStage::Terminated, FundingStage::Signed)),
        _ => Err(CellError::new("status", format!("`{status}` is not `SIGNED`, `CLOSED` or `TERMINATED`"))),
    }
}

/// The role of an organisation in a project. Third parties are those linked to a beneficiary, with costs of
/// their own (Annotated Grant Agreement, article 8). The other terms are those of earlier framework
/// programmes.
pub(super) fn role(written: &str) -> Result<ParticipationRole, CellError> {
    match written {
        "coordinator" => Ok(ParticipationRole::Coordinator),
        "participant" | "beneficiary" | "hostInstitution" => Ok(ParticipationRole::Beneficiary),
        "thirdParty" => Ok(ParticipationRole::AffiliatedEntity),
        "associatedPartner" | "internationalPartner" | "partner" => Ok(ParticipationRole::AssociatedPartner),
        _ => Err(CellError::new("role", format!("`{written}` is not a known role"))),
    }
}

/// A truth value in the terms of the publisher, or of a spreadsheet in English, French or Dutch.
pub(super) fn yes(written: &str) -> Option<bool> {
    match written.to_lowercase().as_str() {
        "true" | "1" | "yes" | "vrai" | "oui" | "waar" | "ja" => Some(true),
        "false" | "0" | "no" | "faux" | "non" | "onwaar" | "nee" => Some(false),
        _ => None,
    }
}

/// The types of deliverables, in the spelling of CORDIS.
pub(super) fn kind(written: &str) -> Option<DeliverableType> {
    match written {
        "Documents, reports" => Some(DeliverableType::R),
        "Demonstrators, pilots, prototypes" => Some(DeliverableType::Dem),
        "Websites, patent fillings, videos etc." | "Websites, patent filings, videos etc." => {
            Some(DeliverableType::Dec)
        }
        "Data sets, microdata, etc" | "Data sets, microdata, etc." => Some(DeliverableType::Data),
        "Data Management Plan" => Some(DeliverableType::Dmp),
        "Ethics Requirements" | "Ethics" => Some(DeliverableType::Ethics),
        "Other" => Some(DeliverableType::Other),
        _ => None,
    }
}

/// The name of a framework programme by its code. Any other code is its own name.
pub(super) fn programme_name(code: &str) -> &str {
    match code {
        "HORIZON" => "Horizon Europe",
        "H2020" => "Horizon 2020",
        "FP7" => "Seventh Framework Programme",
        other => other,
    }
}
