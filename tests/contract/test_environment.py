"""Each function is given what it asks its environment for, by the same names, and no more."""

import json
import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from infra.packaging.build import ROOT
from shared.runtime.observability import NAMESPACE
from tests.contract import expanded
from tests.contract.expanded import of_type

NUMBERS = {"DUE_SHARDS", "DOWNLOADS_A_DAY", "EVIDENCE_LOCK_DAYS"}
ASKED_BY_POWERTOOLS = {"LOG_LEVEL", "POWERTOOLS_METRICS_NAMESPACE", "POWERTOOLS_SERVICE_NAME"}
SETTING = re.compile(r'setting\(\s*"([A-Z_]+)"')

# Asked for and not given, so the function goes on without: who may not know a name has no table of
# identities, and whoever writes letters needs no phone.
WITHOUT = {
    "AssignFunction": {"IDENTITIES_TABLE"},
    "EscalatePeopleFunction": {"IDENTITIES_TABLE"},
    "EscalateRecordFunction": {"IDENTITIES_TABLE"},
    "EscalateStartFunction": {"IDENTITIES_TABLE"},
    "EvidenceFunction": {"IDENTITIES_TABLE"},
    "NotifyAlertFunction": {"IDENTITIES_TABLE"},
    "NotifyFunction": {"SMS_ALERTS"},
    "SlaBatchFunction": {"IDENTITIES_TABLE"},
    "SlaFunction": {"IDENTITIES_TABLE"},
}


def given(name: str) -> set[str]:
    return set(of_type(expanded.FUNCTION)[name]["Environment"]["Variables"])


def settings() -> set[str]:
    """Every name that our code asks for anywhere."""
    files = (path for folder in ("functions", "shared") for path in (ROOT / folder).rglob("*.py"))
    return {name for path in files for name in SETTING.findall(path.read_text(encoding="utf-8"))}


def asked(name: str) -> set[str]:
    """What the function asks for when it starts from the sources with what it is given."""
    started = subprocess.run(  # noqa: S603  # our own arguments
        [
            *(sys.executable, "-I", "-S", str(Path(__file__).with_name("alone.py"))),
            of_type(expanded.FUNCTION)[name]["Handler"],
            *(str(ROOT), sysconfig.get_path("purelib")),
        ],
        env={"AWS_DEFAULT_REGION": "us-east-1", "PATH": os.environ["PATH"]}
        | {each: "8" if each in NUMBERS else "INFO" for each in given(name)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert started.returncode == 0, started.stderr
    return set(json.loads(started.stdout.splitlines()[-1])["read"]) & settings()


@pytest.mark.parametrize("name", sorted(of_type(expanded.FUNCTION)))
def test_a_function_starts_with_what_it_is_given_and_asks_for_all_of_it(name: str) -> None:
    found = asked(name)
    assert given(name) - ASKED_BY_POWERTOOLS - found == set()
    assert found - given(name) == WITHOUT.get(name, set())


def test_a_service_is_named_after_its_package_and_counts_in_our_namespace() -> None:
    for function in of_type(expanded.FUNCTION).values():
        variables = function["Environment"]["Variables"]
        assert variables["POWERTOOLS_SERVICE_NAME"] == function["Handler"].split(".")[1]
        assert variables["POWERTOOLS_METRICS_NAMESPACE"] == NAMESPACE
