"""How much of a benchmark is run: all of it, or just enough to see that it still works."""

from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Size:
    """`smoke` runs everything once: its figures of time mean nothing and have no limits."""

    smoke: bool = False

    def of(self, full: T, smoke: T) -> T:
        return smoke if self.smoke else full

    def limit(self, most: float) -> dict[str, float]:
        """The column beside a figure of time, where there is one."""
        return {} if self.smoke else {"limit": most}
