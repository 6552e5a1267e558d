"""Filing a complaint, by whomever: once per key, and answered alike each time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from functions.intake.service.case_for_complainant import COMPLAINANT
from functions.intake.service.case_parts import clocks_of
from functions.intake.service.dependencies import Deps
from shared.domain import access
from shared.domain.calendar.civil_time import CalendarError
from shared.domain.case.case import Case
from shared.domain.case.events import Actor, sha256
from shared.domain.errors import Forbidden, InvalidInput
from shared.domain.instants import from_text, to_text
from shared.domain.procedure.complaint import FileComplaint
from shared.domain.reference import access_code
from shared.domain.vocabulary import CommandName


@dataclass(frozen=True)
class FiledClock:
    name: str
    state: str
    due_at: datetime


@dataclass(frozen=True)
class FiledComplaint:
    """As it was when it was filed. The access code is told now, and again to the same key alone."""

    reference: str
    access_code: str
    status: str
    urgency: str
    clocks: Sequence[FiledClock]


def file_complaint(deps: Deps, command: FileComplaint, key: str | None) -> FiledComplaint:
    """For the complainant themselves. Raises InvalidInput or KeyReused."""
    return file(deps, command, COMPLAINANT, key)


def record_complaint(
    deps: Deps, actor: Actor, command: FileComplaint, key: str | None
) -> FiledComplaint:
    """For somebody else, or a letter of an earlier day. Raises Forbidden, InvalidInput, KeyReused.

    Nothing is stored of a complaint about an agency for which this person may not file.
    """
    require_filing(actor)

    def describe_own(case: Case) -> Mapping[str, Any]:
        if not access.may_in(actor, CommandName.FILE, case.agency):
            raise Forbidden(CommandName.FILE)
        return _describe(case)

    return file(deps, command, actor, key, describe_own)


def find_filed(deps: Deps, key: str) -> FiledComplaint | None:
    """What was filed with this key; None when nothing was, or too long ago."""
    receipt = deps.casework.store.receipt(sha256(key))
    if receipt is None:
        return None
    return _filed(receipt.answer, access_code(receipt.nonce, key))


def require_filing(actor: Actor) -> None:
    """Raises Forbidden for a role that files for nobody."""
    access.require_right(actor, CommandName.FILE)


def may_file_for(actor: Actor, agency: str) -> bool:
    return access.may_in(actor, CommandName.FILE, agency)


def file(
    deps: Deps,
    command: FileComplaint,
    actor: Actor,
    key: str | None,
    describe: Callable[[Case], Mapping[str, Any]] | None = None,
) -> FiledComplaint:
    """Ask for the right to file before. `describe` may refuse a case before it is stored."""
    try:
        filed = deps.casework.file(command, actor, deps.clock(), describe or _describe, key)
    except CalendarError:
        if command.received_at is None:
            raise
        remedy = "Give a day of a year that the office's calendar covers."
        raise InvalidInput.of("received_at", remedy) from None
    return _filed(filed.answer, filed.code)


def _describe(case: Case) -> dict[str, Any]:
    """What is kept to answer a repeated filing like the first."""
    clocks = sorted(clocks_of(case), key=lambda clock: clock.name)
    return {
        "clocks": [
            {"due_at": to_text(clock.due_at), "name": clock.name, "state": str(clock.state)}
            for clock in clocks
        ],
        "reference": case.reference,
        "status": case.status,
        "urgency": case.urgency,
    }


def _filed(answer: Mapping[str, Any], code: str) -> FiledComplaint:
    return FiledComplaint(
        answer["reference"],
        code,
        answer["status"],
        answer["urgency"],
        [
            FiledClock(clock["name"], clock["state"], from_text(clock["due_at"]))
            for clock in answer["clocks"]
        ],
    )
