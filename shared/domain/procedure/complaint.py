"""The complaint as it comes in, checked against the policy."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from shared.domain.case.moment import CLOCK_SKEW
from shared.domain.errors import FieldError, InvalidInput
from shared.domain.policy.categories import Category
from shared.domain.policy.model import Policy
from shared.domain.policy.office import OFFICE
from shared.domain.procedure.command import NEVER, Command
from shared.domain.procedure.rights import REGISTRAR, Reach
from shared.domain.vocabulary import Channel, CommandName, Role


@dataclass(frozen=True, eq=False)
class FileComplaint(Command):
    """Makes a case of a complaint: see `filing`.

    The right is asked of staff alone: anybody complains for themselves. `received_at` is set by
    staff who record a letter or a visit; None means now. `already_before` is `court` or
    `other_body`; `related_to` is the case that this one is about.
    """

    name = CommandName.FILE
    when = NEVER  # there is no case yet
    by = REGISTRAR | {Role.OFFICER: Reach.OWN}
    offered = False

    category: str
    description: str
    language: str
    agency: str | None = None
    urgent_answers: Mapping[str, bool] = field(default_factory=dict)
    location: Mapping[str, Any] | None = None
    occurred_on: date | None = None
    identity: Mapping[str, Any] | None = None
    share_identity: bool = False
    co_complainants_count: int = 0
    channel: str = Channel.FORM
    received_at: datetime | None = None
    external_reference: str | None = None
    already_before: str | None = None
    related_to: str | None = None


# A letter is recorded as it came; who writes here can still add what is missing.
_ASKED_AT = frozenset({Channel.FORM, Channel.API})


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
    """Lists what complaints of this category must hold, and this one doesn't."""
    return [name for name in category.required if not given.get(name)]


def is_in_future(day: date, policy: Policy, now: datetime) -> bool:
    """Tells whether the day has not yet begun where the office is."""
    return day > now.astimezone(ZoneInfo(policy.office.time_zone)).date()


def check(command: FileComplaint, policy: Policy, now: datetime) -> None:
    """Raises InvalidInput for what the policy doesn't know or time doesn't allow."""
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
