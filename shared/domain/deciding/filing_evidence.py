"""Files of a case; what a file may go through is decided in `evidence_deciding`."""

from dataclasses import replace

from shared.domain.case.change import Draft
from shared.domain.deciding.following import follow
from shared.domain.evidence import decisions as evidence_deciding
from shared.domain.evidence import evidence as evidences
from shared.domain.evidence.commands import EvidenceCommand


@follow.register
def _(command: EvidenceCommand, draft: Draft) -> Draft:
    held, at = draft.case.evidence, draft.moment.recorded_at
    change = evidence_deciding.follow(command, held, draft.policy.evidence, at)
    if change is None:
        return draft
    evidence, data = change.evidence, dict(change.data)
    if change.event == "evidence_requested":
        evidence = replace(evidence, sender=draft.actor.role)
    if change.words is not None:
        draft, text = draft.write("evidence", "internal", change.words)
        evidence, data = replace(evidence, name_text=text["text"]), data | text
    if evidence == held.get(evidence.evidence_id):
        return draft.emit(change.event, data)
    document = evidences.to_document(evidence)
    return draft.emit(change.event, data, evidence={evidence.evidence_id: document})
