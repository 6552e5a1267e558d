"""Plans, histories and sums as people read them."""

from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from infra.policy_tools.plan_file import PolicyPlan
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
COLUMNS = ("deployment", "version", "state", "at", "by", "why")


def progress() -> Progress:
    """A bar to stderr, so that what stdout says stays for machines."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )


def show_plan(screen: Console, plan: PolicyPlan, differences: list[Difference]) -> None:
    """The difference, then what it does to open cases."""
    if not plan.changed:
        screen.print(f"No changes: {plan.base_version} is in force as it is in the file.")
        return
    table = Table("What", "in force", "planned", title=f"{plan.base_version} → {_version(plan)}")
    for difference in differences[:MOST]:
        table.add_row(difference.path, _value(difference.before), _value(difference.after))
    screen.print(table)
    if len(differences) > MOST:
        screen.print(f"… and {len(differences) - MOST} more; --json has them all.")
    if _version(plan) == plan.base_version:
        screen.print("Give it a new `version`: `apply` refuses other content under the same one.")
    show_effect(screen, plan.effect)
    screen.print("New cases follow the new policy. Open ones only when they are recalculated.")


def show_effect(screen: Console, sums: Mapping[str, Any]) -> None:
    columns = ("If recalculated", "all", "extend-only")
    table = Table(*columns, title=f"{sums['open_cases']} open cases")
    for words, name in ROWS.items():
        table.add_row(words, str(sums["all"][name]), str(sums["extend_only"][name]))
    screen.print(table)


def show_sums(screen: Console, sums: Mapping[str, Any]) -> None:
    """Of a recalculation: previewed with both directions, or done in one."""
    if "extend_only" in sums:
        show_effect(screen, sums)
        return
    table = Table("Cases", "", title=f"moved to {sums['version']}")
    for words, name in ROWS.items():
        table.add_row(words, str(sums[name]))
    screen.print(table)


def show_history(screen: Console, changes: Iterable[Mapping[str, Any]]) -> None:
    table = Table()
    for heading in ("Deployment", "version", "state", "when", "by", "why"):
        table.add_column(heading, overflow="fold")
    for change in changes:
        state = f"{change['state']}, in force" if change["in_force"] else str(change["state"])
        row = {**change, "state": state, "by": change["by"] or ""}
        table.add_row(*(str(row[name]) for name in COLUMNS))
    screen.print(table)


def _version(plan: PolicyPlan) -> str:
    return str(plan.policy["version"])


def _value(value: Any) -> str:
    return "–" if value is None else str(value)
