"""Replaying a register: read right, compared strictly."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from infra.policy_tools.policy_file import load_document
from infra.replay import report
from infra.replay.drive import Replay, Stuck
from infra.replay.register import RegisterError, RegisterMapping, Row, read_mapping, read_rows
from shared.domain.deadlines import clocks, timing
from shared.domain.instants import maybe_text, to_text
from shared.domain.policy.model import Policy

ROOT = Path(__file__).parents[2]
PRESETS = ROOT / "infra" / "policy" / "presets"
JUDGED_ON = datetime(2022, 6, 1, 4, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def mapping() -> RegisterMapping:
    return read_mapping(PRESETS / "boston311.mapping.yaml")


@pytest.fixture(scope="module")
def rows(mapping: RegisterMapping) -> list[Row]:
    return read_rows(ROOT / "tests" / "data" / "boston311.csv", mapping)


@pytest.fixture(scope="module")
def document(mapping: RegisterMapping) -> Mapping[str, Any]:
    return load_document(ROOT / mapping.policy)


def judged(row: Row, document: Mapping[str, Any]) -> report.Line:
    """What the running system would say of a row under this policy."""
    policy = Policy("replayed", document)
    rules = policy.rules_for({"category": row.category})
    if "resolve" not in rules:
        return report.line(row, {"reference": "X", "clocks": []}, "resolve")
    clock = timing.start(rules["resolve"], row.received_at, policy)
    if row.answered_at is not None:
        clock = clocks.met(clock, row.answered_at)
    elif clocks.is_missed(clock, JUDGED_ON):
        clock = clocks.missed(clock, JUDGED_ON)
    shape = {"name": "resolve", "state": str(clock.state), "due_at": to_text(clock.due_at)}
    return report.line(row, {"reference": "X", "clocks": [shape]}, "resolve")


def differing(rows: list[Row], document: Mapping[str, Any]) -> int:
    return sum(judged(row, document).agrees is False for row in rows)


def test_all_deadlines_and_verdicts_of_the_city_follow_from_its_rules(
    rows: list[Row], document: Mapping[str, Any]
) -> None:
    lines = [judged(row, document) for row in rows]
    assert [sum(one.agrees is kind for one in lines) for kind in (True, False, None)] == [89, 0, 11]


def test_one_wrong_rule_makes_the_replay_fail(rows: list[Row], document: Mapping[str, Any]) -> None:
    for place, clock in enumerate(document["clocks"]):
        if clock["name"] == "resolve":
            wrong = deepcopy(dict(document))
            ((unit, amount),) = clock["target"].items()
            wrong["clocks"][place]["target"] = {unit: amount + 1}
            assert differing(rows, wrong) > 0, clock["id"]


def test_two_minutes_swept_away_make_the_replay_fail(
    rows: list[Row], document: Mapping[str, Any]
) -> None:
    wrong = deepcopy(dict(document))
    for periods in wrong["calendars"]["office_hours"]["weekly_hours"].values():
        for period in periods:
            period[0] = "08:32"
    assert differing(rows, wrong) > 20


def test_a_deadline_is_compared_to_the_minute_and_with_its_verdict(
    rows: list[Row], document: Mapping[str, Any]
) -> None:
    row = next(row for row in rows if judged(row, document).agrees)
    assert row.register_due_at is not None
    for wrong in (
        replace(row, register_due_at=row.register_due_at + timedelta(minutes=3)),
        replace(row, register_due_at=row.register_due_at - timedelta(minutes=3)),
        replace(row, register_missed=not row.register_missed),
        replace(row, register_due_at=None),
    ):
        assert judged(wrong, document).agrees is False


def test_a_level_without_a_record_of_its_alerts_is_counted() -> None:
    reached = {"name": "escalated", "data": {"level": 1}}
    told = {"name": "alerted", "data": {"level": 1, "alerts": [{"state": "sent"}]}}
    assert report.alerts_of([[reached, told], [reached]]).unrecorded == 1
    assert report.alerts_of([[reached, told]]) == report.Alerts({"level 1": 1}, 0)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ("open_dt\nnot a date", "row 2: open_dt is not of the form"),
        ("other\nx", "row 2: there is no column 'open_dt'"),
        ("open_dt\n", "row 2: received_at is empty"),
    ],
)
def test_what_cannot_be_read_is_named_by_row_and_column(
    tmp_path: Path, mapping: RegisterMapping, cells: str, told: str
) -> None:
    register = tmp_path / "register.csv"
    register.write_text(cells.replace("open_dt\n", "open_dt,type\n") + ",x\n", encoding="utf-8")
    with pytest.raises(RegisterError, match=told):
        read_rows(register, mapping)


class FakeOffice:
    """Records what is asked of it; wakes at the given instants."""

    def __init__(self, wakes: list[datetime], heals: bool = True) -> None:
        self.wakes, self.heals = wakes, heals
        self.done: list[tuple[str, str]] = []

    def post(self, path: str, body: dict[str, Any], key: str) -> dict[str, Any]:
        self.done.append((path, str(body.get("received_at") or body.get("occurred_at"))))
        return {"reference": f"R{len(self.done)}"}

    def get(self, path: str) -> dict[str, Any]:
        return {"version": 1, "clocks": [], "reference": path}

    def tick(self, now: datetime) -> dict[str, int]:
        self.done.append(("tick", to_text(now)))
        if self.heals:
            self.wakes = [wake for wake in self.wakes if wake >= now]
        return {}

    def next_wake(self) -> datetime | None:
        return min(self.wakes, default=None)


def test_the_register_is_fed_in_the_order_of_time_with_the_ticks_between(rows: list[Row]) -> None:
    received, answered = (datetime(2022, 1, 1, 9, tzinfo=UTC), datetime(2022, 1, 3, 9, tzinfo=UTC))
    row = replace(rows[0], received_at=received, answered_at=answered)
    office = FakeOffice([datetime(2022, 1, 2, 8, 30, 15, tzinfo=UTC), JUDGED_ON])
    Replay(office, lambda done, of: None).run([row], JUDGED_ON)
    assert office.done == [
        ("/v1/cases", maybe_text(received)),
        ("tick", "2022-01-02T08:31:00Z"),
        ("/v1/cases/R1/close", maybe_text(answered)),
    ]


def test_a_system_that_never_gets_done_is_noticed(rows: list[Row]) -> None:
    office = FakeOffice([datetime(2022, 1, 1, tzinfo=UTC)], heals=False)
    with pytest.raises(Stuck):
        Replay(office, lambda done, of: None).run(rows[:1], JUDGED_ON)
