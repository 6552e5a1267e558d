"""The evidence of all cases, through the casework that every other command goes through."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from shared.application.casework import Casework
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.errors import CaseNotFound
from shared.domain.evidence.evidence import Evidence
from shared.domain.evidence.limits import Limits
from shared.domain.procedure.evidence import EvidenceCommand
from shared.domain.vocabulary import Role
from shared.ports import PendingEvidence

_EXAMINER = Actor(Role.SYSTEM, "evidence")


@dataclass(frozen=True)
class CaseEvidence:
    """The EvidenceBook over cases. A repeated command finds its work done and stores nothing."""

    casework: Casework
    due: PendingEvidence

    def find(self, reference: str, evidence_id: str) -> Evidence | None:
        try:
            case = self.casework.store.load(reference)
        except CaseNotFound:
            return None
        return case.evidence.get(evidence_id)

    def perform(self, reference: str, command: EvidenceCommand, now: datetime) -> Evidence:
        case = self.casework.perform(reference, command, _EXAMINER, Moment.at(now))
        return case.evidence[command.evidence_id]

    def limits(self, reference: str, usual: Limits) -> Limits:
        version = self.casework.store.load(reference).policy_version
        says = self.casework.policies.version(version).evidence
        return replace(usual, kinds=says.kinds, max_bytes=says.max_bytes)

    def pending(self, now: datetime) -> Iterator[tuple[str, str]]:
        return self.due(now)
