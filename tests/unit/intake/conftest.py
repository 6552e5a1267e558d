"""A fresh world for each test."""

import pytest

from tests.unit.intake.world import World


@pytest.fixture
def world() -> World:
    return World()
