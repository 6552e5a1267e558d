"""An expert's link: it opens the documents that the invitation names, until its end, and no other.

The case has two files that anybody with the right could read; the expert was given the first.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from shared.domain.case.events import SYSTEM
from shared.domain.case.moment import Moment
from shared.domain.evidence.evidence import Declared, Stored, Verdict
from shared.domain.instants import to_text
from shared.domain.procedure.evidence import RequestUpload
from shared.domain.procedure.examination import EvidenceArrived, EvidenceExamined
from tests.procedures import CITIZEN
from tests.unit.intake.asking import OMBUDSMAN
from tests.unit.intake.world import Filed, Reply, World

SEE, OPEN = "/v1/experts/{token}", "/v1/experts/{token}/evidence/{evidence_id}/download"
INVITE = "/v1/cases/{reference}/experts"
HTML = {"Accept": "text/html"}
CHOSEN, OTHER = "e1", "e2"
READABLE = Verdict(None, "pdf", 9, "ab" * 32, derivative=True)
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Link:
    """What the expert was sent, used by a program or by a browser."""

    filed: Filed
    expert: str
    token: str
    headers: dict[str, str]

    def see(self, token: str | None = None) -> Reply:
        path = {"token": token or self.token}
        return self.filed.world.get(SEE, headers=self.headers, path=path)

    def open(self, evidence_id: str, token: str | None = None) -> Reply:
        path = {"token": token or self.token, "evidence_id": evidence_id}
        return self.filed.world.post(OPEN, headers=self.headers, path=path)


def a_file(filed: Filed, evidence_id: str) -> None:
    for actor, command in (
        (CITIZEN, RequestUpload(evidence_id, Declared())),
        (SYSTEM, EvidenceArrived(evidence_id, Stored(f"original-{evidence_id}", 9))),
        (
            SYSTEM,
            EvidenceExamined(
                evidence_id, f"original-{evidence_id}", READABLE, Stored(f"copy-{evidence_id}", 8)
            ),
        ),
    ):
        world = filed.world
        world.casework.perform(filed.reference, command, actor, Moment.at(world.now))


def invited(filed: Filed, headers: dict[str, str], *evidence_ids: str) -> Link:
    world = filed.world
    body = {
        "version": world.store.load(filed.reference).version,
        "who": "A doctor",
        "evidence_ids": list(evidence_ids),
        "until": to_text(world.now + WEEK),
    }
    told = world.post(INVITE, body, claims=OMBUDSMAN, path={"reference": filed.reference})
    assert told.status == 201, told.text
    return Link(filed, told.json["expert"], told.json["token"], headers)


@pytest.fixture(params=[{}, HTML], ids=["program", "browser"])
def link(world: World, request: pytest.FixtureRequest) -> Link:
    filed = world.file(complainant={"name": "A. Person"})
    for evidence_id in (CHOSEN, OTHER):
        a_file(filed, evidence_id)
    return invited(filed, request.param, CHOSEN)


def downloads(filed: Filed) -> list[tuple[str, Any]]:
    events = filed.world.store.events(filed.reference)
    return [(one.actor.name, one.data["evidence"]) for one in events if "download" in one.name]


def test_the_document_that_was_chosen_is_shown_and_opens_as_its_harmless_copy(link: Link) -> None:
    shown, opened = link.see(), link.open(CHOSEN)
    assert (shown.status, opened.status) == (200, 200)
    assert CHOSEN in shown.text and "A. Person" not in shown.text
    assert f"versionId=copy-{CHOSEN}" in opened.text and "original" not in opened.text
    assert downloads(link.filed) == [(link.expert, CHOSEN)]


def test_no_other_document_of_the_case_is_shown_or_opens(link: Link) -> None:
    assert OTHER not in link.see().text
    refused, unknown = link.open(OTHER), link.open("e3")
    assert (refused.status, unknown.status) == (404, 404)
    if not link.headers:
        assert refused.json["type"] == "/problems/no-such-alert"
        assert refused.text == unknown.text
    assert f"copy-{OTHER}" not in refused.text
    assert downloads(link.filed) == []


def is_refused(link: Link, token: str | None = None) -> bool:
    return {link.see(token).status, link.open(CHOSEN, token).status} == {404}


def test_a_link_with_a_wrong_code_an_unknown_expert_or_another_case_opens_nothing(
    link: Link,
) -> None:
    reference, expert, code = link.token.split(".")
    foreign = link.filed.world.file().reference
    for wrong in (
        f"{reference}.{expert}.{'A' * len(code)}",
        f"{reference}.{expert}.",
        f"{reference}.{expert}",
        f"{reference}.e0.{code}",
        f"{reference}..{code}",
        f"{foreign}.{expert}.{code}",
        f"XT-0000-0000-0.{expert}.{code}",
        "nothing",
    ):
        assert is_refused(link, wrong), wrong
    assert link.see().status == 200


def test_each_expert_opens_what_was_given_to_them_and_not_to_another(link: Link) -> None:
    second = invited(link.filed, link.headers, OTHER)
    assert (second.open(OTHER).status, second.open(CHOSEN).status) == (200, 404)
    assert (link.open(CHOSEN).status, link.open(OTHER).status) == (200, 404)


def test_a_link_opens_until_its_end_and_not_after(link: Link) -> None:
    world = link.filed.world
    ends = world.store.load(link.filed.reference).experts[link.expert].until
    world.now = ends - timedelta(minutes=2)  # the clock goes on with every question
    assert (link.see().status, link.open(CHOSEN).status) == (200, 200)
    world.now = ends - timedelta(seconds=10)  # it is asked in the very second of its end
    assert link.see().status == 404
    world.now = ends - timedelta(seconds=10)
    assert link.open(CHOSEN).status == 404


def test_a_link_that_was_taken_back_opens_nothing(link: Link) -> None:
    revoked = link.filed.command("revoke-expert", OMBUDSMAN, expert=link.expert)
    assert revoked.status == 200
    assert is_refused(link)


def test_only_an_expert_whom_the_case_has_can_be_taken_back(link: Link) -> None:
    refused = link.filed.command("revoke-expert", OMBUDSMAN, expert="e0")
    assert (refused.status, refused.fields) == (422, ["expert"])
    assert link.see().status == 200


def test_what_an_expert_looks_at_is_written_down_before_they_see_it(link: Link) -> None:
    link.see()
    last = link.filed.world.store.events(link.filed.reference)[-1]
    assert (last.name, last.actor.role, last.actor.name) == ("viewed", "expert", link.expert)
