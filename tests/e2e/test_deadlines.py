"""A complaint's deadlines, enforced end to end through the real template with roles enforced."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from infra.local.cloud import Cloud
from shared.domain.instants import to_text
from tests.e2e.caller import Caller, eventually

pytestmark = pytest.mark.e2e

URGENT = {"category": "health_safety", "urgent_answers": {"danger_now": True}}
MINUTE = timedelta(minutes=1)


@pytest.fixture
def caller(cloud: Cloud) -> Caller:
    return Caller(cloud)


def now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def test_an_unanswered_urgent_complaint_is_missed_escalated_and_told(
    cloud: Cloud, caller: Caller
) -> None:
    filed = caller.file(**URGENT)
    reference, late = filed["reference"], now() + 61 * MINUTE
    assert filed["urgency"] == "urgent"
    done = cloud.tick(late)
    assert done["missed"] >= 1 and done["escalated"] >= 1

    def head_was_told() -> bool:
        sent = cloud.mail("head.health@example.org")
        return any(reference in f"{mail['subject']} {mail['text']}" for mail in sent)

    eventually(head_was_told)
    clocks = {one["name"]: one["state"] for one in caller.case(reference)["clocks"]}
    assert clocks["acknowledge"] == "missed"
    eventually(lambda: "alerted" in caller.names(reference))
    names = caller.names(reference)
    assert names[0] == "filed"
    assert names.count("clock_missed") == 1


def test_an_agency_is_warned_by_mail_before_its_deadline_passes(
    cloud: Cloud, caller: Caller
) -> None:
    """The alert that the service exists for: through tick, stream, relay and notify to the desk."""
    reference = caller.file()["reference"]
    due = {one["name"]: one["due_at"] for one in caller.case(reference)["clocks"]}["acknowledge"]
    done = cloud.tick(datetime.fromisoformat(due) - MINUTE)
    assert done["warned"] >= 1

    def desk_was_warned() -> bool:
        sent = cloud.mail("desk.health@example.org")
        return any("échéance" in one["subject"] and reference in one["text"] for one in sent)

    eventually(desk_was_warned)
    assert "clock_missed" not in caller.names(reference)


def test_what_one_tick_can_not_do_is_done_from_its_queue(cloud: Cloud, caller: Caller) -> None:
    reference, late = caller.file(**URGENT)["reference"], now() + 61 * MINUTE
    left_over = {"references": [reference], "now": to_text(late)}
    cloud.client("sqs").send_message(
        QueueUrl=cloud.outputs["DueQueueUrl"], MessageBody=json.dumps(left_over)
    )
    eventually(lambda: "clock_missed" in caller.names(reference))
    assert cloud.tick(late)["missed"] == 0


def test_a_second_tick_of_the_same_minute_changes_nothing(cloud: Cloud, caller: Caller) -> None:
    reference, late = caller.file(**URGENT)["reference"], now() + 61 * MINUTE
    cloud.tick(late)
    marks = Counter(name for name in caller.names(reference) if name != "alerted")
    assert cloud.tick(late)["missed"] == 0
    assert Counter(name for name in caller.names(reference) if name != "alerted") == marks


def test_acknowledging_first_means_that_nothing_fires(cloud: Cloud, caller: Caller) -> None:
    reference = caller.file(**URGENT)["reference"]
    case = caller.command(reference, "acknowledge", "officer.health", message="We are coming.")
    assert {one["name"]: one["state"] for one in case["clocks"]}["acknowledge"] == "met"
    cloud.tick(now() + 61 * MINUTE)
    assert "clock_missed" not in caller.names(reference)
    levels = [event["data"] for event in caller.chain(reference) if event["name"] == "escalated"]
    assert {(one["cause"], one["level"]) for one in levels} == {("call_out", 1)}


def test_an_urgent_complaint_calls_the_duty_officer_out_at_once(
    cloud: Cloud, caller: Caller
) -> None:
    reference = caller.file(**URGENT)["reference"]

    def called() -> list[str]:
        sent = cloud.mail()
        return [
            mail["to"] for mail in sent if reference in mail["text"] and "/take" in mail["text"]
        ]

    assert eventually(called)[0].startswith("duty")


def test_the_complainant_gets_a_receipt_without_any_secret(cloud: Cloud, caller: Caller) -> None:
    address = "receipt.wanted@example.org"
    filed = caller.file(complainant={"email": address, "name": "Example Name"})
    (mail,) = eventually(lambda: cloud.mail(address))
    assert filed["reference"] in mail["text"]
    assert filed["access_code"] not in f"{mail['subject']}{mail['text']}{mail['html']}"
    assert "letter" not in mail["text"] and "Example Name" not in mail["text"]


def test_an_ordinary_case_is_answered_signed_off_and_closed(caller: Caller) -> None:
    filed = caller.file()
    reference, code = filed["reference"], filed["access_code"]
    caller.command(reference, "acknowledge", "officer.health")
    caller.command(reference, "assign", "officer.health", assignee="officer.health")
    caller.command(reference, "request-information", "officer.health", question="Which ward?")
    answer = caller.ask(
        "POST", f"/v1/complaints/{reference}/messages", {"text": "The second."}, code=code
    )
    assert answer.status in (200, 201), answer.body
    caller.command(
        reference,
        "propose-decision",
        "officer.health",
        outcome="upheld",
        summary="The ward must answer.",
        remedies=[],
    )
    caller.command(reference, "sign-off", "supervisor.health")
    case = caller.command(reference, "close", "officer.health")
    assert case["status"] == "closed"
    seen = caller.ask("GET", f"/v1/complaints/{reference}", code=code)
    assert seen.status == 200
    assert "The ward must answer." in str(seen.body)


def test_another_agencys_officer_sees_no_such_case(caller: Caller) -> None:
    reference = caller.file()["reference"]
    foreign = caller.ask("GET", f"/v1/cases/{reference}", user="officer.justice")
    unknown = caller.ask("GET", "/v1/cases/BF-0000-0000-0", user="officer.justice")
    assert foreign.status == unknown.status == 404
    assert foreign.body == unknown.body


def test_at_rest_every_queue_is_empty(cloud: Cloud, caller: Caller) -> None:
    for _ in range(3):
        caller.file()
    queues = cloud.client("sqs")
    urls = [url for name, url in cloud.outputs.items() if name.endswith(("QueueUrl", "LettersUrl"))]
    wanted = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]

    def left() -> dict[str, int]:
        found = {}
        for url in urls:
            counts = queues.get_queue_attributes(QueueUrl=url, AttributeNames=wanted)["Attributes"]
            found[url] = sum(int(value) for value in counts.values())
        return {url: count for url, count in found.items() if count}

    assert len(urls) >= 8
    eventually(lambda: not left())
