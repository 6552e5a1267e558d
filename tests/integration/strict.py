"""What moto gives and AWS doesn't: fresh reads, answers of any length, items of any size, and puts
without a checksum into a bucket with a default retention."""

from typing import Any

from botocore.exceptions import ClientError

READS = ("GetItem", "BatchGetItem", "Query")
LARGEST = 400 * 1024
CHECKSUMS = tuple(f"x-amz-checksum-{name}" for name in ("crc32", "sha1", "sha256"))
MOST_PAGES = 1_000  # whoever turns more pages than this has lost the place


def demand_fresh_reads(client: Any) -> None:
    """Whatever reads a table must ask for strong consistency; an index doesn't know any."""
    for operation in READS:
        client.meta.events.register(f"before-parameter-build.dynamodb.{operation}", _check)


def refuse_large_items(client: Any) -> None:
    """More than 400 KB of names and values, which moto minds outside a transaction alone."""
    client.meta.events.register("before-parameter-build.dynamodb.TransactWriteItems", _weigh)


def give_short_pages(client: Any, length: int) -> None:
    """A query's page ends after so many items, as it does after a megabyte of them."""
    pages = iter(range(MOST_PAGES))

    def shorten(params: dict[str, Any], **_: object) -> None:
        assert next(pages, None) is not None, "the same page again and again"
        params["Limit"] = min(length, params.get("Limit", length))

    client.meta.events.register("before-parameter-build.dynamodb.Query", shorten)


def let_indexes_lag(client: Any) -> None:
    """An index answers a question that it was asked before as it did then, whatever came since."""
    known: dict[str, Any] = {}

    def ask(params: dict[str, Any], context: dict[str, Any], **_: object) -> None:
        context["question"] = str(params) if "IndexName" in params else None

    def answer(parsed: dict[str, Any], context: dict[str, Any], **_: object) -> None:
        if context["question"] is not None:
            parsed.update(known.setdefault(context["question"], dict(parsed)))

    client.meta.events.register("before-parameter-build.dynamodb.Query", ask)
    client.meta.events.register("after-call.dynamodb.Query", answer)


def demand_checksums(client: Any) -> None:
    """S3 refuses such a put with this error, and botocore adds no checksum before 1.36."""
    client.meta.events.register("before-sign.s3.PutObject", _demand)


def _demand(request: Any, **_: object) -> None:
    """A checksum comes as a header, or behind the body and announced by a header."""
    sent = {name.lower(): str(value) for name, value in request.headers.items()}
    announced = {*sent, sent.get("x-amz-trailer", "")}
    if not any(name.startswith(("content-md5", *CHECKSUMS)) for name in announced):
        message = "Content-MD5 OR x-amz-checksum- HTTP header is required"
        raise ClientError({"Error": {"Code": "InvalidRequest", "Message": message}}, "PutObject")


def _check(params: dict[str, Any], model: Any, **_: object) -> None:
    if "IndexName" in params:
        assert "ConsistentRead" not in params, "an index can't be read strongly"
        return
    asked = list(params["RequestItems"].values()) if "RequestItems" in params else [params]
    weak = [one for one in asked if one.get("ConsistentRead") is not True]
    assert not weak, f"{model.name} may answer with what was true a second ago"


def _weigh(params: dict[str, Any], **_: object) -> None:
    for write in params["TransactItems"]:
        item = write.get("Put", {}).get("Item", {})
        size = sum(
            len(name.encode()) + len(str(value).encode())
            for name, typed in item.items()
            for value in typed.values()
        )
        assert size <= LARGEST, f"an item of {size:,} bytes"
