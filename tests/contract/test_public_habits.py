"""The files by which a public repository is run: licence, gates before a commit, templates."""

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from infra.packaging.build import ROOT

# The text at https://www.apache.org/licenses/LICENSE-2.0.txt, to the byte.
APACHE_2 = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"
FORMS = sorted(
    path for path in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml") if path.stem != "config"
)
FIELDS = {"markdown", "textarea", "input", "dropdown", "checkboxes"}


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def test_the_licence_is_the_true_text() -> None:
    assert hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest() == APACHE_2


def test_the_gates_before_a_commit_are_those_of_make_check() -> None:
    (ours,) = _yaml(ROOT / ".pre-commit-config.yaml")["repos"]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipe = re.search(r"^check: .*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    assert recipe is not None
    assert {hook["entry"] for hook in ours["hooks"]} == {
        f"make {target}" for target in re.findall(r"check-[\w-]+", recipe[1])
    }


def test_every_pinned_file_is_watched_for_new_versions() -> None:
    updates = _yaml(ROOT / ".github" / "dependabot.yml")["updates"]
    (pip,) = (one for one in updates if one["package-ecosystem"] == "pip")
    pinned = [
        path.parent.relative_to(ROOT).as_posix()
        for pattern in ("*.in", "shared/*.in", "functions/*/*.in", "bench/*.in")
        for path in ROOT.glob(pattern)
    ]
    assert set(pip["directories"]) == {f"/{folder}".replace("/.", "/") for folder in pinned}
    (npm,) = (one for one in updates if one["package-ecosystem"] == "npm")
    assert (ROOT / npm["directory"].lstrip("/") / "package-lock.json").exists()


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_an_issue_form_is_one_that_the_platform_shows(path: Path) -> None:
    form = _yaml(path)
    assert {"name", "description", "body"} <= set(form) <= {"name", "description", "labels", "body"}
    fields = [field for field in form["body"] if field["type"] != "markdown"]
    assert {field["type"] for field in form["body"]} <= FIELDS
    assert all(field["attributes"]["label"] for field in fields)
    assert len({field["id"] for field in fields}) == len(fields) > 0


def test_the_pictures_are_small_enough_for_a_slow_line() -> None:
    pictures = sorted((ROOT / "docs" / "images").iterdir())
    assert len(pictures) >= 3
    assert [path.name for path in pictures if path.stat().st_size >= 80_000] == []
