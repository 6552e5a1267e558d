"""Says of each source in a folder what its bytecode is for the Python that runs this: valid, stale,
or none. Run as `python -I -S bytecode.py FOLDER`: the standard library alone."""

import importlib.util
import marshal
import sys
from pathlib import Path

BY_HASH_AND_NOT_CHECKED = b"\x01\x00\x00\x00"


def bytecode_of(source: Path) -> str:
    if not (path := Path(importlib.util.cache_from_source(str(source)))).exists():
        return "none"
    compiled = path.read_bytes()
    marshal.loads(compiled[16:])  # noqa: S302  # what has just been built
    valid = (
        compiled[:4] == importlib.util.MAGIC_NUMBER
        and compiled[4:8] == BY_HASH_AND_NOT_CHECKED
        and compiled[8:16] == importlib.util.source_hash(source.read_bytes())
    )
    return "valid" if valid else "stale"


if __name__ == "__main__":
    for each in Path(sys.argv[1]).rglob("*.py"):
        print(bytecode_of(each))
