"""How the end-to-end tests ask: a function that times out is told, and never asked without end."""

import json
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from tests.e2e.caller import TRIES, Caller

SLOW = {"message": "Sandbox.Timedout"}


@dataclass
class Gateway:
    """Answers 504 so many times, and then 200."""

    slow: int
    asked: list[str] = field(default_factory=list)

    def request(self, method: str, url: str, **_: Any) -> Any:
        self.asked.append(method)
        late = len(self.asked) <= self.slow
        body = json.dumps(SLOW if late else {}).encode()
        return SimpleNamespace(status=504 if late else 200, data=body, headers={})


def a_caller(gateway: Gateway) -> Caller:
    cloud: Any = SimpleNamespace(api_url="https://api.example.org")
    return Caller(cloud, gateway)  # type: ignore[arg-type]


def test_a_function_that_was_late_once_is_asked_again_and_told() -> None:
    gateway = Gateway(slow=1)
    with pytest.warns(UserWarning, match="a function timed out: GET /health"):
        assert a_caller(gateway).ask("GET", "/health").status == 200
    assert len(gateway.asked) == 2


@pytest.mark.parametrize(
    ("method", "key", "tries"), [("GET", None, TRIES), ("POST", "k", TRIES), ("POST", None, 1)]
)
def test_a_function_that_hangs_fails_its_test(method: str, key: str | None, tries: int) -> None:
    gateway = Gateway(slow=100)
    with (
        pytest.warns(UserWarning, match="timed out"),
        pytest.raises(AssertionError, match=f"timed out each time: {method} /x"),
    ):
        a_caller(gateway).ask(method, "/x?code=secret", {}, key=key)
    assert len(gateway.asked) == tries
