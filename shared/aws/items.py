"""How cases, events, texts and receipts look in the tables, and back."""

import base64
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from shared.aws import keys
from shared.domain.case import case_document as cases
from shared.domain.case import events
from shared.domain.case import queue_entry as queue_line
from shared.domain.case.case import Case
from shared.domain.case.change import Change
from shared.domain.case.events import KEY_LENGTH, Event, canonical
from shared.domain.case.texts import Text
from shared.domain.instants import from_text, to_text
from shared.ports import QueueQuery, Receipt

Item = Mapping[str, Any]
COMPLAINT = "000001-complaint"  # the id of the text with which each case begins


def case_item(case: Case, shards: int, changed_at: datetime) -> dict[str, Any]:
    """The body, and what the indexes, the attestation and the version condition ask for."""
    open_clocks = " ".join(sorted(queue_line.waits_for(case)))
    item = keys.case_key(case.reference) | {
        "seq": {"N": str(case.seq)},
        "head": {"S": case.head},
        "changed_on": {"S": keys.changed_shard(case.reference, changed_at.date(), shards)},
        "body": {"S": canonical(cases.to_document(case))},
        "summary": {"S": canonical(queue_line.summary(case))},
        "status": {"S": case.status},
        "assignee": {"S": case.assignee or "nobody"},
        "open_clocks": {"S": f" {open_clocks} "},
        "queue_agency": {"S": f"queue#{case.agency}"},
        "queue_key": {"S": keys.queue_key(case.next_due, case.closed_at, case.reference)},
    }
    if case.wake_at is not None:
        item["due_shard"] = {"S": keys.due_shard(case.reference, shards)}
        item["due_key"] = {"S": keys.due_key(case.wake_at, case.reference)}
    return item


def case_of(item: Item) -> Case:
    return cases.from_document(body_of(item))


def event_item(event: Event) -> dict[str, Any]:
    return keys.event_key(event.reference, event.seq) | {
        "name": {"S": event.name},
        "body": {"S": canonical(events.to_document(event))},
        "hash": {"S": event.hash},
        "operation_id": {"S": event.operation_id},
    }


def event_of(item: Item) -> Event:
    return events.from_document(body_of(item), item["hash"]["S"])


def text_item(reference: str, text: Text) -> dict[str, Any]:
    return keys.text_key(reference, text.text_id) | {
        "kind": {"S": text.kind},
        "audience": {"S": text.audience},
        "author": {"S": text.author},
        "written_at": {"S": to_text(text.written_at)},
        "body": {"S": canonical(text.body)},
    }


def text_of(item: Item) -> Text:
    return Text(
        item["sk"]["S"].removeprefix(keys.TEXT),
        item["kind"]["S"],
        item["audience"]["S"],
        item["author"]["S"],
        from_text(item["written_at"]["S"]),
        body_of(item),
    )


def complaint_of(item: Item) -> tuple[str, str]:
    """The reference and what was complained of, from the text that a filing writes."""
    return item["pk"]["S"].removeprefix("case#"), str(body_of(item).get("description", ""))


def identity_item(reference: str, identity: Mapping[str, Any]) -> dict[str, Any]:
    return keys.identity_key(reference) | {"body": {"S": canonical(identity)}}


def forgotten_identity(reference: str) -> dict[str, Any]:
    """Stands in the identity's place: a function may write there, and delete nothing."""
    return keys.identity_key(reference) | {"forgotten": {"BOOL": True}}


def draft_item(key_hash: str, answers: Mapping[str, Any], until: datetime) -> dict[str, Any]:
    expires = {"expires_at": {"N": str(int(until.timestamp()))}}
    return keys.draft_key(key_hash) | {"body": {"S": canonical(answers)}} | expires


def is_over(item: Mapping[str, Any], now: datetime) -> bool:
    """The table removes what has expired when it finds the time, which may take days."""
    return int(item["expires_at"]["N"]) <= now.timestamp()


def operation_item(change: Change) -> dict[str, Any]:
    """Remembers that a key was used on this case, for as long as the case exists."""
    return keys.operation_key(change.case.reference, change.operation_id[:KEY_LENGTH]) | {
        "operation_id": {"S": change.operation_id}
    }


def receipt_item(receipt: Receipt) -> dict[str, Any]:
    return keys.receipt_key(receipt.key_hash) | {
        "body_hash": {"S": receipt.body_hash},
        "nonce": {"S": base64.b64encode(receipt.nonce).decode()},
        "reference": {"S": receipt.reference},
        "body": {"S": canonical(receipt.answer)},
        "expires_at": {"N": str(int(receipt.expires_at.timestamp()))},
    }


def receipt_of(item: Item) -> Receipt:
    return Receipt(
        item["pk"]["S"].removeprefix("idem#"),
        item["body_hash"]["S"],
        base64.b64decode(item["nonce"]["S"]),
        item["reference"]["S"],
        body_of(item),
        datetime.fromtimestamp(int(item["expires_at"]["N"]), UTC),
    )


def body_of(item: Item) -> Mapping[str, Any]:
    body: Mapping[str, Any] = json.loads(item["body"]["S"])
    return body


def summary_of(item: Item) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(item["summary"]["S"])
    return found


def is_event_of(item: Item, change: Change) -> bool:
    """True when the item that stood in the way is this very change's first event."""
    if not change.events:
        return False
    first = change.events[0]
    return (
        item.get("hash", {}).get("S") == first.hash
        and str(item.get("operation_id", {}).get("S")) == first.operation_id
    )


def is_operation_of(item: Item, change: Change) -> bool:
    row = keys.operation_key(change.case.reference, change.operation_id[:KEY_LENGTH])
    return item.get("sk") == row["sk"]


def _begin(query: QueueQuery) -> str | None:
    """The place in the queue's order after which the page begins: cases that ended stand last."""
    if query.ended_since is None:
        return query.after
    return max(query.after or "", keys.queue_key(None, query.ended_since, ""))


def queue_request(agency: str, query: QueueQuery) -> dict[str, Any]:
    """A page of one agency's queue after the cursor, filtered as asked."""
    values = {":agency": {"S": f"queue#{agency}"}}
    condition = "queue_agency = :agency"
    after = _begin(query)
    if after is not None:
        condition += " AND queue_key > :after"
        values[":after"] = {"S": after}
    filters, names = [], {}
    for attribute, wanted in (("status", query.status), ("assignee", query.assignee)):
        if wanted is not None:
            filters.append(f"#{attribute} = :{attribute}")
            names[f"#{attribute}"] = attribute
            values[f":{attribute}"] = {"S": wanted}
    if query.clock is not None:
        filters.append("contains(open_clocks, :clock)")
        values[":clock"] = {"S": f" {query.clock} "}
    request: dict[str, Any] = {
        "KeyConditionExpression": condition,
        "ExpressionAttributeValues": values,
        "Limit": query.limit + 1,
    }
    if filters:
        request |= {"FilterExpression": " AND ".join(filters), "Limit": 4 * (query.limit + 1)}
    if names:
        request["ExpressionAttributeNames"] = names
    return request
