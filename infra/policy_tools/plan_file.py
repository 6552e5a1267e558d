"""A plan as a file: a policy, which one it starts from, and what it does to open cases."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from shared.domain.case.events import canonical, sha256
from shared.domain.deadlines.recalculation import Direction
from shared.domain.deadlines.recalculation_preview import Preview

FORMAT = 1


class PlanRefused(ValueError):
    """A plan that can't be applied; nothing was changed."""


@dataclass(frozen=True)
class PolicyPlan:
    """`base` names what the plan starts from: it can only be applied while that is in force."""

    base_version: str
    base_hash: str
    policy: Mapping[str, Any]
    effect: Mapping[str, Any]
    made_by: str
    made_at: str

    @property
    def hash(self) -> str:
        return fingerprint(self.policy)

    @property
    def changed(self) -> bool:
        return self.hash != self.base_hash

    def write(self, path: Path) -> None:
        document = {"format": FORMAT, "hash": self.hash, **asdict(self)}
        path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read_plan(path: Path) -> PolicyPlan:
    """Raises PlanRefused for what isn't a plan or has been edited since it was made."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        known = document.pop("hash"), document.pop("format")
        plan = PolicyPlan(**document)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise PlanRefused(
            f"{path} is no plan: make one with `redress policy plan FILE --out {path}`"
        ) from error
    if known != (plan.hash, FORMAT):
        raise PlanRefused(f"{path} was changed after it was made: make a new plan")
    return plan


def fingerprint(document: Mapping[str, Any]) -> str:
    """The hash by which a policy is known in plans and in the audit chain."""
    return sha256(canonical(document))


def effect_of(preview: Preview, direction: Direction = "all") -> dict[str, Any]:
    """The sums of a recalculation in this direction, and of both."""
    both = {"all": asdict(preview.everything), "extend_only": asdict(preview.extend_only)}
    return {
        **both[direction.replace("-", "_")],
        **both,
        "agencies": {name: asdict(one) for name, one in sorted(preview.agencies.items())},
    }
