"""Strings that stand for what people write, and the places where none of them may ever be seen.

Metrics are lines of a log here (EMF) and are searched with it. There are no traces to search: the
local cloud keeps none, and tests/contract/test_traces.py holds that nobody writes content into one.
Messages that were read are gone from a queue: tests/unit/test_what_is_sent.py plants marks in every
field of every event and looks at what is sent. Statistics and open data aren't published yet.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.request import urlopen

from infra.local.cloud import Cloud

MARK = re.compile(r"xqz[a-z]+zqx|22670129941", re.IGNORECASE)
NAME, MAIL = "Awa Xqznamezqx", "xqzmailzqx@example.org"
PEOPLE = re.compile(r"xqz(name|mail|behalf|subject)zqx|22670129941", re.IGNORECASE)
COMPLAINANT = {"name": NAME, "email": MAIL, "phone": "+22670129941"}
WORDS = {
    "description": "Nobody has answered the letter that xqzdescriptionzqx handed in.",
    "location": {"text": "behind the xqzplacezqx"},
    "on_behalf_of": "Xqzbehalfzqx",
    "subject_persons": ["Xqzsubjectzqx"],
}
SPY = "canary-spy"
Place = tuple[str, str]


def found_in(places: Iterator[Place]) -> Sequence[str]:
    """Where a canary is that may not be there, and which."""
    return sorted({f"{where}: {one}" for where, text in places for one in MARK.findall(text)})


def spy_on(cloud: Cloud) -> None:
    """A queue that hears whatever the topics say."""
    sqs, sns = cloud.client("sqs"), cloud.client("sns")
    url = sqs.create_queue(QueueName=SPY)["QueueUrl"]
    told = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
    queue = told["Attributes"]["QueueArn"]
    topics = {"Service": "sns.amazonaws.com"}
    allow = {"Effect": "Allow", "Principal": topics, "Action": "sqs:SendMessage", "Resource": queue}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [allow]})
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy})
    for topic in sns.list_topics()["Topics"]:
        sns.subscribe(TopicArn=topic["TopicArn"], Protocol="sqs", Endpoint=queue)


def places(cloud: Cloud) -> Iterator[Place]:
    """All that was written, sent, started and kept, but for what may hold words of a complaint."""
    yield from _logs(cloud)
    yield from _told(cloud)
    yield from _letters(cloud)
    yield from _workflows(cloud)
    yield from _schedules(cloud)
    yield from _rows(cloud)
    yield from _names_of_identities(cloud)
    yield from _objects(cloud)
    yield "metrics", _written(cloud.client("cloudwatch").list_metrics()["Metrics"])


def _logs(cloud: Cloud) -> Iterator[Place]:
    client = cloud.client("logs")
    for group in client.describe_log_groups()["logGroups"]:
        name = group["logGroupName"]
        for page in client.get_paginator("filter_log_events").paginate(logGroupName=name):
            yield f"log {name}", "\n".join(one["message"] for one in page["events"])
    yield "the emulator's own log", cloud.place.log.read_text(encoding="utf-8", errors="replace")


def _told(cloud: Cloud) -> Iterator[Place]:
    """Queues, dead letters, the spy's queue, text messages: as the emulator holds them."""
    for what in ("sqs/messages", "sns/sms-messages"):
        with urlopen(f"{cloud.place.endpoint}/_ministack/{what}", timeout=60) as answer:  # noqa: S310  # ours
            yield what, answer.read().decode()


def _letters(cloud: Cloud) -> Iterator[Place]:
    """A complainant's address is where their letter goes, and stands nowhere in it."""
    for letter in cloud.mail():
        told = {name: value for name, value in letter.items() if name != "to"}
        yield f"a letter to {letter['to'].partition('@')[2]}", _written(told)


def _workflows(cloud: Cloud) -> Iterator[Place]:
    client = cloud.client("stepfunctions")
    for machine in client.list_state_machines()["stateMachines"]:
        arn = machine["stateMachineArn"]
        pages = client.get_paginator("list_executions").paginate(stateMachineArn=arn)
        for execution in (each for page in pages for each in page["executions"]):
            about = {"executionArn": execution["executionArn"]}
            yield "an execution", _written(client.describe_execution(**about))
            yield "an execution's history", _written(client.get_execution_history(**about))


def _schedules(cloud: Cloud) -> Iterator[Place]:
    client = cloud.client("scheduler")
    for page in client.get_paginator("list_schedules").paginate():
        for one in page["Schedules"]:
            about = {"Name": one["Name"], "GroupName": one["GroupName"]}
            yield "a schedule", _written(client.get_schedule(**about))


def _rows(cloud: Cloud) -> Iterator[Place]:
    """Texts hold words of a complaint, the identities' table names; no other row does."""
    pages = cloud.client("dynamodb").get_paginator("scan")
    for page in pages.paginate(TableName=cloud.outputs["CasesTable"]):
        for item in page["Items"]:
            kind = item["sk"]["S"].partition("#")[0]
            if kind != "text":
                yield f"a row of kind {kind}", _written(item)


def _names_of_identities(cloud: Cloud) -> Iterator[Place]:
    """Identities and drafts hold what people wrote in their body, and nowhere else."""
    pages = cloud.client("dynamodb").get_paginator("scan")
    for page in pages.paginate(TableName=cloud.outputs["IdentitiesTable"]):
        for item in page["Items"]:
            told = {name: value for name, value in item.items() if name != "body"}
            yield f"a row of kind {item['sk']['S']} of the identities", _written(told)


def _objects(cloud: Cloud) -> Iterator[Place]:
    """An original is sealed as it came; everything else of an object is ours."""
    client = cloud.client("s3")
    for bucket in (each["Name"] for each in client.list_buckets()["Buckets"]):
        for page in client.get_paginator("list_objects_v2").paginate(Bucket=bucket):
            for one in page.get("Contents", []):
                about = {"Bucket": bucket, "Key": one["Key"]}
                yield "an object's description", _written(client.head_object(**about))
                if one["Key"].endswith("/derivative"):
                    body = client.get_object(**about)["Body"].read()
                    yield "a derivative", body.decode("latin-1")


def _written(told: Any) -> str:
    return json.dumps(told, default=str, ensure_ascii=False)
