//! Matches the roles of a file to the stored parts of an organisation in a project.

use entity::value::ParticipationRole;

/// A stored part of an organisation in a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// Its role as last published by the portal. If no portal published one, the role that a person set.
    pub(super) role: Option<ParticipationRole>,
    /// Whether a portal published it.
    pub(super) is_published: bool,
    /// Whether the files of the portal no longer contain it.
    pub(super) is_gone: bool,
}

/// The matching part for each role of a file, if there is one: a part in this role, or a part whose role
/// changed.
pub(super) fn matched(parts: &[Part], roles: &[ParticipationRole]) -> Vec<Option<usize>> {
    let mut free: Vec<usize> = (0..parts.len()).collect();
    let mut take = |fits: &dyn Fn(&Part) -> bool| {
        let at = free.iter().position(|index| fits(&parts[*index]))?;
        Some(free.remove(at))
    };
    let same: Vec<_> = roles.iter().map(|role| take(&|part| part.role == Some(*role))).collect();
    // Subcontractors are not published: one that a person entered is a separate part.
    let may_move = |part: &Part| part.role != Some(ParticipationRole::Subcontractor);
    let mut moved = || {
        take(&|part| part.is_published && !part.is_gone)
            .or_else(|| take(&|part| !part.is_published && may_move(part)))
            .or_else(|| take(&|part| part.is_published))
    };
    same.into_iter().map(|index| index.or_else(&mut moved)).collect()
}

#[cfg(test)]
mod tests {
    use ParticipationRole::{AffiliatedEntity, Beneficiary, Coordinator, Subcontractor};

    use super::*;

    fn part(role: ParticipationRole) -> Part {
        Part { role: Some(role), is_published: true, is_gone: false }
    }

    #[test]
    fn a_role_that_moves_is_a_change_of_the_part() {
        assert_eq!(matched(&[part(Coordinator)], &[Beneficiary]), [Some(0)]);
        assert_eq!(matched(&[part(Coordinator), part(Beneficiary)], &[Beneficiary]), [Some(1)]);
        let swap = [part(Coordinator), part(AffiliatedEntity)];
        assert_eq!(matched(&swap, &[AffiliatedEntity, Beneficiary]), [Some(1), Some(0)]);
        assert_eq!(matched(&[], &[Beneficiary]), [None]);
        assert_eq!(matched(&[part(Coordinator)], &[Beneficiary, Coordinator]), [None, Some(0)]);
    }

    #[test]
    fn what_a_person_entered_is_taken_unless_it_is_something_else() {
        let by_hand = |role| Part { role, is_published: false, is_gone: false };
        assert_eq!(matched(&[by_hand(None)], &[Beneficiary]), [Some(0)]);
        assert_eq!(matched(&[by_hand(Some(Coordinator))], &[Beneficiary]), [Some(0)]);
        assert_eq!(matched(&[by_hand(Some(Subcontractor))], &[Beneficiary]), [None]);
        let gone = Part { is_gone: true, ..part(Beneficiary) };
        assert_eq!(matched(&[gone, part(Coordinator)], &[AffiliatedEntity]), [Some(1)]);
        assert_eq!(matched(&[gone], &[Coordinator]), [Some(0)]);
    }
}
