"""What a replay found: each case beside the register's own deadline and verdict."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from rich.box import SIMPLE
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


@dataclass(frozen=True)
class Alerts:
    """Alerts sent, by level, and how many levels were reached of which no chain tells the rest."""

    sent: Mapping[str, int]
    unrecorded: int


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


def document(lines: Sequence[Line], alerts: Alerts, ticks: int) -> dict[str, Any]:
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
        "alerts": dict(alerts.sent),
        "levels_without_record": alerts.unrecorded,
        "ticks": ticks,
    }


def table(lines: Sequence[Line], zone: Any) -> Table:
    """Draws the table for people, in the register's own time."""
    shown = Table(title="Replayed complaints", box=SIMPLE, padding=(0, 1, 0, 0))
    for heading in ("complaint", "category", "received", "our deadline", "register's", "answered"):
        shown.add_column(heading, no_wrap=True, overflow="ellipsis", max_width=24)
    shown.add_column("outcome", no_wrap=True)
    shown.add_column("", no_wrap=True)
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
        return "–" if instant is None else f"{instant.astimezone(zone):%y-%m-%d %H:%M:%S}"

    return text(one.received_at), text(one.due_at), text(one.register_due_at), text(one.answered_at)


def alerts_table(alerts: Mapping[str, int]) -> Table:
    shown = Table("level", "alerts sent", title="Alerts by level")
    for level, count in sorted(alerts.items()):
        shown.add_row(level, str(count))
    return shown


def alerts_of(chains: Sequence[Sequence[Mapping[str, Any]]]) -> Alerts:
    """Reads from the chains whether each level that was reached has a record of its alerts."""
    events = [event for chain in chains for event in chain]
    sent = Counter(
        f"level {event['data']['level']}"
        for event in events
        if event["name"] == "alerted"
        for alert in event["data"]["alerts"]
        if alert["state"] == "sent"
    )
    names = Counter(event["name"] for event in events)
    return Alerts(sent, max(0, names["escalated"] - names["alerted"]))
