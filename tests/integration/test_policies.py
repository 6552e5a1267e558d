"""Where a policy comes from: the deployed one, the last good one, the kept one, the shipped one."""

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import pytest

from shared.aws import composition
from shared.aws.policies import DeployedPolicies, policy_item
from shared.domain.errors import Unavailable
from tests.policy_document import document

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

SHIPPED = document(version="shipped.1")
DEPLOYED = document(version="deployed.2")


class Source:
    """A fetch that can be made to fail, and how often degradation was told."""

    def __init__(self, deployed: Mapping[str, Any] | None) -> None:
        self.deployed = deployed
        self.told = 0

    def fetch(self) -> Mapping[str, Any]:
        if self.deployed is None:
            raise TimeoutError
        return self.deployed

    def tell(self) -> None:
        self.told += 1


Make = Callable[[Source], DeployedPolicies]


@pytest.fixture
def make(dynamo: "DynamoDBClient") -> Make:
    return lambda source: DeployedPolicies(
        source.fetch, lambda: SHIPPED, dynamo, "cases", source.tell
    )


def test_the_deployed_policy_is_in_force(make: Make) -> None:
    source = Source(DEPLOYED)
    policies = make(source)
    assert policies.current().version == "deployed.2"
    assert (policies.degraded, source.told) == (False, 0)


def test_without_an_answer_the_shipped_policy_serves_and_it_is_told(make: Make) -> None:
    source = Source(None)
    policies = make(source)
    assert policies.current().version == "shipped.1"
    assert (policies.degraded, source.told) == (True, 1)


def test_the_last_good_policy_serves_on_and_the_next_answer_ends_it(make: Make) -> None:
    source = Source(DEPLOYED)
    policies = make(source)
    policies.current()
    source.deployed = None
    assert policies.current().version == "deployed.2"
    assert policies.degraded
    source.deployed = document(version="deployed.3")
    assert policies.current().version == "deployed.3"
    assert not policies.degraded


def test_a_document_that_is_no_policy_never_takes_over(make: Make) -> None:
    source = Source(DEPLOYED)
    policies = make(source)
    policies.current()
    source.deployed = {"not": "a policy"}
    assert policies.current().version == "deployed.2"


def test_a_case_finds_the_version_that_it_was_admitted_under(
    make: Make, dynamo: "DynamoDBClient"
) -> None:
    old = document(version="old.1", clocks=[])
    dynamo.put_item(TableName="cases", Item=policy_item(old))
    policies = make(Source(DEPLOYED))
    assert policies.version("old.1").clock_rules == ()
    assert policies.version("deployed.2").clock_rules != ()
    assert policies.version("shipped.1").version == "shipped.1"


def test_a_version_that_is_nowhere_is_never_guessed(make: Make) -> None:
    with pytest.raises(Unavailable, match=r"never\.1"):
        make(Source(DEPLOYED)).version("never.1")


def test_a_function_that_cannot_read_the_deployed_policy_counts_it(
    dynamo: "DynamoDBClient",
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The alarm on it sums up lines of this form."""
    for name in ("POLICY_APPLICATION", "POLICY_ENVIRONMENT", "POLICY_PROFILE"):
        monkeypatch.setenv(name, "gone")
    monkeypatch.setenv("CASES_TABLE", "cases")
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "sla")
    assert composition.policies(dynamo).current().version
    counted = [json.loads(line) for line in capsys.readouterr().out.splitlines() if "_aws" in line]
    assert [(one["PolicyDegraded"], one["service"]) for one in counted] == [([1.0], "sla")]
