"""`make bench`: every measurement, as a table for people and as bench/results.json for machines."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bench import auditing, deadlines, pages, planning, startup, traffic

RESULTS = Path(__file__).with_name("results.json")


def main() -> None:
    progress = Progress(console=Console(stderr=True))
    with progress:
        results = {
            "start-up": startup.run(progress),
            "traffic": traffic.run(progress),
            "deadlines": deadlines.run(progress),
            "plan on open cases": planning.run(progress),
            "pages": pages.run(progress),
            "audit": auditing.run(progress),
        }
    RESULTS.write_text(json.dumps(results, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    for title, rows in results.items():
        Console().print(_table(title, rows))


def _table(title: str, rows: Mapping[str, Any]) -> Table:
    columns = list(
        dict.fromkeys(column for row in rows.values() if isinstance(row, Mapping) for column in row)
    ) or ["value"]
    table = Table("", *columns, title=title)
    for name, row in rows.items():
        cells = row if isinstance(row, Mapping) else {columns[0]: row}
        table.add_row(name, *(_cell(cells.get(column)) for column in columns))
    return table


def _cell(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {count}" for name, count in value.items())
    return "" if value is None else str(value)


if __name__ == "__main__":
    main()
