"""Tables as the template declares them, for moto and for the benchmarks."""

from typing import TYPE_CHECKING, Any

from tests.template import resources

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

SHARDS = 8


def make_table(client: "DynamoDBClient", logical_id: str, name: str) -> None:
    """Keys and indexes of the template's table; what moto needn't know is left out."""
    declared: dict[str, Any] = resources()[logical_id]["Properties"]
    kept = ("KeySchema", "AttributeDefinitions", "GlobalSecondaryIndexes", "BillingMode")
    client.create_table(TableName=name, **{key: declared[key] for key in kept if key in declared})
