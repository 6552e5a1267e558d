"""`redress policy validate`: for people, for machines, for a shell's exit code."""

import json
from pathlib import Path

from click.testing import CliRunner

from infra.cli.policy import policy
from infra.policy_tools.policy_file import DEFAULT, SHIPPED
from tests.unit.policy.small_policy import SMALL, written_to


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner(mix_stderr=False).invoke(policy, list(words))
    return result.exit_code, result.stdout, result.stderr


def test_right_files_are_told_by_version_and_the_exit_is_0() -> None:
    code, told, _ = run("validate", str(DEFAULT), str(SHIPPED))
    assert code == 0
    assert told.count("no mistakes") == 2


def test_mistakes_go_to_stderr_with_file_and_line_and_the_exit_is_1(tmp_path: Path) -> None:
    path = written_to(tmp_path, SMALL.replace("[0.5, 0.9]", "[0.5, 9]"))
    code, told, mistakes = run("validate", str(DEFAULT), str(path))
    assert code == 1
    assert mistakes.startswith(f"{path}:51: ")
    assert str(DEFAULT) in told


def test_machines_get_one_document(tmp_path: Path) -> None:
    path = written_to(tmp_path, SMALL.replace("alert: [duty]", "alert: [nobody]"))
    code, told, _ = run("validate", "--json", str(path))
    (verdict,) = json.loads(told)["files"]
    assert code == 1
    assert not verdict["valid"]
    mistake = verdict["mistakes"][0]
    assert set(mistake) == {"file", "line", "where", "problem", "remedy"}
    assert mistake["line"] == 60


def test_an_alerted_user_who_is_no_known_staff_is_a_warning_and_the_exit_is_0(
    tmp_path: Path,
) -> None:
    stranger = "duty: [{email: duty.health@example.org, user: stranger}]"
    path = written_to(tmp_path, SMALL.replace("duty: [{email: duty.health@example.org}]", stranger))
    code, told, warnings = run("validate", str(path))
    assert (code, told) == (0, f"{path}: policy 2026.1, no mistakes\n")
    assert warnings == (
        f"warning: {path}:19: agencies.health.contacts.duty.0.user: stranger is alerted, but no "
        "case can be given to them. Add them to `staff`, or take `user` out.\n"
    )
    (verdict,) = json.loads(run("validate", "--json", str(path))[1])["files"]
    assert verdict["valid"]
    assert [warning["line"] for warning in verdict["warnings"]] == [19]
    assert run("compile", str(path))[0] == 0
    assert run("validate", str(path.with_suffix(".json")))[2].startswith("warning: ")


def test_nobody_is_warned_of_users_that_no_ladder_alerts_or_without_a_directory(
    tmp_path: Path,
) -> None:
    head = "ombudsman: [{email: ombudsman@example.org}]"
    auditor = f"{head}\n  auditor: [{{email: auditor@example.org, user: stranger}}]"
    assert run("validate", str(written_to(tmp_path, SMALL.replace(head, auditor))))[2] == ""
    alone = SMALL.replace("ombudsman@example.org}", "ombudsman@example.org, user: stranger}")
    assert run("validate", str(written_to(tmp_path, alone)))[2].startswith("warning: ")
    before, _, after = alone.partition("staff:\n")
    nobody = before.replace("    assignment: {rule: round_robin, among: [officer]}\n", "")
    empty = f"{nobody}{after[after.index('bodies:') :]}"
    assert run("validate", str(written_to(tmp_path, empty)))[1:] == (
        f"{tmp_path / 'policy.yaml'}: policy 2026.1, no mistakes\n",
        "",
    )


def test_the_schema_is_printed_as_json() -> None:
    code, told, _ = run("schema")
    assert code == 0
    assert json.loads(told)["title"] == "A policy file of Redress"


def test_a_file_compiles_beside_itself(tmp_path: Path) -> None:
    path = written_to(tmp_path)
    assert run("compile", str(path))[0] == 0
    assert run("validate", str(path.with_suffix(".json")))[0] == 0
