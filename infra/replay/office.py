"""The local cloud as a registrar at the counter and the minute's schedule use it."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

import urllib3

from infra.local.cloud import Cloud
from shared.domain.instants import from_text

READER = "auditor"
REGISTRAR = "registrar"


class Refused(RuntimeError):
    """The API said no to something that a replay takes for granted."""


@dataclass
class LocalOffice:
    """Signs in as the registrar, and as the auditor to read the chains."""

    cloud: Cloud
    http: urllib3.PoolManager = field(default_factory=urllib3.PoolManager)

    @cached_property
    def _tokens(self) -> Mapping[str, str]:
        return {user: self.cloud.token(user) for user in (REGISTRAR, READER)}

    def post(self, path: str, body: dict[str, Any], key: str) -> dict[str, Any]:
        return self._ask("POST", path, REGISTRAR, json.dumps(body), {"Idempotency-Key": key})

    def get(self, path: str) -> dict[str, Any]:
        return self._ask("GET", path, READER if path.endswith("/audit") else REGISTRAR)

    def tick(self, now: datetime) -> dict[str, int]:
        return self.cloud.tick(now)

    def next_wake(self) -> datetime | None:
        """The soonest instant in the due index, which a small register lets us read whole."""
        pages = (
            self.cloud.client("dynamodb")
            .get_paginator("scan")
            .paginate(TableName=self.cloud.outputs["CasesTable"], IndexName="due")
        )
        keys = [item["due_key"]["S"] for page in pages for item in page["Items"]]
        return from_text(min(keys).partition("#")[0]) if keys else None

    @contextmanager
    def without_schedule(self) -> Iterator[None]:
        """The minute's own tick rests: it would judge a register of the past by today's clock."""
        scheduler = self.cloud.client("scheduler")
        name = self.cloud.outputs["TickSchedule"]
        known = scheduler.get_schedule(Name=name)
        kept = {
            key: known[key]
            for key in ("Name", "ScheduleExpression", "FlexibleTimeWindow", "Target", "GroupName")
            if key in known
        }
        scheduler.update_schedule(**kept, State="DISABLED")
        try:
            yield
        finally:
            scheduler.update_schedule(**kept, State="ENABLED")

    def _ask(
        self,
        method: str,
        path: str,
        user: str,
        body: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> dict[str, Any]:
        answer = self.http.request(
            method,
            f"{self.cloud.api_url}{path}",
            body=body,
            headers={
                "Authorization": f"Bearer {self._tokens[user]}",
                "Content-Type": "application/json",
                **(headers or {}),
            },
        )
        document: dict[str, Any] = json.loads(answer.data)
        if answer.status >= 400:
            raise Refused(f"{method} {path}: {answer.status} {json.dumps(document)}")
        return document
