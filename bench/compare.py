"""Start-up and filing of this checkout beside another one's, in one run and in alternation:

`python -m bench.compare OTHER_CHECKOUT`. Each checkout runs its own benchmarks, so its modules may
lie anywhere; a checkout without a virtual environment of its own is run with this one's.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

HERE = Path(__file__).resolve().parents[1]
BENCHMARKS = ("start-up", "filing")
MEASURES = ("milliseconds", "microseconds")
Figures = dict[tuple[str, str], float]


@click.command()
@click.argument("other", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--rounds", default=3, show_default=True, help="how often each has its turn")
@click.option("--json", "as_json", is_flag=True, help="print JSON instead of a table")
def main(other: Path, rounds: int, as_json: bool) -> None:
    """The least figure of each benchmark, there and here, and here as a share of there."""
    there: list[Figures] = []
    here: list[Figures] = []
    with Progress(console=Console(stderr=True)) as progress:
        task = progress.add_task("rounds", total=2 * rounds)
        for _ in range(rounds):
            for checkout, found in ((other.resolve(), there), (HERE, here)):
                found.append(_measured(checkout))
                progress.advance(task)
    rows = _rows(_least(there), _least(here))
    if as_json:
        click.echo(json.dumps(rows, indent=2))
    else:
        Console().print(_table(rows))


def _measured(checkout: Path) -> Figures:
    own = checkout / ".venv" / "bin" / "python"
    run = subprocess.run(  # noqa: S603  # our own arguments
        [str(own if own.exists() else sys.executable), "-m", "bench", *BENCHMARKS, "--json"],
        cwd=checkout,
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    return {
        (title, name): row[measure]
        for title, rows in json.loads(run.stdout).items()
        for name, row in rows.items()
        for measure in MEASURES
        if measure in row
    }


def _least(runs: Sequence[Figures]) -> Figures:
    """Of a few runs the least: what else a machine does can only add."""
    return {key: min(run[key] for run in runs) for key in runs[0]}


def _rows(there: Figures, here: Figures) -> list[dict[str, Any]]:
    """One that only one of the two has is left without a ratio."""
    return [
        {"benchmark": key[0], "name": key[1], "before": there.get(key), "after": here.get(key)}
        | ({"ratio": round(here[key] / there[key], 3)} if key in there and key in here else {})
        for key in dict.fromkeys([*there, *here])
    ]


def _table(rows: Sequence[dict[str, Any]]) -> Table:
    columns = ("benchmark", "name", "before", "after", "ratio")
    table = Table(*columns, title="processor time, milliseconds (start-up), microseconds (filing)")
    for row in rows:
        table.add_row(*(str(row.get(column, "")) for column in columns))
    return table


if __name__ == "__main__":
    main()
