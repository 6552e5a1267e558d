"""Sources with one small mistake each, which a test should notice."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.mutation.changes import WEIGHTS, changes


@dataclass(frozen=True, order=True)
class Mutant:
    """One change of one file: `start` and `end` are places in its bytes.

    `statement` is the first line of the statement that runs it, 0 when only an import does.
    """

    path: str
    line: int
    statement: int
    start: int
    end: int
    before: str
    after: str
    kind: str

    @property
    def weight(self) -> int:
        return WEIGHTS[self.kind]

    @property
    def lines(self) -> range:
        """Where it may be seen to run: its own line, or one above of the same statement."""
        return range(self.line, self.statement - 1, -1) if self.statement else range(0)

    def of(self, source: bytes) -> bytes:
        return source[: self.start] + self.after.encode() + source[self.end :]

    def is_a_program(self, source: bytes) -> bool:
        try:
            compile(self.of(source), self.path, "exec")
        except SyntaxError:
            return False
        return True

    def __str__(self) -> str:
        told = f"{' '.join(self.before.split())}  →  {' '.join(self.after.split())}"
        return f"{self.path}:{self.line} [{self.kind}] {told}"


def mutants(path: str, source: bytes) -> Iterator[Mutant]:
    """Every change that is tried; `path` is what the mutants call the file."""
    starts = [0]
    for text in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(text))
    for one in changes(ast.parse(source)):
        line, column, last, width = _span(one.node)
        start, end = starts[line - 1] + column, starts[last - 1] + width
        before = source[start:end].decode()
        yield Mutant(path, line, one.statement, start, end, before, one.after, one.kind)


def _span(node: Any) -> tuple[int, int, int, int]:
    return node.lineno, node.col_offset, node.end_lineno, node.end_col_offset
