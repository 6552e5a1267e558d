"""The work that the queue's index counts, on tables."""

from shared.application.casework import Casework
from shared.application.workload import workload
from shared.aws.cases import DynamoCases
from shared.domain.case.assignment import Load
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.procedure.complainant import Withdraw
from shared.domain.procedure.handling import Assign
from shared.domain.vocabulary import Role
from tests.fakes import NOON, a_complaint, counted_bytes, policies
from tests.moments import CITIZEN

OMBUDSMAN = Actor(Role.OMBUDSMAN, "ombudsman")


def test_the_queue_tells_who_has_how_much_and_what_of_it_is_late(store: DynamoCases) -> None:
    casework = Casework(store, policies(), counted_bytes())

    def filed(assignee: str | None, *commands: tuple[Actor, Withdraw], **changes: object) -> None:
        answer = casework.file(
            a_complaint(**changes), CITIZEN, NOON, lambda case: {"reference": case.reference}
        ).answer
        given = [(OMBUDSMAN, Assign(assignee))] if assignee else []
        for actor, command in (*given, *commands):
            casework.perform(answer["reference"], command, actor, Moment.at(NOON))

    filed("anna")
    filed("anna", urgent_answers={"danger_now": True})  # due within the hour
    filed("anna", (CITIZEN, Withdraw()))
    filed("ben")
    filed(None)
    filed("anna", category="detention")  # another agency's
    late = NOON.replace(hour=15)
    assert workload(store, "health", late) == {"anna": Load(2, 1), "ben": Load(1)}
