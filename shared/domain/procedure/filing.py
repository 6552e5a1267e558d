"""How a complaint becomes a case: checked against the policy, clocks started, people called."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from shared.domain.case.case import Case
from shared.domain.case.change import Change
from shared.domain.case.events import Actor
from shared.domain.case.moment import CLOCK_SKEW, Moment
from shared.domain.commands import FileComplaint
from shared.domain.deadlines.tick import call_out, wait_for_somebody
from shared.domain.deadlines.urgency import urgency_of
from shared.domain.errors import FieldError, InvalidInput
from shared.domain.instants import in_utc, to_text
from shared.domain.policy.categories import Category
from shared.domain.policy.model import Policy
from shared.domain.policy.office import OFFICE
from shared.domain.procedure import jurisdiction
from shared.domain.vocabulary import Audience, EventName, Status, TextKind

# Any of these tells who complained; the names of others in a complaint don't.
_NAMES_THE_COMPLAINANT = frozenset({"name", "email", "phone"})


def file(
    command: FileComplaint,
    policy: Policy,
    actor: Actor,
    now: datetime,
    *,
    reference: str,
    code_hash: str,
    operation_id: str,
) -> Change:
    """The first event of a case, and the call-out when it is urgent.

    Raises InvalidInput for what the policy doesn't know or time doesn't allow. `now` is when we
    learn of the complaint; deadlines run from `received_at` where it came in earlier.
    """
    _check(command, policy, now)
    category = policy.categories[command.category]
    received = in_utc(command.received_at or now)
    change = Change.of(Case(reference), policy, actor, Moment.at(now, received), operation_id)
    change, text = change.write(TextKind.COMPLAINT, Audience.AGENCY, _words(command))
    filed = change.emit(
        EventName.FILED,
        text | {"answers": dict(command.urgent_answers)},
        status=Status.RECEIVED,
        urgency=urgency_of(command.urgent_answers, category.default_urgency, policy.urgency),
        agency=command.agency or category.agency,
        category=command.category,
        language=command.language,
        channel=command.channel,
        received_at=to_text(received),
        policy_version=policy.version,
        code_hash=code_hash,
        anonymous=_NAMES_THE_COMPLAINANT.isdisjoint(command.identity or ()),
        share_identity=command.share_identity,
        complainants=command.co_complainants_count + 1,
        external_reference=command.external_reference,
        **_seldom(command, policy, received),
    )
    return wait_for_somebody(call_out(filed, in_utc(now)), in_utc(now))


def _seldom(command: FileComplaint, policy: Policy, received: datetime) -> dict[str, object]:
    """What few cases have: a ground against taking them up, staff whom they concern."""
    found = {
        "jurisdiction": jurisdiction.ground(command, received, policy),
        "excluded": _concerned(command, policy),
        "related_to": command.related_to,
    }
    return {name: value for name, value in found.items() if value}


def _concerned(command: FileComplaint, policy: Policy) -> list[str]:
    """Staff whom the complaint names by the name they sign in with, and their chain of command."""
    named = {str(one).casefold() for one in (command.identity or {}).get("subject_persons", ())}
    away = (policy.chain_of_command(user) for user in policy.staff if user.casefold() in named)
    return sorted(frozenset().union(*away))


def _words(command: FileComplaint) -> dict[str, object]:
    occurred_on = command.occurred_on
    return {
        "description": command.description,
        "location": dict(command.location) if command.location else None,
        "occurred_on": occurred_on.isoformat() if occurred_on else None,
    }


# A letter is recorded as it came; who writes here can still add what is missing.
_ASKED_AT = frozenset({"form", "api"})


def _missing(command: FileComplaint, policy: Policy) -> list[FieldError]:
    category = policy.categories.get(command.category)
    if category is None or command.channel not in _ASKED_AT:
        return []
    given = {
        "location": command.location,
        "occurred_on": command.occurred_on,
        "complainant": command.identity,
    }
    return [
        FieldError(name, "Add this field: it is needed for complaints of this kind.")
        for name in missing_fields(category, given)
    ]


def missing_fields(category: Category, given: Mapping[str, object]) -> list[str]:
    """What complaints of this category must hold, and this one doesn't."""
    return [name for name in category.required if not given.get(name)]


def is_in_future(day: date, policy: Policy, now: datetime) -> bool:
    """Whether the day has not yet begun where the office is."""
    return day > now.astimezone(ZoneInfo(policy.office.time_zone)).date()


def _check(command: FileComplaint, policy: Policy, now: datetime) -> None:
    errors = _missing(command, policy)
    if command.category not in policy.categories:
        known = ", ".join(sorted(policy.categories))
        errors.append(FieldError("category", f"Choose one of: {known}."))
    if command.agency is not None and command.agency not in (*policy.agencies, OFFICE):
        known = ", ".join(sorted(policy.agencies))
        errors.append(FieldError("agency", f"Leave it out, or choose one of: {known}."))
    if command.language not in policy.office.languages:
        known = ", ".join(policy.office.languages)
        errors.append(FieldError("language", f"Choose one of: {known}."))
    if command.occurred_on and is_in_future(command.occurred_on, policy, now):
        errors.append(FieldError("occurred_on", "Give today's date or an earlier one."))
    if command.received_at and command.received_at > now + CLOCK_SKEW:
        errors.append(FieldError("received_at", "Give an instant that is not in the future."))
    if errors:
        raise InvalidInput(errors)
