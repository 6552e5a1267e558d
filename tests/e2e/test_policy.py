"""An admin changes a deadline on the running system, looks at open cases, and takes it back."""

import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from infra.cli.policy import policy
from infra.local.cloud import Cloud
from infra.policy_tools.policy_file import DEFAULT, load
from shared.aws.cases import DynamoCases
from shared.domain.audit.chain import verify
from shared.domain.case.case import facts
from shared.domain.deadlines import timing
from shared.domain.policy.model import Policy
from tests.e2e.caller import Caller, eventually

pytestmark = pytest.mark.e2e

SHORTER = "test.shorter"
SOME = 5  # complaints before and after


class Admin:
    """The command `redress policy` as somebody types it."""

    def __init__(self, cloud: Cloud, folder: Path) -> None:
        self.port, self.folder = str(cloud.place.port), folder

    def __call__(self, *words: str, expect: int = 0) -> dict[str, Any]:
        result = CliRunner(mix_stderr=False).invoke(policy, [*words, "--port", self.port, "--json"])
        assert result.exit_code == expect, result.output
        told: dict[str, Any] = json.loads(result.stdout) if result.stdout else {}
        return told | {"messages": result.stderr}

    def file(self, version: str, days: int = 15) -> Path:
        text = DEFAULT.read_text(encoding="utf-8")
        text = re.sub(r"(?m)^version: .*$", f"version: {version}", text)
        path = self.folder / f"{version}.yaml"
        path.write_text(text.replace("working_days: 20", f"working_days: {days}"), encoding="utf-8")
        return path

    def plan(self, path: Path) -> tuple[Path, dict[str, Any]]:
        out = path.with_suffix(".plan")
        return out, self("plan", str(path), "--out", str(out), expect=2)


@pytest.fixture
def admin(cloud: Cloud, tmp_path: Path) -> Iterator[Admin]:
    """Leaves the policy in force that was there before, and every case under it."""
    does = Admin(cloud, tmp_path)
    first = does("history")["changes"][0]["version"]
    yield does
    if does("history")["changes"][0]["version"] != first:
        does("revert", "--to", first)
    does("recalculate", "--direction", "all")


@pytest.fixture
def caller(cloud: Cloud) -> Caller:
    return Caller(cloud)


def store(cloud: Cloud) -> DynamoCases:
    client = cloud.client("dynamodb")
    return DynamoCases(client, cloud.outputs["CasesTable"], cloud.outputs["IdentitiesTable"], 8)


def in_force(caller: Caller, version: str) -> None:
    eventually(
        lambda: caller.ask("GET", "/v1/policy", user="admin").body["version"] == version,
    )


def test_a_deadline_is_changed_previewed_moved_and_taken_back(
    cloud: Cloud, caller: Caller, admin: Admin
) -> None:
    reference = caller.file()["reference"]
    promised = store(cloud).load(reference).clocks["resolve"].due_at
    plan, effect = admin.plan(admin.file(SHORTER))
    assert effect["earlier"] >= 1
    assert [one["path"] for one in effect["differences"]] == [
        "clocks.resolve.target.working_days",
        "version",
    ]
    admin("apply", str(plan), "--why", "the minister said so")
    in_force(caller, SHORTER)
    assert store(cloud).load(reference).clocks["resolve"].due_at == promised

    promised_sums = admin("recalculate", "--plan", "--direction", "all")
    done = admin("recalculate", "--direction", "all")
    counted = ("open_cases", "earlier", "later", "unchanged", "newly_overdue", "alerts", "held")
    assert {n: done[n] for n in counted} == {n: promised_sums[n] for n in counted}
    assert {n: done[n] for n in counted} == {n: effect[n] for n in counted}
    moved = store(cloud).load(reference)
    assert moved.clocks["resolve"].due_at < promised
    assert caller.names(reference)[-1] == "retimed"

    admin("revert", "--why", "a mistake")
    changes = admin("history")["changes"]
    assert [one["event"] for one in changes[:2]] == ["policy_reverted", "policy_applied"]
    assert [one["why"] for one in changes[:2]] == ["a mistake", "the minister said so"]
    assert changes[0]["in_force"] and not changes[1]["in_force"]
    in_force(caller, changes[0]["version"])
    assert verify("policy", store(cloud).events("policy")) is None


def test_a_plan_made_from_an_old_policy_is_refused(admin: Admin) -> None:
    first, _ = admin.plan(admin.file("test.first", 14))
    second, _ = admin.plan(admin.file("test.second", 13))
    admin("apply", str(first))
    assert "plan again" in admin("apply", str(second), expect=1)["messages"]
    assert admin("history")["changes"][0]["version"] == "test.first"


def test_an_invalid_policy_never_reaches_appconfig(admin: Admin) -> None:
    before = admin("history")["changes"]
    path = admin.file("test.invalid")
    broken = path.read_text(encoding="utf-8").replace("alert: [duty]", "alert: [nobody]")
    path.write_text(broken, encoding="utf-8")
    told = admin("plan", str(path), expect=1)["messages"]
    assert f"{path}:" in told and "no group of contacts nobody" in told
    plan, _ = admin.plan(admin.file("test.tampered"))
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace('"working_days": 15', '"working_days": -15'), encoding="utf-8")
    assert "was changed after it was made" in admin("apply", str(plan), expect=1)["messages"]
    assert admin("history")["changes"] == before


def test_other_content_under_the_version_in_force_is_refused(admin: Admin) -> None:
    version = admin("history")["changes"][0]["version"]
    plan, _ = admin.plan(admin.file(version))
    assert "new `version`" in admin("apply", str(plan), expect=1)["messages"]


def test_a_policy_for_a_later_day_waits_for_it(admin: Admin) -> None:
    path = admin.file("test.later")
    later = re.sub(r"(?m)^effective_from: .*$", "effective_from: 2031-01-01", path.read_text())
    path.write_text(later, encoding="utf-8")
    plan, _ = admin.plan(path)
    assert "effective from 2031-01-01" in admin("apply", str(plan), expect=1)["messages"]


def test_a_deploy_amid_a_stream_of_complaints_leaves_each_case_under_one_version(
    cloud: Cloud, caller: Caller, admin: Admin
) -> None:
    plan, _ = admin.plan(admin.file("test.midstream", 11))
    references: list[str] = []
    enough = threading.Event()

    def stream() -> None:
        while not enough.wait(0.1):
            references.append(caller.file()["reference"])

    def versions() -> set[str]:
        return {store(cloud).load(reference).policy_version for reference in list(references)}

    citizens = threading.Thread(target=stream)
    citizens.start()
    try:
        eventually(lambda: len(references) >= SOME)
        admin("apply", str(plan))
        eventually(lambda: "test.midstream" in versions())
        filed = len(references)
        eventually(lambda: len(references) >= filed + SOME)
    finally:
        enough.set()
        citizens.join()
    cases = [store(cloud).load(reference) for reference in references]
    assert len({case.policy_version for case in cases}) == 2
    for case in cases:
        document = _document(admin, case.policy_version)
        for name, rule in document.rules_for(facts(case)).items():
            if rule.starts == "filed":
                assert case.received_at is not None
                expected = timing.start(rule, case.received_at, document)
                assert case.clocks[name] == expected


def _document(admin: Admin, version: str) -> Policy:
    path = admin.folder / f"{version}.yaml"
    return load(path if path.exists() else DEFAULT)


def test_each_date_of_a_case_is_explained_in_four_languages(caller: Caller, admin: Admin) -> None:
    reference = caller.file()["reference"]
    told = [
        admin("explain", reference, "--language", language)["clocks"]
        for language in ("fr", "en", "es", "ar")
    ]
    assert len({json.dumps(one) for one in told}) == 4
    for one in told:
        assert {clock["name"] for clock in one} >= {"acknowledge", "resolve"}
        assert all(len(clock["steps"]) >= 4 for clock in one)
    assert "there is no case" in admin("explain", "BF-0000-0000-0", expect=1)["messages"]
