"""What DynamoDB doesn't promise and moto gives all the same: fresh reads, and whole answers."""

from typing import Any

READS = ("GetItem", "BatchGetItem", "Query")
MOST_PAGES = 1_000  # whoever turns more pages than this has lost the place


def demand_fresh_reads(client: Any) -> None:
    """Whatever reads a table must ask for strong consistency; an index doesn't know any."""
    for operation in READS:
        client.meta.events.register(f"before-parameter-build.dynamodb.{operation}", _check)


def give_short_pages(client: Any, length: int) -> None:
    """A query's page ends after so many items, as it does after a megabyte of them."""
    pages = iter(range(MOST_PAGES))

    def shorten(params: dict[str, Any], **_: object) -> None:
        assert next(pages, None) is not None, "the same page again and again"
        params["Limit"] = min(length, params.get("Limit", length))

    client.meta.events.register("before-parameter-build.dynamodb.Query", shorten)


def _check(params: dict[str, Any], model: Any, **_: object) -> None:
    if "IndexName" in params:
        assert "ConsistentRead" not in params, "an index can't be read strongly"
        return
    asked = list(params["RequestItems"].values()) if "RequestItems" in params else [params]
    weak = [one for one in asked if one.get("ConsistentRead") is not True]
    assert not weak, f"{model.name} may answer with what was true a second ago"
