"""Merging, giving out and a session at the desk, killed before and after each AWS call."""

import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

import boto3
from aws_lambda_powertools import Logger
from moto import mock_aws

from functions.assign.assign_cases import AssignCases
from shared.application.casework import Casework
from shared.aws import desk_sign_in
from shared.aws.cases import DynamoCases
from shared.aws.turns import AssignmentTurns
from shared.domain.case.moment import Moment
from shared.domain.policy.model import Policy
from shared.domain.procedure.merging import Merge
from tests import invariants
from tests.fakes import NOON, counted_bytes, policies
from tests.integration.contracts.making import FIRST, SECOND, filed
from tests.integration.crash import CrashPoint, sweep, until_done
from tests.procedures import OFFICER
from tests.tables import SHARDS, make_table
from tests.unit.assign.test_giving_out import ANNA, BEN, policy_with
from tests.unit.intake.asking import OFFICER as OFFICERS_CLAIMS
from tests.unit.intake.asking import Claims
from tests.unit.intake.pages.test_desk import Desk as Browser
from tests.unit.intake.pages.test_desk import desk_of
from tests.unit.intake.world import FakeDesk, World

LOG = Logger(service="test")
SOON = NOON + timedelta(minutes=1)


class Tables:
    """Fresh tables: `store` is killed from `begin` on, `calm` never is."""

    def __init__(self, point: CrashPoint) -> None:
        self.point, self.client, calm = point, boto3.client("dynamodb"), boto3.client("dynamodb")
        make_table(calm, "CasesTable", "cases")
        make_table(calm, "IdentitiesTable", "identities")
        self.store = DynamoCases(self.client, "cases", "identities", SHARDS)
        self.calm = DynamoCases(calm, "cases", "identities", SHARDS)

    def begin(self, *known: Policy) -> Casework:
        self.point.watch(self.client)
        return Casework(self.store, policies(*known), counted_bytes())

    def names(self, reference: str) -> Counter[str]:
        """What happened, of a case whose chain holds."""
        events = self.calm.events(reference)
        invariants.hold_of_a_life(self.calm.load(reference), events)
        return Counter(event.name for event in events)


def test_merging_killed_anywhere_moves_both_cases_once() -> None:
    def run(point: CrashPoint) -> None:
        with mock_aws():
            tables = Tables(point)
            for reference in (FIRST, SECOND):
                filed(tables.calm, reference)
            casework = tables.begin()

            def merge() -> object:
                return casework.perform(
                    FIRST,
                    Merge(SECOND),
                    OFFICER,
                    Moment.at(SOON),
                    seen_version=1,
                    idempotency_key="the officer's key",
                )

            first = until_done(merge)
            point.over = True
            assert merge() == first == tables.calm.load(FIRST)
            assert tables.names(FIRST) == {"filed": 1, "merged": 1}
            assert tables.names(SECOND) == {"filed": 1, "case_joined": 1}
            follower, leader = tables.calm.load(FIRST), tables.calm.load(SECOND)
            assert (follower.parent, leader.children) == (SECOND, (FIRST,))
            invariants.hold_between(leader, [follower])

    assert sweep(run) >= 6


def test_giving_out_killed_anywhere_gives_the_case_to_one_of_them_once() -> None:
    def run(point: CrashPoint) -> None:
        with mock_aws():
            tables = Tables(point)
            filed(tables.calm)
            casework = tables.begin(policy_with("round_robin", ANNA, BEN))
            turns = AssignmentTurns(tables.client, "cases")
            give_out = AssignCases(casework, turns, lambda: SOON, LOG)
            body = json.dumps({"reference": FIRST, "seq": 1, "name": "filed"})
            message = {"Records": [{"messageId": "1", "body": body}]}
            for point.over in (False, True):
                assert until_done(lambda: give_out(message, None)) == {"batchItemFailures": []}
            assert tables.names(FIRST) == {"filed": 1, "assigned": 1}
            assert tables.calm.load(FIRST).assignee in (ANNA, BEN)

    assert sweep(run) >= 8


@dataclass
class KeptDesk(FakeDesk):
    """The hosted page takes a code once; who came in is remembered in the table."""

    rows: desk_sign_in.Desk | None = None

    def remember(self, session: str, claims: Claims) -> None:
        self._rows.remember(session, claims)

    def who(self, session: str, now: datetime) -> Claims | None:
        return self._rows.who(session, now)

    def end(self, session: str) -> None:
        self._rows.end(session)

    @property
    def _rows(self) -> desk_sign_in.Desk:
        assert self.rows is not None
        return self.rows


def test_a_session_killed_anywhere_is_whole_or_none_and_over_when_its_owner_has_left() -> None:
    claims = OFFICERS_CLAIMS | {"exp": int((NOON + timedelta(hours=1)).timestamp())}

    def run(point: CrashPoint) -> None:
        with mock_aws():
            tables = Tables(point)
            filed(tables.calm)
            world = World()
            rows = desk_sign_in.Desk(tables.client, "cases", "https://sign-in.example.org", "pool")
            world.desk = KeptDesk(rows=rows)
            world.stand_on(tables.store)
            tables.begin()
            browser = until_done(lambda: desk_of(world, claims))
            queue = until_done(lambda: browser.get("/desk"))
            assert queue.status == 200 and FIRST in queue.text
            held = dict(browser.cookies)
            (secret, *_) = re.findall(r'name="form_secret" value="([^"]*)"', queue.text)
            form = {"form_secret": secret}
            left = until_done(lambda: browser.post("/desk/sign-out", form))
            assert left.status == 303
            again = until_done(lambda: Browser(world, held).get("/desk"))
            assert again.status == 303 and "/desk/sign-in" in again.headers["Location"]

    assert sweep(run) >= 8
