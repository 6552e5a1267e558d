"""A policy that leaves everything out means the same in its file and in a document of before."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, get_args

import pytest

from infra.policy_tools.policy_file import load_document
from shared.domain.calendar import Rules, Target
from shared.domain.policy.model import Policy, policy_from
from shared.domain.vocabulary import AssignmentRule, LadderAct
from shared.policy_schema.document import PolicyDocument
from shared.policy_schema.parts.base import Part
from shared.policy_schema.validation import findings_of
from tests.unit.policy.small_policy import written_to

SILENT = """\
version: "2026.1"
effective_from: 2026-01-01
office: {name: Office, reference_prefix: XT, languages: [en], time_zone: Africa/Dakar}
calendars: {round_the_clock: {time_zone: Africa/Dakar, always_open: true}}
agencies: {health: {name: Health, contacts: {head: [{email: head@example.org}]}}}
categories: {delay: {name: Delay, agency: health}}
urgency:
  {matrix: {}, levels: [standard], thresholds: {standard: 0}, calendar: round_the_clock}
clocks:
  - {name: resolve, target: {hours: 40}, calendar: round_the_clock}
  - {name: keep_informed, target: {hours: 9}, calendar: round_the_clock}
ladders: {default: [{level: 1, after: {hours: 0}, alert: [head]}]}
"""
SAID = ("always_open", "email")  # what could be left out, but isn't


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    folder: Path = tmp_path_factory.mktemp("policy")
    return load_document(written_to(folder, SILENT))


def test_a_document_without_what_may_be_left_out_reads_as_the_compiled_one(
    compiled: Mapping[str, Any],
) -> None:
    older = without_optionals(compiled, PolicyDocument)
    assert {"windows", "duplicates", "break_glass", "evidence", "lessons"}.isdisjoint(older)
    assert findings_of(older) == []
    new, old, names = policy_from(compiled), policy_from(older), [*read(Policy)]
    assert {"windows", "evidence", "ladders", "round_the_clock"} <= {*names}
    assert {name: getattr(old, name) for name in names} == {
        name: getattr(new, name) for name in names
    }


def test_what_a_silent_policy_means_is_known(compiled: Mapping[str, Any]) -> None:
    policy = policy_from(compiled)
    assert policy.windows == {
        "appeal": Target("calendar_days", 60),
        "reopen": Target("calendar_days", 180),
    }
    assert (policy.duplicates.window, policy.duplicates.similarity) == (
        Target("calendar_days", 30),
        70,
    )
    assert (policy.break_glass_hours, policy.decision_required) == (4, True)
    assert (policy.evidence.max_bytes, policy.evidence.max_files) == (25_000_000, 10)
    assert policy.default_rules == Rules(
        "end_of_period", "receipt_is_day_zero", "working_time", "none"
    )
    assert policy.agencies["health"].assignment.rule is AssignmentRule.BY_HAND
    assert policy.ladders["default"][0].act is LadderAct.NOTIFY
    assert {rule.name: rule.repeats for rule in policy.clock_rules} == {
        "resolve": False,
        "keep_informed": True,
    }


def read(policy: type[Policy]) -> Iterator[str]:
    """The names of what a policy says, but for the document itself."""
    for part in policy.__mro__:
        for name, value in vars(part).items():
            if isinstance(value, property | cached_property) and not name.startswith("_"):
                yield name


def without_optionals(document: Mapping[str, Any], part: type[Part]) -> dict[str, Any]:
    return {
        name: _stripped(document[name], _part_in(field.annotation))
        for name, field in part.model_fields.items()
        if field.is_required() or name in SAID
    }


def _stripped(value: Any, part: type[Part] | None) -> Any:
    if part is None:
        return value
    if isinstance(value, list):
        return [_stripped(one, part) for one in value]
    if value and part.model_fields.keys() >= value.keys():
        return without_optionals(value, part)
    return {name: _stripped(one, part) for name, one in value.items()}


def _part_in(annotation: Any) -> type[Part] | None:
    """The part that a field holds, be it in a list or in a mapping."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    inner = (_part_in(argument) for argument in get_args(annotation))
    return next((part for part in inner if part is not None), None)
