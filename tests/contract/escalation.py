"""The escalation workflow with functions that answer as a test wants them to."""

from collections.abc import Callable, Sequence
from typing import Any

import yaml

from infra.packaging.build import ROOT
from tests.contract.machine import TIMEOUT, Call, Machine, TaskFailed

DEFINITION: dict[str, Any] = yaml.safe_load(
    (ROOT / "infra" / "escalation.asl.yaml").read_text(encoding="utf-8")
)
ESCALATION = {"reference": "XT-1", "seq": 7, "cause": "acknowledge"}
OTHER = {"reference": "XT-2", "seq": 4, "cause": "acknowledge"}
INPUT = {"agency": "health", "level": 2, "act": "notify", "escalations": [ESCALATION, OTHER]}

Answers = dict[str, Callable[[Any], Any]]


def people(way: str, contacts: Sequence[str] = ("head.0", "head.1", "head.2")) -> dict[str, Any]:
    """What the first step finds."""
    needed = way != "not_needed"
    return {
        "way": way,
        "level": 2,
        "act": "notify",
        "escalations": [ESCALATION] if needed else [],
        "not_needed": [OTHER] if needed else [ESCALATION, OTHER],
        "contacts": list(contacts) if needed else [],
        "wait_minutes": 3,
        "problem": None,
    }


def fails(error: str = "Runtime.HandlerError") -> Callable[[Any], Any]:
    def answer(_payload: Any) -> Any:
        raise TaskFailed(error)

    return answer


def run(found: dict[str, Any], **answers: Callable[[Any], Any]) -> tuple[str, Machine]:
    """Unless told otherwise everything is sent and recorded, and nobody takes the case."""
    usual: Answers = {
        "FindPeople": lambda _: found,
        "LookAgain": lambda _: found,
        "AwaitTake": fails(TIMEOUT),
        **dict.fromkeys(("Record", "RecordCall", "RecordNobody"), lambda _: {"failed": 0}),
        **dict.fromkeys(
            ("Announce", "Alert", "Call"),
            lambda sent: {"sent": True, "alert_id": f"alert of {sent['contact_id']}"},
        ),
    }

    def answer(call: Call) -> Any:
        return {**usual, **answers}[call.state](call.payload)

    machine = Machine(DEFINITION, answer, INPUT)
    return machine.run(), machine


def payloads(machine: Machine, state: str) -> list[Any]:
    return [call.payload for call in machine.calls if call.state == state]


def called(machine: Machine, state: str = "Call") -> list[str]:
    return [payload["contact_id"] for payload in payloads(machine, state)]
