"""From the request to the verdict: what may follow what, and what the sender is told at once."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.evidence.evidence import (
    GIVEN_UP_AFTER,
    Declared,
    Evidence,
    Stored,
    Verdict,
    from_document,
    readable,
    to_document,
)
from shared.domain.evidence.limits import Limits
from shared.domain.evidence.names import kind_of_name
from shared.domain.evidence.refusals import MESSAGES, Refused
from shared.domain.procedure.evidence import EvidenceCommand, RecordDownload, RequestUpload
from shared.domain.procedure.examination import EvidenceArrived, EvidenceExamined, EvidenceExpired
from shared.domain.vocabulary import EvidenceState, Reason
from tests.fakes import NOON
from tests.unit.evidence.fakes import EVIDENCE, LIMITS, minutes

GOOD = Declared("letter.pdf", "application/pdf", 1_000, "ab" * 32)
ORIGINAL = Stored("v1", 1_000)
SOUND = Verdict(None, "pdf", 1_000, "ab" * 32, derivative=True)
LATE = NOON + minutes(5) + GIVEN_UP_AFTER


def refused(declared: Declared, held: dict[str, Evidence] | None = None) -> tuple[Reason, str]:
    with pytest.raises(Refused) as caught:
        RequestUpload("new", declared).transition(held or {}, LIMITS, NOON)
    return caught.value.reason, caught.value.errors[0].field


def lived(*commands: EvidenceCommand) -> Evidence:
    held: dict[str, Evidence] = {}
    for command in (RequestUpload(EVIDENCE, GOOD), *commands):
        change = command.transition(held, LIMITS, LATE if held else NOON)
        if change is not None:
            held[EVIDENCE] = change.evidence
    return held[EVIDENCE]


def test_every_reason_has_words_and_says_what_to_do() -> None:
    assert set(MESSAGES) == set(Reason)
    assert len(Reason) == 7


@pytest.mark.parametrize(
    ("changes", "reason", "field"),
    [
        ({"name": "letter.exe"}, Reason.WRONG_TYPE, "name"),
        ({"name": "letter.exe.pdf"}, Reason.WRONG_TYPE, "name"),
        ({"content_type": "text/html"}, Reason.WRONG_TYPE, "content_type"),
        ({"content_type": "image/png"}, Reason.WRONG_TYPE, "content_type"),
        ({"size_bytes": 0}, Reason.EMPTY, "size_bytes"),
        ({"size_bytes": LIMITS.max_bytes + 1}, Reason.TOO_BIG, "size_bytes"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_before_it_is_sent(
    changes: dict[str, Any], reason: Reason, field: str
) -> None:
    assert refused(replace(GOOD, **changes)) == (reason, field)


def test_the_eleventh_file_is_too_many_and_refused_ones_do_not_count() -> None:
    one = lived()
    ten = {str(at): replace(one, evidence_id=str(at)) for at in range(LIMITS.max_files)}
    assert refused(GOOD, ten) == (Reason.TOO_MANY, "name")
    ten["0"] = replace(one, state=EvidenceState.REJECTED)
    assert RequestUpload("new", GOOD).transition(ten, LIMITS, NOON) is not None
    fifty = {str(at): replace(ten["0"], evidence_id=str(at)) for at in range(LIMITS.max_requests)}
    assert refused(GOOD, fifty) == (Reason.TOO_MANY, "name")


def test_a_form_without_javascript_declares_nothing_and_is_taken() -> None:
    change = RequestUpload("new", Declared()).transition({}, LIMITS, NOON)
    assert change is not None
    assert change.evidence.state is EvidenceState.AWAITING_UPLOAD
    assert change.words is None


def test_the_name_of_a_file_is_words_of_the_case_and_never_part_of_an_event() -> None:
    named = replace(GOOD, name="Awa's scan.pdf")
    change = RequestUpload("new", named).transition({}, LIMITS, NOON)
    assert change is not None
    assert change.words == {"name": "Awa's scan.pdf"}
    assert "Awa" not in str(change.data) + str(to_document(change.evidence))


@pytest.mark.parametrize(
    "name", ["رسالة.pdf", "Reçu du 3.2.2026.PDF", "scan.v2.final.jpeg", "نامه‌ها.pdf"]
)
def test_honest_names_in_any_language_are_taken(name: str) -> None:
    assert kind_of_name(name) is not None


def test_a_file_that_came_and_is_sound_is_available_with_what_was_found() -> None:
    derivative = Stored("d1", 900, "cd" * 32)
    evidence = lived(
        EvidenceArrived(EVIDENCE, ORIGINAL), EvidenceExamined(EVIDENCE, "v1", SOUND, derivative)
    )
    assert evidence.state is EvidenceState.AVAILABLE
    assert readable(evidence, from_office=True) == ("original", Stored("v1", 1_000, "ab" * 32))
    assert readable(evidence, from_office=False) == ("derivative", derivative)


def test_without_a_derivative_an_agency_reads_nothing() -> None:
    sound = replace(SOUND, derivative=False)
    evidence = lived(EvidenceArrived(EVIDENCE, ORIGINAL), EvidenceExamined(EVIDENCE, "v1", sound))
    assert readable(evidence, from_office=False) is None
    assert readable(evidence, from_office=True) is not None


@pytest.mark.parametrize(
    "commands",
    [
        (),
        (EvidenceArrived(EVIDENCE, ORIGINAL),),
        (EvidenceExamined(EVIDENCE, "v1", SOUND),),
        (EvidenceArrived(EVIDENCE, ORIGINAL), EvidenceExamined(EVIDENCE, "v2", SOUND)),
        (
            EvidenceArrived(EVIDENCE, ORIGINAL),
            EvidenceExamined(EVIDENCE, "v1", replace(SOUND, reason=Reason.INFECTED)),
        ),
        (EvidenceExpired(EVIDENCE),),
    ],
)
def test_nobody_reads_what_is_in_quarantine_refused_or_judged_as_another_version(
    commands: tuple[EvidenceCommand, ...],
) -> None:
    assert readable(lived(*commands), from_office=True) is None


def test_nothing_becomes_available_without_having_been_read() -> None:
    unread = EvidenceExamined(EVIDENCE, "v1", replace(SOUND, sha256=None))
    with pytest.raises(ValueError, match="read"):
        lived(EvidenceArrived(EVIDENCE, ORIGINAL), unread)


def test_an_upload_expires_when_it_is_given_up_and_not_a_second_before() -> None:
    held = {EVIDENCE: lived()}
    early = EvidenceExpired(EVIDENCE).transition(held, LIMITS, LATE - minutes(0.02))
    assert early is None
    expired = EvidenceExpired(EVIDENCE).transition(held, LIMITS, LATE)
    assert expired is not None
    assert expired.evidence.state is EvidenceState.EXPIRED
    assert expired.evidence.reason is Reason.NOT_UPLOADED


def test_a_file_that_comes_after_it_expired_is_examined_all_the_same() -> None:
    evidence = lived(EvidenceExpired(EVIDENCE), EvidenceArrived(EVIDENCE, ORIGINAL))
    assert (evidence.state, evidence.reason) == (EvidenceState.SCANNING, None)


def test_a_download_is_an_event_and_only_of_what_is_available() -> None:
    download = RecordDownload(EVIDENCE, "original", "v1")
    assert download.transition({EVIDENCE: lived()}, LIMITS, NOON) is None
    arrived, examined = EvidenceArrived(EVIDENCE, ORIGINAL), EvidenceExamined(EVIDENCE, "v1", SOUND)
    change = download.transition({EVIDENCE: lived(arrived, examined)}, LIMITS, NOON)
    assert change is not None
    assert change.event == "evidence_downloaded"
    assert change.data == {"evidence": EVIDENCE, "copy": "original", "version": "v1"}


COMMANDS: tuple[EvidenceCommand, ...] = (
    RequestUpload(EVIDENCE, GOOD),
    EvidenceArrived(EVIDENCE, ORIGINAL),
    EvidenceArrived(EVIDENCE, Stored("v2", 7, sequencer="02")),
    EvidenceExamined(EVIDENCE, "v1", SOUND, Stored("d1", 900, "cd" * 32)),
    EvidenceExamined(EVIDENCE, "v2", replace(SOUND, reason=Reason.WRONG_TYPE)),
    EvidenceExpired(EVIDENCE),
)


@given(st.lists(st.sampled_from(COMMANDS), max_size=12))
def test_whatever_comes_in_whatever_order_a_verdict_stays_and_is_about_what_was_pinned(
    commands: list[EvidenceCommand],
) -> None:
    evidence = lived()
    for command in commands:
        change = command.transition({EVIDENCE: evidence}, Limits(), LATE)
        after = change.evidence if change else evidence
        if evidence.state in (EvidenceState.AVAILABLE, EvidenceState.REJECTED):
            assert after == evidence
        if evidence.original is not None:
            assert after.original is not None
            assert after.original.version_id == evidence.original.version_id
        if after.state is EvidenceState.AVAILABLE:
            assert after.original == Stored("v1", 1_000, "ab" * 32)
        evidence = after
        assert from_document(to_document(evidence)) == evidence
