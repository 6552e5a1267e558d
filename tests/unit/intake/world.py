"""The API around a store in memory, called as API Gateway calls it."""

import json
import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from io import StringIO
from itertools import count
from math import inf
from typing import Any

from aws_lambda_powertools import Logger
from chalice.app import Chalice

from functions.intake.application import create_app
from functions.intake.service.dependencies import Deps
from shared.application.casework import Casework
from shared.domain.case.case import Case
from shared.domain.errors import QuotaSpent, Unauthorised
from shared.domain.evidence.evidence import Evidence, Stored
from shared.domain.policy.model import Policy
from shared.ports import CaseStore
from tests.fakes import NOON, FakeCases, counted_bytes, policies
from tests.fakes_alerts import FakeAlertTokens
from tests.unit.intake.asking import Claims, complaint, event

_NUMBERS = count(1)
KEPT = ("cognito:username", "cognito:groups", "custom:agency", "token_use")  # of who signed in


@dataclass
class FakeWorkflow:
    told: list[tuple[str, str]] = field(default_factory=list)

    def taken(self, task_token: str, contact_id: str) -> None:
        self.told.append((task_token, contact_id))


@dataclass
class FakeFiles:
    """Says what the bucket was asked to sign."""

    def upload_form(
        self,
        reference: str,
        evidence: Evidence,
        now: datetime,
        max_bytes: int,
        redirect: str | None = None,
    ) -> dict[str, Any]:
        back = {"success_action_redirect": redirect} if redirect else {}
        key = {"key": f"evidence/{reference}/{evidence.evidence_id}/original"}
        return {"url": "https://bucket.example.org/", "fields": key | back}

    def download_address(
        self, reference: str, evidence: Evidence, copy: str, stored: Stored
    ) -> str:
        path = f"{reference}/{evidence.evidence_id}/{copy}"
        return f"https://bucket.example.org/evidence/{path}?versionId={stored.version_id}"


@dataclass
class FakeQuota:
    most: int = 1_000
    taken: Counter[tuple[str, date]] = field(default_factory=Counter)

    def take(self, reader: str, now: datetime) -> int:
        today = reader, now.date()
        if self.taken[today] >= self.most:
            raise QuotaSpent("downloads")
        self.taken[today] += 1
        return self.taken[today]


@dataclass
class FakeDesk:
    """A hosted page that knows one code, and the sessions that came of it.

    What it lets in stays until the end of time where its claims name none.
    """

    url: str = "https://sign-in.example.org"
    client_id: str = "desk"
    codes: dict[str, Claims] = field(default_factory=dict)
    sessions: dict[str, Claims] = field(default_factory=dict)

    def let_in(self, code: str, verifier: str, back: str, now: datetime) -> Claims:
        if code not in self.codes or not verifier:
            raise Unauthorised
        return self.codes.pop(code)

    def remember(self, session: str, claims: Claims) -> None:
        self.sessions[session] = claims

    def who(self, session: str, now: datetime) -> Claims | None:
        claims = self.sessions.get(session)
        if claims is None or claims.get("exp", inf) <= now.timestamp():
            return None
        return {name: claims[name] for name in KEPT if name in claims}

    def end(self, session: str) -> None:
        self.sessions.pop(session, None)


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    text: str
    multi: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def json(self) -> Any:
        return json.loads(self.text)

    @property
    def fields(self) -> list[str]:
        """The fields that a 422 names."""
        return [one["field"] for one in self.json["errors"]]


class World:
    """One API with its store, its clock and what it logs."""

    public_url = "https://redress.example.org"
    static_url = "https://static.example.org"

    def __init__(self, *known: Policy, store: FakeCases | None = None) -> None:
        self.store = store or FakeCases()
        self.casework = Casework(self.store, policies(*known), counted_bytes())
        self.alerts = FakeAlertTokens(lambda: self.now)
        self.workflow = FakeWorkflow()
        self.quota = FakeQuota()
        self.desk = FakeDesk()
        self.now: datetime = NOON
        self._log = StringIO()
        self.app = self._app()

    def stand_on(self, store: CaseStore) -> None:
        """From now on the API asks this store."""
        self.casework = replace(self.casework, store=store)
        self.app = self._app()

    @property
    def deps(self) -> Deps:
        handler = logging.StreamHandler(self._log)
        log = Logger(service=f"intake-{next(_NUMBERS)}", logger_handler=handler)
        return Deps(
            casework=self.casework,
            alerts=self.alerts,
            workflow=self.workflow,
            files=FakeFiles,
            quota=self.quota,
            public_url=self.public_url,
            static_url=self.static_url,
            clock=self._clock,
            log=log,
            desk=self.desk,
        )

    def _app(self) -> Chalice:
        return create_app(self.deps)

    def _clock(self) -> datetime:
        self.now += timedelta(seconds=10)
        return self.now

    @property
    def log(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self._log.getvalue().splitlines()]

    @property
    def logged(self) -> str:
        return self._log.getvalue()

    @property
    def case(self) -> Case:
        """The only case there is."""
        (reference,) = self.store.chains
        return self.store.load(reference)

    def get(self, route: str, **request: Any) -> Reply:
        return self.send(event("GET", route, **request))

    def post(self, route: str, body: object = None, **request: Any) -> Reply:
        return self.send(event("POST", route, body, **request))

    def send(self, request: Mapping[str, Any]) -> Reply:
        answer = self.app(request, None)
        headers, several = answer["headers"], answer.get("multiValueHeaders", {})
        return Reply(answer["statusCode"], headers, answer["body"], several)

    def file(self, **changes: Any) -> "Filed":
        """A complaint, filed by its complainant."""
        reply = self.post("/v1/complaints", complaint(**changes))
        assert reply.status == 201, reply.text
        return Filed(self, reply.json["reference"], reply.json["access_code"])


@dataclass(frozen=True)
class Filed:
    """A filed complaint, and the ways to ask for it."""

    world: World
    reference: str
    code: str

    def see(self, code: str | None = None) -> Reply:
        headers = {"Access-Code": self.code if code is None else code}
        return self.world.get("/v1/complaints/{reference}", headers=headers, path=self._path)

    def act(self, name: str, body: object = None, **headers: str) -> Reply:
        return self.world.post(
            "/v1/complaints/{reference}/{act}",
            {} if body is None else body,
            headers={"Access-Code": self.code, **headers},
            path={**self._path, "act": name},
        )

    def seen_by(self, claims: Claims | None) -> Reply:
        return self.world.get("/v1/cases/{reference}", claims=claims, path=self._path)

    def audit(self, claims: Claims) -> Reply:
        return self.world.get("/v1/cases/{reference}/audit", claims=claims, path=self._path)

    def shown(self, what: str, claims: Claims) -> Reply:
        return self.world.get(f"/v1/cases/{{reference}}/{what}", claims=claims, path=self._path)

    def command(self, name: str, claims: Claims, headers: Any = None, /, **body: Any) -> Reply:
        """With the version that is current, unless told."""
        current = self.world.store.load(self.reference).version
        return self.world.post(
            "/v1/cases/{reference}/{command}",
            {"version": current, **body},
            claims=claims,
            headers=headers,
            path={**self._path, "command": name},
        )

    @property
    def _path(self) -> dict[str, str]:
        return {"reference": self.reference}
