//! Which part of an organisation in a project is meant by a role of a file.

use entity::value::ParticipationRole;

/// A part of an organisation in a project that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// Its role, as the portal published it last, or as a person set it where no portal did.
    pub(super) role: Option<ParticipationRole>,
    /// Whether a portal published it.
    pub(super) is_published: bool,
    /// Whether it is gone from the portal's files.
    pub(super) is_gone: bool,
}

/// For each role of a file the part that is meant, if it is there: the one in this role, or one whose role moved.
pub(super) fn matched(parts: &[Part], roles: &[ParticipationRole]) -> Vec<Option<usize>> {
    let mut free: Vec<usize> = (0..parts.len()).collect();
    let mut take = |fits: &dyn Fn(&Part) -> bool| {
        let at = free.iter().position(|index| fits(&parts[*index]))?;
        Some(free.remove(at))
    };
    let same: Vec<_> = roles.iter().map(|role| take(&|part| part.role == Some(*role))).collect();
    // A subcontractor is not published: one that a person entered is a part beside the others.
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
