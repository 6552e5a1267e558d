"""The procedure's tables, made of its acts: which status admits what, and who has the right."""

from collections.abc import Mapping

from shared.domain.case.case import Case
from shared.domain.errors import NotPossible
from shared.domain.policy.model import Policy
from shared.domain.procedure import (
    alerts,
    assessment,
    closing,
    complainant,
    correspondence,
    decision,
    evidence,
    examination,
    experts,
    filing,
    handling,
    mediation,
    merging,
    privacy,
    safeguards,
)
from shared.domain.procedure.command import Command, acts
from shared.domain.vocabulary import CommandName, Status

# One module for each phase. Importing them is what makes their commands known.
PHASES = (
    *(filing, assessment, merging, handling, correspondence, mediation, decision, closing),
    *(safeguards, experts, complainant, privacy, alerts, evidence, examination),
)
_BY_NAME = {one.name: one for one in acts()}
ACTS: Mapping[CommandName, type[Command]] = {
    name: _BY_NAME[name] for name in CommandName if name in _BY_NAME
}
ADMITTED: Mapping[CommandName, frozenset[Status]] = {
    name: one.when for name, one in ACTS.items() if one.when
}


def admits(case: Case, command: CommandName, policy: Policy) -> bool:
    return case.status in ACTS[command].admitted_under(policy)


def possible(case: Case, policy: Policy) -> tuple[CommandName, ...]:
    """Lists what the status admits now, in alphabetical order, whoever asks."""
    offered = (name for name, one in ACTS.items() if one.offered)
    return tuple(sorted(name for name in offered if admits(case, name, policy)))


def require(case: Case, command: CommandName, policy: Policy) -> None:
    if not admits(case, command, policy):
        raise NotPossible(command, case.status, possible(case, policy))
