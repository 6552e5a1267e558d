"""The publiccode.yml standard (publiccodeyml/publiccode.yml), as far as it can be checked offline.

Required keys, types, enumerations, lengths and conditional keys are those of version 0; deprecated
keys are refused. Reachability of addresses is left to the catalogues.
"""

import json
from datetime import date
from pathlib import PurePosixPath
from typing import Annotated, Literal

from pydantic import AnyUrl, BaseModel, ConfigDict, Field, HttpUrl, model_validator
from pydantic.functional_validators import AfterValidator

from infra.packaging.build import ROOT

VOCABULARY = json.loads((ROOT / "tests" / "data" / "publiccode.json").read_text(encoding="utf-8"))


def _one_of(kind: str) -> AfterValidator:
    def check(word: str) -> str:
        if word not in VOCABULARY[kind]:
            raise ValueError(f"{word} is none of the standard's {kind}")
        return word

    return AfterValidator(check)


def _relative(path: str) -> str:
    if PurePosixPath(path).is_absolute() or path.startswith("file:"):
        raise ValueError("a path is relative to the root of the repository")
    return path


Name = Annotated[str, Field(min_length=1)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Email = Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
Image = Annotated[str, AfterValidator(_relative), Field(pattern=r"\.(png|jpg)$")]


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Audience(Section):
    scope: list[Annotated[str, _one_of("scopes")]] | None = None
    countries: list[Country] | None = None
    unsupportedCountries: list[Country] | None = None


class Description(Section):
    localisedName: Name | None = None
    shortDescription: Annotated[str, Field(min_length=1, max_length=150)]
    longDescription: Annotated[str, Field(min_length=150, max_length=10_000)]
    documentation: HttpUrl | None = None
    apiDocumentation: HttpUrl | None = None
    features: Annotated[list[Name], Field(min_length=1)]
    screenshots: list[Image] | None = None
    videos: list[HttpUrl] | None = None
    awards: list[Name] | None = None


class Legal(Section):
    # A single SPDX id of the licence list; this project has one licence.
    license: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9.+-]*$")]
    mainCopyrightOwner: Name | None = None


class Contractor(Section):
    name: Name
    until: date
    email: Email | None = None
    website: HttpUrl | None = None


class Contact(Section):
    name: Name
    email: Email | None = None
    affiliation: Name | None = None
    phone: Name | None = None


class Maintenance(Section):
    type: Literal["internal", "contract", "community", "none"]
    contractors: list[Contractor] | None = None
    contacts: list[Contact] | None = None

    @model_validator(mode="after")
    def _who(self) -> "Maintenance":
        if (self.type == "contract") != bool(self.contractors):
            raise ValueError("contractors belong to the type `contract`, and it needs them")
        if self.type in ("internal", "community") and not self.contacts:
            raise ValueError(f"the type `{self.type}` needs contacts")
        return self


class Localisation(Section):
    localisationReady: bool
    availableLanguages: Annotated[list[Language], Field(min_length=1)]


class Dependency(Section):
    name: Name
    version: str | None = None
    versionMin: str | None = None
    versionMax: str | None = None
    optional: bool | None = None


class Dependencies(Section):
    open: list[Dependency] | None = None
    proprietary: list[Dependency] | None = None
    hardware: list[Dependency] | None = None


class Organisation(Section):
    name: Name
    uri: AnyUrl | None = None


class PublicCode(Section):
    publiccodeYmlVersion: Literal["0", "0.5", "0.5.0"]
    name: Name
    applicationSuite: Name | None = None
    url: AnyUrl
    landingURL: HttpUrl | None = None
    isBasedOn: AnyUrl | list[AnyUrl] | None = None
    organisation: Organisation | None = None
    softwareVersion: Name | None = None
    releaseDate: date | None = None
    logo: Annotated[str, AfterValidator(_relative)] | None = None
    platforms: Annotated[list[Name], Field(min_length=1)]
    categories: Annotated[list[Annotated[str, _one_of("categories")]], Field(min_length=1)]
    usedBy: list[Name] | None = None
    fundedBy: list[Organisation] | None = None
    roadmap: HttpUrl | None = None
    developmentStatus: Literal["concept", "development", "beta", "stable", "obsolete"]
    softwareType: Literal[
        "standalone/mobile",
        "standalone/iot",
        "standalone/desktop",
        "standalone/web",
        "standalone/backend",
        "standalone/other",
        "addon",
        "library",
        "configurationFiles",
    ]
    intendedAudience: Audience | None = None
    description: Annotated[dict[Language, Description], Field(min_length=1)]
    legal: Legal
    maintenance: Maintenance
    localisation: Localisation
    dependsOn: Dependencies | None = None
