"""What every source of policies promises: the one in force, and each that a case may live under."""

from collections.abc import Callable

import pytest

from shared.aws.policies import DeployedPolicies, policy_item
from shared.domain.errors import Unavailable
from shared.ports import Policies
from tests.fakes import a_policy, policies
from tests.integration.contracts.conftest import EITHER
from tests.policy_document import document

Make = Callable[..., Policies]


@pytest.fixture(params=EITHER)
def make(request: pytest.FixtureRequest) -> Make:
    """Policies of these versions, the last of which is in force."""
    if request.param == "fake":
        return lambda *versions: policies(*(a_policy(version=one) for one in versions))
    dynamo = request.getfixturevalue("dynamo")

    def adapter(*versions: str) -> Policies:
        documents = [document(version=one) for one in versions]
        for one in documents:
            dynamo.put_item(TableName="cases", Item=policy_item(one))
        shipped = document(version="shipped")
        return DeployedPolicies(lambda: documents[-1], lambda: shipped, dynamo, "cases")

    return adapter


def test_the_last_policy_is_in_force(make: Make) -> None:
    found = make("one", "two", "three")
    assert [found.current().version for _ in range(2)] == ["three", "three"]


def test_a_version_is_found_however_old(make: Make) -> None:
    found = make("one", "two", "three")
    for version in ("one", "two", "three", "one"):
        policy = found.version(version)
        assert policy.version == version
        assert policy.document == document(version=version)
    assert found.current().version == "three"


def test_a_version_that_is_nowhere_is_unavailable(make: Make) -> None:
    with pytest.raises(Unavailable, match="never"):
        make("one").version("never")
