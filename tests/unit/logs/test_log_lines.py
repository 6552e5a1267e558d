"""What somebody wrote never reaches a log, whichever way it is handed to a logger."""

import ast
import json
import logging
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from aws_lambda_powertools import Logger
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.reference import new_reference
from shared.runtime.log_fields import FIELDS, MESSAGES, allowed
from shared.runtime.observability import AllowList, guarded, logger

CANARY = "Xqz Awa canary"
NESTED = st.recursive(
    st.text().map(lambda text: CANARY + text) | st.just(CANARY.encode()) | st.just(22_670_123_456),
    lambda inner: st.lists(inner, min_size=1) | st.dictionaries(st.just(CANARY), inner, min_size=1),
    max_leaves=4,
)
_NUMBERS = count()
REFERENCE = new_reference("BF", bytes(8))


class CanaryError(Exception):
    """Its text holds what somebody wrote."""


def _fails(text: str) -> None:
    raise CanaryError(text)


class Written:
    def __init__(self) -> None:
        self.stream = StringIO()
        self.log: Logger = logger(f"lines-{next(_NUMBERS)}", self.stream)

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.stream.getvalue().splitlines()]

    @property
    def text(self) -> str:
        return self.stream.getvalue()


@pytest.fixture(autouse=True)
def _root_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers = {each: each.formatter for each in root.handlers}
    yield
    root.handlers = list(handlers)
    for each, form in handlers.items():
        each.setFormatter(form)


@given(st.sampled_from([*sorted(FIELDS), "name", "text", "event"]), NESTED)
def test_no_field_takes_what_somebody_wrote(name: str, value: object) -> None:
    assert allowed({name: value}) == ({}, 1)


@given(st.dictionaries(st.text(min_size=1).map(lambda one: f"x{one}"), NESTED, max_size=5), NESTED)
def test_whatever_is_logged_is_one_line_of_json_without_it(
    extra: dict[str, object], message: object
) -> None:
    written = Written()
    written.log.info(message, extra=extra)
    (line,) = written.lines()
    assert line["message"] == "unlisted"
    assert line["dropped_fields"] == len(extra) + 2  # the message, and the odd name of the service
    assert "canary" not in written.text
    assert "22670123456" not in written.text


def test_a_message_with_arguments_is_dropped_however_its_words_read() -> None:
    written = Written()
    written.log.info("request %s", CANARY)
    written.log.info("request", CANARY)
    assert [one["message"] for one in written.lines()] == ["unlisted", "unlisted"]
    assert "canary" not in written.text


def test_of_an_error_only_kind_and_place_are_written() -> None:
    written = Written()
    try:
        _fails(CANARY)
    except CanaryError as error:
        error.add_note(CANARY)
        written.log.exception("request", stack_info=True)
        written.log.warning("request", exc_info=error, extra={"why": error})
    for line in written.lines():
        assert line["error"].startswith("CanaryError at test_log_lines.py:")
    assert CANARY not in written.text


def test_keys_that_stand_in_every_line_are_held_to_the_list_too() -> None:
    written = Written()
    written.log.append_keys(case=REFERENCE, complainant=CANARY)
    written.log.info("request", extra={"status": 200})
    (line,) = written.lines()
    assert line["status"] == 200
    assert "canary" not in written.text


def test_libraries_write_in_the_same_form(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = StringIO()
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [logging.StreamHandler(stream)])
    logger("intake")
    for name in ("botocore.parsers", "chalice", "urllib3.connectionpool", "root"):
        try:
            _fails(CANARY)
        except CanaryError:
            logging.getLogger(name).warning("answer: %s", CANARY, exc_info=True)
    told = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [one["message"] for one in told] == ["unlisted"] * 4
    assert CANARY not in stream.getvalue()


def test_a_root_without_a_handler_gets_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [])
    logger("intake")
    assert [type(each.formatter) for each in root.handlers] == [AllowList]


def test_an_error_that_leaves_a_handler_has_its_kind_and_place_alone() -> None:
    with pytest.raises(Exception, match=r"^test_log_lines\.py:\d+$") as caught:
        guarded(lambda *_: _fails(CANARY))({}, None)
    assert type(caught.value).__name__ == "CanaryError"
    assert caught.value.__context__ is None
    assert guarded(lambda event, _context: event)(7, None) == 7


def test_what_should_be_written_is() -> None:
    fields = {
        "case": REFERENCE,
        "duration_ms": 12,
        "evidence": "0" * 32,
        "looks": {"available": 2},
        "route": "/v1/cases/{reference}",
        "service": "intake",
        "error": "CanaryError at test_log_lines.py:7",
        "contacts": ["health.head.0"],
    }
    assert allowed(fields | {"request": None}) == (fields, 0)


def test_an_error_or_a_file_that_this_process_does_not_know_is_no_kind_and_no_place() -> None:
    for told in ("AwaError", "ValueError at awa.py:3", "ValueError at test_log_lines.py:Awa"):
        assert allowed({"error": told}) == ({}, 1)


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for path in (*Path("functions").rglob("*.py"), *Path("shared").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = ast.unparse(node.func.value).lower()
                if owner.endswith("log") and node.func.attr in ("info", "warning", "error"):
                    yield str(path), node


def test_every_line_that_the_code_writes_is_listed() -> None:
    """A new message or field stands in shared/runtime/log_fields.py, in the narrowest shape."""
    calls = list(_calls())
    assert len(calls) >= 15
    for path, call in calls:
        (message,) = call.args
        assert isinstance(message, ast.Constant), path
        assert message.value in MESSAGES, (path, message.value)
        named = [each.arg for each in call.keywords if each.arg not in ("extra", "exc_info")]
        for extra in (each.value for each in call.keywords if each.arg == "extra"):
            if isinstance(extra, ast.Dict):
                keys = (each for each in extra.keys if isinstance(each, ast.Constant))
                named += [str(each.value) for each in keys]
        assert set(named) <= set(FIELDS), (path, named)


def test_a_line_says_when_in_utc_whatever_the_zone_of_the_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TZ", "Asia/Kathmandu")
    time.tzset()
    stream = StringIO()
    try:
        logger(f"zone{next(_NUMBERS)}", stream).info("ticked")
    finally:
        monkeypatch.undo()
        time.tzset()
    told = datetime.fromisoformat(json.loads(stream.getvalue())["timestamp"])
    assert told.utcoffset() == timedelta(0)
    assert abs(datetime.now(UTC) - told) < timedelta(minutes=5)
