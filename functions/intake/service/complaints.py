"""Complaints for their complainants: seeing one, acting on it, taking a copy along."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from functions.intake.service.carry_out import carry_out
from functions.intake.service.case_for_complainant import (
    COMPLAINANT,
    CaseForComplainant,
    case_for_complainant,
)
from functions.intake.service.dependencies import Deps
from shared.domain.case.case import Case
from shared.domain.case.moment import Moment
from shared.domain.procedure.command import Command


@dataclass(frozen=True)
class Export:
    """Everything that is kept of a complainant and may be read by them."""

    exported_at: datetime
    identity: Mapping[str, Any] | None
    share_identity: bool
    forgotten: Sequence[str]
    complaint: CaseForComplainant


def open_complaint(deps: Deps, reference: str, code: str) -> Case:
    """Raises CaseNotFound, for an unknown reference and a wrong code alike."""
    return deps.casework.open_with_code(reference, code)


def show_complaint(deps: Deps, case: Case) -> CaseForComplainant:
    """The complaint, and how the case stands that it follows since a merge."""
    if case.parent is None:
        return _show(deps, case)
    return _show(deps, case, _show(deps, deps.casework.store.load(case.parent)))


def act_on_complaint(deps: Deps, case: Case, command: Command, key: str | None) -> Case:
    """The case after the act. Raises NotPossible with the acts that a complainant may do now."""
    moment = Moment.at(deps.clock())
    return carry_out(deps, COMPLAINANT, case.reference, command, moment, key=key)


def export_complaint(deps: Deps, case: Case) -> Export:
    identity = deps.casework.store.identity(case.reference)
    return Export(
        deps.clock(), identity or None, case.share_identity, case.forgotten, _show(deps, case)
    )


def _show(deps: Deps, case: Case, follows: CaseForComplainant | None = None) -> CaseForComplainant:
    store, policy = deps.casework.store, deps.casework.policies.version(case.policy_version)
    events, texts = store.events(case.reference), store.texts(case.reference)
    return case_for_complainant(case, policy, events, texts, follows)
