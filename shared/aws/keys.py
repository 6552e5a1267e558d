"""The keys of the tables, each written once; `docs/access-patterns.md` lists who uses them."""

from datetime import date, datetime
from zlib import crc32

from shared.domain.instants import to_text

CASE = "case"
EVENT = "event#"
TEXT = "text#"
OPERATION = "operation#"
ALERT = "alert"
DELIVERY = "alert#"
RECEIPT = "idem"
POLICY_PARTITION = "policy"  # of policy versions, and of recalculations beside them
LAST = "~"


def case_key(reference: str) -> dict[str, dict[str, str]]:
    return key(f"case#{reference}", CASE)


def event_key(reference: str, seq: int) -> dict[str, dict[str, str]]:
    return key(f"case#{reference}", f"{EVENT}{seq:06d}")


def text_key(reference: str, text_id: str) -> dict[str, dict[str, str]]:
    return key(f"case#{reference}", f"{TEXT}{text_id}")


def operation_key(reference: str, operation_id: str) -> dict[str, dict[str, str]]:
    return key(f"case#{reference}", f"{OPERATION}{operation_id}")


def receipt_key(key_hash: str) -> dict[str, dict[str, str]]:
    return key(f"idem#{key_hash}", RECEIPT)


def identity_key(reference: str) -> dict[str, dict[str, str]]:
    return key(f"case#{reference}", "complainant")


def draft_key(key_hash: str) -> dict[str, dict[str, str]]:
    return key(f"draft#{key_hash}", "draft")


def delivery_key(
    reference: str, seq: int, recipient: str, channel: str
) -> dict[str, dict[str, str]]:
    return key(f"case#{reference}", f"{DELIVERY}{seq:06d}#{recipient}#{channel}")


def alert_key(alert_id: str) -> dict[str, dict[str, str]]:
    return key(f"alert#{alert_id}", ALERT)


def policy_key(version: str) -> dict[str, dict[str, str]]:
    return key(POLICY_PARTITION, version)


def recalculation_key(version: str, direction: str, scope: str) -> dict[str, dict[str, str]]:
    """What a recalculation has done so far, beside the policy that it moves cases to."""
    return key(POLICY_PARTITION, f"recalculation#{version}#{direction}#{scope}")


def key(partition: str, sort: str) -> dict[str, dict[str, str]]:
    return {"pk": {"S": partition}, "sk": {"S": sort}}


def due_shard(reference: str, shards: int) -> str:
    """A case stays in its shard for life; more shards may be added, never fewer."""
    return f"due#{crc32(reference.encode()) % shards}"


def changed_on(day: date, shard: int) -> str:
    """The day's cases by shard, so that a busy day's writes don't meet in one partition."""
    return f"changed#{day.isoformat()}#{shard}"


def changed_shard(reference: str, day: date, shards: int) -> str:
    return changed_on(day, crc32(reference.encode()) % shards)


def due_key(wake_at: datetime, reference: str) -> str:
    return f"{to_text(wake_at)}#{reference}"


def queue_key(next_due: datetime | None, ended: datetime | None, reference: str) -> str:
    """Soonest deadline first; cases without one follow, ended ones come last."""
    if next_due is not None:
        return f"{to_text(next_due)}#{reference}"
    if ended is None:
        return f"{LAST}open#{reference}"
    return f"{LAST}{LAST}{to_text(ended)}#{reference}"
