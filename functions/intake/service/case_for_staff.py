"""What staff may see of a case: by audience, and the complainant by a pseudonym."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from functions.intake.service.case_parts import File, events_until, file_of, messages_of
from shared.domain import access
from shared.domain.case.case import Case
from shared.domain.case.events import Actor, Event, sha256
from shared.domain.case.texts import Text
from shared.domain.deadlines.clocks import Clock
from shared.domain.policy.action_plans import STEP, ActionStep
from shared.domain.policy.model import Policy
from shared.domain.policy.office import Body, Names
from shared.domain.procedure import jurisdiction
from shared.domain.procedure.table import possible
from shared.domain.vocabulary import RECORDS, CommandName, Right

# What an agency learns of a complainant who agreed to it; the office learns all that was given.
_AGREED = frozenset({"name", "email", "phone", "preferred_channel"})


@dataclass(frozen=True)
class Complainant:
    """`identity` is None for a reader who may not know who complained."""

    anonymous: bool
    pseudonym: str
    identity: Mapping[str, Any] | None

    @property
    def shown_name(self) -> str:
        return str((self.identity or {}).get("name") or self.pseudonym)


@dataclass(frozen=True)
class PlanStep:
    """A step of the action plan; one of a plan that was left behind has no words any more."""

    step_id: str
    clock: Clock
    what: Names
    owner: str | None


@dataclass(frozen=True)
class DecisionForStaff:
    """`summary` is None for a reader who may not read its words."""

    outcome: str
    summary: str | None
    remedies: Sequence[Mapping[str, str]]
    proposed_by: str
    signed_off_by: str | None


@dataclass(frozen=True)
class JurisdictionAdvice:
    """What the policy's rules say against taking the complaint up, and who may help instead."""

    ground: str
    refer_to: Body | None


@dataclass(frozen=True)
class CaseForStaff:
    """`case` holds more than may be shown: take the rest of it field by field."""

    case: Case
    policy: Policy
    reader: Actor
    complainant: Complainant
    files: Sequence[File]
    messages: Sequence[Text]
    decision: DecisionForStaff | None
    steps: Sequence[PlanStep]
    jurisdiction: JurisdictionAdvice | None
    possible: Sequence[CommandName]
    history: Sequence[Event]

    def may(self, right: CommandName | Right) -> bool:
        return access.may(self.reader, right, self.case)


def case_for_staff(
    case: Case,
    reader: Actor,
    policy: Policy,
    events: Sequence[Event],
    texts: Sequence[Text],
    identity: Mapping[str, Any] | None,
    *,
    may_know: bool,
) -> CaseForStaff:
    """`may_know` is the right to know who complained; `identity` is given only then."""
    so_far = events_until(case, events)
    messages = [
        text
        for text, writer in messages_of(so_far, texts)
        if access.may_read_text(reader, text, writer, case)
    ]
    return CaseForStaff(
        case,
        policy,
        reader,
        _complainant(case, reader, identity),
        [file_of(evidence, texts, named=may_know) for evidence in case.evidence.values()],
        messages,
        _decision(case, messages),
        _steps(case, policy),
        _jurisdiction(case, policy),
        [name for name in possible(case, policy) if access.may(reader, name, case)],
        [event for event in so_far if event.name not in RECORDS],
    )


def _complainant(case: Case, reader: Actor, identity: Mapping[str, Any] | None) -> Complainant:
    digest = sha256(f"{case.agency}\n{case.reference}")
    pseudonym = f"C-{digest[:6].upper()}"
    if identity is None or access.may(reader, Right.IDENTITY, case):
        return Complainant(case.anonymous, pseudonym, identity)
    agreed = {name: value for name, value in identity.items() if name in _AGREED}
    return Complainant(case.anonymous, pseudonym, agreed)


def _decision(case: Case, messages: Sequence[Text]) -> DecisionForStaff | None:
    decision = case.decision
    if decision is None:
        return None
    words: Mapping[str, Any] = next(
        (text.body for text in messages if text.text_id == decision.summary_text), {}
    )
    return DecisionForStaff(
        decision.outcome,
        words.get("text"),
        words.get("remedies", []),
        decision.proposed_by,
        decision.signed_off_by,
    )


def _steps(case: Case, policy: Policy) -> list[PlanStep]:
    """The action plan, in its own order; steps of a plan that was left behind come last."""
    plan = policy.action_plan_of(case.category)
    steps: Sequence[ActionStep] = plan.steps if plan else ()
    planned = {f"{STEP}{step.step_id}": step for step in steps}
    left = [name for name in case.clocks if name.startswith(STEP) and name not in planned]
    return [
        PlanStep(
            name.removeprefix(STEP),
            case.clocks[name],
            planned[name].what if name in planned else {},
            planned[name].owner if name in planned else None,
        )
        for name in (*planned, *left)
        if name in case.clocks
    ]


def _jurisdiction(case: Case, policy: Policy) -> JurisdictionAdvice | None:
    if case.jurisdiction is None:
        return None
    body = jurisdiction.refer_to(case.jurisdiction, case.category, policy)
    return JurisdictionAdvice(case.jurisdiction, policy.bodies.get(body or ""))
