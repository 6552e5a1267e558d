"""How IAM decides within one account, by the rules of its user guide and of KMS's guide.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
"""

from typing import Any

import pytest

from tests.aws.iam.decision import Policies, decide
from tests.aws.iam.request import Request, context
from tests.aws.iam.statements import Statement, statements

ACCOUNT = "111122223333"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/examplerole"
ROOT = f"arn:aws:iam::{ACCOUNT}:root"
BUCKET = "arn:aws:s3:::carlossalazar"
KEY = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/1234"
PUT = Request(ROLE, "s3:PutObject", f"{BUCKET}/a", context(aws__SecureTransport="true"))
ENCRYPT = Request(ROLE, "kms:Encrypt", KEY)


def _all(*contents: dict[str, Any]) -> list[Statement]:
    return list(statements("here", {"Statement": list(contents)}))


def _says(effect: str, action: Any, resource: Any, **more: Any) -> dict[str, Any]:
    return {"Effect": effect, "Action": action, "Resource": resource, **more}


MAY_PUT = _says("Allow", "s3:PutObject", f"{BUCKET}/*")
MAY_ENCRYPT = _says("Allow", "kms:Encrypt", KEY)


def test_what_nobody_allows_is_denied() -> None:
    assert not decide(PUT, Policies()).allowed


def test_the_role_or_the_resource_may_allow() -> None:
    by_role = decide(PUT, Policies(identity=_all(MAY_PUT)))
    itself = _all(MAY_PUT | {"Principal": {"AWS": ROLE}})
    everybody = _all(MAY_PUT | {"Principal": "*"})
    assert by_role.allowed
    assert decide(PUT, Policies(resource=itself)).allowed
    assert decide(PUT, Policies(resource=everybody)).allowed


def test_a_resource_that_names_the_account_leaves_the_word_to_the_role() -> None:
    delegated = _all(MAY_PUT | {"Principal": {"AWS": ROOT}})
    assert not decide(PUT, Policies(resource=delegated)).allowed
    assert decide(PUT, Policies(identity=_all(MAY_PUT), resource=delegated)).allowed


@pytest.mark.parametrize("who", ["*", {"AWS": "*"}, {"AWS": ROLE}, {"AWS": ACCOUNT}, {"AWS": ROOT}])
def test_a_deny_of_the_resource_wins_over_every_allow(who: Any) -> None:
    denied = _all(_says("Deny", "s3:*", [BUCKET, f"{BUCKET}/*"], Principal=who))
    allowed = _all(MAY_PUT | {"Principal": {"AWS": ROLE}})
    found = decide(PUT, Policies(identity=_all(MAY_PUT), resource=denied + allowed))
    assert (found.allowed, found.by) == (False, tuple(denied))


def test_a_deny_of_the_role_wins_and_one_that_names_another_does_not_count() -> None:
    own = _all(MAY_PUT, _says("Deny", "s3:*", "*"))
    assert not decide(PUT, Policies(identity=own)).allowed
    other = _says("Deny", "s3:*", "*", Principal={"AWS": f"arn:aws:iam::{ACCOUNT}:role/other"})
    assert decide(PUT, Policies(identity=_all(MAY_PUT), resource=_all(other))).allowed


def test_a_deny_that_asks_for_a_header_denies_whoever_sends_none() -> None:
    """Why a bucket that relies on its default encryption refuses a put without the key's header."""
    header = "s3:x-amz-server-side-encryption-aws-kms-key-id"
    condition = {"StringNotEqualsIfExists": {header: KEY}}
    other = _says("Deny", "s3:PutObject", f"{BUCKET}/*", Principal="*", Condition=condition)
    policies = Policies(identity=_all(MAY_PUT), resource=_all(other))
    assert not decide(PUT, policies).allowed
    with_header = Request(ROLE, PUT.action, PUT.resource, {header: (KEY,)})
    assert decide(with_header, policies).allowed


def test_a_key_opens_only_when_its_own_policy_says_so() -> None:
    """KMS: "Without permission from the key policy, IAM policies that allow … have no effect"."""
    role, silent = _all(MAY_ENCRYPT), _all()
    account = _all(_says("Allow", "kms:*", "*", Principal={"AWS": ROOT}))
    itself = _all(_says("Allow", "kms:Encrypt", "*", Principal={"AWS": ROLE}))

    def opens(identity: list[Statement], key: list[Statement]) -> bool:
        return decide(ENCRYPT, Policies(identity, key, resource_decides=True)).allowed

    assert not opens(role, silent)
    assert opens(role, account)
    assert not opens(silent, account)
    assert opens(silent, itself)


def test_a_service_is_allowed_by_the_resource_alone_and_by_its_full_name() -> None:
    send = Request(
        "events.amazonaws.com",
        "sqs:SendMessage",
        f"arn:aws:sqs:us-east-1:{ACCOUNT}:queue",
        context(aws__SourceArn=f"arn:aws:events:us-east-1:{ACCOUNT}:rule/one"),
    )
    condition = {"ArnEquals": {"aws:SourceArn": f"arn:aws:events:us-east-1:{ACCOUNT}:rule/one"}}
    rule = _says("Allow", "sqs:SendMessage", "*", Condition=condition)
    own = _all(rule | {"Principal": {"Service": send.principal}})
    assert decide(send, Policies(resource=own)).allowed
    other = _all(rule | {"Principal": {"Service": "sns.amazonaws.com"}})
    assert not decide(send, Policies(resource=other)).allowed
    account = _all(rule | {"Principal": {"AWS": ROOT}})
    assert not decide(send, Policies(resource=account)).allowed


def test_not_action_and_not_resource_are_all_the_others() -> None:
    all_but_iam = {"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}
    assert decide(PUT, Policies(identity=_all(all_but_iam))).allowed
    elsewhere = {"Effect": "Deny", "Action": "s3:*", "NotResource": f"{BUCKET}/*"}
    assert decide(PUT, Policies(identity=_all(MAY_PUT, elsewhere))).allowed
    here = elsewhere | {"NotResource": "arn:aws:s3:::other/*"}
    assert not decide(PUT, Policies(identity=_all(MAY_PUT, here))).allowed


def test_an_element_that_is_not_known_here_is_an_error() -> None:
    with pytest.raises(ValueError, match="NotPrincipal"):
        _all(MAY_PUT | {"NotPrincipal": {"AWS": ROLE}})
