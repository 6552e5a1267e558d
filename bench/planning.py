"""What `redress policy plan` does with a hundred thousand open cases, apart from fetching them.

The cases are read from the bodies that the table holds, then previewed under a policy in which the
resolve clock has another target; and under one whose calendar differs, so that every date moves.
"""

import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from rich.progress import Progress

from bench.size import Size
from shared.domain.case import case_document as cases
from shared.domain.case.case import Case, facts
from shared.domain.case.events import canonical
from shared.domain.deadlines import timing
from shared.domain.deadlines.recalculation_preview import preview
from shared.domain.policy.model import Policy
from shared.runtime.default_policy import default_policy

OPEN_CASES = 100_000
OPEN_CASES_OF_SMOKE = 200
BODIES = 2_000  # as many different ones; the others repeat them
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def run(progress: Progress, size: Size) -> dict[str, Any]:
    task = progress.add_task("plan on open cases", total=2)
    old = _policy("bench.old")
    open_cases = size.of(OPEN_CASES, OPEN_CASES_OF_SMOKE)
    bodies = _bodies(old, min(BODIES, open_cases))
    results: dict[str, Any] = {}
    for name, new in (
        ("one target changed", _policy("bench.target", resolve=15)),
        ("every calendar changed", _policy("bench.calendar", opening="08:00")),
    ):
        began = time.perf_counter()
        effect = preview(_read(bodies, open_cases), lambda version: old, new, NOW).everything
        results[name] = {
            "open cases": effect.open_cases,
            "seconds": round(time.perf_counter() - began, 1),
            "earlier": effect.earlier,
            "newly overdue": effect.newly_overdue,
        }
        progress.advance(task)
    return results


def _read(bodies: Sequence[str], wanted: int) -> Iterator[Case]:
    for place in range(wanted):
        yield cases.from_document(json.loads(bodies[place % len(bodies)]))


def _policy(version: str, resolve: int = 20, opening: str = "07:30") -> Policy:
    document = json.loads(json.dumps(default_policy())) | {"version": version}
    for clock in document["clocks"]:
        if clock["name"] == "resolve":
            clock["target"] = {"working_days": resolve}
    for periods in document["calendars"]["office_hours"]["weekly_hours"].values():
        periods[0][0] = opening
    return Policy(version, document)


def _bodies(policy: Policy, wanted: int) -> list[str]:
    chance = random.Random(311)  # noqa: S311  # nothing secret: the same cases in every run
    categories = list(policy.categories.values())
    found = []
    for number in range(wanted):
        category = chance.choice(categories)
        at = NOW - timedelta(seconds=chance.randrange(40 * 86_400))
        case = Case(
            f"BF-{number}",
            category=category.category_id,
            agency=category.agency,
            received_at=at,
            policy_version=policy.version,
        )
        rules = policy.rules_for(facts(case)).items()
        started = {
            name: timing.start(rule, at, policy) for name, rule in rules if rule.starts == "filed"
        }
        found.append(canonical(cases.to_document(replace(case, clocks=started))))
    return found
