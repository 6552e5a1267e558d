"""What the code counts has an alarm, and an alarm watches what the code counts, by its exact name.

CloudWatch takes a metric and its dimensions as one name: an alarm on `PolicyDegraded` without the
dimension `service` would never see what is counted with it.
"""

import ast
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from infra.packaging.build import ROOT
from shared.runtime.observability import NAMESPACE, count
from tests.contract import expanded
from tests.contract.expanded import of_type

Watched = tuple[str, str]  # metric and service

TAKEN_BY_AN_ALARM = 10  # the local cloud takes more
FUNCTIONS = of_type(expanded.FUNCTION).values()


def counted_in(folder: Path) -> Iterator[str]:
    """The metrics that modules of the folder count: `count("Name")` and `self.count("Name")`."""
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _called(node.func) in ("count", "self.count"):
                assert isinstance(node.args[0], ast.Constant), f"{path}: a metric is a constant"
                yield str(node.args[0].value)


def _called(function: ast.expr) -> str:
    return ast.unparse(function)


def services(*, that_read_the_policy: bool) -> set[str]:
    given = [each["Environment"]["Variables"] for each in FUNCTIONS]
    return {
        each["POWERTOOLS_SERVICE_NAME"]
        for each in given
        if "POLICY_PROFILE" in each or not that_read_the_policy
    }


def counted() -> set[Watched]:
    """What shared code counts (PolicyDegraded) is counted by each service that reads the policy."""
    own = {
        (metric, service)
        for service in services(that_read_the_policy=False)
        for metric in counted_in(ROOT / "functions" / service)
    }
    shared = set(counted_in(ROOT / "shared"))
    return own | {(each, who) for each in shared for who in services(that_read_the_policy=True)}


def watched() -> set[Watched]:
    """What the alarms of our own namespace watch."""
    return {
        (metric["MetricName"], _service(metric))
        for alarm in of_type("AWS::CloudWatch::Alarm").values()
        for metric in _metrics(alarm)
        if metric["Namespace"] == NAMESPACE
    }


def _metrics(alarm: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if "MetricName" in alarm:
        yield alarm
    for each in alarm.get("Metrics", []):
        if "MetricStat" in each:
            yield each["MetricStat"]["Metric"]


def _service(metric: Mapping[str, Any]) -> str:
    """The value of the one dimension that the code gives its metrics."""
    (dimension,) = metric.get("Dimensions") or [{"Name": None, "Value": ""}]
    return dimension["Value"] if dimension["Name"] == "service" else ""


def test_what_the_code_counts_is_what_the_alarms_watch() -> None:
    assert watched() == counted()
    assert len(counted()) > len(services(that_read_the_policy=True))


def test_an_alarm_sums_up_no_more_metrics_than_cloudwatch_takes() -> None:
    for name, alarm in of_type("AWS::CloudWatch::Alarm").items():
        assert 1 <= len(list(_metrics(alarm))) <= TAKEN_BY_AN_ALARM, name


def test_a_metric_has_the_service_as_its_one_dimension(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "intake")
    count("DownloadQuotaSpent")
    line = json.loads(capsys.readouterr().out)
    (told,) = line["_aws"]["CloudWatchMetrics"]
    assert (told["Namespace"], told["Dimensions"]) == (NAMESPACE, [["service"]])
    assert (line["service"], line["DownloadQuotaSpent"]) == ("intake", [1.0])
