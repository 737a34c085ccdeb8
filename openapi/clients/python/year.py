"""A year of a project, by the client that is generated from the document: year.py ADDRESS ADMINISTRATORS_TOKEN.

Beside `portfolio_client` it uses nothing. Each step is one that a program of a user takes.
"""

import sys
from collections.abc import Iterator
from datetime import date
from uuid import uuid4

from portfolio_client import ApiClient, Configuration
from portfolio_client import api, models
from portfolio_client.exceptions import ApiException, UnauthorizedException, UnprocessableEntityException

PASSWORD = "seven red lanterns on the quay"


def client(address: str, token: str | None = None) -> ApiClient:
    return ApiClient(Configuration(host=address, access_token=token))


def tag(headers: object) -> str:
    """The entity tag of an answer."""
    found = {name.lower(): value for name, value in dict(headers).items()}.get("etag")  # type: ignore[call-overload]
    assert isinstance(found, str), headers
    return found


def sign_in(address: str, admin: str) -> ApiClient:
    """An administrator adds a user, who sets a password and signs in."""
    mail = f"{uuid4()}@example.org"
    person = models.UserInput(name="Prudence Program", email=mail, role=models.Role.ADMIN)
    added = api.UsersApi(client(address, admin)).create_user(person, idempotency_key=str(uuid4()))
    assert added.secret, "the token to set a password with is in the answer"
    # Nobody is signed in yet.
    sessions = api.SessionsApi(client(address))
    sessions.redeem_token(models.RedeemToken(token=added.secret, password=PASSWORD))
    try:
        sessions.sign_in(models.SessionInput(email=mail, password="not the password at all"))
        raise AssertionError("a wrong password was accepted")
    except UnauthorizedException as refused:
        assert isinstance(refused.data, models.Problem), refused
        assert refused.data.code == models.ProblemCode.UNAUTHENTICATED, refused
    signed_in = sessions.sign_in(models.SessionInput(email=mail, password=PASSWORD))
    assert signed_in.role == models.Role.ADMIN
    return client(address, signed_in.token)


def register(projects: api.ProjectsApi) -> models.Project:
    """A project is created with its plan; the same request again creates no other."""
    plan = models.ProjectInput(
        acronym="YEARLING",
        title="Accompagner la transition numérique de l'économie sociale",
        kind=models.ProjectKind.EUROPEAN,
        period=models.Period(start="2025-09", end="2026-08"),
        work_packages=[models.WorkPackageInput(number="WP1", title="Survey", start="M1", end="M8")],
        deliverables=[
            models.DeliverableInput(
                number=f"D1.{number}",
                title=f"Report {number}",
                type=models.DeliverableType.R,
                work_package="WP1",
                due=f"M{number}",
            )
            for number in range(1, 8)
        ],
        milestones=[models.MilestoneInput(number="MS1", title="Kick-off", verification="Minutes", due="M1")],
    )
    key = str(uuid4())
    made = projects.create_project_with_http_info(plan, idempotency_key=key)
    assert made.status_code == 201 and made.headers, made
    assert any(name.lower() == "location" for name in made.headers), made.headers
    again = projects.create_project(plan, idempotency_key=key)
    assert again.id == made.data.id
    return again


def deliverables(signed_in: ApiClient, project: models.Project) -> Iterator[models.Deliverable]:
    """Each item of a collection, page by page."""
    after: str | None = None
    while True:
        page = api.DeliverablesApi(signed_in).list_deliverables(
            project=project.id, sort="due_on", limit=3, after=after
        )
        yield from page.items
        after = page.next
        if after is None:
            return


def change(signed_in: ApiClient, project: models.Project) -> None:
    """A milestone is put off and loses its verification; who read it before is refused."""
    milestones = api.MilestonesApi(signed_in)
    (found,) = milestones.list_milestones(project=project.id).items
    seen = tag(milestones.get_milestone_with_http_info(found.id).headers)
    patch = models.MilestonePatch(due="M2", verification=None, reason="The survey started late")
    moved = milestones.update_milestone(found.id, seen, patch)
    assert (moved.due, moved.verification, moved.title) == ("M2", None, "Kick-off"), moved
    try:
        milestones.update_milestone(found.id, seen, models.MilestonePatch(title="Too late"))
        raise AssertionError("a change on an old state was accepted")
    except ApiException as refused:
        assert refused.status == 412 and isinstance(refused.data, models.Problem), refused
    achieved = milestones.achieve_milestone(found.id, "*", stage_change=models.StageChange(on=date(2025, 10, 20)))
    assert achieved.stage == models.MilestoneStage.ACHIEVED


def refused(projects: api.ProjectsApi) -> None:
    """Every fault of a request is named at once."""
    wrong = models.ProjectInput(
        acronym="WRONG",
        title="Wrong",
        kind=models.ProjectKind.EUROPEAN,
        period=models.Period(start="2026", end="2025"),
        themes=["no_such_theme"],
    )
    try:
        projects.create_project(wrong)
        raise AssertionError("a wrong project was accepted")
    except UnprocessableEntityException as answer:
        assert isinstance(answer.data, models.Problem) and answer.data.errors, answer
        assert {"/period/end", "/themes/0"} <= {fault.pointer for fault in answer.data.errors}, answer


def live(projects: api.ProjectsApi, project: models.Project) -> None:
    """From the idea to the closure."""
    projects.submit_project(project.id, "*", stage_change=models.StageChange(on=date(2025, 3, 5)))
    projects.award_project(project.id, "*", stage_change=models.StageChange(on=date(2025, 7, 14), note="94 points of 100"))
    projects.sign_project(project.id, "*", stage_change=models.StageChange(on=date(2025, 8, 1)))
    late = models.ExtendProject(end="2026-12", reason="Amendment 1")
    assert projects.extend_project(project.id, "*", late).project.period.end == "2026-12"
    closed = projects.close_project(project.id, "*", stage_change=models.StageChange(note="Paid"))
    assert closed.stage == models.ProjectStage.CLOSED
    (package,) = projects.get_project_timeline(project.id).work_packages
    assert (package.number, len(package.deliverables)) == ("WP1", 7), package
    stages = [entry.stage.to for entry in projects.list_project_history(project.id, limit=100).items if entry.stage]
    assert stages[-1] == "closed", stages
    whole = projects.get_project(project.id)
    assert (whole.acronym, whole.partners, whole.funding_lines) == ("YEARLING", [], []), whole


def money(signed_in: ApiClient) -> None:
    """Amounts are text, to the cent."""
    split = api.RevenueApi(signed_in).get_revenue_split(2024, basis=models.Basis.RECOGNISED)
    assert split.total == "1400000.00", split.total
    amounts = {str(share.var_class.value): share.amount for share in split.classes}
    assert amounts == {"european": "266000.00", "national": "868000.00", "consultancy": "266000.00"}, amounts


def files(signed_in: ApiClient) -> None:
    """What is no JSON comes as it is."""
    picture = api.AnnualReportApi(signed_in).get_annual_revenue_chart(2024)
    assert b"<svg" in picture[:200], picture
    calendar = api.AgendaApi(signed_in).get_agenda_calendar()
    assert calendar.startswith("BEGIN:VCALENDAR"), calendar


def main(address: str, admin: str) -> None:
    signed_in = sign_in(address, admin)
    projects = api.ProjectsApi(signed_in)
    project = register(projects)
    numbers = [item.number for item in deliverables(signed_in, project)]
    assert numbers == [f"D1.{number}" for number in range(1, 8)], numbers
    change(signed_in, project)
    refused(projects)
    live(projects, project)
    money(signed_in)
    files(signed_in)
    print("a user was added and signed in, a project created, read by pages, changed, refused and closed")


main(*sys.argv[1:])
