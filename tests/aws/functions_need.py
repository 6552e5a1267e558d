"""What Lambda does under a function's role before and after the function's own code.

https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html
https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-eventsourcemapping.html
https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.aws import keys_used
from tests.aws.arns import ACCOUNT, REGION
from tests.aws.deployment import Deployment
from tests.aws.question import Question, by_role, taken_on, under

LAMBDA, FUNCTION = "lambda.amazonaws.com", "AWS::Lambda::Function"
FROM_A_QUEUE = ("ReceiveMessage", "DeleteMessage", "GetQueueAttributes")
FROM_A_STREAM = ("DescribeStream", "GetRecords", "GetShardIterator")


def questions(deployment: Deployment) -> Iterator[Question]:
    for function, properties in deployment.of_type(FUNCTION):
        role = properties["Role"]
        yield taken_on(function, LAMBDA, role)
        yield from _logs(function, properties)
        if properties.get("TracingConfig") == {"Mode": "Active"}:
            for action in ("xray:PutTraceSegments", "xray:PutTelemetryRecords"):
                yield by_role(f"{function} is traced", role, action, "*")
    for _, mapping in deployment.of_type("AWS::Lambda::EventSourceMapping"):
        yield from _source(deployment, mapping)
    for _, config in deployment.of_type("AWS::Lambda::EventInvokeConfig"):
        yield from _failures(deployment, config)


def _logs(function: str, properties: Mapping[str, Any]) -> Iterator[Question]:
    group = properties["LoggingConfig"]["LogGroup"]
    stream = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:{group}:log-stream:2026/01/01/one"
    for action in ("logs:CreateLogStream", "logs:PutLogEvents"):
        yield by_role(f"{function} logs", properties["Role"], action, stream)


def _source(deployment: Deployment, mapping: Mapping[str, Any]) -> Iterator[Question]:
    function = deployment.named(FUNCTION, mapping["FunctionName"])
    role, why = deployment.properties(function)["Role"], f"{function} is fed"
    source = mapping["EventSourceArn"]
    if ":sqs:" in source:
        for action in FROM_A_QUEUE:
            yield by_role(why, role, f"sqs:{action}", source)
    else:
        table = source.partition("/stream/")[0]
        for action in FROM_A_STREAM:
            yield by_role(why, role, f"dynamodb:{action}", source)
        yield by_role(why, role, "dynamodb:ListStreams", f"{table}/stream/*")
        key = keys_used.of_table(deployment, deployment.named("AWS::DynamoDB::Table", table))
        yield from under(role, why, key)
    yield from _failures(deployment, mapping)


def _failures(deployment: Deployment, config: Mapping[str, Any]) -> Iterator[Question]:
    destination = config.get("DestinationConfig", {}).get("OnFailure", {}).get("Destination")
    if destination is not None:
        function = deployment.named(FUNCTION, config["FunctionName"])
        role, why = deployment.properties(function)["Role"], f"{function} failed: where to"
        yield by_role(why, role, "sqs:SendMessage", destination)
