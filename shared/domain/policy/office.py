"""The office itself: its name and languages, who signs in, and the bodies that it refers to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Names = Mapping[str, str]  # by language
OFFICE = "office"  # the agency id of cases that the office itself handles


@dataclass(frozen=True)
class Office:
    """`emergency` says whom to call before writing: names and telephone numbers, in its order."""

    name: Names
    reference_prefix: str
    languages: tuple[str, ...]
    time_zone: str
    emergency: tuple[tuple[Names, str], ...] = ()


@dataclass(frozen=True)
class StaffMember:
    """A sign-in name, whose agency (None: the office's), and who stands above."""

    user: str
    agency: str | None = None
    reports_to: str | None = None


@dataclass(frozen=True)
class Body:
    """Somebody outside to whom the office hands over what it has no competence for."""

    body_id: str
    name: Names
    email: str | None = None


def office_from(document: Mapping[str, Any]) -> Office:
    numbers = document.get("emergency", ())
    return Office(
        document["name"],
        document["reference_prefix"],
        tuple(document["languages"]),
        document["time_zone"],
        tuple((written["name"], written["number"]) for written in numbers),
    )


def staff_member_from(user: str, document: Mapping[str, Any]) -> StaffMember:
    return StaffMember(user, document.get("agency"), document.get("reports_to"))


def body_from(body_id: str, document: Mapping[str, Any]) -> Body:
    return Body(body_id, document["name"], document.get("email"))


def chain_of_command(user: str, staff: Mapping[str, StaffMember]) -> frozenset[str]:
    """The person, all who stand above, and all below."""
    above = {user}
    member = staff.get(user)
    while member is not None and member.reports_to is not None and member.reports_to not in above:
        above.add(member.reports_to)
        member = staff.get(member.reports_to)
    return frozenset(above | _below(user, staff.values()))


def _below(user: str, staff: Iterable[StaffMember]) -> set[str]:
    below = {user}
    while more := {member.user for member in staff if member.reports_to in below} - below:
        below |= more
    return below
