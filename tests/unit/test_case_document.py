"""A case as JSON: short, and the equal case when it is read back."""

from datetime import UTC, datetime

from shared.domain.case.case import Case
from shared.domain.case.case_document import from_document, to_document
from shared.domain.evidence import evidence as evidences
from shared.domain.evidence.evidence import Evidence
from shared.domain.vocabulary import EvidenceState, Role

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
RARE = {"excluded", "barred", "related_to", "children", "hold", "grants", "experts", "mediation"}


def test_what_is_rare_is_written_only_where_it_is_there() -> None:
    assert not RARE & to_document(Case("XT-1")).keys()
    written = to_document(Case("XT-1", hold=True, excluded=("head",)))
    assert RARE & written.keys() == {"hold", "excluded"}
    assert from_document(written) == Case("XT-1", hold=True, excluded=("head",))


def test_a_file_s_sender_is_read_as_the_role_that_it_is() -> None:
    file = Evidence("e1", EvidenceState.AWAITING_UPLOAD, NOON, NOON, sender=Role.OFFICER)
    read = evidences.from_document(evidences.to_document(file))
    assert read == file
    assert type(read.sender) is Role
