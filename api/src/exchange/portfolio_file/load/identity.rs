//! The identity of funding lines.

use std::collections::HashMap;

use entity::finance::funding_line;
use entity::value::{OrganisationId, ProgrammeId, ProjectId};
use openapi::exchange::portfolio_file::FileFundingLine;

/// The fields that identify a funding line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Identity {
    pub(super) project: Option<ProjectId>,
    pub(super) programme: Option<ProgrammeId>,
    pub(super) payer: Option<OrganisationId>,
    pub(super) reference: Option<String>,
}

impl Identity {
    /// Whether two identities may be the same line: no field that both have differs, and at least one is
    /// equal.
    fn may_be(&self, other: &Self) -> bool {
        fn agree<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> Option<bool> {
            one.zip(other).map(|(one, other)| one == other)
        }
        let agreements = [
            agree(self.programme.as_ref(), other.programme.as_ref()),
            agree(self.payer.as_ref(), other.payer.as_ref()),
            agree(self.reference.as_ref(), other.reference.as_ref()),
        ];
        !agreements.contains(&Some(false)) && agreements.contains(&Some(true))
    }
}

/// The identity of a stored line.
pub(super) fn identity_of(row: &funding_line::Model) -> Identity {
    Identity {
        project: row.project_id,
        programme: row.programme_id,
        payer: row.payer_id,
        reference: row.reference.clone(),
    }
}

/// The stored line for each line of the file. Equal identities match first. Otherwise identities that may
/// be the same match, if there is only one candidate: for these, only one side has the programme, the payer
/// or the reference.
pub(super) fn matched(
    said_of: &[(String, &FileFundingLine, Identity)],
    stored: Vec<funding_line::Model>,
) -> Vec<Option<funding_line::Model>> {
    let mut rest: HashMap<_, Vec<_>> = HashMap::new();
    for row in stored {
        rest.entry(row.project_id).or_default().push(row);
    }
    let mut take = |wanted: &Identity, fits: fn(&Identity, &Identity) -> bool| {
        let rows = rest.get_mut(&wanted.project)?;
        let mut fitting = (0..rows.len()).filter(|index| fits(&identity_of(&rows[*index]), wanted));
        let (first, second) = (fitting.next()?, fitting.next());
        if second.is_none() { Some(rows.swap_remove(first)) } else { None }
    };
    let mut found: Vec<_> =
        said_of.iter().map(|(_, _, wanted)| take(wanted, |known, wanted| known == wanted)).collect();
    for (found, (_, _, wanted)) in found.iter_mut().zip(said_of) {
        if found.is_none() {
            *found = take(wanted, Identity::may_be);
        }
    }
    found
}
