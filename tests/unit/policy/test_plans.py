"""Plans as files, their differences, and the schema that editors use."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it has no stubs
from ruamel.yaml import YAML

from infra.policy_tools.grammar import json_schema
from infra.policy_tools.plan_file import PlanRefused, PolicyPlan, fingerprint, read_plan
from infra.policy_tools.policy_file import DEFAULT, load_document
from infra.policy_tools.yaml_source import read
from shared.policy_schema.differences import Difference, differences
from tests.unit.policy.small_policy import SMALL, written_to


def a_plan(folder: Path) -> tuple[Path, PolicyPlan]:
    policy = json.loads(json.dumps(load_document(written_to(folder)), default=str))
    plan = PolicyPlan(
        "before", "0" * 64, policy, {"open_cases": 0}, "admin", "2026-11-23T12:00:00Z"
    )
    path = folder / "a.plan"
    plan.write(path)
    return path, plan


def test_a_plan_comes_back_from_its_file_as_it_was(tmp_path: Path) -> None:
    path, plan = a_plan(tmp_path)
    assert read_plan(path) == plan
    assert plan.changed


def test_an_edited_plan_is_refused(tmp_path: Path) -> None:
    path, _ = a_plan(tmp_path)
    text = path.read_text(encoding="utf-8").replace('"working_days": 20', '"working_days": 30')
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PlanRefused, match="was changed after it was made"):
        read_plan(path)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"hash": "", "format": 1}', "version: 1"])
def test_what_is_no_plan_is_refused_with_a_remedy(tmp_path: Path, text: str) -> None:
    path = tmp_path / "no.plan"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PlanRefused, match="make one with `redress policy plan"):
        read_plan(path)


def test_differences_name_clocks_levels_and_holidays_and_not_places(tmp_path: Path) -> None:
    before = load_document(written_to(tmp_path))
    changed = (
        SMALL.replace("{working_days: 20}", "{working_days: 15}")
        .replace("after: {working_days: 2}", "after: {working_days: 3}")
        .replace("add: [2026-12-24]", "add: [2026-12-31]")
    )
    after = load_document(written_to(tmp_path, changed))
    found = {one.path: (one.before, one.after) for one in differences(before, after)}
    assert found == {
        "clocks.resolve.target.working_days": (20, 15),
        "ladders.default.2.after.working_days": (2, 3),
        "calendars.office_hours.holidays.2026-12-24": (True, None),
        "calendars.office_hours.holidays.2026-12-31": (None, True),
    }


def test_the_same_policy_has_no_differences_and_one_fingerprint(tmp_path: Path) -> None:
    document = load_document(written_to(tmp_path))
    shuffled = dict(reversed(list(document.items())))
    assert differences(document, shuffled) == []
    assert fingerprint(document) == fingerprint(shuffled)
    assert Difference("a", 1, 2) in differences({"a": 1}, {"a": 2})


def test_the_schema_is_one_and_admits_every_file_that_we_ship() -> None:
    Draft202012Validator.check_schema(json_schema())
    assert json_schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    shipped = [DEFAULT, *DEFAULT.parent.glob("presets/*.yaml")]
    for path in (one for one in shipped if ".mapping" not in one.name):
        found = list(Draft202012Validator(json_schema()).iter_errors(read(path).content))
        assert not found, (path, found[:1])


def test_the_schema_refuses_what_has_no_meaning() -> None:
    content = YAML(typ="safe", pure=True).load(SMALL.replace("paused_by", "paused"))
    assert list(
        Draft202012Validator(json_schema()).iter_errors(
            json.loads(json.dumps(content, default=str))
        )
    )
