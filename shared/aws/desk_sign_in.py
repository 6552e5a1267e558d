"""The desk's door: Cognito's hosted page lets people in, a row in the table remembers who they are.

The row is found by the hash of what the browser's cookie holds, and ends with the ID token or when
its owner signs out. No signature is checked here: docs/decisions/a-desk-session-is-a-row.md.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import boto3
from botocore.awsrequest import AWSRequest
from botocore.httpsession import URLLib3Session

from shared.aws import keys
from shared.aws.errors import unavailable_when_down
from shared.aws.patience import PATIENCE
from shared.domain.case.events import sha256
from shared.domain.errors import Unauthorised, Unavailable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

CLIENT = "desk"
PAGE_SECONDS = 5  # to connect, and to read
KEPT = ("cognito:username", "cognito:groups", "custom:agency", "token_use")


@dataclass
class Desk:
    """`url` is the hosted page's; `pool` the user pool's id."""

    client: "DynamoDBClient"
    table: str
    url: str
    pool: str

    @cached_property
    def client_id(self) -> str:
        """Looked up when first asked for: in the template it would close a circle, since the
        client names the API's address and the API this function."""
        cognito = boto3.client("cognito-idp", config=PATIENCE)
        with unavailable_when_down():
            page = cognito.list_user_pool_clients(UserPoolId=self.pool, MaxResults=60)
        return next(
            one["ClientId"] for one in page["UserPoolClients"] if one["ClientName"] == CLIENT
        )

    def let_in(self, code: str, verifier: str, back: str, now: datetime) -> Mapping[str, Any]:
        """The claims of who came back with this code. Raises Unauthorised or Unavailable."""
        fields = {
            "grant_type": "authorization_code",
            "client_id": self.client_id,
            "code": code,
            "code_verifier": verifier,
            "redirect_uri": back,
        }
        claims = _claims(_asked(f"{self.url}/oauth2/token", fields))
        issued_here = str(claims.get("iss", "")).endswith(f"/{self.pool}")
        theirs = claims.get("aud") == self.client_id and claims.get("token_use") == "id"
        if not (issued_here and theirs and float(claims.get("exp", 0)) > now.timestamp()):
            raise Unauthorised
        return claims

    def remember(self, session: str, claims: Mapping[str, Any]) -> None:
        """Until the token of these claims ends."""
        kept = {name: claims[name] for name in KEPT if name in claims}
        self._put(session, kept, int(claims["exp"]))

    def who(self, session: str, now: datetime) -> Mapping[str, Any] | None:
        with unavailable_when_down():
            answer = self.client.get_item(
                TableName=self.table, Key=_key(session), ConsistentRead=True
            )
        item = answer.get("Item")
        if item is None or int(item["expires_at"]["N"]) <= now.timestamp():
            return None
        claims: Mapping[str, Any] = json.loads(item["body"]["S"])
        return claims

    def end(self, session: str) -> None:
        """The row is emptied, and goes with the table's next clean-up."""
        self._put(session, {}, 1)

    def _put(self, session: str, claims: Mapping[str, Any], until: int) -> None:
        item = _key(session) | {
            "body": {"S": json.dumps(claims)},
            "expires_at": {"N": str(until)},
        }
        with unavailable_when_down():
            self.client.put_item(TableName=self.table, Item=item)


def _key(session: str) -> dict[str, Any]:
    return keys.key(f"session#{sha256(session)}", "session")


def _asked(url: str, fields: Mapping[str, str]) -> str:
    """The ID token that the hosted page answers with."""
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    request = AWSRequest("POST", url, headers=kind, data=urlencode(fields))
    with unavailable_when_down():
        answer = URLLib3Session(timeout=PAGE_SECONDS).send(request.prepare())
    if answer.status_code >= 500:
        raise Unavailable("the sign-in page fails")
    if answer.status_code != 200:
        raise Unauthorised
    return str(json.loads(answer.content)["id_token"])


def _claims(token: str) -> Mapping[str, Any]:
    body = token.split(".")[1]
    claims: Mapping[str, Any] = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return claims
