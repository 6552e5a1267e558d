"""The form, page by page, as a browser without script fills it in."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from functions.intake.pages.routes import PAGES
from shared.domain.policy.model import policy_from
from tests import gateway
from tests.unit.intake.asking import event
from tests.unit.intake.world import Reply, World

ROOT = Path(__file__).parents[4]
HTML = {"Accept": "text/html", "Accept-Language": "en"}
SECRET = re.compile(r'name="form_secret" value="([^"]+)"')
FIELDS = re.compile(r'name="once" value="([^"]+)"')


def route_of(method: str, path: str) -> tuple[str, dict[str, str]]:
    found = gateway.chosen(method, path, ((one.method, one.path) for one in PAGES))
    assert found is not None, path
    return found


@dataclass
class Browser:
    """Keeps cookies and follows redirects."""

    world: World
    cookies: dict[str, str] = field(default_factory=dict)
    path: str = "/"
    page: str = ""

    def open(self, address: str) -> Reply:
        return self._send("GET", address, None)

    def send(self, fields: Mapping[str, str], address: str | None = None) -> Reply:
        secret = SECRET.search(self.page)
        once = FIELDS.search(self.page)
        hidden = {"form_secret": secret[1] if secret else ""} | ({"once": once[1]} if once else {})
        return self._send("POST", address or self.path, urlencode({**hidden, **fields}))

    def _send(self, method: str, address: str, body: str | None) -> Reply:
        parts = urlsplit(address)
        route, path = route_of(method, parts.path)
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}
        cookie = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        headers, query = {**HTML, **kind, **cookie}, dict(parse_qsl(parts.query))
        asked = event(method, route, body, headers=headers, path=path, query=query)
        return self._read(self.world.app(asked, None), address)

    def _read(self, answer: Mapping[str, Any], address: str) -> Reply:
        for one in answer.get("multiValueHeaders", {}).get("Set-Cookie", []):
            name, _, rest = one.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        if answer["statusCode"] == 303:
            return self.open(answer["headers"]["Location"])
        self.path, self.page = address, answer["body"]
        return Reply(answer["statusCode"], answer["headers"], answer["body"])


@pytest.fixture
def visitor() -> Browser:
    """At the office whose policy is shipped."""
    text = (ROOT / "shared" / "runtime" / "default_policy.json").read_text(encoding="utf-8")
    document = json.loads(text)
    return Browser(World(policy_from(document)))


ANSWERS: Mapping[str, Mapping[str, str]] = {
    "what": {"description": "Nobody has answered my letter."},
    "service": {"service": "health"},
    "category": {"category": ""},
    "where": {"location": "The office in the market street"},
    "danger": {},
    "who": {"anonymous": "no", "name": "Complainant Example"},
    "reach": {"email": "someone@example.org", "preferred_channel": "email", "share": "no"},
    "others": {},
}


def fill(visitor: Browser) -> Reply:
    reply = visitor.open("/complaints/new")
    policy = visitor.world.casework.policies.current()
    own = [one for one, it in policy.categories.items() if it.agency == "health"]
    for step, answers in ANSWERS.items():
        chosen = {"category": own[0]} if step == "category" else answers
        reply = visitor.send({"step": step, **chosen})
        assert reply.status == 200, (step, reply.text)
    return reply


def test_a_complaint_is_filed_page_by_page(visitor: Browser) -> None:
    assert "Complainant Example" in fill(visitor).text
    sent = visitor.send({"step": "check"})
    case = visitor.world.case
    assert case.reference in sent.text
    identity = visitor.world.store.identities[case.reference]
    assert identity["email"] == "someone@example.org"


def test_sending_twice_files_once_and_tells_the_same_code(visitor: Browser) -> None:
    fill(visitor)
    before, path = visitor.page, visitor.path
    first = visitor.send({"step": "check"}).text
    visitor.page, visitor.path = before, path
    assert re.findall("<bdi.*?</bdi>", visitor.send({"step": "check"}).text) == re.findall(
        "<bdi.*?</bdi>", first
    )
    assert len(visitor.world.store.chains) == 1


def test_a_page_that_lacks_something_is_shown_again_with_what_was_typed(visitor: Browser) -> None:
    visitor.open("/complaints/new")
    reply = visitor.send({"step": "what", "description": ""})
    assert reply.status == 422
    assert 'href="#description"' in reply.text


def test_what_was_sent_is_seen_on_the_page_and_a_message_is_added(visitor: Browser) -> None:
    fill(visitor)
    visitor.send({"step": "check"})
    reference = visitor.world.case.reference
    assert "Nobody has answered my letter." in visitor.open(f"/complaints/{reference}").text
    visitor.open(f"/complaints/{reference}/messages")
    assert "<b>more</b>" not in visitor.send({"text": "<b>more</b>"}).text
    assert "&lt;b&gt;more&lt;/b&gt;" in visitor.page


def test_each_act_that_is_offered_has_a_page(visitor: Browser) -> None:
    fill(visitor)
    visitor.send({"step": "check"})
    reference = visitor.world.case.reference
    seen = visitor.open(f"/complaints/{reference}").text
    acts = re.findall(rf"/complaints/{reference}/([a-z]+)", seen)
    assert {"messages", "evidence", "consent", "withdraw"} <= set(acts)
    assert all(visitor.open(f"/complaints/{reference}/{act}").status == 200 for act in acts)


def test_a_file_is_sent_by_a_form_of_the_bucket(visitor: Browser) -> None:
    fill(visitor)
    visitor.send({"step": "check"})
    reference = visitor.world.case.reference
    reply = visitor.send({}, f"/complaints/{reference}/evidence")
    assert 'action="https://bucket.example.org/"' in reply.text
    assert "https://bucket.example.org" in reply.headers["Content-Security-Policy"]
    assert f'value="https://redress.example.org/complaints/{reference}"' in reply.text


def test_wrong_code_and_unknown_reference_look_the_same(visitor: Browser) -> None:
    filed = visitor.world.file(category="health_no_answer")
    pages = []
    for reference in (filed.reference, "XT-2VWX-6Y40-Q", "none"):
        visitor.open("/complaints")
        reply = visitor.send({"reference": reference, "code": "WRONG"})
        assert reply.status == 404
        masked = SECRET.sub("", reply.text)
        pages.append(masked.replace(reference, ""))
    assert len(set(pages)) == 1


def test_a_closed_session_shows_nothing(visitor: Browser) -> None:
    filed = visitor.world.file(category="health_no_answer")
    visitor.open("/complaints")
    assert "Your complaint" in visitor.send({"reference": filed.reference, "code": filed.code}).text
    visitor.send({}, "/complaints/leave")
    assert "Secret code" in visitor.open(f"/complaints/{filed.reference}").text


def test_a_draft_is_over_after_a_day(visitor: Browser) -> None:
    fill(visitor)
    visitor.world.now += timedelta(hours=25)
    assert "What happened?" in visitor.open("/complaints/new?step=check").text


def test_what_is_no_longer_possible_is_told_with_what_still_is(visitor: Browser) -> None:
    fill(visitor)
    visitor.send({"step": "check"})
    act = f"/complaints/{visitor.world.case.reference}/withdraw"
    visitor.open(act)
    assert visitor.send({"reason": ""}).status == 200
    visitor.open(act)
    told = visitor.send({"reason": "Again."})
    assert told.status == 409
    assert "This is not possible now: Withdraw" in told.text
    assert "/retaliation" in told.text and "/withdraw" not in told.text
    assert visitor.world.case.status == "withdrawn"


def test_all_that_is_kept_of_a_person_is_a_file_for_them_alone(visitor: Browser) -> None:
    fill(visitor)
    visitor.send({"step": "check"})
    reference = visitor.world.case.reference
    told = visitor.open(f"/complaints/{reference}/export")
    assert told.headers["Content-Disposition"] == f'attachment; filename="{reference}.json"'
    assert told.json["identity"]["name"] == "Complainant Example"
    stranger = Browser(visitor.world).open(f"/complaints/{reference}/export")
    assert "Secret code" in stranger.text or "Code secret" in stranger.text
