"""Who may be given a case, and who of them has least to do."""

from typing import Any

from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.policy.model import Policy
from shared.domain.procedure.handling import Assign
from shared.domain.procedure.safeguards import NameSubject
from shared.domain.vocabulary import Role
from tests.fakes import a_policy
from tests.policy_document import document
from tests.unit.intake.asking import FOREIGNER, OFFICER
from tests.unit.intake.world import Filed, World

BOSS = Actor(Role.OMBUDSMAN, "ombudsman")
STAFF: dict[str, dict[str, Any]] = {
    "anna": {"agency": "health"},
    "ben": {"agency": "health"},
    "judge": {"agency": "justice"},
    "mediator": {},
}


def a_policy_with(*among: str) -> Policy:
    written = document(staff=STAFF)
    written["agencies"]["health"]["assignment"] = {"rule": "by_hand", "among": list(among)}
    return a_policy(**written)


def give(filed: Filed, user: str) -> None:
    world = filed.world
    world.casework.perform(filed.reference, Assign(user), BOSS, Moment.at(world.now))


def asked(filed: Filed) -> Any:
    answer = filed.shown("assignees", OFFICER)
    assert answer.status == 200, answer.text
    return answer.json


def users(filed: Filed) -> list[str]:
    return [one["user"] for one in asked(filed)["items"]]


def test_those_with_least_come_first_and_the_first_is_suggested() -> None:
    world = World(a_policy_with())
    give(world.file(), "anna")
    told = asked(world.file())
    assert told["suggested"] == "ben"
    assert told["items"] == [
        {"user": "ben", "agency": "health", "open": 0, "overdue": 0},
        {"user": "anna", "agency": "health", "open": 1, "overdue": 0},
        {"user": "mediator", "agency": None, "open": 0, "overdue": 0},
    ]


def test_what_is_late_is_counted_apart() -> None:
    world = World(a_policy_with())
    late = world.file(urgent_answers={"danger_now": True})
    give(late, "anna")
    world.now = world.now.replace(hour=15)
    counts = {one["user"]: (one["open"], one["overdue"]) for one in asked(world.file())["items"]}
    assert counts == {"anna": (1, 1), "ben": (0, 0), "mediator": (0, 0)}


def test_those_whom_the_agency_names_for_it_go_before_others() -> None:
    world = World(a_policy_with("anna"))
    give(world.file(), "anna")
    assert users(world.file()) == ["anna", "ben", "mediator"]


def test_whom_the_case_concerns_is_absent() -> None:
    world = World(a_policy_with())
    filed = world.file()
    naming = NameSubject("anna", "It is about her.")
    world.casework.perform(filed.reference, naming, BOSS, Moment.at(world.now))
    assert users(filed) == ["ben", "mediator"]


def test_a_policy_without_a_directory_suggests_nobody(world: World) -> None:
    assert asked(world.file()) == {"items": [], "suggested": None, "cursor": None}


def test_a_foreign_case_tells_nothing_of_its_people() -> None:
    world = World(a_policy_with())
    assert world.file().shown("assignees", FOREIGNER).status == 404
