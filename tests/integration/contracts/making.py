"""Changes to commit, made as casework makes them."""

from datetime import datetime, timedelta
from typing import Any

from shared.application.casework import RECEIPTS_KEPT
from shared.domain.case.change import Change
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.case.needs import NOTHING_LOADED, Loaded
from shared.domain.procedure import filing
from shared.domain.procedure.command import Command
from shared.domain.procedure.correspondence import Note
from shared.domain.procedure.decide import decide
from shared.domain.vocabulary import Audience
from shared.ports import CaseStore, Receipt
from tests.fakes import NOON, a_complaint, a_policy
from tests.moments import CITIZEN
from tests.procedures import OFFICER

SOMEONE = {"name": "A. Person", "email": "someone@example.org"}
MOMENT = Moment.at(NOON)
NOBODYS = "XT-0000-0000-0"
FIRST, SECOND, THIRD = "XT-0000-0001-1", "XT-0000-0002-2", "XT-0000-0003-3"
MINUTE = timedelta(minutes=1)


def a_filing(
    reference: str = FIRST, operation: str = "filing", now: datetime = NOON, **complaint: Any
) -> Change:
    return filing.file(
        a_complaint(**complaint),
        a_policy(),
        CITIZEN,
        now,
        reference=reference,
        code_hash="0" * 64,
        operation_id=operation,
    )


def a_receipt(key: str = "key", reference: str = FIRST) -> Receipt:
    answer = {"reference": reference, "clocks": [1, "two"]}
    return Receipt(key, "body", b"\x00nonce\xff", reference, answer, NOON + RECEIPTS_KEPT)


def filed(cases: CaseStore, reference: str = FIRST, **complaint: Any) -> str:
    cases.file(a_filing(reference, f"filing {reference}", **complaint), None, None)
    return reference


def a_change(
    cases: CaseStore,
    operation: str,
    command: Command | None = None,
    actor: Actor = OFFICER,
    reference: str = FIRST,
    now: datetime = NOON,
) -> Change:
    """Decided on the case as it is now."""
    command = command or Note(f"Said in {operation}.", Audience.INTERNAL)
    case, other = cases.load(reference), command.needs.case
    loaded = Loaded(cases.load(other), a_policy()) if other else NOTHING_LOADED
    return decide(case, command, a_policy(), actor, Moment.at(now), operation, loaded=loaded)


def names(cases: CaseStore, reference: str = FIRST) -> list[str]:
    return [event.name for event in cases.events(reference)]


def everything(cases: CaseStore, *references: str) -> list[tuple[Any, ...]]:
    """All that the store tells of these cases."""
    return [
        (
            *(cases.events(one), cases.texts(one), cases.identity(one)),
            *(cases.load_many([one]), cases.complaints([one])),
        )
        for one in references
    ]
