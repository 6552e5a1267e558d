"""Requests for pages, without the page."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from chalice.app import Request

from functions.intake.pages.web.visit import Visit
from functions.intake.service.dependencies import Deps
from tests.unit.intake.asking import event
from tests.unit.intake.world import World


@dataclass(frozen=True)
class Asks:
    deps: Deps

    def request(
        self,
        method: str = "GET",
        body: str | None = None,
        headers: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
    ) -> Request:
        asked = event(method, "/", body, headers=headers, query=query)
        asked["requestContext"]["stage"] = "live"
        return Request(asked)

    def visit(self) -> Visit:
        return Visit(self.deps, self.request())


@pytest.fixture
def asks(world: World) -> Asks:
    return Asks(world.deps)
