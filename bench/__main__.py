"""`make bench`: every measurement, as a table for people and as JSON for machines.

`make bench SIZE=smoke` does everything once and in little, to see that nothing has gone stale.
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bench import auditing, deadlines, filing, guessing, pages, planning, startup, traffic
from bench.size import Size

RESULTS = Path(__file__).with_name("results.json")
BENCHMARKS = {
    "start-up": startup.run,
    "filing": filing.run,
    "traffic": traffic.run,
    "deadlines": deadlines.run,
    "plan on open cases": planning.run,
    "pages": pages.run,
    "audit": auditing.run,
    "guesses": guessing.run,
}
Results = Mapping[str, Mapping[str, Any]]


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(list(BENCHMARKS)))
@click.option("--size", type=click.Choice(["full", "smoke"]), default="full", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="print JSON instead of tables")
def main(names: Sequence[str], size: str, as_json: bool) -> None:
    """Runs the benchmarks of these NAMES, or all; fails when one has a row without a figure.

    All of them at full size are kept in bench/results.json, too.
    """
    with Progress(console=Console(stderr=True)) as progress:
        chosen = {name: BENCHMARKS[name] for name in names or BENCHMARKS}
        results = {name: run(progress, Size(size == "smoke")) for name, run in chosen.items()}
    if size == "full" and not names:
        RESULTS.write_text(_written(results) + "\n", encoding="utf-8")
    if as_json:
        click.echo(_written(results))
    else:
        for title, rows in results.items():
            Console().print(_table(title, rows))
    if empty := list(rows_without_figures(results)):
        raise click.ClickException(f"no figure in {', '.join(empty)}")


def rows_without_figures(results: Results) -> Iterator[str]:
    for title, rows in results.items():
        if not rows:
            yield title
        for name, row in rows.items():
            if not list(_figures(row)):
                yield f"{title}: {name}"


def _figures(node: object) -> Iterator[float]:
    if isinstance(node, Mapping):
        for each in node.values():
            yield from _figures(each)
    elif isinstance(node, int | float) and math.isfinite(node):
        yield node


def _written(results: Results) -> str:
    return json.dumps(results, indent=2, sort_keys=True)


def _table(title: str, rows: Mapping[str, Any]) -> Table:
    columns = list(dict.fromkeys(column for row in rows.values() for column in row))
    table = Table("", *columns, title=title)
    for name, row in rows.items():
        table.add_row(name, *(_cell(row.get(column)) for column in columns))
    return table


def _cell(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {count}" for name, count in value.items())
    return "" if value is None else str(value)


if __name__ == "__main__":
    main()
