"""How much evidence a case may hold, and what looking at a file may cost."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from shared.domain.evidence.kinds import KINDS


@dataclass(frozen=True)
class Limits:
    """What one case may hold, which the policy says, and what examining one file may cost, which
    it doesn't. Sizes are in bytes."""

    max_bytes: int = 25_000_000
    max_files: int = 10
    max_requests: int = 50
    max_pixels: int = 50_000_000
    max_unpacked: int = 100_000_000
    max_ratio: int = 200
    max_entries: int = 2_000
    max_pages: int = 1_000
    memory: int = 640_000_000
    cpu_seconds: int = 60
    kinds: tuple[str, ...] = tuple(KINDS)

    @property
    def types(self) -> str:
        """The types that are taken, by the end of a file's name, as people know them."""
        ends = [end for name in self.kinds for end in KINDS[name].extensions[: KINDS[name].told]]
        return ", ".join(f".{end}" for end in ends)


REQUESTS_A_FILE = 5  # a case may be asked for more forms than it may hold files: some never come


def limits_of(written: Mapping[str, Any]) -> Limits:
    """Reads the section `evidence` of a policy; what it leaves out is the usual."""
    usual = Limits()
    files = written.get("max_files", usual.max_files)
    return replace(
        usual,
        kinds=tuple(written.get("types", usual.kinds)),
        max_bytes=written.get("max_bytes", usual.max_bytes),
        max_files=files,
        max_requests=REQUESTS_A_FILE * files,
    )
