"""Instants and people that tests of alerts and mail share."""

from datetime import timedelta

from shared.domain.case.events import Actor
from tests.fakes import NOON

CITIZEN = Actor("complainant", "complainant")
OFFICER = Actor("officer", "officer.health", "health")
LATE = NOON + timedelta(minutes=61)

__all__ = ["CITIZEN", "LATE", "NOON", "OFFICER"]
