"""publiccode.yml is what catalogues of public software accept, and true of this repository."""

import copy
import tomllib
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from infra.packaging.build import ROOT
from shared.messages import LANGUAGES
from tests.contract.publiccode import PublicCode

DOCUMENT = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_it_keeps_the_standard() -> None:
    PublicCode.model_validate(DOCUMENT)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("url", None),
        ("url", "redress.git"),
        ("publiccodeYmlVersion", "7"),
        ("releaseDate", "25 November 2026"),
        ("platforms", []),
        ("categories", ["complaints"]),
        ("intendedAudience.scope", ["government"]),
        ("intendedAudience.countries", ["bf"]),
        ("developmentStatus", "ready"),
        ("softwareType", "web"),
        ("description", {}),
        ("description.english", {}),
        ("description.en.shortDescription", "x" * 151),
        ("description.en.longDescription", "x" * 149),
        ("description.en.genericName", "Complaints"),
        ("description.en.screenshots", ["/images/form.png"]),
        ("legal.license", None),
        ("legal.license", "Apache 2.0"),
        ("maintenance.type", "community"),
        ("maintenance.type", "contract"),
        ("maintenance.contractors", [{"name": "A", "until": "2027-01-01"}]),
        ("localisation.availableLanguages", []),
        ("dependsOn.open", [{"version": "1"}]),
        ("inputTypes", ["text/plain"]),
    ],
)
def test_what_the_standard_refuses_is_refused(path: str, value: object) -> None:
    document: dict[str, Any] = copy.deepcopy(DOCUMENT)
    *parents, last = path.split(".")
    section = document
    for parent in parents:
        section = section[parent]
    section[last] = value
    with pytest.raises(ValidationError):
        PublicCode.model_validate(document)


def test_its_licence_and_languages_are_those_of_the_project() -> None:
    assert DOCUMENT["legal"]["license"] == PROJECT["license"]
    assert sorted(DOCUMENT["localisation"]["availableLanguages"]) == sorted(LANGUAGES)


def test_its_screenshots_are_pictures_of_this_repository() -> None:
    for description in DOCUMENT["description"].values():
        for path in description.get("screenshots", []):
            assert (ROOT / path).read_bytes().startswith(b"\x89PNG"), path
