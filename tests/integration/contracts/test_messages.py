"""What everything that sends promises: an id, what can't be sent is told apart, order, names."""

import json
from collections.abc import Callable
from dataclasses import dataclass

import boto3
import pytest
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.sesv2.models import sesv2_backends

from shared.aws.mail import SesMail
from shared.aws.queues import SqsQueue
from shared.aws.topic import SnsPhone, SnsTopic
from shared.domain.errors import Undeliverable
from shared.ports import Letter, Mail, Phone, Queue, Topic
from tests.fakes_alerts import FakeMail, FakePhone, FakeTopic
from tests.unit.relay.test_relay import FakeQueue

ATTRIBUTES = {"agency": "health", "event": "deadline_missed", "urgency": "high"}
SEPARATORS = ("\r\n", "\n", "\r", "\u2028", "\u0085", "\x00", "\x0b")


@dataclass
class Post:
    """A mail, and how many letters have left it."""

    mail: Mail
    letters: Callable[[], int]


@pytest.fixture
def post(real: bool) -> Post:
    if not real:
        fake = FakeMail()
        return Post(fake, lambda: len(fake.letters))
    boto3.client("sesv2").create_email_identity(EmailIdentity="office@example.org")
    backend = sesv2_backends[DEFAULT_ACCOUNT_ID]["eu-west-1"].core_backend
    return Post(SesMail("office@example.org"), lambda: len(backend.sent_messages))


def a_letter(**changes: str) -> Letter:
    written = {"to": "someone@example.org", "subject": "Délais", "text": "Où ?", "html": "<p>"}
    return Letter(**{**written, "alert_id": "abc", **changes})


def test_each_letter_has_an_id_of_its_own(post: Post) -> None:
    ids = [post.mail.send(a_letter()) for _ in range(2)]
    assert all(ids) and len(set(ids)) == 2
    assert post.letters() == 2


@pytest.mark.parametrize("field", ["to", "subject", "alert_id"])
@pytest.mark.parametrize("separator", SEPARATORS)
def test_no_line_break_gets_into_a_header(post: Post, separator: str, field: str) -> None:
    injected = {"to": "a@example.org", "subject": "A", "alert_id": "b"}[field]
    with pytest.raises(Undeliverable):
        post.mail.send(a_letter(**{field: f"{injected}{separator}Bcc: all@example.org"}))
    assert post.letters() == 0


@pytest.mark.parametrize("separator", SEPARATORS[:3])
def test_a_letter_s_text_may_have_lines(post: Post, separator: str) -> None:
    assert post.mail.send(a_letter(text=f"One.{separator}Two.", html=f"<p>{separator}</p>"))


@pytest.mark.parametrize("address", ["", "nobody", "a@b@example.org", "A <a@example.org>"])
def test_what_is_no_address_gets_no_letter(post: Post, address: str) -> None:
    with pytest.raises(Undeliverable):
        post.mail.send(a_letter(to=address))
    assert post.letters() == 0


@pytest.fixture
def phone(real: bool) -> Phone:
    return SnsPhone() if real else FakePhone()


def test_each_short_message_has_an_id_of_its_own(phone: Phone) -> None:
    ids = [phone.send("+22600000011", "text") for _ in range(2)]
    assert all(ids) and len(set(ids)) == 2


@pytest.mark.parametrize(
    "number", ["22600000011", "+", "+226 0000", "+226\n1234567", "+22600000011\n", ""]
)
def test_what_is_no_number_gets_no_short_message(phone: Phone, number: str) -> None:
    with pytest.raises(Undeliverable):
        phone.send(number, "text")


@pytest.fixture
def topic(real: bool) -> Topic:
    if not real:
        return FakeTopic()
    return SnsTopic(boto3.client("sns").create_topic(Name="alerts")["TopicArn"])


def test_each_alert_to_a_topic_has_an_id_of_its_own(topic: Topic) -> None:
    ids = [topic.publish({"agency": "health", "titre": "Délai"}, ATTRIBUTES) for _ in range(2)]
    assert all(ids) and len(set(ids)) == 2


@dataclass
class Line:
    """A queue, and what stands in it."""

    queue: Queue
    bodies: Callable[[], list[str]]


@pytest.fixture
def line(real: bool) -> Line:
    if not real:
        fake = FakeQueue()
        return Line(fake, lambda: list(fake.bodies))
    sqs = boto3.client("sqs")
    url = sqs.create_queue(QueueName="line")["QueueUrl"]

    def bodies() -> list[str]:
        found: list[str] = []
        while page := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
            found += [one["Body"] for one in page]
        return found

    return Line(SqsQueue(url), bodies)


@pytest.mark.parametrize("number", [0, 1, 10, 11, 23])
def test_a_queue_takes_all_messages_as_they_are_and_none_twice(line: Line, number: int) -> None:
    bodies = [json.dumps({"seq": seq, "nom": "Délai"}) for seq in range(number)]
    line.queue.send(bodies)
    assert sorted(line.bodies()) == sorted(bodies)
