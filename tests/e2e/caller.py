"""The API as a stranger calls it: over HTTP, with nothing but what the README says."""

import json
import time
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import uuid4

import urllib3

from infra.local.cloud import Cloud
from tests.canaries import COMPLAINANT, MARK, PEOPLE, WORDS

PATIENCE_SECONDS = 180
TRIES = 3  # a busy machine may be too slow once; each time is told in pytest's list of warnings
TIMED_OUT = "a function timed out"
T = TypeVar("T")


@dataclass(frozen=True)
class Answer:
    status: int
    body: Any
    headers: Mapping[str, str]

    @property
    def timed_out(self) -> bool:
        """A function took longer than its Timeout: it hangs, or the machine is very busy."""
        return "Sandbox.Timedout" in str(self.body.get("message"))


@dataclass
class Caller:
    """Calls as a complainant with a code, as a member of staff, or as nobody."""

    cloud: Cloud
    http: urllib3.PoolManager = field(default_factory=urllib3.PoolManager)

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        user: str | None = None,
        token: str | None = None,
        code: str | None = None,
        key: str | None = None,
    ) -> Answer:
        headers = {"Content-Type": "application/json"} if body is not None else {}
        if user is not None:
            token = self.cloud.token(user)
        for name, value in (
            ("Authorization", token and f"Bearer {token}"),
            ("Access-Code", code),
            ("Idempotency-Key", key),
        ):
            if value:
                headers[name] = value
        raw = body if isinstance(body, str | bytes) or body is None else json.dumps(body)
        for _ in range(TRIES if method == "GET" or key else 1):
            told = self._sent(method, path, raw, headers)
            if not told.timed_out:
                break
            warnings.warn(f"{TIMED_OUT}: {method} {_bare(path)}", stacklevel=2)
        assert not told.timed_out, f"{TIMED_OUT} each time: {method} {_bare(path)}"
        assert wrongly_told(user, path, told) == []
        return told

    def _sent(self, method: str, path: str, raw: Any, headers: Mapping[str, str]) -> Answer:
        url = f"{self.cloud.api_url}{path}"
        answer = self.http.request(method, url, body=raw, headers=headers, retries=False)
        return Answer(answer.status, json.loads(answer.data), dict(answer.headers))

    def file(self, **changes: object) -> dict[str, Any]:
        """Everything that a person can write of themselves is planted in it."""
        body = {
            "category": "health_no_answer",
            "language": "en",
            "complainant": COMPLAINANT,
            **WORDS,
        }
        answer = self.ask("POST", "/v1/complaints", body | changes, key=uuid4().hex)
        assert answer.status == 201, answer.body
        filed: dict[str, Any] = answer.body
        return filed

    def case(self, reference: str, user: str = "ombudsman") -> dict[str, Any]:
        answer = self.ask("GET", f"/v1/cases/{reference}", user=user)
        assert answer.status == 200, answer.body
        case: dict[str, Any] = answer.body
        return case

    def command(self, reference: str, name: str, user: str, /, **body: object) -> dict[str, Any]:
        """On the version that the person sees now; read again when somebody was faster."""
        path = f"/v1/cases/{reference}/{name}"
        for _ in range(5):
            version = self.case(reference, user)["version"]
            told = {"version": version} | body
            answer = self.ask("POST", path, told, user=user, key=uuid4().hex)
            if answer.status != 409 or not str(answer.body["type"]).endswith("/stale"):
                break
        assert answer.status == 200, answer.body
        case: dict[str, Any] = answer.body
        return case

    def chain(self, reference: str) -> list[dict[str, Any]]:
        answer = self.ask("GET", f"/v1/cases/{reference}/audit", user="auditor")
        assert answer.status == 200, answer.body
        events: list[dict[str, Any]] = answer.body["items"]
        return events

    def names(self, reference: str) -> list[str]:
        """What happened to it; who merely read it is left out."""
        return [one["name"] for one in self.chain(reference) if one["name"] != "viewed"]


def wrongly_told(user: str | None, path: str, answer: Answer) -> list[str]:
    """What complainants wrote, where an answer may not tell it: nobody is told anything by a
    refusal, a list or a chain, and an agency never who wrote."""
    told = json.dumps(answer.body, ensure_ascii=False)
    bare = _bare(path)
    if answer.status >= 400 or bare == "/v1/cases" or bare.endswith("/audit"):
        return [one.group() for one in MARK.finditer(told)]
    if user is not None and user.startswith(("officer", "supervisor")):
        return [one.group() for one in PEOPLE.finditer(told)]
    return []


def _bare(path: str) -> str:
    return path.partition("?")[0]


def eventually(look: Callable[[], T]) -> T:
    """What `look` returns once it is true; asked again while queues and workflows are at work."""
    last = time.monotonic() + PATIENCE_SECONDS
    while not (found := look()):
        assert time.monotonic() < last, "it did not come about"
        time.sleep(0.3)
    return found
