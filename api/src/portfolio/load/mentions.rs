use openapi::organisations::NewOrganisation;
use openapi::portfolio_file::{FileFundingLine, OrganisationName, PortfolioFile};

/// One place of the file that names an organisation.
pub(super) struct Mention {
    pub(super) order: usize,
    pub(super) pointer: String,
    pub(super) said: NewOrganisation,
    pub(super) listed: bool,
}

/// Every place of the file that names an organisation, in the order of the file.
pub(super) fn mentions(file: &PortfolioFile) -> Vec<Mention> {
    let mut mentions = Vec::new();
    let mut add = |pointer: String, said: NewOrganisation, listed: bool| {
        let order = mentions.len();
        mentions.push(Mention { order, pointer, said, listed });
    };
    for (index, organisation) in file.organisations.iter().enumerate() {
        add(format!("/organisations/{index}"), organisation.clone(), true);
    }
    for (index, programme) in file.programmes.iter().enumerate() {
        if let Some(named) = &programme.managing_authority {
            add(format!("/programmes/{index}/managing_authority"), by_name(named), false);
        }
    }
    let payer = |at: String, line: &FileFundingLine| line.payer.as_ref().map(|named| (at, by_name(named)));
    for (index, project) in file.projects.iter().enumerate() {
        for (inner, partner) in project.partners.iter().enumerate() {
            if let Some(named) = &partner.organisation {
                add(format!("/projects/{index}/partners/{inner}/organisation"), by_name(named), false);
            }
        }
        for (inner, line) in project.funding_lines.iter().enumerate() {
            if let Some((at, said)) = payer(format!("/projects/{index}/funding_lines/{inner}/payer"), line) {
                add(at, said, false);
            }
        }
    }
    for (index, line) in file.funding_lines.iter().enumerate() {
        if let Some((at, said)) = payer(format!("/funding_lines/{index}/payer"), line) {
            add(at, said, false);
        }
    }
    for (index, entry) in file.revenue_entries.iter().enumerate() {
        if let Some(named) = entry.funding_line.as_ref().and_then(|line| line.payer.as_ref()) {
            add(format!("/revenue_entries/{index}/funding_line/payer"), by_name(named), false);
        }
    }
    mentions
}

fn by_name(named: &OrganisationName) -> NewOrganisation {
    let OrganisationName { name, country, pic, oid } = named.clone();
    NewOrganisation { country, pic, oid, ..nothing_but(name) }
}

pub(super) fn nothing_but(name: String) -> NewOrganisation {
    NewOrganisation {
        name,
        short_name: None,
        country: None,
        city: None,
        activity_type: None,
        pic: None,
        oid: None,
        vat_number: None,
        website: None,
        owner: None,
    }
}
