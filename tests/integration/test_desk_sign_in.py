"""The desk's door: which tokens of the hosted page let somebody in, and until when."""

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from shared.aws import desk_sign_in as desks
from shared.aws.desk_sign_in import Desk
from shared.domain.errors import Unauthorised, Unavailable
from tests.fakes import NOON
from tests.integration.hosted_page import CLIENTS, FORM, HostedPage, opened

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

HOUR = timedelta(hours=1)
BACK = "https://redress.example.org/desk/signed-in"
POOL = "eu-west-1_staff"
ENDS = int((NOON + HOUR).timestamp())


@pytest.fixture
def page() -> Iterator[HostedPage]:
    with opened() as page:
        yield page


@pytest.fixture
def desk(dynamo: "DynamoDBClient", page: HostedPage, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Of a pool with several clients, of which one is the desk's."""
    monkeypatch.setenv("AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER", page.url)
    page.claims = claims_of_an_officer()
    return Desk(dynamo, "cases", page.url, POOL)


def claims_of_an_officer(**changes: Any) -> dict[str, Any]:
    """A change to None leaves the claim out."""
    claims = {
        "iss": f"https://cognito-idp.eu-west-1.amazonaws.com/{POOL}",
        "aud": CLIENTS["desk"],
        "token_use": "id",
        "exp": ENDS,
        "cognito:username": "officer.health",
        "cognito:groups": ["officer"],
        "custom:agency": "health",
        "email": "canary@example.org",
    }
    return {name: one for name, one in (claims | changes).items() if one is not None}


def let_in(desk: Desk, now: Any = NOON) -> Any:
    return desk.let_in("the-code", "the-verifier", BACK, now)


def test_who_comes_back_with_a_code_is_let_in_with_the_claims_of_their_token(
    desk: Desk, page: HostedPage
) -> None:
    assert let_in(desk) == page.claims
    assert page.asked == [
        (
            "/oauth2/token",
            FORM,
            {
                "grant_type": "authorization_code",
                "client_id": CLIENTS["desk"],
                "code": "the-code",
                "code_verifier": "the-verifier",
                "redirect_uri": BACK,
            },
        )
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_another"},
        {"iss": None},
        {"aud": "another-client"},
        {"aud": None},
        {"token_use": "access"},
        {"token_use": None},
        {"exp": int(NOON.timestamp())},
        {"exp": int(NOON.timestamp()) - 1},
        {"exp": None},
    ],
    ids=str,
)
def test_a_token_of_elsewhere_for_another_use_or_that_has_ended_lets_nobody_in(
    desk: Desk, page: HostedPage, wrong: dict[str, Any]
) -> None:
    page.claims = claims_of_an_officer(**wrong)
    with pytest.raises(Unauthorised):
        let_in(desk)


def test_a_token_lets_in_until_the_second_in_which_it_ends(desk: Desk) -> None:
    assert let_in(desk, NOON + HOUR - timedelta(seconds=1))
    with pytest.raises(Unauthorised):
        let_in(desk, NOON + HOUR)


@pytest.mark.parametrize("status", [204, 302, 400, 401, 403, 404, 429])
def test_a_code_that_the_hosted_page_refuses_lets_nobody_in(
    desk: Desk, page: HostedPage, status: int
) -> None:
    page.status = status
    with pytest.raises(Unauthorised):
        let_in(desk)


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_hosted_page_that_fails_is_no_fault_of_who_signs_in(
    desk: Desk, page: HostedPage, status: int
) -> None:
    page.status = status
    with pytest.raises(Unavailable):
        let_in(desk)


def test_a_hosted_page_that_never_answers_is_given_up(
    desk: Desk, page: HostedPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desks, "PAGE_SECONDS", 0.05)
    page.silent = True
    with pytest.raises(Unavailable):
        let_in(desk)


def test_a_hosted_page_that_cannot_be_reached_is_no_fault_of_who_signs_in(desk: Desk) -> None:
    desk.url = "http://127.0.0.1:1"
    with pytest.raises(Unavailable):
        let_in(desk)


def test_a_pool_that_cannot_be_asked_is_no_fault_of_who_signs_in(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER", "http://127.0.0.1:1")
    monkeypatch.setattr(time, "sleep", lambda seconds: None)  # between the SDK's attempts
    with pytest.raises(Unavailable):
        let_in(desk)


def test_a_session_lasts_as_long_as_its_token_and_no_longer(
    desk: Desk, dynamo: "DynamoDBClient"
) -> None:
    desk.remember("a-session", claims_of_an_officer())
    who = desk.who("a-session", NOON + HOUR - timedelta(seconds=1))
    assert who == {
        "cognito:username": "officer.health",
        "cognito:groups": ["officer"],
        "custom:agency": "health",
        "token_use": "id",
    }
    assert desk.who("a-session", NOON + HOUR) is None
    (row,) = dynamo.scan(TableName="cases")["Items"]
    assert row["expires_at"] == {"N": str(ENDS)}


def test_a_session_is_found_by_what_the_browser_holds_and_by_nothing_that_is_kept(
    desk: Desk, dynamo: "DynamoDBClient"
) -> None:
    desk.remember("a-session", claims_of_an_officer())
    (row,) = dynamo.scan(TableName="cases")["Items"]
    assert "a-session" not in str(row) and "canary@example.org" not in str(row)
    assert desk.who("another-session", NOON) is None
    assert desk.who(row["pk"]["S"].removeprefix("session#"), NOON) is None
    assert desk.who("", NOON) is None


def test_signing_out_ends_this_session_at_once_and_no_other(desk: Desk) -> None:
    for session in ("mine", "theirs"):
        desk.remember(session, claims_of_an_officer())
    desk.end("mine")
    assert desk.who("mine", NOON) is None
    assert desk.who("theirs", NOON) is not None


def test_what_is_left_of_a_session_that_was_ended_names_nobody(
    desk: Desk, dynamo: "DynamoDBClient"
) -> None:
    desk.remember("mine", claims_of_an_officer())
    desk.end("mine")
    (row,) = dynamo.scan(TableName="cases")["Items"]
    assert "officer" not in str(row)
    assert int(row["expires_at"]["N"]) < NOON.timestamp()
