"""Answers of DynamoDB's that no test can wait for, put on the wire before the table is asked."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from botocore.awsrequest import AWSResponse

NOWHERE = "https://refused.invalid/"
TYPES = "com.amazonaws.dynamodb.v20120810#"


@dataclass
class Raw:
    """What is left of a body, as urllib3 hands it out."""

    body: bytes

    def stream(self, *_: object, **__: object) -> Iterator[bytes]:
        yield self.body


@dataclass
class Faults:
    """The next calls get these answers, one each; `asked` counts the calls that went out."""

    answers: list[AWSResponse | None] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def watch(self, client: Any) -> "Faults":
        client.meta.events.register_first("before-send.dynamodb", self._answer)
        return self

    def refuse(self, code: str, times: int = 1, status: int = 400, **more: Any) -> None:
        """`times` calls are refused with this code."""
        body = json.dumps({"__type": f"{TYPES}{code}", "message": "Canary Person", **more})
        headers: Any = {"content-type": "application/x-amz-json-1.0"}
        for _ in range(times):
            raw: Any = Raw(body.encode())
            self.answers.append(AWSResponse(NOWHERE, status, headers, raw))

    def cancel(self, reasons: Sequence[str]) -> None:
        """A transaction is cancelled for these reasons, one for each of its items."""
        told = [{"Code": one} for one in reasons]
        self.refuse("TransactionCanceledException", CancellationReasons=told)

    def let_pass(self, times: int = 1) -> None:
        """`times` calls reach the table before what is refused after them."""
        self.answers += [None] * times

    def _answer(self, request: Any, **_: object) -> AWSResponse | None:
        self.asked.append(request.headers["X-Amz-Target"].decode().rpartition(".")[2])
        answer = self.answers.pop(0) if self.answers else None
        if answer is not None:
            request.url = NOWHERE  # else moto does what was asked all the same
        return answer
