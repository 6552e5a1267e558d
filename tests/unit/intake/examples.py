"""Cases in every status, and an example of every command and act, as the API takes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.procedure.command import Command
from shared.domain.procedure.experts import InviteExpert
from shared.domain.procedure.safeguards import BreakGlass, NameSubject
from shared.domain.vocabulary import Status
from tests.fakes import NOON, FakeCases
from tests.procedures import OMBUDSMAN, REMEDY, SECOND, a_full_policy, bring
from tests.unit.intake.test_experts import WEEK, a_file
from tests.unit.intake.world import Filed, World

POLICY = a_full_policy()
LATER = NOON + timedelta(hours=1)
Body = Mapping[str, Any]


@dataclass(frozen=True)
class Example:
    """A command as somebody might well give it, in a status that admits it and in one that does
    not (None: every status admits it)."""

    status: str
    not_in: str | None
    body: Body


EXAMPLES: Mapping[str, Example] = {
    "acknowledge": Example("received", "acknowledged", {"message": "Read."}),
    "assess": Example("acknowledged", "received", {"result": "accepted", "message": "x"}),
    "triage": Example("received", "resolved", {"urgency": "high", "reason": "x"}),
    "refer": Example("investigating", "resolved", {"to": "court_in_charge", "message": "x"}),
    "merge": Example("received", "resolved", {}),
    "extend": Example("acknowledged", "resolved", {"clock": "resolve", "days": 1, "reason": "x"}),
    "assign": Example("received", "closed", {"assignee": "officer2.health"}),
    "note": Example("closed", None, {"text": "x", "audience": "agency"}),
    "reply": Example("received", "closed", {"text": "x"}),
    "request-information": Example("acknowledged", "received", {"question": "x"}),
    "answer-request": Example("investigating", "received", {"text": "x"}),
    "record": Example("acknowledged", "received", {"kind": "finding", "text": "x"}),
    "complete-step": Example("received", "withdrawn", {"step": "reach"}),
    "mediate": Example("acknowledged", "received", {"step": "propose", "text": "x"}),
    "propose-decision": Example(
        "investigating", "received", {"outcome": "upheld", "summary": "x", "remedies": [REMEDY]}
    ),
    "sign-off": Example("decision_proposed", "received", {}),
    "return": Example("decision_proposed", "resolved", {"reason": "x"}),
    "close": Example("resolved", "received", {"lessons": ["lost_file"]}),
    "follow-up": Example("resolved", "received", {"text": "x", "done": True, "remedy": 1}),
    "reopen": Example("resolved", "received", {"reason": "x"}),
    "recuse": Example("received", "closed", {"reason": "x"}),
    "name-subject": Example("received", "closed", {"user": "officer.justice", "reason": "x"}),
    "lift-exclusion": Example("received", "closed", {"user": "officer.justice", "reason": "x"}),
    "hold": Example("closed", None, {"on": True, "reason": "x"}),
    "redact": Example("closed", None, {"message_id": "000001-complaint", "text": "x"}),
    "break-glass": Example("received", None, {"reason": "x"}),
    "approve-break-glass": Example("received", None, {"user": "officer2.health"}),
    "revoke-expert": Example("received", None, {"expert": "e1"}),
}
# An agency's own people only give its consent to a mediation, which has been proposed.
CONSENT = Example("in_mediation", "received", {"step": "consent", "text": "x"})
# What somebody else has done before.
BEFORE: Mapping[str, tuple[Actor, Command]] = {
    "approve-break-glass": (SECOND, BreakGlass("x")),
    "lift-exclusion": (OMBUDSMAN, NameSubject("officer.justice", "x")),
    "revoke-expert": (OMBUDSMAN, InviteExpert("e1", "0" * 64, "x", ("e",), NOON + WEEK)),
}


ACT_EXAMPLES: Mapping[str, Example] = {
    "messages": Example("received", "merged", {"text": "x"}),
    "withdraw": Example("received", "withdrawn", {"reason": "x"}),
    "accept": Example("resolved", "received", {}),
    "appeal": Example("resolved", "received", {"reason": "x"}),
    "feedback": Example("resolved", "received", {"rating": 3}),
    "mediation": Example("in_mediation", "received", {"consent": True}),
    "consent": Example("received", None, {"share_identity": True}),
    "erase": Example("withdrawn", "received", {}),
}


def example(command: str, place: str | None) -> Example:
    return CONSENT if command == "mediate" and place is not None else EXAMPLES[command]


class Prepared:
    """One case in each status, made once; whoever asks gets a copy of the store it lies in."""

    known: ClassVar[dict[tuple[str, str | None], tuple[FakeCases, str, str, str]]] = {}

    @classmethod
    def case(cls, status: str, command: str | None = None) -> tuple[Filed, str]:
        """A complaint in this status, ready for this command, and the reference of another."""
        about = (status, command if command in BEFORE else None)
        if about not in cls.known:
            cls.known[about] = cls._made(*about)
        store, reference, code, other = cls.known[about]
        copy = FakeCases(
            dict(store.chains), dict(store.words), dict(store.identities), dict(store.receipts)
        )
        world = World(POLICY, store=copy)
        world.now = LATER
        return Filed(world, reference, code), other

    @staticmethod
    def _made(status: str, command: str | None) -> tuple[FakeCases, str, str, str]:
        world = World(POLICY)
        other, filed = world.file(), world.file(complainant={"name": "A. Person"})
        if command is not None:
            if command == "revoke-expert":
                a_file(filed, "e")
            actor, before = BEFORE[command]
            world.casework.perform(filed.reference, before, actor, Moment.at(world.now))
        bring(world.casework, filed.reference, Status(status), other.reference, world.now)
        return world.store, filed.reference, filed.code, other.reference


def state_of(filed: Filed) -> tuple[Case, int]:
    store = filed.world.store
    return store.load(filed.reference), len(store.words[filed.reference])
