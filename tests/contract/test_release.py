"""One version, said in three places, and a changelog in the form that readers expect."""

import re
import tomllib
from datetime import date

import yaml

from infra.packaging.build import ROOT

RELEASE = re.compile(r"^## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d{2}-\d{2})$", re.MULTILINE)
KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def _text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def _releases() -> list[tuple[tuple[int, ...], date]]:
    return [
        (tuple(map(int, version.split("."))), date.fromisoformat(day))
        for version, day in RELEASE.findall(_text("CHANGELOG.md"))
    ]


def test_project_metadata_and_changelog_name_the_same_version() -> None:
    version, day = RELEASE.findall(_text("CHANGELOG.md"))[0]
    published = yaml.safe_load(_text("publiccode.yml"))
    assert tomllib.loads(_text("pyproject.toml"))["project"]["version"] == version
    assert (published["softwareVersion"], str(published["releaseDate"])) == (version, day)


def test_the_newest_release_stands_first_and_none_stands_twice() -> None:
    releases = _releases()
    assert releases == sorted(set(releases), reverse=True)
    assert [day for _, day in releases] == sorted((day for _, day in releases), reverse=True)


def test_the_changelog_has_the_headings_of_keep_a_changelog() -> None:
    text = _text("CHANGELOG.md")
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    unread = [one for one in headings if one != "[Unreleased]" and not RELEASE.match(f"## {one}")]
    assert unread == []
    assert set(re.findall(r"^### (.*)$", text, re.MULTILINE)) <= KINDS
