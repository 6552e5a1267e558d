"""A mistake in a policy: where, what is wrong, and what to write instead."""

from collections.abc import Sequence
from dataclasses import dataclass

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Finding:
    """`path` leads through the document, such as ("clocks", 2, "calendar")."""

    path: Path
    problem: str
    remedy: str

    @property
    def where(self) -> str:
        return ".".join(str(part) for part in self.path)


class PolicyMistakes(ValueError):
    """A policy that can't be deployed, with everything that is wrong with it."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("; ".join(f"{one.where}: {one.problem}" for one in findings))
        self.findings = tuple(findings)
