"""Which tests reach a line: asked of the tests once, and kept until a source or a test changes."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from coverage import CoverageData

from tests.mutation.mutants import Mutant
from tests.mutation.tree import HERE, Tree

KEPT = HERE.folder / "build" / "mutation"
SUITES = ("tests/unit", "tests/integration", "tests/contract")  # the others need a local cloud


@dataclass(frozen=True)
class Reached:
    """By file and line the tests that run it; by test its seconds and how many files it enters."""

    tree: Tree
    lines: dict[str, dict[int, frozenset[str]]]
    seconds: dict[str, float]
    breadth: Counter[str]

    def tests_of(self, mutant: Mutant) -> list[str]:
        """Those that know least of the rest come first: they are about this."""
        known = self.lines.get(mutant.path, {})
        if mutant.statement:
            found = next((known[line] for line in mutant.lines if known.get(line)), frozenset())
        else:  # a table, or a constant: made at import, and read from anywhere
            found = _all(self._of_file(one) for one in self._readers(mutant.path))
        return sorted(found, key=lambda test: (self.breadth[test], self.seconds[test]))

    def _of_file(self, path: str) -> frozenset[str]:
        return _all(self.lines.get(path, {}).values())

    def _readers(self, path: str) -> Iterator[str]:
        """The file itself, and those that import it."""
        module = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        package, _, name = module.rpartition(".")
        wanted = re.compile(rf"(import|from) {module}\b|from {package} import .*\b{name}\b")
        for file in self.tree.sources(sorted({Path(one).parts[0] for one in self.lines})):
            if wanted.search(file.read_text(encoding="utf-8")):
                yield self.tree.name_of(file)
        yield path


def reached(tree: Tree, sources: Sequence[str], jobs: int, memory: Path = KEPT) -> Reached:
    """From what is kept of the last time, or by running the suites in this tree."""
    kept = memory / _digest(tree, sources)
    if not kept.exists():
        memory.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=memory) as asked:
            _ask(tree, sources, asked, jobs)
            shutil.copytree(asked, kept)
    seconds: dict[str, float] = {}
    for path in kept.glob("seconds-*"):
        seconds |= json.loads(path.read_text(encoding="utf-8"))
    lines = dict(_lines(kept, seconds))
    breadth = Counter(test for known in lines.values() for test in _all(known.values()))
    return Reached(tree, lines, seconds, breadth)


def _ask(tree: Tree, sources: Sequence[str], folder: str, jobs: int) -> None:
    print("asking each test which lines it reaches, once", file=sys.stderr)
    folders = os.pathsep.join(str(tree.folder / one) for one in sources)
    subprocess.run(  # noqa: S603  # our own arguments
        [
            *(
                sys.executable,
                "-m",
                "pytest",
                "-p",
                "no:cacheprovider",
                "-p",
                "tests.mutation.reach",
            ),
            *("-n", str(jobs), "--dist", "loadfile", *SUITES),
        ],
        cwd=tree.folder,
        env={**os.environ, "CI": "true", "REACH_FOLDER": folder, "REACH_SOURCES": folders},
        stdout=sys.stderr,
        check=False,  # a test that fails here is not asked again
    )


def _lines(kept: Path, passed: Iterable[str]) -> Iterator[tuple[str, dict[int, frozenset[str]]]]:
    tests = frozenset(passed)
    known: dict[str, dict[int, frozenset[str]]] = {}
    for file in kept.glob("lines-*"):
        data = CoverageData(basename=str(file))
        data.read()
        for measured in data.measured_files():
            here = known.setdefault(Path(measured).as_posix(), {})
            for line, contexts in data.contexts_by_lineno(measured).items():
                here[line] = here.get(line, frozenset()) | tests.intersection(contexts)
    yield from known.items()


def _all(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)


def _digest(tree: Tree, sources: Sequence[str]) -> str:
    digest = hashlib.sha256(sys.version.encode())
    for file in tree.sources([*sources, "tests"]):
        digest.update(tree.name_of(file).encode() + file.read_bytes())
    return digest.hexdigest()[:16]
