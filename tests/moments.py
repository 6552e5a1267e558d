"""Instants and people that tests of alerts and mail share."""

from datetime import timedelta

from shared.domain.case.events import Actor
from shared.domain.vocabulary import Role
from tests.fakes import NOON

CITIZEN = Actor(Role.COMPLAINANT, "complainant")
OFFICER = Actor(Role.OFFICER, "officer.health", "health")
LATE = NOON + timedelta(minutes=61)

__all__ = ["CITIZEN", "LATE", "NOON", "OFFICER"]
