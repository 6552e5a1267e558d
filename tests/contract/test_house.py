"""The sizes that CONTRIBUTING promises: whoever reads a file or a function sees the whole of it."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

from infra.packaging.build import ROOT

CODE = ("functions", "shared", "infra")
LONGEST_FUNCTION, LONGEST_FILE = 25, 200
# To split one of these would hurt: each is one list that is read from top to bottom.
LONGER_FILES = {
    "shared/domain/vocabulary.py",  # every name of the procedure
    "shared/ports.py",  # everything that is asked of the world outside
    "shared/application/casework.py",  # the one way in which a case changes
    "shared/domain/calendar/working_calendar.py",  # one calendar, forward and backward
    "shared/domain/calendar/working_time.py",  # one index, and how it grows
}


def _files() -> Iterator[Path]:
    for folder in CODE:
        yield from (path for path in sorted((ROOT / folder).rglob("*.py")) if path.stat().st_size)


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def _bodies() -> Iterator[tuple[str, int]]:
    """Each function with the lines of its body, the docstring left out."""
    for path in _files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                body = node.body[1:] if ast.get_docstring(node) is not None else node.body
                lines = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", lines


def _ninth_of_ten(sizes: list[int]) -> float:
    return quantiles(sizes, n=10)[-1]


def test_no_function_is_longer_than_a_screen_s_half() -> None:
    assert [place for place, lines in _bodies() if lines > LONGEST_FUNCTION] == []


def test_nine_bodies_of_ten_are_twelve_lines_or_fewer() -> None:
    assert _ninth_of_ten([lines for _, lines in _bodies()]) <= 12


def test_files_are_small_and_the_long_ones_are_named_here() -> None:
    sizes = {str(path.relative_to(ROOT)): _lines(path) for path in _files()}
    longer = {name for name, lines in sizes.items() if lines > LONGEST_FILE}
    assert longer - LONGER_FILES == set()
    assert median(sizes.values()) <= 90
    assert _ninth_of_ten(list(sizes.values())) <= 160


def test_the_measure_sees_a_long_function() -> None:
    assert max(lines for _, lines in _bodies()) > 12
