"""What other systems' own tests expect, against our calendar."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.deadline_vectors import main, run

DATA = Path(__file__).parent.parent / "data" / "deadline_vectors.json"
WEEK = {"mon": [["09:00", "17:00"]], "tue": [["09:00", "17:00"]]}


def report_on(*vectors: dict[str, Any]) -> dict[str, Any]:
    calendars = {"office": {"timezone": "Europe/Paris", "weekly_hours": WEEK}}
    named = [{"id": "one", "calendar": "office", **vector} for vector in vectors]
    return run({"calendars": calendars, "vectors": named})


def test_every_deadline_of_the_other_systems_comes_out_as_they_expect_it() -> None:
    report = run(json.loads(DATA.read_text(encoding="utf-8")))
    assert report["failures"] == []
    assert report["passed"] == 152


def test_only_rules_in_words_are_left_to_the_tests_of_clocks() -> None:
    report = run(json.loads(DATA.read_text(encoding="utf-8")))
    left = {op for op, counts in report["by_op"].items() if counts["unsupported"]}
    assert left == {"behaviour", "state"}


def test_local_times_and_offsets_name_the_same_instants() -> None:
    report = report_on(
        {
            "op": "deadline",
            "input": {"start": "2026-03-02T16:00:00", "hours": 2},
            "expected": {"due": "2026-03-03T10:00:00"},
        },
        {
            "op": "deadline",
            "input": {"start": "2026-03-02T15:00:00Z", "minutes": 120},
            "expected": {"due": "2026-03-03T09:00:00+00:00"},
        },
    )
    assert (report["passed"], report["failed"]) == (2, 0)


def test_a_wrong_answer_and_a_calendar_that_breaks_are_failures() -> None:
    report = report_on(
        {
            "op": "is_working_time",
            "input": {"at": "2026-03-02T08:00:00"},
            "expected": {"working": True},
        },
        {"op": "deadline", "input": {"start": "2026-03-02T08:00:00"}, "expected": {"due": None}},
    )
    assert (report["passed"], report["failed"]) == (0, 2)
    assert report["failures"][0]["actual"] == {"working": False}


def test_the_command_prints_one_json_document_and_says_by_its_code_whether_all_is_well(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main([str(DATA), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["failed"] == 0
    wrong = json.loads(DATA.read_text(encoding="utf-8"))
    wrong["vectors"] = [{**wrong["vectors"][0], "expected": {"due": "2013-03-21T10:31:00Z"}}]
    (tmp_path / "wrong.json").write_text(json.dumps(wrong), encoding="utf-8")
    assert main([str(tmp_path / "wrong.json")]) == 1
    assert "V001" in capsys.readouterr().out
