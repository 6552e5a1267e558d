"""Starts one function from what is deployed and says which variables it read.

Run as `python -I -S alone.py HANDLER FOLDER…`: no site-packages, so a package that the layer
lacks is missed here and not on AWS.
"""

import importlib
import json
import os
import sys
from collections.abc import Iterator, MutableMapping

READ: set[str] = set()


class Watched(MutableMapping[str, str]):
    """An environment that notes what is asked of it."""

    def __init__(self, real: MutableMapping[str, str]) -> None:
        self._real = real

    def __getitem__(self, name: str) -> str:
        READ.add(name)
        return self._real[name]

    def __setitem__(self, name: str, value: str) -> None:
        self._real[name] = value

    def __delitem__(self, name: str) -> None:
        del self._real[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._real)

    def __len__(self) -> int:
        return len(self._real)

    def copy(self) -> dict[str, str]:
        return dict(self._real)


def main(handler: str, folders: list[str]) -> None:
    sys.path[:0] = folders
    os.environ = Watched(os.environ)  # type: ignore[assignment]  # noqa: B003  # children see it, too
    module, name = handler.rsplit(".", 1)
    started = getattr(importlib.import_module(module), name)
    print(json.dumps({"callable": callable(started), "read": sorted(READ)}))


main(sys.argv[1], sys.argv[2:])
