use openapi::exchange::portfolio_file::{FileFundingLine, FileProject, OrganisationName, PortfolioFile};
use openapi::portfolio::organisations::OrganisationInput;

/// A place of the file that names an organisation.
pub(super) struct Mention {
    pub(super) order: usize,
    pub(super) pointer: String,
    pub(super) input: OrganisationInput,
    pub(super) listed: bool,
}

/// All places of the file that name an organisation, in file order.
pub(super) fn mentions(file: &PortfolioFile) -> Vec<Mention> {
    let mut mentions = Mentions::default();
    for (index, organisation) in file.organisations.iter().enumerate() {
        mentions.add(format!("/organisations/{index}"), organisation.clone(), true);
    }
    for (index, programme) in file.programmes.iter().enumerate() {
        let named = programme.managing_authority.as_ref();
        mentions.name(format!("/programmes/{index}/managing_authority"), named);
    }
    for (index, project) in file.projects.iter().enumerate() {
        mentions.project(&format!("/projects/{index}"), project);
    }
    mentions.payers("", &file.funding_lines);
    for (index, entry) in file.revenue_entries.iter().enumerate() {
        let named = entry.funding_line.as_ref().and_then(|line| line.payer.as_ref());
        mentions.name(format!("/revenue_entries/{index}/funding_line/payer"), named);
    }
    mentions.0
}

/// The places found so far.
#[derive(Default)]
struct Mentions(Vec<Mention>);

impl Mentions {
    fn add(&mut self, pointer: String, input: OrganisationInput, listed: bool) {
        self.0.push(Mention { order: self.0.len(), pointer, input, listed });
    }

    fn name(&mut self, pointer: String, named: Option<&OrganisationName>) {
        if let Some(named) = named {
            self.add(pointer, by_name(named), false);
        }
    }

    fn project(&mut self, at: &str, project: &FileProject) {
        for (index, partner) in project.partners.iter().enumerate() {
            self.name(format!("{at}/partners/{index}/organisation"), partner.organisation.as_ref());
        }
        self.payers(at, &project.funding_lines);
        for (index, part) in project.work_packages.iter().enumerate() {
            self.name(format!("{at}/work_packages/{index}/lead"), part.lead.as_ref());
        }
        for (index, part) in project.deliverables.iter().enumerate() {
            self.name(format!("{at}/deliverables/{index}/lead"), part.lead.as_ref());
        }
        for (index, part) in project.milestones.iter().enumerate() {
            self.name(format!("{at}/milestones/{index}/lead"), part.lead.as_ref());
        }
    }

    fn payers(&mut self, at: &str, lines: &[FileFundingLine]) {
        for (index, line) in lines.iter().enumerate() {
            self.name(format!("{at}/funding_lines/{index}/payer"), line.payer.as_ref());
        }
    }
}

fn by_name(named: &OrganisationName) -> OrganisationInput {
    let OrganisationName { name, country, pic, oid } = named.clone();
    OrganisationInput { country, pic, oid, ..nothing_but(name) }
}

pub(super) fn nothing_but(name: String) -> OrganisationInput {
    OrganisationInput {
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
