"""What a replay found: each case beside the register's own deadline and verdict."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from rich.table import Table

from infra.replay.register import Row
from shared.domain.instants import from_text, maybe_text

WITHIN = timedelta(minutes=1)
MISSED = frozenset({"missed", "met_late"})
COLOURS = {"met": "green", "met_late": "red", "missed": "red", "running": "yellow"}


@dataclass(frozen=True)
class Line:
    """One case. `agrees` is None where neither the register nor we have a deadline."""

    external_reference: str
    reference: str
    category: str
    received_at: datetime
    due_at: datetime | None
    answered_at: datetime | None
    outcome: str
    register_due_at: datetime | None
    register_missed: bool | None
    agrees: bool | None


def line(row: Row, case: Mapping[str, Any], clock: str) -> Line:
    found = {one["name"]: one for one in case["clocks"]}.get(clock)
    due = None if found is None else from_text(found["due_at"])
    outcome = "no_deadline" if found is None else str(found["state"])
    return Line(
        row.external_reference,
        str(case["reference"]),
        row.category,
        row.received_at,
        due,
        row.answered_at,
        outcome,
        row.register_due_at,
        row.register_missed,
        _agrees(row, due, outcome),
    )


def _agrees(row: Row, due: datetime | None, outcome: str) -> bool | None:
    """The same deadline to within a minute, and the same verdict."""
    if row.register_due_at is None or due is None:
        return None if row.register_due_at is due else False
    same_verdict = row.register_missed in (None, outcome in MISSED)
    return abs(due - row.register_due_at) <= WITHIN and same_verdict


def document(lines: Sequence[Line], alerts: Mapping[str, int], ticks: int) -> dict[str, Any]:
    """The machine's report; times are RFC 3339 in UTC."""
    cases = []
    for one in lines:
        case = {key: value for key, value in asdict(one).items() if key != "category"}
        for key in ("received_at", "due_at", "answered_at", "register_due_at"):
            case[key] = maybe_text(case[key])
        cases.append(case)
    return {
        "cases": cases,
        "agree": sum(one.agrees is True for one in lines),
        "disagree": sum(one.agrees is False for one in lines),
        "without_deadline": sum(one.agrees is None for one in lines),
        "alerts": dict(alerts),
        "ticks": ticks,
    }


def table(lines: Sequence[Line], zone: Any) -> Table:
    """For people: in the register's own time."""
    shown = Table(
        "case",
        "category",
        "received",
        "our deadline",
        "the register's",
        "answered",
        "outcome",
        "",
        title="Replayed complaints",
    )
    for one in lines:
        shown.add_row(
            one.external_reference,
            one.category,
            *_times(one, zone),
            f"[{COLOURS.get(one.outcome, 'dim')}]{one.outcome}[/]",
            {True: "[green]agrees[/]", False: "[bold red]DIFFERS[/]", None: "[dim]–[/]"}[
                one.agrees
            ],
        )
    return shown


def _times(one: Line, zone: Any) -> tuple[str, ...]:
    def text(instant: datetime | None) -> str:
        return "–" if instant is None else f"{instant.astimezone(zone):%Y-%m-%d %H:%M:%S}"

    return text(one.received_at), text(one.due_at), text(one.register_due_at), text(one.answered_at)


def alerts_table(alerts: Mapping[str, int]) -> Table:
    shown = Table("level", "alerts sent", title="Alerts by level")
    for level, count in sorted(alerts.items()):
        shown.add_row(level, str(count))
    return shown


def count_alerts(chains: Sequence[Sequence[Mapping[str, Any]]]) -> Counter[str]:
    """Alerts that the chains say were sent, by the level that they belong to."""
    return Counter(
        f"level {event['data']['level']}"
        for chain in chains
        for event in chain
        if event["name"] == "alerted"
        for alert in event["data"]["alerts"]
        if alert["state"] == "sent"
    )
