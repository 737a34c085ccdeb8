//! The table of roles and rights.

use Scope::{All, No, Own};
use entity::value::Role;
use openapi::platform::rights::{Right, Scope};
use strum::VariantArray;

/// The scope of each right for each role: the whole portfolio, the projects that are assigned to the user,
/// or nothing.
#[rustfmt::skip]
const TABLE: [(Right, [Scope; 5]); 17] = [
    //                              admin  finance  manager  auditor  reader
    (Right::ReadPortfolio,         [All,   All,     All,     All,     All]),
    (Right::ReadMoney,             [All,   All,     Own,     All,     No]),
    (Right::RegisterProjects,      [All,   No,      All,     No,      No]),
    (Right::WriteProjects,         [All,   No,      Own,     No,      No]),
    (Right::WritePartners,         [All,   All,     Own,     No,      No]),
    (Right::WriteBudgets,          [All,   All,     Own,     No,      No]),
    (Right::WriteMoney,            [All,   All,     No,      No,      No]),
    (Right::KeepLedger,            [No,    All,     No,      No,      No]),
    (Right::RegisterOrganisations, [All,   All,     All,     No,      No]),
    (Right::WriteRegisters,        [All,   All,     No,      No,      No]),
    (Right::ReadImports,           [All,   All,     Own,     All,     No]),
    (Right::ImportFiles,           [All,   All,     Own,     No,      No]),
    (Right::AssignProjects,        [All,   No,      No,      No,      No]),
    (Right::ManageAccess,          [All,   No,      No,      No,      No]),
    (Right::ManageWebhooks,        [All,   No,      No,      No,      No]),
    (Right::ReadAuditTrail,        [All,   All,     No,      All,     No]),
    (Right::ManageOwnAccess,       [All,   All,     All,     All,     All]),
];

pub(crate) fn scope(role: Role, right: Right) -> Scope {
    let column = match role {
        Role::Admin => 0,
        Role::FinanceDirector => 1,
        Role::ProjectManager => 2,
        Role::Auditor => 3,
        Role::Reader => 4,
    };
    // A right that is not in the table is denied.
    TABLE.iter().find(|(known, _)| *known == right).map_or(No, |(_, reaches)| reaches[column])
}

/// All rights with their scope for a role.
pub(crate) fn of(role: Role) -> impl Iterator<Item = (Right, Scope)> {
    Right::VARIANTS.iter().map(move |right| (*right, scope(role, *right)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_right_stands_in_the_table_once() {
        for right in Right::VARIANTS {
            assert_eq!(TABLE.iter().filter(|(known, _)| known == right).count(), 1, "{right}");
        }
    }

    #[test]
    fn an_administrator_has_every_right_but_the_books_and_a_reader_none_that_writes() {
        assert!(of(Role::Admin).all(|(right, scope)| (scope == All) == (right != Right::KeepLedger)));
        let of_reader: Vec<_> = of(Role::Reader).filter(|(_, scope)| *scope != No).collect();
        assert_eq!(of_reader, [(Right::ReadPortfolio, All), (Right::ManageOwnAccess, All)]);
    }

    #[test]
    fn an_auditor_reads_everything_and_writes_nothing() {
        let of_auditor: Vec<_> = of(Role::Auditor).filter(|(_, scope)| *scope != No).collect();
        let rights = [
            Right::ReadPortfolio,
            Right::ReadMoney,
            Right::ReadImports,
            Right::ReadAuditTrail,
            Right::ManageOwnAccess,
        ];
        assert_eq!(of_auditor, rights.map(|right| (right, All)));
    }
}
