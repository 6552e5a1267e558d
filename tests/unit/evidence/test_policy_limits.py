"""Which files a case takes is the policy's word, from the form to the examination."""

import json
from pathlib import Path
from typing import Any

import pytest

from infra.policy_tools.policy_file import DEFAULT, load, load_document
from shared.domain.evidence.kinds import KINDS
from shared.domain.evidence.limits import Limits, limits_of
from shared.policy_schema.parts.windows import EvidencePart
from shared.policy_schema.validation import findings_of
from tests.fakes import a_policy
from tests.template import template
from tests.unit.intake.test_evidence import DECLARED, ask, available
from tests.unit.intake.world import World

RULES: dict[str, Any] = {
    "types": ["pdf", "film"],
    "max_bytes": 100_000,
    "max_files": 1,
    "lock_days": 30,
}


def test_a_policy_that_says_nothing_of_files_means_the_usual() -> None:
    written = {name: one for name, one in load_document(DEFAULT).items() if name != "evidence"}
    assert findings_of(written) == []
    assert a_policy().evidence == limits_of({}) == Limits()
    usual = EvidencePart()
    assert limits_of(usual.model_dump()) == Limits()
    assert usual.types == [*KINDS]
    assert load(DEFAULT).evidence == Limits()


def test_what_examining_costs_is_no_policy_s_business() -> None:
    limits, usual = limits_of(RULES), Limits()
    assert (limits.kinds, limits.max_bytes) == (("pdf", "film"), 100_000)
    assert (limits.max_files, limits.max_requests) == (1, 5)
    assert (limits.max_pixels, limits.memory) == (usual.max_pixels, usual.memory)


def test_what_the_policy_doesn_t_take_is_refused_with_what_it_takes() -> None:
    filed = World(a_policy(evidence=RULES)).file()
    refused = ask(filed, DECLARED)
    assert (refused.status, refused.fields) == (422, ["name"])
    told = refused.json["errors"][0]["message"]
    assert told == "Choose a file of one of these types: .pdf, .mp4, .mov, .3gp."
    letter = {"name": "a.pdf", "content_type": "application/pdf", "sha256": "ab" * 32}
    assert ask(filed, letter | {"size_bytes": 100_001}).fields == ["size_bytes"]
    assert ask(filed, letter | {"size_bytes": 100_000}).status == 201


def test_a_case_holds_no_more_files_than_its_policy_says() -> None:
    filed = World(a_policy(evidence=RULES | {"types": ["jpeg"]})).file()
    available(filed)
    refused = ask(filed, DECLARED)
    assert (refused.status, refused.fields) == (422, ["name"])
    assert "as many files as it may" in refused.text


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"types": []}, ("evidence", "types")),
        ({"types": ["exe"]}, ("evidence", "types", 0)),
        ({"max_bytes": 10**9}, ("evidence", "max_bytes")),
        ({"max_files": 0}, ("evidence", "max_files")),
        ({"lock_days": 36_500}, ("evidence", "lock_days")),
    ],
)
def test_a_mistake_is_told_where_it_stands(change: dict[str, object], place: object) -> None:
    found = findings_of({**load_document(DEFAULT), "evidence": RULES | change})
    assert place in [one.path for one in found]


def test_the_default_policy_says_how_long_the_bucket_locks() -> None:
    parameter = template()["Parameters"]["EvidenceLockDays"]
    shipped = Path("shared/runtime/default_policy.json").read_text(encoding="utf-8")
    assert json.loads(shipped)["evidence"]["lock_days"] == parameter["Default"]
