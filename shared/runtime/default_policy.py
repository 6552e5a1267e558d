"""The policy that is shipped with the code: used when no deployed one answers."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any


@cache
def default_policy() -> Mapping[str, Any]:
    path = Path(__file__).with_name("default_policy.json")
    document: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document
