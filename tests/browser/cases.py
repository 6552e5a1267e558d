"""Cases of the office in memory, one in each status, with something of everything to be seen."""

from collections.abc import Mapping

from shared.domain import access
from shared.domain.case.events import SYSTEM, Actor
from shared.domain.case.moment import Moment
from shared.domain.evidence.evidence import Declared, Stored, Verdict
from shared.domain.procedure.command import Command
from shared.domain.procedure.correspondence import Note, Reply
from shared.domain.procedure.evidence import RequestUpload
from shared.domain.procedure.examination import EvidenceArrived, EvidenceExamined
from shared.domain.procedure.handling import Assign
from shared.domain.procedure.table import possible
from shared.domain.vocabulary import Audience, CommandName
from tests.browser.looking import Looker
from tests.browser.office import Office
from tests.procedures import CITIZEN, OFFICER, OMBUDSMAN, WAYS, bring
from tests.unit.intake.asking import claims_of
from tests.unit.intake.world import Filed

# A name with a path in it is refused.
SLASH, DIVISION = "/", "\N{DIVISION SLASH}"
CALM = "Nobody has answered the letter that I handed in in March."


def one_of_each(office: Office, said: str = CALM) -> Mapping[str, Filed]:
    """By status. All words that somebody may choose are `said`; the accepted one is urgent."""
    made: dict[str, Filed] = {}
    for status in WAYS:
        made[status] = filed = _filed(office, status, said)
        bring(office.casework, filed.reference, status, made["received"].reference, office.now)
        if status != "received" and may(office, OFFICER, CommandName.REPLY, filed):
            _do(office, filed, OFFICER, Reply(said))
    return made


def may(office: Office, who: Actor, command: CommandName, filed: Filed) -> bool:
    case = office.store.load(filed.reference)
    policy = office.casework.policies.version(case.policy_version)
    return command in possible(case, policy) and access.may(who, command, case)


def follows(looker: Looker, office: Office, filed: Filed) -> None:
    """From now on it is the window of somebody who has shown the code of this case."""
    _keeps(looker, office, "case", f"{filed.reference}.{filed.code}")


def signed_in(looker: Looker, office: Office, role: str, agency: str | None = None) -> Looker:
    """The window of a member of the staff."""
    claims = claims_of(role, agency)
    office.desk.sessions[claims["cognito:username"]] = claims
    _keeps(looker, office, "desk", claims["cognito:username"])
    return looker


def _keeps(looker: Looker, office: Office, name: str, value: str) -> None:
    looker.page.context.add_cookies([{"name": name, "value": value, "url": office.public_url}])


def _filed(office: Office, status: str, said: str) -> Filed:
    urgent = status == "accepted"
    filed = office.file(
        category="health_safety" if urgent else "health_no_answer",
        urgent_answers={"danger_now": urgent},
        description=said,
        location={"text": said[:200]},
        on_behalf_of=said[:200],
        subject_persons=[said[:200]],
        complainant={"name": said[:200], "email": "a.person@example.org"},
    )
    for actor, command in (
        (CITIZEN, RequestUpload("e", Declared(f"{said[:100].replace(SLASH, DIVISION)}.pdf"))),
        (SYSTEM, EvidenceArrived("e", Stored("v1", 9))),
        (SYSTEM, EvidenceExamined("e", "v1", Verdict(None, "pdf", 9, "ab" * 32))),
        (OMBUDSMAN, Assign(OFFICER.name)),
        (OFFICER, Note(said, Audience.INTERNAL)),
    ):
        _do(office, filed, actor, command)
    return filed


def _do(office: Office, filed: Filed, actor: Actor, command: Command) -> None:
    office.casework.perform(filed.reference, command, actor, Moment.at(office.now))
