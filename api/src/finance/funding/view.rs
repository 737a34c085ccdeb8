use entity::finance::{funding_amendment, funding_line};
use entity::value::{PaymentsCover, Period};
use openapi::finance::funding::{
    FundingAmendment, FundingLine, FundingLineInput, FundingLineRef, FundingTerms, Origin,
};
use openapi::portfolio::calls::{CallRef, GrantRules};
use openapi::portfolio::organisations::OrganisationRef;
use openapi::portfolio::programmes::ProgrammeRef;
use openapi::portfolio::projects::ProjectRef;

/// The resources to which a funding line refers.
#[derive(Default)]
pub(super) struct Named {
    pub(super) project: Option<ProjectRef>,
    pub(super) programme: Option<ProgrammeRef>,
    pub(super) payer: Option<OrganisationRef>,
    pub(super) call: Option<CallRef>,
}

pub(super) fn funding_line(
    row: funding_line::Model,
    named: Named,
    payments_cover: PaymentsCover,
    amendments: Vec<funding_amendment::Model>,
) -> FundingLine {
    let Named { project, programme, payer, call } = named;
    FundingLine {
        id: row.id,
        project,
        programme,
        payer,
        call,
        form: row.form,
        stage: row.stage,
        signed_on: row.signed_on,
        probability: row.probability,
        currency: row.currency,
        total_award: row.total_award,
        own_share: row.own_share,
        // Both are within the range of amounts, and the own share is at most the award.
        pass_through: row.total_award.zip(row.own_share).and_then(|(award, own)| award.minus(own).ok()),
        period: period(&row),
        payments_cover,
        recognition_method: row.recognition_method,
        payer_class: row.payer_class,
        origin: origin(&row),
        rules: rules(&row),
        amendments: amendments.into_iter().map(amendment).collect(),
        stage_on: row.stage_on,
        stage_note: row.stage_note,
        reference: row.reference,
    }
}

/// A reference to a funding line, by the number of its agreement.
pub(crate) fn funding_line_ref(row: &funding_line::Model) -> FundingLineRef {
    FundingLineRef { id: row.id, reference: row.reference.clone() }
}

/// The origin of a line's money, if recorded.
pub(crate) fn origin(row: &funding_line::Model) -> Option<Origin> {
    Some(Origin {
        european: row.origin_european?,
        national: row.origin_national?,
        consultancy: row.origin_consultancy?,
    })
}

/// The line's own period.
pub(super) fn period(row: &funding_line::Model) -> Period {
    Period { start: row.period_start, end: row.period_end }
}

/// The grant rules as signed.
pub(crate) fn rules(row: &funding_line::Model) -> GrantRules {
    GrantRules {
        form: row.grant_form,
        funding_rate: row.funding_rate,
        indirect_rate: row.indirect_rate,
        indirect_base: row.indirect_base,
        indirect_excludes: row.indirect_excludes.clone().map(|list| list.0),
        flat_rates: row.flat_rates.clone().map(|list| list.0),
        prefinancing_rate: row.prefinancing_rate,
        transfer_threshold: row.transfer_threshold,
        certificate_threshold: row.certificate_threshold,
        minimum_grant: row.minimum_grant,
        maximum_grant: row.maximum_grant,
        currency: row.rules_currency,
        rounding: row.rounding,
        rounding_scope: row.rounding_scope,
    }
}

/// The input fields of a funding line.
pub(super) fn to_input(row: funding_line::Model) -> FundingLineInput {
    FundingLineInput {
        project: row.project_id,
        programme: row.programme_id,
        payer: row.payer_id,
        call: row.call_id,
        form: row.form,
        currency: row.total_award.or(row.own_share).map(|_| row.currency),
        total_award: row.total_award,
        own_share: row.own_share,
        period: Some(period(&row)).filter(|period| !period.is_unknown()),
        payments_cover: row.payments_cover,
        recognition_method: row.recognition_method,
        payer_class: row.payer_class,
        origin: origin(&row),
        probability: row.probability,
        reference: row.reference,
    }
}

fn amendment(row: funding_amendment::Model) -> FundingAmendment {
    FundingAmendment {
        id: row.id,
        number: row.number,
        on: row.amended_on,
        reason: row.reason,
        changes: row.changes,
        before: FundingTerms {
            total_award: row.award_before,
            own_share: row.own_share_before,
            period: Period { start: row.start_before, end: row.end_before },
        },
        after: FundingTerms {
            total_award: row.award_after,
            own_share: row.own_share_after,
            period: Period { start: row.start_after, end: row.end_after },
        },
        by: row.amended_by,
        at: row.recorded_at,
    }
}
