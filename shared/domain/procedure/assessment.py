"""The first answer: read, corrected, assessed, or handed over to the body that can help."""

from collections.abc import Mapping
from dataclasses import dataclass

from shared.domain.case.change import Change
from shared.domain.deadlines.climbing import call_out, wait_for_somebody
from shared.domain.errors import FieldError, InvalidInput
from shared.domain.instants import to_text
from shared.domain.policy.model import Policy
from shared.domain.policy.office import OFFICE
from shared.domain.procedure.command import ALWAYS, Command
from shared.domain.procedure.rights import CASEWORKERS, REGISTRAR
from shared.domain.vocabulary import (
    OPEN,
    UNDER_WAY,
    Assessment,
    Audience,
    CommandName,
    EventName,
    Status,
    TextKind,
)


@dataclass(frozen=True, eq=False)
class Acknowledge(Command):
    """Tells the complainant that a person has read it."""

    name = CommandName.ACKNOWLEDGE
    when = frozenset({Status.RECEIVED})
    by = CASEWORKERS | REGISTRAR
    leads_to = {Status.ACKNOWLEDGED: when}

    message: str | None = None

    def enact(self, change: Change) -> Change:
        if self.message is None:
            return change.emit(EventName.ACKNOWLEDGED, status=Status.ACKNOWLEDGED)
        words = {"text": self.message}
        change, text = change.write(TextKind.ACKNOWLEDGEMENT, Audience.COMPLAINANT, words)
        return change.emit(EventName.ACKNOWLEDGED, text, status=Status.ACKNOWLEDGED)


@dataclass(frozen=True, eq=False)
class Assess(Command):
    """Says whether the office may take it up, and if not on which ground."""

    name = CommandName.ASSESS
    when = frozenset({Status.ACKNOWLEDGED, Status.INVESTIGATING, Status.AWAITING_COMPLAINANT})
    by = CASEWORKERS
    decides = ALWAYS
    leads_to = {Status.ACCEPTED: when}
    may_lead_to = {Status.NOT_ACCEPTED: when}

    result: Assessment
    message: str
    ground: str | None = None

    def enact(self, change: Change) -> Change:
        assessor = change.actor.name
        if self.result == Assessment.ACCEPTED:
            words = {"text": self.message}
            change, text = change.write(TextKind.ASSESSMENT, Audience.COMPLAINANT, words)
            return change.emit(
                EventName.ACCEPTED, text, status=Status.ACCEPTED, assessed_by=assessor
            )
        if not self.ground:
            raise InvalidInput.of("ground", "Say why the office can't take the complaint up.")
        words = {"text": self.message, "ground": self.ground}
        change, text = change.write(TextKind.ASSESSMENT, Audience.COMPLAINANT, words)
        return change.emit(
            EventName.NOT_ACCEPTED,
            text,
            status=Status.NOT_ACCEPTED,
            assessed_by=assessor,
            closed_at=to_text(change.moment.occurred_at),
        )


@dataclass(frozen=True, eq=False)
class Triage(Command):
    """Corrects urgency, category or agency, with a reason."""

    name = CommandName.TRIAGE
    when = OPEN
    by = CASEWORKERS

    reason: str
    urgency: str | None = None
    category: str | None = None
    agency: str | None = None

    def enact(self, change: Change) -> Change:
        given = {"urgency": self.urgency, "category": self.category, "agency": self.agency}
        said = {name: value for name, value in given.items() if value is not None}
        _check_known(said, change.policy)
        changes = _with_its_agency(change, said)
        change, text = change.write(TextKind.TRIAGE, Audience.INTERNAL, {"text": self.reason})
        moved = changes.get("agency", change.case.agency) != change.case.agency
        alone = {"assignee": None} if moved else {}
        triaged = change.emit(EventName.TRIAGED, text | changes, **changes, **alone)
        if triaged.case.status == Status.RECEIVED:
            triaged = call_out(triaged, change.moment.recorded_at)
        return wait_for_somebody(triaged, change.moment.recorded_at) if moved else triaged


def _with_its_agency(change: Change, changes: Mapping[str, str]) -> dict[str, str]:
    """Adds the agency that a new category belongs to, where none is said.

    Raises InvalidInput: what belongs to the office, such as a report of retaliation, never goes to
    an agency, by whichever of its properties it is moved.
    """
    case, categories = change.case, change.policy.categories
    given = changes.get("category", case.category)
    known = (categories.get(case.category), categories.get(given))
    if case.related_to or any(one is not None and one.agency == OFFICE for one in known):
        if changes.get("agency", OFFICE) != OFFICE:
            raise InvalidInput.of("agency", "Leave it with the office: no agency sees it.")
        return {**changes, "agency": OFFICE}
    if given != case.category and "agency" not in changes:
        return {**changes, "agency": categories[given].agency}
    return dict(changes)


def _check_known(changes: Mapping[str, str], policy: Policy) -> None:
    known = {
        "urgency": policy.urgency.levels,
        "category": tuple(policy.categories),
        "agency": (*policy.agencies, OFFICE),
    }
    if not changes:
        raise InvalidInput.of("urgency", f"Choose one of: {', '.join(known['urgency'])}.")
    errors = [
        FieldError(name, f"Choose one of: {', '.join(sorted(known[name]))}.")
        for name, value in changes.items()
        if value not in known[name]
    ]
    if errors:
        raise InvalidInput(errors)


@dataclass(frozen=True, eq=False)
class Refer(Command):
    """Hands it over to the body that can help, and tells the complainant where to turn.

    `to` is a body of the policy, or one named in words.
    """

    name = CommandName.REFER
    when = UNDER_WAY | {Status.RECEIVED}
    by = CASEWORKERS
    decides = ALWAYS
    leads_to = {Status.REFERRED: when}

    to: str
    message: str

    def enact(self, change: Change) -> Change:
        body = change.policy.bodies.get(self.to)
        named = body.name.get(change.case.language) if body else self.to
        words = {"text": self.message, "to": named or self.to}
        change, text = change.write(TextKind.REFERRAL, Audience.COMPLAINANT, words)
        return change.emit(
            EventName.REFERRED,
            text,
            status=Status.REFERRED,
            referred_to=self.to if body else "other",
            assessed_by=change.actor.name,
            closed_at=to_text(change.moment.occurred_at),
        )
