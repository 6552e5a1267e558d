"""`make mutants`: how many small mistakes in the code the tests would notice.

A sample of mutants with a fixed seed, each tried in a private copy of the project against the tests
that reach its line: first the closest, and what survives those against the others.
"""

import json
import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from queue import SimpleQueue

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from tests.mutation.mutants import Mutant, mutants
from tests.mutation.reached import Reached, reached
from tests.mutation.tree import HERE, Tree
from tests.mutation.trying import FATES, Fate, fate_of

SEED = 20261125
LIVES = ("survived", "unreached")  # told as soon as it is known, and once more in the end
Results = Mapping[Mutant, Fate]


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--sample", default=150, show_default=True)
@click.option("--seed", default=SEED, show_default=True)
@click.option("--jobs", default=os.cpu_count(), show_default=True)
@click.option("--least", default=0, help="fails when a smaller percentage is noticed")
@click.option("--json", "as_json", is_flag=True, help="print JSON instead of tables")
def main(
    paths: Sequence[str], sample: int, seed: int, jobs: int, least: int, as_json: bool
) -> None:
    """Tries a SAMPLE of mutants of the Python files under PATHS."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        tree = HERE.copied(Path(folder) / "project")
        chosen = sampled(tree, paths, sample, seed)
        results = _tried(chosen, reached(tree, _folders(paths), jobs), Path(folder), jobs)
    if as_json:
        click.echo(json.dumps([asdict(one) | {"fate": fate} for one, fate in results.items()]))
    else:
        _show(results)
    if share(results.values()) < least / 100:
        raise click.ClickException(f"fewer than {least} % of the mutants were noticed")


def sampled(tree: Tree, paths: Sequence[str], wanted: int, seed: int) -> list[Mutant]:
    """At most one a line, and the likelier the more a mistake of its kind could matter."""
    dice = random.Random(seed)  # noqa: S311  # the same sample in every run
    drawn = sorted(_every(tree, paths), key=lambda one: dice.random() ** (1 / one.weight))
    chosen: dict[tuple[str, int], Mutant] = {}
    while drawn and len(chosen) < wanted:
        one = drawn.pop()
        source = (tree.folder / one.path).read_bytes()
        if (one.path, one.line) not in chosen and one.is_a_program(source):
            chosen[one.path, one.line] = one
    return sorted(chosen.values())


def _every(tree: Tree, paths: Sequence[str]) -> Iterator[Mutant]:
    for file in tree.sources(paths):
        yield from mutants(tree.name_of(file), file.read_bytes())


def _folders(paths: Sequence[str]) -> list[str]:
    """The first folders of the paths: what one run has learnt of them serves for other paths."""
    return sorted({Path(path).parts[0] for path in paths})


def _tried(chosen: Sequence[Mutant], known: Reached, folder: Path, jobs: int) -> Results:
    trees: SimpleQueue[Tree] = SimpleQueue()
    for number in range(jobs):
        trees.put(known.tree.copied(folder / str(number)))

    def tried(mutant: Mutant) -> Fate:
        tree = trees.get()
        try:
            fate = fate_of(mutant, tree, known)
        finally:
            trees.put(tree)
        progress.advance(task)
        if fate in LIVES:
            progress.console.print(f"{fate}: {mutant}", markup=False, highlight=False)
        return fate

    with Progress(console=Console(stderr=True)) as progress, ThreadPoolExecutor(jobs) as pool:
        task = progress.add_task("mutants", total=len(chosen))
        return dict(zip(chosen, pool.map(tried, chosen), strict=True))


def share(fates: Iterable[Fate]) -> float:
    """What was noticed of all: a test that no longer ends has noticed, too."""
    counted = Counter(fates)
    return (counted["killed"] + counted["timed out"]) / max(counted.total(), 1)


def _show(results: Results) -> None:
    by_folder: dict[str, list[Fate]] = {}
    for mutant, fate in results.items():
        by_folder.setdefault("/".join(Path(mutant.path).parts[:2]), []).append(fate)
    table = Table("", *FATES, "noticed", title="mutants")
    for name, fates in [*sorted(by_folder.items()), ("all", list(results.values()))]:
        counted = Counter(fates)
        table.add_row(name, *(str(counted[one]) for one in FATES), f"{share(fates):.0%}")
    Console().print(table)
    for mutant, fate in results.items():
        if fate in LIVES:
            print(f"{fate}: {mutant}")


if __name__ == "__main__":
    sys.exit(main())
