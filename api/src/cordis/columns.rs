//! The columns of the tables, under which a project's XML is put, kind by kind.

pub(super) const PROJECT: [&str; 14] = [
    "id",
    "acronym",
    "status",
    "title",
    "startDate",
    "endDate",
    "ecMaxContribution",
    "ecSignatureDate",
    "objective",
    "frameworkProgramme",
    "topics",
    "subCall",
    "masterCall",
    "contentUpdateDate",
];
pub(super) const PARTNER: [&str; 13] = [
    "projectID",
    "organisationID",
    "name",
    "shortName",
    "vatNumber",
    "city",
    "country",
    "organizationURL",
    "activityType",
    "role",
    "ecContribution",
    "endOfParticipation",
    "contentUpdateDate",
];
pub(super) const TOPIC: [&str; 3] = ["projectID", "topic", "title"];
pub(super) const DELIVERABLE: [&str; 5] = ["projectID", "id", "title", "description", "deliverableType"];
