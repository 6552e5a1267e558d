"""The words in which an act says who has the right to it, and over which cases."""

from collections.abc import Mapping
from enum import StrEnum

from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.vocabulary import Role


class Reach(StrEnum):
    """Over which cases somebody holds a right.

    Staff whose token names no agency belong to the office and stand above the agencies.
    """

    OWN = "own"  # those of one's own agency
    ANY = "any"
    OFFICE = "office"  # any, but only for those who belong to the office


Holders = Mapping[Role, Reach]
_Holders = dict[Role, Reach]  # added up by an act: CASEWORKERS | REGISTRAR

CASEWORKERS: _Holders = {
    Role.OFFICER: Reach.OWN,
    Role.SUPERVISOR: Reach.OWN,
    Role.OMBUDSMAN: Reach.ANY,
}
SUPERIORS: _Holders = {Role.SUPERVISOR: Reach.OWN, Role.OMBUDSMAN: Reach.ANY}
MEDIATOR: _Holders = {Role.MEDIATOR: Reach.ANY}
REGISTRAR: _Holders = {Role.REGISTRAR: Reach.ANY}
ALL_STAFF: _Holders = CASEWORKERS | MEDIATOR | REGISTRAR
OFFICE_STAFF: _Holders = {
    Role.SUPERVISOR: Reach.OFFICE,
    Role.OMBUDSMAN: Reach.OFFICE,
    Role.REGISTRAR: Reach.OFFICE,
}
THE_OFFICES_SUPERIORS: _Holders = {Role.SUPERVISOR: Reach.OFFICE, Role.OMBUDSMAN: Reach.OFFICE}
AUDITOR: _Holders = {Role.AUDITOR: Reach.ANY}
COMPLAINANT: _Holders = {Role.COMPLAINANT: Reach.ANY}
CONTACT: _Holders = {Role.CONTACT: Reach.ANY}
EXPERT: _Holders = {Role.EXPERT: Reach.ANY}  # of what the invitation names
SYSTEM: _Holders = {Role.SYSTEM: Reach.ANY}


def holds_in(holders: Holders, actor: Actor, agency: str) -> bool:
    """Tells whether the person holds the right over cases of this agency."""
    reach = holders.get(actor.role)
    if reach is Reach.OWN:
        return actor.agency in (None, agency)
    if reach is Reach.OFFICE:
        return actor.agency is None
    return reach is Reach.ANY


def holds(holders: Holders, actor: Actor, case: Case) -> bool:
    """Tells whether the person holds it over this case: nobody over one about themselves."""
    return actor.name not in case.excluded and holds_in(holders, actor, case.agency)
