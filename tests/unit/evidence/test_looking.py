"""Rows 36 to 41 of the fault table: uploads and events that go wrong, and what comes of it."""

import json
import sys
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest
from aws_lambda_powertools import Logger

from functions.evidence.bucket_events import BucketEvents, Evidence, Reconciler
from functions.evidence.examination.signature_scanner import EICAR
from functions.evidence.examine_step import ObjectSeen
from shared.domain.errors import Unavailable
from shared.domain.evidence.evidence import Declared, Malware, readable
from shared.domain.vocabulary import EvidenceState, Reason
from tests.fakes import NOON
from tests.unit.evidence.bench import (
    KEY,
    ONE_LIFE,
    PHOTO,
    Bench,
    Remaining,
    a_bench,
    created,
    scanned,
)
from tests.unit.evidence.fakes import (
    EVIDENCE,
    LOCKED_FOR,
    REFERENCE,
    FakeBook,
    FakeVault,
    a_look,
    minutes,
)
from tests.unit.evidence.making import png


def test_a_photo_that_comes_is_available_and_its_derivative_is_kept() -> None:
    bench = a_bench()
    assert bench.deliver(created(bench.vault.put(PHOTO))) == []
    assert bench.book.events == ONE_LIFE
    evidence = bench.book.held[REFERENCE][EVIDENCE]
    found = readable(evidence, from_office=False)
    assert found is not None
    assert found[1].version_id == "d1"
    assert evidence.original is not None
    assert evidence.original.sha256 == evidence.sha256


def test_the_version_is_looked_up_where_the_event_names_none() -> None:
    bench = a_bench()
    bench.vault.put(PHOTO)
    bench.deliver(created())
    assert bench.state is EvidenceState.AVAILABLE


# Row 36: the upload never completes.


def test_an_upload_that_never_comes_expires_for_its_sender_to_see() -> None:
    bench = a_bench()
    assert bench.reconcile(4) == {}
    assert bench.reconcile(60) == {"awaiting_upload": 1}
    assert bench.reconcile(126) == {"expired": 1}
    assert bench.reason is Reason.NOT_UPLOADED
    assert bench.reconcile(300) == {}


def test_nothing_expires_while_the_bucket_cannot_be_asked() -> None:
    bench = a_bench()
    bench.vault.denied = True
    assert bench.reconcile(126) == {"failed": 1}
    assert bench.state is EvidenceState.AWAITING_UPLOAD


def test_a_file_that_comes_after_it_expired_is_not_lost() -> None:
    bench = a_bench()
    bench.reconcile(126)
    bench.deliver(created(bench.vault.put(PHOTO)))
    assert bench.state is EvidenceState.AVAILABLE


# Row 37: the upload is cut in the middle.


@pytest.mark.parametrize("content", [PHOTO[:-50], PHOTO[:100], PHOTO + b"\x00", png()])
def test_what_is_not_what_was_declared_is_told_as_not_uploaded(content: bytes) -> None:
    bench = a_bench()
    bench.deliver(created(bench.vault.put(content)))
    assert (bench.state, bench.reason) == (EvidenceState.REJECTED, Reason.NOT_UPLOADED)
    assert bench.vault.derivatives == []


# Row 38: the object is replaced between scan and read.


def test_an_object_swapped_while_it_is_read_changes_nothing() -> None:
    bench = a_bench(Declared())
    bench.vault.on_read = lambda: None if len(bench.vault.versions) > 1 else swap(bench)
    bench.deliver(created(bench.vault.put(PHOTO)))
    evidence = bench.book.held[REFERENCE][EVIDENCE]
    assert len(bench.vault.versions) == 2
    assert evidence.original is not None
    assert evidence.original.version_id == "v1"
    assert bench.deliver(created("v2", "02")) == []
    assert bench.book.held[REFERENCE][EVIDENCE] == evidence


def swap(bench: Bench) -> None:
    bench.vault.put(EICAR)


def test_an_object_swapped_between_arrival_and_reading_is_read_as_it_arrived() -> None:
    bench = a_bench(Declared())
    first = bench.vault.put(PHOTO)
    bench.vault.verdicts[first] = Malware.UNKNOWN
    bench.deliver(created(first))
    bench.vault.put(EICAR)
    bench.vault.verdicts[first] = Malware.CLEAN
    bench.deliver(created("v2", "02"))
    evidence = bench.book.held[REFERENCE][EVIDENCE]
    assert evidence.state is EvidenceState.AVAILABLE
    assert evidence.original is not None
    assert evidence.original.version_id == first


def test_a_clean_verdict_on_one_version_says_nothing_of_another() -> None:
    bench = a_bench(Declared())
    first, second = bench.vault.put(PHOTO), bench.vault.put(PHOTO)
    bench.vault.verdicts = {first: Malware.UNKNOWN, second: Malware.CLEAN}
    assert bench.deliver(created(first), scanned(second)) == ["0", "1"]
    assert bench.state is EvidenceState.SCANNING


# Row 39: events come twice, out of order, or not at all.


def test_events_that_come_twice_have_one_effect() -> None:
    bench = a_bench()
    version = bench.vault.put(PHOTO)
    assert bench.deliver(*[created(version)] * 3) == []
    assert bench.deliver(created(version), scanned(version)) == []
    assert bench.book.events == ONE_LIFE
    assert len(bench.vault.derivatives) == 1


def test_events_out_of_order_come_to_an_end_that_holds() -> None:
    bench = a_bench()
    first, second = bench.vault.put(PHOTO), bench.vault.put(PHOTO)
    assert bench.deliver(scanned(second), created(second, "02"), created(first, "01")) == []
    assert bench.book.events == ONE_LIFE


def test_an_event_that_never_came_is_made_up_for_by_the_reconciler() -> None:
    bench = a_bench()
    bench.vault.put(PHOTO)
    assert bench.reconcile(6) == {"available": 1}
    assert bench.reconcile(12) == {}
    assert bench.book.events == ONE_LIFE


def test_an_event_before_the_object_can_be_seen_waits() -> None:
    bench = a_bench()
    assert bench.deliver(created("v1")) == []
    assert bench.state is EvidenceState.AWAITING_UPLOAD
    bench.vault.put(PHOTO)
    assert bench.reconcile(6) == {"available": 1}


@pytest.mark.parametrize(
    "event",
    [
        created(key="evidence/BF-1/x/derivative"),
        created(key="evidence/BF-1/x/original/more"),
        created(key="audit/heads/original"),
        created(key="evidence/BF-NOBODY/x/original"),
        {"detail-type": "Object Deleted", "detail": {"object": {"key": KEY}}},
        {},
    ],
)
def test_events_about_anything_else_are_left_alone(event: Mapping[str, Any]) -> None:
    bench = a_bench()
    bench.vault.put(PHOTO)
    assert bench.deliver(event) == []
    assert bench.state is EvidenceState.AWAITING_UPLOAD


def test_one_bad_message_never_stops_the_others() -> None:
    bench = a_bench()
    bench.vault.put(PHOTO)
    broken = {"detail-type": "Object Created", "detail": {}}
    assert bench.deliver(broken, created()) == ["0"]
    assert bench.state is EvidenceState.AVAILABLE


def test_a_reconciler_short_of_time_leaves_the_rest_to_the_next() -> None:
    bench = a_bench()
    bench.vault.put(PHOTO)
    assert bench.reconcile(6, left=1_000) == {"left": 1}
    assert bench.state is EvidenceState.AWAITING_UPLOAD


def test_one_function_serves_the_queue_and_the_schedule() -> None:
    bench = a_bench()
    look = a_look(bench.book, bench.vault)
    log = Logger(service="evidence", level="CRITICAL")
    arrivals = BucketEvents(look, lambda: bench.now, log)
    both = Evidence(arrivals, Reconciler(look, lambda: bench.now, log))
    assert both({"Records": []}, Remaining(900_000)) == {"batchItemFailures": []}
    bench.vault.put(PHOTO)
    bench.now = NOON + minutes(6)
    assert both({}, Remaining(900_000)) == {"available": 1}


def test_the_reconciler_goes_by_the_time_that_its_schedule_stands_for() -> None:
    bench = a_bench()
    log = Logger(service="evidence", level="CRITICAL")
    reconcile = Reconciler(a_look(bench.book, bench.vault), lambda: bench.now, log)
    assert reconcile({"now": "<aws.scheduler.scheduled-time>"}, Remaining(900_000)) == {}
    assert reconcile({"now": "2026-11-24T15:00:00Z"}, Remaining(900_000)) == {"expired": 1}


# Row 40 (corrupted bytes) is an AWS matter: tests/integration/evidence.


# Row 41: the key is disabled, access is denied, the scanner has no answer.


def test_with_a_disabled_key_a_file_stays_in_quarantine_and_is_tried_again() -> None:
    bench = a_bench()
    version = bench.vault.put(PHOTO)
    bench.vault.verdicts[version] = Malware.UNKNOWN
    bench.deliver(created(version))
    bench.vault.verdicts, bench.vault.denied = {}, True
    assert bench.deliver(created(version)) == ["0"]
    assert bench.reconcile(6) == {"failed": 1}
    assert bench.state is EvidenceState.SCANNING
    assert readable(bench.book.held[REFERENCE][EVIDENCE], from_office=True) is None
    bench.vault.denied = False
    assert bench.reconcile(12) == {"available": 1}


def test_nothing_is_opened_before_the_scanner_has_answered() -> None:
    bench = a_bench()
    version = bench.vault.put(PHOTO)
    bench.vault.verdicts[version] = Malware.UNKNOWN
    bench.vault.on_read = lambda: pytest.fail("read before it was scanned")
    assert bench.deliver(created(version)) == ["0"]
    assert bench.state is EvidenceState.SCANNING
    bench.vault.verdicts[version] = Malware.INFECTED
    assert bench.deliver(scanned(version)) == []
    assert (bench.state, bench.reason) == (EvidenceState.REJECTED, Reason.INFECTED)


def test_a_table_that_fails_after_the_examination_costs_one_more_examination() -> None:
    bench = a_bench()
    version = bench.vault.put(PHOTO)
    bench.vault.on_read = lambda: setattr(bench.book, "failing", True)
    assert bench.deliver(created(version)) == ["0"]
    assert bench.state is EvidenceState.SCANNING
    bench.vault.on_read, bench.book.failing = None, False
    assert bench.deliver(created(version)) == []
    evidence = bench.book.held[REFERENCE][EVIDENCE]
    assert evidence.derivative is not None
    assert evidence.derivative.version_id == "d2"


def test_a_pinned_version_that_is_gone_is_told_as_not_uploaded() -> None:
    bench = a_bench()
    version = bench.vault.put(PHOTO)
    bench.vault.verdicts[version] = Malware.UNKNOWN
    bench.deliver(created(version))
    bench.vault.versions.clear()
    bench.vault.verdicts.clear()
    assert bench.reconcile(6) == {"rejected": 1}
    assert bench.reason is Reason.NOT_UPLOADED


def test_a_look_at_what_nobody_asked_for_stores_nothing() -> None:
    book, vault = FakeBook(), FakeVault()
    vault.put(PHOTO)
    assert a_look(book, vault)(REFERENCE, EVIDENCE, ObjectSeen(), NOON) == "unknown"
    assert book.changes == []


def test_the_log_says_which_and_what_and_nothing_that_somebody_wrote(
    capsys: pytest.CaptureFixture[str],
) -> None:
    bench = a_bench(Declared("canary-Awa.txt", "text/plain"))
    bench.vault.put(b"canary words")
    bench.book.failing = True
    log = Logger(service="evidence-log", stream=sys.stdout)
    arrivals = BucketEvents(a_look(bench.book, bench.vault), lambda: NOON, log)
    arrivals({"Records": [{"messageId": "1", "body": json.dumps(created())}]}, None)
    written = capsys.readouterr()
    lines = [json.loads(line) for line in written.out.splitlines()]
    assert [line["message"] for line in lines] == ["evidence_failed", "evidence"]
    assert lines[0]["error"] == "Unavailable"
    assert "canary" not in written.out + written.err


def test_unavailable_is_what_a_denied_vault_raises() -> None:
    bench = a_bench()
    bench.vault.denied = True
    with pytest.raises(Unavailable):
        a_look(bench.book, bench.vault)(REFERENCE, EVIDENCE, ObjectSeen(), NOON)


# GuardDuty's five results, and none: each comes to an end.


@pytest.mark.parametrize(
    ("verdict", "state", "reason"),
    [
        (Malware.CLEAN, EvidenceState.AVAILABLE, None),
        (Malware.INFECTED, EvidenceState.REJECTED, Reason.INFECTED),
        (Malware.UNSCANNABLE, EvidenceState.REJECTED, Reason.PASSWORD_PROTECTED),
        (Malware.FAILED, EvidenceState.REJECTED, Reason.NOT_UPLOADED),
        (Malware.UNKNOWN, EvidenceState.REJECTED, Reason.NOT_UPLOADED),
    ],
)
def test_every_verdict_comes_to_an_end_within_a_day(
    verdict: Malware, state: EvidenceState, reason: Reason | None
) -> None:
    bench = a_bench()
    bench.vault.verdicts[bench.vault.put(PHOTO)] = verdict
    bench.deliver(created("v1"))
    for hour in range(1, 25):
        bench.reconcile(60 * hour)
    assert (bench.state, bench.reason) == (state, reason)


def test_a_scan_without_a_verdict_is_waited_for_a_whole_day() -> None:
    bench = a_bench()
    bench.vault.verdicts[bench.vault.put(PHOTO)] = Malware.UNKNOWN
    bench.deliver(created("v1"))
    assert bench.reconcile(24 * 60 - 1) == {"failed": 1}
    assert bench.state is EvidenceState.SCANNING
    assert bench.reconcile(24 * 60) == {"rejected": 1}


def test_a_scan_that_failed_is_asked_for_again_within_the_hour_and_not_for_ever() -> None:
    bench = a_bench()
    version = bench.vault.put(PHOTO)
    bench.vault.verdicts[version] = Malware.FAILED
    bench.deliver(created(version))
    bench.reconcile(59)
    assert bench.vault.scans_asked_for == [version, version]
    bench.reconcile(60)
    assert bench.vault.scans_asked_for == [version, version]
    bench.vault.verdicts[version] = Malware.CLEAN
    assert bench.reconcile(66) == {"available": 1}


def test_what_arrived_is_locked_before_anybody_opens_it() -> None:
    bench = a_bench()
    version = bench.vault.put(PHOTO)
    until = bench.book.held[REFERENCE][EVIDENCE].expires_at + LOCKED_FOR
    bench.vault.on_read = lambda: seen.append(dict(bench.vault.locks))
    seen: list[dict[str, datetime]] = []
    bench.deliver(created(version), created(version))
    assert seen == [{version: until}]
    assert bench.vault.locks == {version: until, "d1": until}
