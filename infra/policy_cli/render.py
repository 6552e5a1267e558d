"""Plans, histories and sums as people read them."""

from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

from infra.policy_cli.plan_file import Plan
from shared.domain.case.events import Event
from shared.policy_schema.differences import Difference

MOST = 60
ROWS = {
    "moved earlier": "earlier",
    "moved later": "later",
    "unchanged": "unchanged",
    "newly overdue": "newly_overdue",
    "alerts that would fire": "alerts",
    "held back": "held",
}


def plan(screen: Console, made: Plan, found: list[Difference]) -> None:
    """The difference, then what it does to open cases."""
    if not made.changed:
        screen.print(f"No changes: {made.base_version} is in force as it is in the file.")
        return
    table = Table("What", "in force", "planned", title=f"{made.base_version} → {_version(made)}")
    for one in found[:MOST]:
        table.add_row(one.path, _value(one.before), _value(one.after))
    screen.print(table)
    if len(found) > MOST:
        screen.print(f"… and {len(found) - MOST} more; --json has them all.")
    if _version(made) == made.base_version:
        screen.print("Give it a new `version`: `apply` refuses other content under the same one.")
    effect(screen, made.effect)
    screen.print("New cases follow the new policy. Open ones only when they are recalculated.")


def effect(screen: Console, sums: Mapping[str, Any]) -> None:
    columns = ("If recalculated", "all", "extend-only")
    table = Table(*columns, title=f"{sums['open_cases']} open cases")
    for words, name in ROWS.items():
        table.add_row(words, str(sums["all"][name]), str(sums["extend_only"][name]))
    screen.print(table)


def sums(screen: Console, found: Mapping[str, Any]) -> None:
    """Of a recalculation: previewed with both directions, or done in one."""
    if "extend_only" in found:
        effect(screen, found)
        return
    table = Table("Cases", "", title=f"moved to {found['version']}")
    for words, name in ROWS.items():
        table.add_row(words, str(found[name]))
    screen.print(table)


def history(screen: Console, changes: Iterable[Mapping[str, Any]]) -> None:
    table = Table()
    for heading in ("Deployment", "version", "state", "when", "by", "why"):
        table.add_column(heading, overflow="fold")
    for one in changes:
        state = f"{one['state']}, in force" if one["in_force"] else str(one["state"])
        known = (one["deployment"], one["version"], state, one["at"], one["by"] or "", one["why"])
        table.add_row(*(str(value) for value in known))
    screen.print(table)


def change_of(events: Iterable[Event], appconfig_version: str) -> Event | None:
    """The audit event of a deployment."""
    return next(
        (one for one in events if str(one.data.get("appconfig_version")) == appconfig_version), None
    )


def _version(made: Plan) -> str:
    return str(made.policy["version"])


def _value(value: Any) -> str:
    return "–" if value is None else str(value)
