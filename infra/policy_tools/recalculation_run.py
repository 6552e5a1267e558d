"""How far a recalculation has come, kept so that it goes on where it was interrupted."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from infra.stack import Stack
from shared.domain.deadlines.recalculation_preview import Totals


@dataclass
class Run:
    """Sums per agency of what is done; `pending` are the cases of the batch under way."""

    run_id: str
    agencies: dict[str, Totals] = field(default_factory=dict)
    pending: dict[str, dict[str, Any]] = field(default_factory=dict)
    finished: bool = False

    @property
    def sums(self) -> Totals:
        whole = Totals()
        for totals in self.agencies.values():
            for name, amount in asdict(totals).items():
                setattr(whole, name, getattr(whole, name) + amount)
        return whole

    def count(self, agency: str, sums: Mapping[str, int]) -> None:
        totals = self.agencies.setdefault(agency, Totals())
        for name, amount in sums.items():
            setattr(totals, name, getattr(totals, name) + amount)

    def forget_held(self) -> None:
        """Takes out the cases that were held back: a resumed run comes to them again."""
        for totals in self.agencies.values():
            totals.open_cases -= totals.held
            totals.unchanged -= totals.held
            totals.held = 0


@dataclass(frozen=True)
class KeptRun:
    """The row that a run is kept in, under the key of its policy, direction and scope."""

    stack: Stack
    key: Mapping[str, Mapping[str, str]]

    def unfinished(self) -> Run | None:
        answer = self.stack.client("dynamodb").get_item(
            TableName=self.stack.cases_table, Key=self.key, ConsistentRead=True
        )
        if "Item" not in answer:
            return None
        document = json.loads(answer["Item"]["body"]["S"])
        if document["finished"]:
            return None
        agencies = {name: Totals(**sums) for name, sums in document["agencies"].items()}
        return Run(document["run_id"], agencies, document["pending"])

    def save(self, run: Run) -> None:
        item = {**self.key, "body": {"S": json.dumps(asdict(run))}}
        self.stack.client("dynamodb").put_item(TableName=self.stack.cases_table, Item=item)
