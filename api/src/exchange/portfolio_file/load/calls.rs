use std::collections::HashMap;

use entity::portfolio::call;
use entity::value::{CallId, ProgrammeId, fold};
use openapi::exchange::portfolio_file::{FileCall, PortfolioFile};
use openapi::portfolio::calls::{CallInput, GrantRules};

use super::faults::{Faults, FirstPointers};
use super::planned::Planned;
use super::programmes::Programmes;
use crate::platform::app::UnitOfWork;
use crate::platform::validation;
use crate::portfolio::calls;

/// The calls of the file, identified by programme and reference.
pub(super) fn calls(
    work: &UnitOfWork<'_>,
    file: &PortfolioFile,
    programmes: &Programmes,
    stored: Vec<call::Model>,
    faults: &mut Faults<'_>,
) -> Vec<Planned<call::Model>> {
    let mut stored: HashMap<_, _> =
        stored.into_iter().map(|row| ((row.programme_id, row.reference_key.clone()), row)).collect();
    let (mut planned, mut seen) = (Vec::new(), FirstPointers::default());
    for (index, said) in file.calls.iter().enumerate() {
        let at = format!("/calls/{index}");
        let programme = programmes.named(&said.programme, &format!("{at}/programme"), faults);
        let identity = programme.map(|programme| (programme, fold(&said.reference)));
        let existing = identity.as_ref().and_then(|identity| stored.remove(identity));
        let merged = merged(said, programme.unwrap_or(ProgrammeId(uuid::Uuid::nil())), existing.as_ref());
        let mut found = validation::ValidationErrors::default();
        calls::draft::check(&merged, &mut found);
        faults.within(&at, found);
        if existing.as_ref().is_some_and(|was| keeps_other_currency(was, said.rules.as_ref())) {
            faults.other_currency(&format!("{at}/rules"));
        }
        let Some(identity) = identity else { continue };
        if let Some(first) = seen.again(identity, &at) {
            faults.twice(&at, "call, by its programme and reference,", &first);
            continue;
        }
        let id = existing.as_ref().map_or_else(|| CallId(work.id()), |was| was.id);
        planned.push(Planned { existing, desired: calls::draft::row(id, merged) });
    }
    planned
}

/// A call of the file, merged with the stored one.
fn merged(said: &FileCall, programme: ProgrammeId, was: Option<&call::Model>) -> CallInput {
    let known = was.map(calls::view::rules);
    let rules = match (&said.rules, known) {
        (Some(said), Some(known)) => Some(merged_rules(said, &known)),
        (said, known) => said.clone().or(known),
    };
    CallInput {
        programme,
        reference: said.reference.clone(),
        title: said.title.clone(),
        opens: said.opens.or_else(|| was?.opens),
        deadline: said.deadline.or_else(|| was?.deadline),
        website: said.website.clone().or_else(|| was?.website.clone()),
        rules,
    }
}

fn merged_rules(said: &GrantRules, known: &GrantRules) -> GrantRules {
    GrantRules {
        form: said.form.or(known.form),
        funding_rate: said.funding_rate.or(known.funding_rate),
        indirect_rate: said.indirect_rate.or(known.indirect_rate),
        indirect_base: said.indirect_base.or(known.indirect_base),
        prefinancing_rate: said.prefinancing_rate.or(known.prefinancing_rate),
        transfer_threshold: said.transfer_threshold.or(known.transfer_threshold),
        certificate_threshold: said.certificate_threshold.or(known.certificate_threshold),
        minimum_grant: said.minimum_grant.or(known.minimum_grant),
        maximum_grant: said.maximum_grant.or(known.maximum_grant),
        // A given amount needs its currency in the file.
        currency: said.currency.or(known.currency.filter(|_| !amounts(said).contains(&true))),
        rounding: said.rounding.or(known.rounding),
    }
}

/// Which of the amounts are set.
fn amounts(rules: &GrantRules) -> [bool; 3] {
    [rules.certificate_threshold, rules.minimum_grant, rules.maximum_grant].map(|amount| amount.is_some())
}

/// Whether a stored amount, not repeated in the file, would get another currency.
fn keeps_other_currency(was: &call::Model, said: Option<&GrantRules>) -> bool {
    let Some(said) = said else { return false };
    let known = calls::view::rules(was);
    let kept = amounts(&known).into_iter().zip(amounts(said)).any(|(known, said)| known && !said);
    kept && said.currency.is_some_and(|currency| Some(currency) != known.currency)
}
