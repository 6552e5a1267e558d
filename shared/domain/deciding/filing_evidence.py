"""Files of a case; what a file may go through is decided in `evidence_deciding`."""

from dataclasses import replace

from shared.domain.case.change import Change
from shared.domain.deciding.following import follow
from shared.domain.evidence import decisions as evidence_deciding
from shared.domain.evidence import evidence as evidences
from shared.domain.evidence.commands import EvidenceCommand
from shared.domain.vocabulary import Audience, EventName, TextKind


@follow.register
def _(command: EvidenceCommand, change: Change) -> Change:
    held, at = change.case.evidence, change.moment.recorded_at
    found = evidence_deciding.follow(command, held, change.policy.evidence, at)
    if found is None:
        return change
    evidence, data = found.evidence, dict(found.data)
    if found.event == EventName.EVIDENCE_REQUESTED:
        evidence = replace(evidence, sender=change.actor.role)
    if found.words is not None:
        change, text = change.write(TextKind.EVIDENCE, Audience.INTERNAL, found.words)
        evidence, data = replace(evidence, name_text=text["text"]), data | text
    if evidence == held.get(evidence.evidence_id):
        return change.emit(found.event, data)
    document = evidences.to_document(evidence)
    return change.emit(found.event, data, evidence={evidence.evidence_id: document})
